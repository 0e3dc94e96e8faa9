"""Computes the contrast of the colour tokens, in the light scheme and in the dark."""

import re
from itertools import product
from math import cos, radians, sin
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parent.parent / "elearning" / "static" / "css" / "tokens.css"
OKLCH = re.compile(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)")
TEXT, SHAPE = 4.5, 3.0
TONES = ("good", "warn", "bad", "info")
PAIRS = [
    *product(("ink", "ink-soft", "brand", "brand-strong"), ("ground", "surface", "sunken"), (TEXT,)),
    *product(("ink", "brand-strong", "brand"), ("brand-tint",), (TEXT,)),
    *((f"{tone}-ink", f"{tone}-tint", TEXT) for tone in TONES),
    *(("ink", f"{tone}-tint", TEXT) for tone in TONES),
    *product(("bad-ink",), ("ground", "surface"), (TEXT,)),
    *product(("on-brand",), ("brand", "brand-strong"), (TEXT,)),
    *product(("on-deep", "on-deep-soft"), ("deep", "deeper", "deep-line"), (TEXT,)),
    *product(("on-sun",), ("sun", "on-deep"), (TEXT,)),
    ("deeper", "on-deep", TEXT),
    *product(("line-strong", "bad-fill", "focus", "brand"), ("ground", "surface"), (SHAPE,)),
    *product(("line-strong", "brand"), ("brand-tint", "sunken"), (SHAPE,)),
    ("brand", "line", SHAPE),
    ("bad-fill", "bad-tint", SHAPE),
    *product(("sun",), ("deep", "deeper"), (SHAPE,)),
]


def tokens(scheme: int) -> dict[str, tuple[float, ...]]:
    """Each opaque colour of a scheme (0 light, 1 dark) as linear sRGB."""
    found = re.findall(r"--([a-z-]+): ((?:light-dark|oklch)\(.+\));", TOKENS.read_text())
    shades = {name: OKLCH.findall(value) for name, value in found}
    return {name: linear(*map(float, shade[scheme % len(shade)])) for name, shade in shades.items() if shade}


def linear(lightness: float, chroma: float, hue: float) -> tuple[float, ...]:
    """oklch to linear sRGB, not clipped."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def contrast(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    """The ratio of WCAG 2.2."""
    weights = (0.2126, 0.7152, 0.0722)
    one, two = (sum(w * min(max(c, 0), 1) for w, c in zip(weights, rgb, strict=True)) for rgb in (first, second))
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)


def test_contrast_is_counted_right():
    assert contrast(linear(1, 0, 0), linear(0, 0, 0)) == pytest.approx(21, abs=0.01)
    assert contrast(linear(0.5999, 0, 0), linear(1, 0, 0)) == pytest.approx(3.95, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_lie_within_what_every_screen_shows(scheme):
    assert {name for name, rgb in tokens(scheme).items() if min(rgb) < -0.002 or max(rgb) > 1.002} == set()


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_and_edges_stand_out(scheme):
    colours = tokens(scheme)
    assert [
        (ink, ground, round(contrast(colours[ink], colours[ground]), 2))
        for ink, ground, least in PAIRS
        if contrast(colours[ink], colours[ground]) < least
    ] == []
