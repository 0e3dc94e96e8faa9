"""The language coverage of an agenda as a picture: items from top to bottom, groups beside each other. No database."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from ..agenda.coverage import Cell, Covered
from ..agenda.facts import EVERYBODY

HOWS = ("spoken", "interpreted", "uncovered")
WIDE = 100


@dataclass(frozen=True)
class Bar:
    """The people of one way of understanding, as a part of a drawing that is `WIDE` wide."""

    how: str
    people: int
    start: float
    length: float
    languages: tuple[Cell, ...]

    @property
    def mirrored(self) -> float:
        """Where it starts when the page is read from the other side."""
        return round(WIDE - self.start - self.length, 2)


@dataclass(frozen=True)
class Field:
    """One item as one group understands it; without bars where the item is not for that group."""

    group: str
    people: int
    uncovered: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Line:
    """One item with a field for each group."""

    code: str
    day: datetime.date
    starts_at: datetime.datetime
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Picture:
    """Groups across, items down."""

    groups: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def uncovered(self) -> int:
        """In how many items somebody is not covered."""
        return sum(any(field.uncovered for field in line.fields) for line in self.lines)


def picture_of(rows: Iterable[Covered]) -> Picture:
    """The picture of what `agenda.coverage` gives; everybody first, then each group that is in it."""
    rows = list(rows)
    groups = (EVERYBODY, *sorted({row.group for row in rows} - {EVERYBODY}))
    by_item: dict[str, dict[str, Covered]] = {}
    for row in rows:
        by_item.setdefault(row.code, {})[row.group] = row
    lines = []
    for code, known in by_item.items():
        first = next(iter(known.values()))
        fields = tuple(_field(group, known.get(group)) for group in groups)
        lines.append(Line(code, first.day, first.starts_at, fields))
    return Picture(groups, tuple(lines))


def _field(group: str, row: Covered | None) -> Field:
    if row is None:
        return Field(group, 0, 0, ())
    start, bars = 0.0, []
    for how in HOWS:
        cells = tuple(cell for cell in row.cells if cell.how == how)
        people = sum(cell.people for cell in cells)
        if people:
            length = round(people / row.people * WIDE, 2)
            bars.append(Bar(how, people, round(start, 2), length, cells))
            start += length
    return Field(group, row.people, row.uncovered, tuple(bars))
