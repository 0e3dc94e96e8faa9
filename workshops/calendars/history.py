"""What a calendar is told of each item after all published versions: confirmed, or cancelled and since when. Pure."""

import datetime
import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """An item as a calendar shows it; a cancelled one as it was last, `changed_at` when it was taken off."""

    placement: Any
    sequence: int
    changed_at: datetime.datetime
    status: str = CONFIRMED

    @property
    def cancelled(self) -> bool:
        return self.status == CANCELLED


@dataclass(frozen=True)
class Standing:
    """Whether the whole workshop stands: its status now, how often that changed, and when it did last."""

    status: str = CONFIRMED
    changes: int = 0
    changed_at: datetime.datetime | None = None


def entries(
    placements: Iterable[Any], meant: Callable[[Mapping[str, Any]], bool], *, since: datetime.datetime | None = None
) -> list[Entry]:
    """The calendar of one reader, from the placements of all published versions in the order of their numbers.

    `meant` says of a frozen item whether it is for her. The sequence never falls: what is no longer meant for her is
    one more than it was, and what comes back to her one more again. Items that were taken off before `since` are left
    out.
    """
    told: dict[int, Entry] = {}
    for version, rows in itertools.groupby(placements, key=lambda placement: placement.version):
        shown = {placement.item_id: placement for placement in rows if meant(placement.frozen)}
        for key, placement in shown.items():
            told[key] = Entry(placement, _sequence(placement, told.get(key)), version.published_at)
        for key in told.keys() - shown.keys():
            told[key] = _taken_off(told[key], version.published_at)
    return sorted(_kept(told.values(), since), key=lambda entry: (entry.placement.starts_at, entry.placement.item.code))


def _sequence(placement: Any, before: Entry | None) -> int:
    if before is None:
        return placement.sequence
    if before.cancelled:
        return max(before.sequence + 1, placement.sequence)
    return before.sequence + max(0, placement.sequence - before.placement.sequence)


def _taken_off(entry: Entry, at: datetime.datetime) -> Entry:
    return entry if entry.cancelled else Entry(entry.placement, entry.sequence + 1, at, CANCELLED)


def under(standing: Standing, rows: Iterable[Entry], *, since: datetime.datetime | None = None) -> list[Entry]:
    """The entries of a workshop as it stands: a cancelled one has none left, a postponed one no sure one.

    What a workshop cancelled before `since` took off is left out.
    """
    found = [
        replace(
            row,
            sequence=row.sequence + standing.changes,
            status=row.status if row.cancelled else standing.status,
            changed_at=max(filter(None, (row.changed_at, standing.changed_at))),
        )
        for row in rows
    ]
    return _kept(found, since)


def _kept(rows: Iterable[Entry], since: datetime.datetime | None) -> list[Entry]:
    return [row for row in rows if not (row.cancelled and since and row.changed_at <= since)]
