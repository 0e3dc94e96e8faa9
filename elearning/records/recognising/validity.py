"""How long learning from elsewhere counts. No database."""

import calendar
import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from elearning.people.actions.refusal import Refused

FIRST = datetime.date(1970, 1, 1)
LONGEST = datetime.timedelta(days=50 * 366)


def last_day(achieved_on: datetime.date, months: int | None) -> datetime.date | None:
    """The day before the same day so many months later (the end of a shorter month); none without months."""
    if months is None:
        return None
    year, month = divmod(achieved_on.month - 1 + months, 12)
    year, month = achieved_on.year + year, month + 1
    day = min(achieved_on.day, calendar.monthrange(year, month)[1])
    return datetime.date(year, month, day) - datetime.timedelta(days=1)


def refuse_days(achieved_on: datetime.date, until: datetime.date | None, months: int | None) -> None:
    """Refuse a validity that ends before it begins, or later than the equivalence says."""
    if until is None:
        return
    if until < achieved_on:
        raise Refused(_("The validity ends before the day of the certificate."), "valid_until")
    latest = last_day(achieved_on, months)
    if latest and until > latest:
        sentence = _("This equivalence is valid for %(months)d months: until %(day)s at the latest.")
        raise Refused(sentence % {"months": months, "day": date_format(latest, "DATE_FORMAT")}, "valid_until")
    if until > achieved_on + LONGEST:
        raise Refused(_("This day lies more than fifty years ahead. Leave it empty if it never ends."), "valid_until")
