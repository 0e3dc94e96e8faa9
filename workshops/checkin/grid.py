"""The attendance of a day as a table: people by checkpoints, narrowed to whom one looks for. No query."""

import datetime
from collections.abc import Collection, Iterator
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..attendance.checkpoints import Checkpoint
from ..attendance.fold import THERE, UNCLEAR, UNSEEN, Record
from ..attending import Attendance
from ..models import Registration, Workshop
from ..papers.lists import place_of
from .marks import NOT_MEANT, label, shown, word
from .moments import of_day
from .presence import REMOTE, mode_of

# What one may look for at one checkpoint.
ONLY = {
    "unseen": gettext_lazy("not seen yet"),
    "self": gettext_lazy("by their own word alone"),
    "there": gettext_lazy("known to have been there"),
    "unclear": gettext_lazy("unclear: they were seen, but not while it was on"),
}


def matches(record: Record, only: str) -> bool:
    """Whether this is one that is looked for."""
    if only == "self":
        return record.sources == {"self"}
    if only == "there":
        return record.status in THERE
    return record.status == {"unseen": UNSEEN, "unclear": UNCLEAR}.get(only, record.status)


def sought(attendance: Attendance, checkpoint: Checkpoint, only: str) -> list[Registration]:
    """Those for whom this checkpoint is meant and whose record is looked for."""
    meant = (one for one in attendance.people if checkpoint.meant_for(one.group_id))
    return [one for one in meant if matches(attendance.record(one.pk, checkpoint.key), only)]


def address(workshop: Workshop, checkpoint: Checkpoint, only: str) -> str:
    """The page of the day, narrowed."""
    query = {"day": checkpoint.day.isoformat(), "at": checkpoint.key, "only": only}
    return f"{reverse('workshops:attendance', args=[workshop.code])}?{urlencode(query)}"


def columns(workshop: Workshop, attendance: Attendance, day: datetime.date, now: datetime.datetime) -> list[dict]:
    """The checkpoints of the day, each with how many are not seen yet once it has begun."""
    return [
        {
            "checkpoint": one,
            "label": label(one),
            "starts_at": one.starts_at,
            "begun": one.starts_at <= now,
            "unseen": len(sought(attendance, one, "unseen")),
            "url": address(workshop, one, "unseen"),
        }
        for one in of_day(attendance.checkpoints, day)
    ]


def lines(
    workshop: Workshop,
    attendance: Attendance,
    people: Collection[Registration],
    day: datetime.date,
    elsewhere: set[tuple[int, datetime.date]],
) -> list[dict[str, Any]]:
    """A person a line; a cell is None where the checkpoint is for another group."""
    found = of_day(attendance.checkpoints, day)
    made = []
    for one in people:
        url = reverse("workshops:attendance_of", args=[workshop.code, one.number])
        cells = [_cell(attendance, one, checkpoint, url) for checkpoint in found]
        remote = mode_of(workshop, elsewhere, one.pk, day) == REMOTE
        made.append({"one": one, "place": place_of(one), "url": url, "cells": cells, "remote": remote})
    return made


def _cell(attendance: Attendance, one: Registration, checkpoint: Checkpoint, url: str) -> dict[str, str] | None:
    if not checkpoint.meant_for(one.group_id):
        return None
    query = urlencode({"checkpoint": checkpoint.key})
    return {**shown(attendance.record(one.pk, checkpoint.key)), "url": f"{url}?{query}#decide"}


def table(
    workshop: Workshop, attendance: Attendance, day: datetime.date, elsewhere: set[tuple[int, datetime.date]]
) -> Iterator[list[Any]]:
    """The same for a spreadsheet: a word and the minutes for each checkpoint."""
    found = of_day(attendance.checkpoints, day)
    heads = [text for one in found for text in (label(one), _("%(code)s: minutes") % {"code": label(one)})]
    yield [_("Number"), _("Name"), _("Office or organisation"), _("Group"), _("Where"), *heads, _("Minutes of the day")]
    for one in attendance.people:
        remote = mode_of(workshop, elsewhere, one.pk, day) == REMOTE
        where = _("remote") if remote else _("in the room")
        row = [one.number or "", one.person.name, place_of(one), one.group.code if one.group else "", where]
        total = 0
        for checkpoint in found:
            record = attendance.record(one.pk, checkpoint.key)
            meant = bool(checkpoint.meant_for(one.group_id))
            row += [word(record.status), record.minutes] if meant else [str(NOT_MEANT), ""]
            total += record.minutes
        yield [*row, total]
