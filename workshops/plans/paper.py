"""Texts and tables as the library draws them on paper: with a font that has their letters, in their direction."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import get_language_bidi

from elearning.pdf import without_vowel_marks

RIGHT_TO_LEFT = {"R", "AL"}


@dataclass(frozen=True)
class Drawn:
    """A line of text: the class of its font, its direction, and the side on which it stands."""

    text: str
    font: str
    way: str
    side: str


@dataclass(frozen=True)
class Table:
    """Rows of cells, each with its lines and its width in percent; the library turns them in a guide from the right."""

    heads: list[tuple[list[Drawn], int]]
    rows: list[list[tuple[list[Drawn], int]]]


def drawn(text: str) -> Drawn:
    """A line: Arabic in naskh and from the right; times and figures from the left, on the side of the guide."""
    text = " ".join(without_vowel_marks(text).split())
    strong = [kind for sign in text if (kind := unicodedata.bidirectional(sign)) in {"L", *RIGHT_TO_LEFT}]
    rtl = bool(strong) and strong[0] in RIGHT_TO_LEFT
    arabic = not RIGHT_TO_LEFT.isdisjoint(strong)
    side = "right" if rtl or (not strong and get_language_bidi()) else "left"
    return Drawn(text, "naskh" if arabic else "sans", "rtl" if rtl else "ltr", side)


def paragraphs(text: str) -> list[Drawn]:
    """Each line of a longer text that says something."""
    return [drawn(line) for line in text.splitlines() if line.strip()]


def table(heads: list[str], rows: list[list[str | list[Drawn]]], widths: list[int]) -> Table:
    """A table of texts; a cell of several lines is given as they are drawn."""

    def row(cells: list[str | list[Drawn]]) -> list[tuple[list[Drawn], int]]:
        lines = [cell if isinstance(cell, list) else [drawn(str(cell))] for cell in cells]
        return list(zip(lines, widths, strict=True))

    return Table(row(heads) if heads else [], [row(cells) for cells in rows])
