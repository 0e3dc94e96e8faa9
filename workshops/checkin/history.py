"""Reads all that was ever said of one person's attendance, with what was taken back, for whoever asks why."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from ..attendance.checkpoints import Checkpoint, named, place_for
from ..attending import whose_and_where
from ..models import AttendanceEvent, Registration

Verb = AttendanceEvent.Verb


@dataclass(frozen=True)
class Said:
    """One event as it is shown: what happened, when, from where, by whom; `voided_by` is what took it back."""

    event: AttendanceEvent
    who: str
    resolved: str
    voided_by: AttendanceEvent | None

    @property
    def local(self) -> datetime.datetime:
        return self.event.occurred_at.astimezone(self.event.workshop.tz)


def history_of(registration: Registration, found: list[Checkpoint]) -> dict[str, list[Said]]:
    """By the key of the checkpoint, in the order of time; two queries."""
    events = registration.workshop.events
    own = events.filter(Q(registration=registration) | Q(resolution__registration=registration))
    own = own.exclude(verb=Verb.VOID).exclude(Q(problem__gt="") & Q(resolution__isnull=True))
    rows = list(
        own.exclude(resolution__set_aside=True)
        .select_related("actor", "device__person", "sheet", "resolution__by")
        .order_by("occurred_at", "client_id")
    )
    voids = events.counting().filter(verb=Verb.VOID, voids__in=[row.client_id for row in rows]).select_related("actor")
    taken_back = {row.voids: row for row in voids}
    places = named(found)
    made: dict[str, list[Said]] = defaultdict(list)
    for row in rows:
        row.workshop = registration.workshop
        whose, where = whose_and_where(row)
        place = place_for(places, where, registration.group_id)
        if whose == registration.pk and place:
            made[place.key].append(Said(row, _who(row), _resolved(row), taken_back.get(row.client_id)))
    return dict(made)


def _who(row: AttendanceEvent) -> str:
    if row.device:
        return f"{row.device.person.name} ({row.device.label})"
    if row.sheet:
        return row.sheet.code
    return row.actor.name if row.actor else ""


def _resolved(row: AttendanceEvent) -> str:
    decided = getattr(row, "resolution", None)
    return f"{decided.by.name}: {decided.reason}" if decided else ""
