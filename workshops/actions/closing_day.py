"""Deeds of closing a day: the facilitator's signature, and what is put right by hand before it and after."""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..checkin.days import day_of
from ..checkin.opening import why_not_taken
from ..checkin.reconciling import Day, Difference
from ..models import AttendanceEvent, DayClosing, Registration, Workshop
from .checking_in import held
from .deciding import decide
from .settling import settle_if_signed

LONGEST_REMARK, LONGEST_NOTE = 300, 1000


class Unacknowledged(Refused):
    """Differences about which nothing was remarked yet."""

    def __init__(self, differences: list[Difference]):
        super().__init__(_("Write a remark on each difference that stays, or resolve it first."), "remarks")
        self.differences = differences


@transaction.atomic
def sign_day(
    workshop: Workshop,
    day: datetime.date,
    remarks: Mapping[str, str],
    *,
    by: User,
    note: str = "",
    at: datetime.datetime | None = None,
) -> DayClosing:
    """Sign the day with its figures as they are now; signed twice is signed once, and nothing takes it back.

    `remarks` say something on each remaining difference, by its key. When the last day is signed, the states of the
    registrations follow. Raises `Refused` before the last item of the day has begun, `Unacknowledged`.
    """
    now = at or timezone.now()
    workshop = held(workshop)
    if known := DayClosing.objects.filter(workshop=workshop, day=day).first():
        return known
    found = day_of(workshop, day)
    _refuse(workshop, found, now)
    remarks = {key: text.strip()[:LONGEST_REMARK] for key, text in remarks.items()}
    if silent := [one for one in found.differences if not any(map(str.isalnum, remarks.get(one.key, "")))]:
        raise Unacknowledged(silent)
    closing = DayClosing.objects.create(
        workshop=workshop, day=day, signed_by=by, signed_at=now, figures=found.frozen(remarks),
        note=note.strip()[:LONGEST_NOTE],
    )  # fmt: skip
    log(by, "workshop.day_signed", workshop, at=now, day=day.isoformat(), differences=len(found.differences))
    settle_if_signed(workshop, by=by, at=now)
    return closing


def why_not_signed(workshop: Workshop, found: Day, now: datetime.datetime) -> str:
    """The sentence that says why this day cannot be signed now, whatever its differences; empty if it can."""
    if why := why_not_taken(workshop, now):
        return why
    if not found.lines:
        return _("On this day no attendance is taken.")
    last = max(checkpoint.starts_at for checkpoint, _figures in found.lines)
    if now < last:
        time = date_format(last.astimezone(workshop.tz), "TIME_FORMAT")
        return _("The last item of the day begins at %(time)s: sign then, or later.") % {"time": time}
    return ""


def _refuse(workshop: Workshop, found: Day, now: datetime.datetime) -> None:
    if why := why_not_signed(workshop, found, now):
        raise Refused(why)


@transaction.atomic
def put_right(
    workshop: Workshop,
    registration: Registration,
    checkpoint: str,
    value: str,
    *,
    reason: str,
    by: User,
    minutes: int | None = None,
    at: datetime.datetime | None = None,
) -> AttendanceEvent:
    """Decide what holds; in a day that is signed, an amendment, which the states of the registrations follow."""
    held(workshop)
    event = decide(workshop, registration, checkpoint, value, reason=reason, by=by, minutes=minutes, at=at)
    settle_if_signed(workshop, by=by, at=at)
    return event
