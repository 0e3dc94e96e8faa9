"""Deeds of coming in without a badge: by the code of the room, or taken by hand by a facilitator."""

import datetime
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..attendance.checkpoints import Checkpoint
from ..attendance.fold import UNCLEAR, UNSEEN
from ..attendance.given import Given
from ..attending import attendance_of, checkpoints_of
from ..checkin.codes import REMEMBERED, STILL_GOOD, begin_of, code_of, tidy, window_of
from ..checkin.moments import on_at
from ..checkin.opening import TAKEN_IN, why_not_taken
from ..models import AttendanceEvent, DayClosing, Registration, Workshop
from .receiving import receive

OWN = uuid.UUID("5b1f6a8e-0c57-4f0e-9d0c-5a4b7c1b2f11")
OTHERS = 20  # other workshops of the day of which a wrong code may be


class WrongCode(Refused):
    """What was typed is not the code of the room."""


def held(workshop: Workshop) -> Workshop:
    """The workshop, locked until the transaction ends."""
    return Workshop.objects.select_for_update(of=("self",), no_key=True).get(pk=workshop.pk)


def own_id(registration: Registration, checkpoint: str) -> uuid.UUID:
    """The id of her own check-in: twice is one."""
    return uuid.uuid5(OWN, f"{registration.pk}/{checkpoint}/self")


@transaction.atomic
def check_in(
    workshop: Workshop, registration: Registration, typed: str, *, at: datetime.datetime | None = None
) -> tuple[AttendanceEvent, Checkpoint]:
    """She was there to read the code: the event, and the checkpoint; the same again is the same event.

    Raises `WrongCode` where it is not the code of the room, `Refused` where attendance is not taken.
    """
    now = at or timezone.now()
    workshop = held(workshop)
    if why := why_not_taken(workshop, now):
        raise Refused(why)
    if registration.role != Registration.Role.PARTICIPANT:
        raise Refused(_("You are of the team: your attendance is not taken."))
    shown, seen_at = _read(workshop, typed, now)
    checkpoint = meant_at(checkpoints_of(workshop), registration, seen_at, shown)
    if checkpoint is None:
        raise Refused(_("What is on now is for another group: there is nothing to check in for."))
    refuse_signed(workshop, checkpoint)
    id = own_id(registration, checkpoint.key)
    if taken_back(workshop, id):
        raise Refused(_("A facilitator took your check-in back. Tell her that you are here: she takes you by hand."))
    known = AttendanceEvent.objects.filter(client_id=id).first()
    if known is None:
        given = Given(id=id, verb="in", at=seen_at, checkpoint=checkpoint.key, badge=registration.number or "")
        receive(workshop, [given], source="self", by=registration.person, at=now)
        known = AttendanceEvent.objects.get(client_id=id)
    return known, checkpoint


def meant_at(
    found: Iterable[Checkpoint], one: Registration, at: datetime.datetime, shown: Checkpoint | None
) -> Checkpoint | None:
    """The checkpoint that she is at when the screen shows this one: it, or what is on for her group beside it.

    Who has no group yet is taken down for what is shown: it counts once she gets one.
    """
    if shown is None or one.group_id is None or shown.meant_for(one.group_id):
        return shown
    return on_at((each for each in found if each.meant_for(one.group_id)), at)


def taken_back(workshop: Workshop, id: uuid.UUID) -> bool:
    """Whether somebody voided this event."""
    return workshop.events.counting().filter(verb=AttendanceEvent.Verb.VOID, voids=id).exists()


def refuse_signed(workshop: Workshop, checkpoint: Checkpoint) -> None:
    """Raises `Refused` where the day of this checkpoint is signed off."""
    if DayClosing.objects.filter(workshop=workshop, day=checkpoint.day).exists():
        raise Refused(_("This day is signed off. Tell the facilitator, who can amend it."))


def _read(workshop: Workshop, typed: str, now: datetime.datetime) -> tuple[Checkpoint, datetime.datetime]:
    """For which checkpoint this code is, and when she was there: now, or while it was shown if that is over."""
    found = checkpoints_of(workshop)
    present = window_of(now)
    shown = {
        window: on_at(found, min(begin_of(window + 1), now)) for window in range(present - STILL_GOOD, present + 1)
    }
    if not any(shown.values()):
        raise Refused(_nothing_on(workshop, found, now))
    if not (code := tidy(typed)):
        raise WrongCode(_("Type the six digits that the screen in the room shows."), "code")
    for window in sorted(shown, reverse=True):
        for checkpoint in {shown[window], on_at(found, begin_of(window))} - {None}:
            if code_of(workshop.uuid, checkpoint.key, window) == code:
                return checkpoint, now if now < checkpoint.ends_at else begin_of(window)
    if _is_over(workshop, found, code, present):
        raise WrongCode(_("This code is over: a new one comes each minute. Type the one that is shown now."), "code")
    if _is_of_another(workshop, code, now):
        raise WrongCode(_("This is the code of another workshop. Type the one of the room where you are."), "code")
    raise WrongCode(_("This is not the code of the room. Look at the screen and type its six digits again."), "code")


def _nothing_on(workshop: Workshop, found: list[Checkpoint], now: datetime.datetime) -> str:
    today = now.astimezone(workshop.tz).date()
    if today not in {one.day for one in found}:
        return _("Today is not a day of this workshop at its place: there is nothing to check in for.")
    return _("Nothing is on now for which attendance is taken. Check in from 30 minutes before an item begins.")


def _is_over(workshop: Workshop, found: list[Checkpoint], code: str, present: int) -> bool:
    windows = range(present - REMEMBERED, present - STILL_GOOD)
    pairs = ((on_at(found, begin_of(window)), window) for window in windows)
    return any(code_of(workshop.uuid, one.key, window) == code for one, window in pairs if one)


def _is_of_another(workshop: Workshop, code: str, now: datetime.datetime) -> bool:
    days = [now.date() + datetime.timedelta(days=days) for days in (1, -1)]
    others = Workshop.objects.filter(state__in=TAKEN_IN, starts_on__lte=days[0], ends_on__gte=days[1])
    for other in others.exclude(pk=workshop.pk).order_by("pk")[:OTHERS]:
        found = checkpoints_of(other)
        for window in range(window_of(now) - STILL_GOOD, window_of(now) + 1):
            one = on_at(found, begin_of(window))
            if one and code_of(other.uuid, one.key, window) == code:
                return True
    return False


@transaction.atomic
def take_by_hand(
    workshop: Workshop,
    registrations: Iterable[Registration],
    checkpoint: Checkpoint,
    *,
    by: User,
    at: datetime.datetime | None = None,
) -> int:
    """A facilitator saw these people there: how many were not known to her yet, unclear, or by their own word alone.

    Who checked in herself came when she said so; anybody else now, or at its begin if it is over. Who is known stays.
    """
    now = at or timezone.now()
    workshop = held(workshop)
    if why := why_not_taken(workshop, now):
        raise Refused(why)
    refuse_signed(workshop, checkpoint)
    if checkpoint.starts_at > now + datetime.timedelta(hours=1):
        raise Refused(_("This has not begun yet. Come back when it does."))
    known = attendance_of(workshop, list(registrations))
    given = []
    for one in known.people:
        record = known.record(one.pk, checkpoint.key)
        if record.status in (UNSEEN, UNCLEAR) or record.sources == {"self"}:
            came = record.came_at or (now if now < checkpoint.ends_at else checkpoint.starts_at)
            given.append(Given(uuid.uuid4(), "in", came, checkpoint.key, badge=one.number or ""))
    if given:
        receive(workshop, given, source="facilitator", by=by, at=now)
        log(by, "workshop.taken_by_hand", workshop, at=now, checkpoint=checkpoint.key, people=len(given))
    return len(given)
