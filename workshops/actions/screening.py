"""The deed of whoever keeps the screening: cleared or refused, with dates and no reasons."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import Registration
from ..seats.forces import screening_of
from .confirming import confirm_if_ready
from .holding import fresh, locked, today_at

Screening = Registration.Screening


@transaction.atomic
def screen(
    registration: Registration,
    *,
    screening: str,
    on: datetime.date | None,
    expires_on: datetime.date | None,
    by: User,
    at: datetime.datetime | None = None,
) -> Registration:
    """Write down the result; who has accepted and is cleared is confirmed at once. The journal keeps no result.

    Raises `Refused` for dates that make no sense, and for a person of whom no screening is asked.
    """
    now = at or timezone.now()
    registration = fresh(registration, locked(registration.workshop_id))
    day = today_at(registration.workshop, now)
    if screening_of(registration.person, day, registration.screening) == Screening.NOT_NEEDED:
        raise Refused(_("No screening is asked of this person."))
    on, expires_on = _days(screening, on, expires_on, today=day)
    registration.screening, registration.screened_on, registration.screening_expires_on = screening, on, expires_on
    registration.save(update_fields=["screening", "screened_on", "screening_expires_on"])
    log(by, "workshop.screened", registration, at=now)
    confirm_if_ready(registration, by=by, at=now)
    return registration


def _days(
    screening: str, on: datetime.date | None, expires_on: datetime.date | None, *, today: datetime.date
) -> tuple[datetime.date | None, datetime.date | None]:
    """The two dates as they are kept: none while it is pending."""
    if screening == Screening.PENDING:
        return None, None
    if on is None:
        raise Refused(_("Give the day of the screening."), "on")
    if on > today:
        raise Refused(_("The day of the screening lies in the future."), "on")
    if expires_on and expires_on < on:
        raise Refused(_("It expires before it was done."), "expires_on")
    return on, expires_on
