"""The deed of deciding by hand what one person's attendance at one checkpoint is."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..attendance.checkpoints import Checkpoint, by_key
from ..attendance.given import Given, digest, is_sound
from ..attending import checkpoints_of
from ..models import AttendanceEvent, DayClosing, Registration, Workshop
from ..rules import may_sign_day, may_take_attendance

HELD = (Workshop.State.CONFIRMED, Workshop.State.LIVE, Workshop.State.REPORTING)
Source, Value = AttendanceEvent.Source, AttendanceEvent.Value


@transaction.atomic
def decide(
    workshop: Workshop,
    registration: Registration,
    checkpoint: Checkpoint | str,
    value: str,
    *,
    reason: str,
    by: User,
    minutes: int | None = None,
    at: datetime.datetime | None = None,
) -> AttendanceEvent:
    """Set what holds for her there: over every scan, sheet and self check-in. In a day that is signed, an amendment.

    `checkpoint` may be named by its key; `minutes` are of `partial`. Raises `Refused`: for one who may not, in a
    workshop that is not held, for minutes that it does not have, for an amendment without a reason.
    """
    now = at or timezone.now()
    workshop = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
    refuse_if_not_held(workshop)
    place = _place(workshop, registration, checkpoint)
    signed = DayClosing.objects.filter(workshop=workshop, day=place.day).exists()
    reason = reason.strip()
    _refuse_one_who_may_not(workshop, by, signed=signed)
    if signed and not reason:
        raise Refused(_("This day is signed. Say why it is changed now; the report will show it."), "reason")
    minutes = _minutes(place, registration, minutes) if value == Value.PARTIAL else None
    badge = registration.number or ""
    said = Given(uuid.uuid4(), "set", now, place.key, badge, value=value, minutes=minutes, reason=reason)
    if not is_sound(said):
        raise Refused(_("Choose what holds, and say why in at most 300 characters."), "reason")
    event = AttendanceEvent.objects.create(
        workshop=workshop, client_id=said.id, digest=digest(said, within=workshop.code), verb=said.verb,
        source=Source.AMENDMENT if signed else Source.FACILITATOR, registration=registration, badge=badge,
        checkpoint=place.key, value=value, minutes=minutes, reason=reason,
        occurred_at=now, device_at=now, received_at=now, actor=by,
    )  # fmt: skip
    verb = "workshop.attendance_amended" if signed else "workshop.attendance_decided"
    log(by, verb, registration, reason=reason, at=now, checkpoint=place.key, value=value, minutes=minutes)
    return event


def refuse_if_not_held(workshop: Workshop) -> None:
    """Raises `Refused` before a workshop is confirmed and once it is closed."""
    if workshop.state not in HELD:
        state = workshop.get_state_display()
        raise Refused(_("The state of the workshop is “%(state)s”: its attendance stays as it is.") % {"state": state})


def _place(workshop: Workshop, registration: Registration, checkpoint: Checkpoint | str) -> Checkpoint:
    key = checkpoint if isinstance(checkpoint, str) else checkpoint.key
    place = by_key(checkpoints_of(workshop)).get(key)
    if place is None:
        raise Refused(_("The agenda in force does not have this item. Load the page again."), "checkpoint")
    known = Registration.objects.filter(pk=registration.pk, workshop=workshop, state__in=Registration.TAKING_PART)
    if not known.exists():
        raise Refused(_("This person does not take part in this workshop. Load the page again."), "registration")
    return place


def _refuse_one_who_may_not(workshop: Workshop, by: User, *, signed: bool) -> None:
    if signed and not may_sign_day(by, workshop):
        raise Refused(_("This day is signed. Only those who facilitate, and headquarters, can change it now."))
    if not may_take_attendance(by, workshop):
        raise Refused(_("Only those who take attendance can decide this."))


def _minutes(place: Checkpoint, registration: Registration, minutes: int | None) -> int:
    whole = sum(item.worth for item in place.meant_for(registration.group_id))
    if minutes is None or not 1 <= minutes <= whole:
        raise Refused(_("Give the minutes that count, from 1 to %(whole)s.") % {"whole": whole}, "minutes")
    return minutes
