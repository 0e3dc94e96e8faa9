"""Deeds upon events that wait: give one to somebody, count some as they were read, set some aside."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..attendance.checkpoints import Checkpoint, by_key
from ..attending import checkpoints_of
from ..models import AttendanceEvent, DayClosing, Registration, Resolution, Workshop
from ..rules import may_sign_day, may_take_attendance
from .deciding import refuse_if_not_held

Verb = AttendanceEvent.Verb
LONGEST = 300


@transaction.atomic
def resolve(
    event: AttendanceEvent,
    registration: Registration,
    checkpoint: str,
    *,
    reason: str,
    by: User,
    at: datetime.datetime | None = None,
) -> Resolution:
    """Say whose it is and for which checkpoint: from now on it counts. On a day that is signed this amends it.

    Raises `Refused` if somebody decided before, if it says nothing that could count, for one who may not, without a
    reason.
    """
    desk = _Desk(event.workshop, reason, by, at)
    return desk.give(desk.waiting([event.pk])[0], registration, checkpoint)


@transaction.atomic
def count_as_read(
    workshop: Workshop, events: Iterable[AttendanceEvent], *, reason: str, by: User, at: datetime.datetime | None = None
) -> list[Resolution]:
    """Let each count for whom and where it was read; all or none, `Refused` where one does not say it."""
    desk = _Desk(workshop, reason, by, at)
    made = []
    for event in desk.waiting([event.pk for event in events]):
        whose, where = read_as(event, desk.targets)
        if whose is None:
            raise Refused(_("One of these does not say whose it is, or for which item. Open it and choose."))
        made.append(desk.give(event, whose, where))
    return made


@transaction.atomic
def set_aside(
    workshop: Workshop, events: Iterable[AttendanceEvent], *, reason: str, by: User, at: datetime.datetime | None = None
) -> list[Resolution]:
    """None of these ever counts; they stay, with the reason."""
    desk = _Desk(workshop, reason, by, at)
    return [desk.keep(event, set_aside=True) for event in desk.waiting([event.pk for event in events])]


def can_count(event: AttendanceEvent) -> bool:
    """Whether it says something that could count once it is known for whom."""
    return {Verb.SET: bool(event.value), Verb.VOID: event.voids is not None}.get(event.verb, True)


def read_as(event: AttendanceEvent, targets: dict[object, AttendanceEvent]) -> tuple[Registration | None, str]:
    """Whose it is and for which checkpoint as it was read: of a void, those of what it takes back."""
    said = targets.get(event.voids, event) if event.verb == Verb.VOID else event
    decided = getattr(said, "resolution", None) if said is not event else None
    said = decided if decided and not decided.set_aside else said
    known = said.registration is not None and bool(said.checkpoint) and can_count(event)
    return (said.registration, said.checkpoint) if known else (None, "")


def targets_of(workshop: Workshop, events: Iterable[AttendanceEvent]) -> dict[object, AttendanceEvent]:
    """What the voids among these take back, by id; one query."""
    ids = [event.voids for event in events if event.voids]
    rows = AttendanceEvent.objects.filter(workshop=workshop, client_id__in=ids)
    rows = rows.exclude(problem=AttendanceEvent.Problem.CONFLICT)
    rows = rows.select_related("registration__person", "resolution__registration__person")
    return {row.client_id: row for row in rows}


class _Desk:
    """Where events are decided about: the workshop held, the reason and the right looked at once."""

    def __init__(self, workshop: Workshop, reason: str, by: User, at: datetime.datetime | None) -> None:
        self.workshop = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
        self.reason, self.by, self.at = reason.strip(), by, at or timezone.now()
        refuse_if_not_held(self.workshop)
        if not may_take_attendance(by, self.workshop):
            raise Refused(_("Only those who take attendance can decide this."))
        if not any(sign.isalnum() for sign in self.reason) or len(self.reason) > LONGEST or "\0" in self.reason:
            raise Refused(_("Say how you know, in at most 300 characters."), "reason")
        self.places: dict[str, Checkpoint] = by_key(checkpoints_of(self.workshop))
        closings = DayClosing.objects.filter(workshop=self.workshop)
        self.signed: set[datetime.date] = set(closings.values_list("day", flat=True))

    def waiting(self, keys: list[int]) -> list[AttendanceEvent]:
        """These, as long as nobody has decided about any of them."""
        rows = AttendanceEvent.objects.filter(workshop=self.workshop, pk__in=keys).waiting()
        found = list(rows.select_related("registration").order_by("pk"))
        if not found or len(found) < len(set(keys)):
            raise Refused(_("Somebody else has decided about this meanwhile. Load the page again."))
        self.targets = targets_of(self.workshop, found)
        return found

    def give(self, event: AttendanceEvent, registration: Registration, checkpoint: str) -> Resolution:
        """Let it count. A void counts where that stands which it takes back, whatever was chosen."""
        whose, where = read_as(event, self.targets) if event.verb == Verb.VOID else (None, "")
        if whose and where in self.places:
            registration, checkpoint = whose, where
        place = self.places.get(checkpoint)
        if place is None:
            raise Refused(_("The agenda in force does not have this item. Choose another."), "checkpoint")
        if registration.workshop_id != self.workshop.pk or registration.state not in Registration.TAKING_PART:
            raise Refused(_("This person does not take part in this workshop. Choose another."), "registration")
        if not can_count(event):
            raise Refused(_("It does not say what happened: it can only be set aside."))
        if place.day in self.signed and not may_sign_day(self.by, self.workshop):
            raise Refused(_("This day is signed. Only those who facilitate, and headquarters, can change it now."))
        return self.keep(event, registration=registration, checkpoint=place.key, amends=place.day in self.signed)

    def keep(self, event: AttendanceEvent, *, amends: bool = False, **values) -> Resolution:
        made = Resolution.objects.create(event=event, reason=self.reason, by=self.by, at=self.at, **values)
        verb = "set_aside" if made.set_aside else "attendance_amended" if amends else "event_resolved"
        detail = {"event": str(event.client_id), "checkpoint": made.checkpoint, "problem": event.problem}
        log(self.by, f"workshop.{verb}", made.registration or event, reason=self.reason, at=self.at, **detail)
        return made
