"""Planned against actual for one day: rows for a table and the bars of a picture. No database."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MINUTE = datetime.timedelta(minutes=1)
Span = tuple[datetime.datetime, datetime.datetime | None]


@dataclass(frozen=True)
class Bar:
    """From where to where in the width of the picture, in percent."""

    start: float
    width: float


@dataclass(frozen=True)
class Row:
    """One item: when it was planned, when it stands on the agenda now, when it really was.

    `ended_at` is None while it runs; `behind` is by how many minutes it began late (below zero: early).
    """

    placement: Any
    planned: Span
    stands: Span
    began_at: datetime.datetime | None = None
    ended_at: datetime.datetime | None = None
    bars: Mapping[str, Bar] = field(default_factory=dict)

    @property
    def moved(self) -> bool:
        return self.planned != self.stands

    @property
    def planned_minutes(self) -> int:
        return (self.planned[1] - self.planned[0]) // MINUTE

    @property
    def minutes(self) -> int | None:
        """How long it really was, if it is over."""
        return round((self.ended_at - self.began_at) / MINUTE) if self.began_at and self.ended_at else None

    @property
    def behind(self) -> int | None:
        return round((self.began_at - self.planned[0]) / MINUTE) if self.began_at else None

    @property
    def runs(self) -> bool:
        return self.began_at is not None and self.ended_at is None


def rows(
    placements: Iterable[Any], planned: Mapping[int, Span], runs: Mapping[int, Sequence[Span]], at: datetime.datetime
) -> list[Row]:
    """The items of a day in order; `planned` and `runs` by the key of the item, what runs still reaches until `at`."""
    found = []
    for one in placements:
        stands = (one.starts_at, one.ends_at)
        began_at, ended_at = _whole(runs.get(one.item_id, ()))
        found.append(Row(one, planned.get(one.item_id, stands), stands, began_at, ended_at))
    moments = [moment for row in found for moment in (*row.planned, row.began_at, *_end(row, at)) if moment]
    if not moments:
        return found
    first, last = min(moments), max(moments)
    return [_drawn(row, first, last - first, at) for row in found]


def _whole(spans: Sequence[Span]) -> tuple[datetime.datetime | None, datetime.datetime | None]:
    """From the first beginning to the last end; no end while one of them runs."""
    if not spans:
        return None, None
    ends = [end for _start, end in spans]
    return min(start for start, _end in spans), None if None in ends else max(ends)


def _end(row: Row, at: datetime.datetime) -> list[datetime.datetime]:
    """Where its bar ends; what was left running by oversight is not drawn over half the night."""
    if row.began_at is None:
        return []
    return [row.ended_at or min(max(at, row.began_at), row.began_at + 3 * (row.planned[1] - row.planned[0]))]


def _drawn(row: Row, first: datetime.datetime, whole: datetime.timedelta, at: datetime.datetime) -> Row:
    spans = {"planned": row.planned}
    if row.began_at:
        spans["actual"] = (row.began_at, _end(row, at)[0])
    bars = {
        name: Bar(round(100 * ((start - first) / whole), 2), max(round(100 * ((end - start) / whole), 2), 0.5))
        for name, (start, end) in spans.items()
    }
    return Row(row.placement, row.planned, row.stands, row.began_at, row.ended_at, bars)
