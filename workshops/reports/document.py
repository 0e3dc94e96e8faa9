"""What a report consists of, whatever it is drawn as: sections with texts, tiles and grids. No database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .figures import rounded

INTERNAL, OUTSIDE = "internal", "outside"
HIDDEN = "•"


@dataclass(frozen=True)
class Share:
    """A share between 0 and 1, shown in percent."""

    value: float

    def __str__(self) -> str:
        return _("%(percent)s%%") % {"percent": number_format(rounded(Fraction(repr(self.value)) * 100, 1), 1)}


@dataclass(frozen=True)
class Hidden:
    """A number that is not told, since fewer than five people are behind it or behind its neighbour."""

    def __str__(self) -> str:
        return HIDDEN


Value = str | int | float | Share | Hidden | None


@dataclass(frozen=True)
class Grid:
    """A table; `bar` is the column whose numbers are drawn as bars too, `widths` are percents of the width."""

    title: str
    heads: list[str]
    rows: list[list[Value]]
    widths: list[int]
    bar: int | None = None
    note: str = ""
    most: float | None = None  # what the longest possible bar stands for; else the largest number

    def lengths(self) -> list[int]:
        """The length of each row's bar in percent of `most`, of the longest one, of shares of the whole."""
        if self.bar is None:
            return []
        values = [_number(row[self.bar]) for row in self.rows]
        shares = any(isinstance(row[self.bar], Share) for row in self.rows)
        most = self.most or (1.0 if shares else max([*values, 0]) or 1)
        return [max(0, min(100, round(100 * value / most))) for value in values]


@dataclass(frozen=True)
class Section:
    """One heading and what stands below it."""

    key: str
    title: str
    texts: list[str] = field(default_factory=list)
    tiles: list[tuple[str, Value]] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)


@dataclass(frozen=True)
class Copy:
    """For whom the report is drawn: `outside` is what may leave the house. `texts` are those in the copy's language."""

    dataset: Mapping[str, Any]
    figures: Mapping[str, Any]
    texts: Mapping[str, str]
    outside: bool
    language: str


def shown(value: Value) -> str:
    """A value as people read it in the active language."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return number_format(rounded(value, 1), 1)  # number_format itself cuts off
    return number_format(value) if isinstance(value, int) else str(value)


def _number(value: Value) -> float:
    if isinstance(value, Share):
        return value.value
    return float(value) if isinstance(value, int | float) else 0.0
