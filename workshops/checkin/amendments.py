"""Reads what was changed after a day was signed, for its page and for the report."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..attendance.checkpoints import Checkpoint, by_key
from ..attending import checkpoints_of
from ..models import AttendanceEvent, Registration, Resolution, Workshop
from .marks import label


@dataclass(frozen=True)
class Amendment:
    """One change: whose attendance, of which checkpoint, what now holds, why, by whom, when."""

    registration: Registration
    checkpoint: Checkpoint
    code: str  # the value that was decided, or the verb of the fact
    said: str
    minutes: int | None
    reason: str
    by: str
    at: datetime.datetime

    @property
    def label(self) -> str:
        return label(self.checkpoint)


def amendments_of(workshop: Workshop) -> list[Amendment]:
    """In the order in which they were made; five queries.

    Decisions upon a signed day, and facts that came after the signature and were let in by a person.
    """
    names = by_key(checkpoints_of(workshop))
    found = [*_decided(workshop, names), *_let_in(workshop, names)]
    return sorted(found, key=lambda one: (one.at, one.registration.pk))


def _decided(workshop: Workshop, names: Mapping[str, Checkpoint]) -> Iterator[Amendment]:
    rows = workshop.events.filter(source=AttendanceEvent.Source.AMENDMENT, problem="", checkpoint__in=names)
    for row in rows.exclude(registration=None).select_related("registration__person", "actor"):
        by = row.actor.name if row.actor else ""
        yield Amendment(row.registration, names[row.checkpoint], *_what(row), row.reason, by, row.received_at)


def _let_in(workshop: Workshop, names: Mapping[str, Checkpoint]) -> Iterator[Amendment]:
    signed = dict(workshop.closings.values_list("day", "signed_at"))
    rows = Resolution.objects.filter(event__workshop=workshop, set_aside=False, checkpoint__in=names)
    for row in rows.exclude(registration=None).select_related("registration__person", "event", "by"):
        place = names[row.checkpoint]
        if row.at > signed.get(place.day, row.at):
            yield Amendment(row.registration, place, *_what(row.event), row.reason, row.by.name, row.at)


def _what(row: AttendanceEvent) -> tuple[str, str, int | None]:
    said = row.get_value_display() if row.value else row.get_verb_display()
    return row.value or row.verb, said, row.minutes
