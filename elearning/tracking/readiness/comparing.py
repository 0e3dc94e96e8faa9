"""The snapshots counted again from the standings: once a day, and whenever all is made anew."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from elearning.journal.actions import beat, log
from elearning.journal.models import Heartbeat

from ..models import FAR_MOMENT, Requirement, Snapshot, Standing
from .snapshots import KEY, STATES, Cells, grouped, last_snapshot, note_written, spread, take_turn

COMPARED = "snapshots"  # the sign of life of the comparison
SHOWN = 20  # so many rows are named in the journal


class Miscounted(NamedTuple):
    """A row of Snapshot that was wrong: the numbers in the order of STATES, as stored and as counted."""

    day: datetime.date
    key: tuple
    stored: list[int]
    counted: list[int]

    def __str__(self) -> str:
        return f"{self.day} {self.key[1:]}: {self.stored} → {self.counted}"


def compare_snapshots() -> int:
    """Count all snapshots again, at most once a day; mend and log what differs. Returns how many rows did."""
    held = Heartbeat.objects.filter(name=COMPARED).first()
    if held and held.seen_at.date() == timezone.now().date():
        return 0
    beat(COMPARED)
    with transaction.atomic():
        take_turn()  # a new month gets its snapshot, whether or not anything happens in it
    mended = 0
    for requirement in Requirement.objects.all():
        if found := mend_snapshots(requirement):
            mended += len(found)
            shown = [str(row) for row in found[:SHOWN]]
            log(None, "tracking.snapshots_mended", requirement, rows=len(found), shown=shown)
    return mended


def mend_snapshots(requirement: Requirement) -> list[Miscounted]:
    """Compare without holding anybody up; what differs is compared again, and written, while nobody else writes."""
    if not any(miscounted(requirement, last_snapshot())):
        return []
    with transaction.atomic():
        found = list(miscounted(requirement, take_turn()))
        for row in found:
            _write(row)
        note_written()
        return found


def miscounted(requirement: Requirement, last: datetime.date) -> Iterator[Miscounted]:
    """The snapshots, up to the last month's, that are not what the standings give; one query a month."""
    by_day: dict[datetime.date, Cells] = defaultdict(Cells)
    for (day, key, state), many in _counted(requirement, last).items():
        by_day[day][day, key, state] = many
    rows = Snapshot.objects.filter(requirement=requirement).order_by()
    nothing = [0] * len(STATES)
    for day in sorted(by_day.keys() | set(rows.values_list("day", flat=True).distinct())):
        counted = {tuple(key): numbers for (_, *key), numbers in grouped(by_day[day]).items()}
        found = rows.filter(day=day).values_list(*KEY, *STATES)
        stored = {row[: len(KEY)]: list(row[len(KEY) :]) for row in found}
        for key in sorted(counted.keys() | stored.keys()):
            was, now = stored.get(key, nothing), counted.get(key, nothing)
            if was != now:
                yield Miscounted(day, key, was, now)


def _counted(requirement: Requirement, last: datetime.date) -> Cells:
    rows = Standing.objects.filter(requirement=requirement, known_to=FAR_MOMENT, day_from__lte=last).order_by()
    alike = rows.values_list(*KEY, "state", "day_from", "day_to").annotate(Count("pk"))
    return spread(((tuple(row[:5]), *row[5:]) for row in alike.iterator(5000)), last)


def _write(row: Miscounted) -> None:
    of_row = dict(zip(KEY, row.key, strict=True)) | {"day": row.day}
    if any(row.counted):
        Snapshot.objects.update_or_create(**of_row, defaults=dict(zip(STATES, row.counted, strict=True)))
    else:
        Snapshot.objects.filter(**of_row).delete()
