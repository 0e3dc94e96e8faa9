"""Where a person was on a day, and which day it was for her."""

import datetime
import zoneinfo
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from .models import Posting, User


def posting_of(person: User, day: datetime.date) -> Posting | None:
    """The posting that the person holds on `day`, with its office; none for someone outside the offices."""
    return person.postings.on(day).select_related("office").order_by("started_on").first()


def zone_of(user: User | AnonymousUser) -> zoneinfo.ZoneInfo | None:
    """The time zone of the office where the person is posted today; none if there is no such office."""
    posting = user.posting_today if user.is_authenticated else None
    return zoneinfo.ZoneInfo(posting.office.zone) if posting else None


def latest_day(zones: Iterable[str]) -> datetime.date:
    """The calendar day where it is latest in these IANA zones: nothing that has happened there lies after it."""
    now = timezone.now()
    return max((now.astimezone(zoneinfo.ZoneInfo(zone)).date() for zone in zones), default=now.date())


def end_of(day: datetime.date) -> datetime.datetime:
    """The first moment after `day` in UTC: what happened before it had happened by that day."""
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), datetime.UTC)


def day_of(person: User, moment: datetime.datetime) -> datetime.date:
    """The day on which `moment` fell in the zone of the person's office at that time (UTC if she had none)."""
    posting = posting_of(person, moment.astimezone(datetime.UTC).date())
    zone = zoneinfo.ZoneInfo(posting.office.zone) if posting else datetime.UTC
    return moment.astimezone(zone).date()
