"""Placements gathered into slots and days, as a page shows them. No database."""

import datetime
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Slot:
    """Items that begin together: one plenary, or the lanes of parallel groups."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    placements: tuple[Any, ...]

    @property
    def parallel(self) -> bool:
        return len(self.placements) > 1


def slots(placements: Iterable[Any]) -> list[Slot]:
    """Gather placements (with `starts_at`, `ends_at`, `item.code`) into slots, in the order of time."""
    ordered = sorted(placements, key=lambda placement: (placement.starts_at, placement.item.code))
    found = []
    for starts_at, together in itertools.groupby(ordered, key=lambda placement: placement.starts_at):
        row = tuple(together)
        found.append(Slot(starts_at, max(placement.ends_at for placement in row), row))
    return found


def days(placements: Iterable[Any]) -> list[tuple[datetime.date, list[Slot]]]:
    """The slots of each day, in order; the day is the day at the place."""
    by_day = itertools.groupby(sorted(placements, key=lambda p: (p.day, p.starts_at)), key=lambda p: p.day)
    return [(day, slots(row)) for day, row in by_day]
