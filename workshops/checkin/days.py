"""Reads a day of attendance as it stands, to be compared and signed."""

import datetime
from collections import Counter
from collections.abc import Iterable
from functools import partial

from django.urls import reverse

from ..attendance.checkpoints import Checkpoint, by_key
from ..attending import Attendance, attendance_of
from ..models import Workshop
from .grid import address
from .moments import of_day
from .presence import REMOTE, mode_of, remote_days
from .reconciling import (
    Day,
    difference_of_waiting,
    differences_of,
    differences_of_sheets,
    figures_of,
)


def day_of(workshop: Workshop, day: datetime.date, attendance: Attendance | None = None) -> Day:
    """The figures of the day and what does not agree, in a fixed number of queries."""
    attendance = attendance or attendance_of(workshop)
    elsewhere, heads = remote_days(workshop), heads_of(workshop, attendance.checkpoints)
    made = Day(day)
    for checkpoint in of_day(attendance.checkpoints, day):
        records = [
            (attendance.record(one.pk, checkpoint.key), mode_of(workshop, elsewhere, one.pk, day) == REMOTE)
            for one in attendance.people
            if checkpoint.meant_for(one.group_id)
        ]
        made.lines.append((checkpoint, figures_of(checkpoint, records, heads.get(checkpoint.key))))
    made.differences = [
        difference
        for checkpoint, figures in made.lines
        for difference in differences_of(checkpoint, figures, partial(address, workshop))
    ]
    waiting = reverse("workshops:unresolved", args=[workshop.code])
    made.waiting = _waiting(workshop, attendance)
    made.differences += difference_of_waiting(made.waiting[day], waiting)
    made.differences += differences_of_sheets(
        *_sheets(workshop, day), reverse("workshops:sheets", args=[workshop.code])
    )
    return made


def heads_of(workshop: Workshop, found: Iterable[Checkpoint]) -> dict[str, int]:
    """The newest count of heads at each checkpoint, under whatever name it was counted."""
    names = by_key(found)
    rows = workshop.head_counts.order_by("counted_at", "pk").values_list("checkpoint", "heads")
    return {names[key].key: heads for key, heads in rows if key in names}


def _waiting(workshop: Workshop, attendance: Attendance) -> Counter[datetime.date]:
    """How many events wait by day: that of their checkpoint, else the day on which they happened at the place."""
    names = by_key(attendance.checkpoints)
    rows = workshop.events.waiting().values_list("checkpoint", "occurred_at")
    return Counter(names[key].day if key in names else at.astimezone(workshop.tz).date() for key, at in rows)


def _sheets(workshop: Workshop, day: datetime.date) -> tuple[list[str], list[str]]:
    """The codes of the sheets of the day that are not typed in, and of those that nobody verified."""
    rows = list(workshop.sheets.filter(day=day).order_by("code").values_list("code", "typed_at", "verified_at"))
    untyped = [code for code, typed, _verified in rows if typed is None]
    return untyped, [code for code, typed, verified in rows if typed and verified is None]
