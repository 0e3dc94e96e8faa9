"""The geometry of the map of countries, from outlines of Natural Earth (public domain); pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from elearning.countries import country_name

from .lines import Line

# outlines.json: a path for each country, its box (x, y, x, y), and the places of countries too small for an outline.
# Static `img/world.svg` holds the land in the same projection. Both say in themselves where they come from.
OUTLINES = Path(__file__).with_name("outlines.json")
STEPS = (50, 75, 90)  # a country's pattern says how many of these shares it has reached
LEAST, PAD, TINY = 320, 0.06, 0.012  # of the view: width in units; margin and size of a square as parts of its width


@dataclass(frozen=True)
class Shape:
    """A country: its outline, or (where it would be too small to be seen) a square, or both."""

    label: str
    step: str
    outline: str
    square: tuple[float, float] | None
    side: float

    @property
    def drawn(self) -> SafeString:
        """As SVG; here and not in a template, which takes ten times as long for two hundred countries."""
        fill = f' fill="url(#world-{self.step})"' if self.step in ("0", "1", "2") else ""
        path = f'<path d="{self.outline}"/>' if self.outline else ""
        rect = ""
        if self.square:
            x, y = self.square
            rect = f'<rect x="{x}" y="{y}" width="{self.side}" height="{self.side}"/>'
        drawn = f'<g data-step="{self.step}"{fill}><title>{escape(self.label)}</title>{path}{rect}</g>'
        return SafeString(drawn)  # the label is escaped, the rest are words and outlines of our own  # nosec B703


@dataclass(frozen=True)
class Map:
    """What the template draws: the view as `viewBox`, the scale of patterns, the side of a
    field of the key in the same units, the countries, and the names of those without a place."""

    view: str
    scale: float
    swatch: int
    shapes: list[Shape]
    unplaced: list[str]


@cache
def outlines() -> dict[str, Any]:
    return json.loads(OUTLINES.read_text(encoding="utf-8"))


def world(lines: Mapping[str, Line], labels: Mapping[str, str]) -> Map | None:
    """A map of these countries (ISO 3166 alpha-2), cut to where they lie; none if none of them has a place.

    `labels` says of each country what a pointer reads.
    """
    known = outlines()
    placed = {code: box for code in lines if (box := _box(code))}
    if not placed:
        return None
    x, y, width, height = _view(placed.values())
    tiny = width * TINY
    shapes = []
    for code, (left, top, right, foot) in placed.items():
        small = max(right - left, foot - top) < tiny
        square = (round((left + right - tiny) / 2, 1), round((top + foot - tiny) / 2, 1)) if small else None
        shapes.append(
            Shape(labels[code], step_of(lines[code]), known["outlines"].get(code, ""), square, round(tiny, 1))
        )
    shapes.sort(key=lambda shape: shape.square is not None)  # squares lie on top
    unplaced = [country_name(code) for code in lines if code not in placed]
    return Map(f"{x} {y} {width} {height}", round(width / 720, 2), round(width / 36), shapes, unplaced)


def step_of(line: Line) -> str:
    """`none` where nobody is required, else 0 to 3."""
    share = line.met_share
    return "none" if share is None else str(sum(share >= step for step in STEPS))


def _box(code: str) -> list[int] | None:
    known = outlines()
    if code in known["boxes"]:
        return known["boxes"][code]
    place = known["places"].get(code)
    return [*place, *place] if place else None


def _view(boxes: Iterable[list[int]]) -> tuple[int, int, int, int]:
    """The part of the world to show: all of these with a margin, never narrower than LEAST, twice as wide as high."""
    boxes = list(boxes)
    whole_width, whole_height = outlines()["size"]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, foot = max(box[2] for box in boxes), max(box[3] for box in boxes)
    width = max(LEAST, (right - left) * (1 + 2 * PAD), (foot - top) * (1 + 2 * PAD) * 2)
    width = min(whole_width, round(width))
    height = min(whole_height, round(width / 2))
    x = min(max(0, round((left + right - width) / 2)), whole_width - width)
    y = min(max(0, round((top + foot - height) / 2)), whole_height - height)
    return x, y, width, height
