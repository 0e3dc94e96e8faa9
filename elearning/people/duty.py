"""Where a person works today: answers the notices, which write to nobody at night, at weekends or on leave."""

import datetime
import functools
import zoneinfo

import holidays
from django.db.models import Max, OuterRef, Subquery
from django.dispatch import receiver

from elearning.notices.signals import duty_station
from elearning.notices.timing import Station

from .models import Absence, Posting, User

USUAL = frozenset({5, 6})
UNKNOWN_TO_PACKAGE = {"LY": frozenset({4, 5})}


@receiver(duty_station)
def station_of(sender, *, person: User, at: datetime.datetime, **kwargs) -> Station | None:
    """Zone and weekend of the office where she is posted, and her last day of absence, in one query."""
    day = at.astimezone(datetime.UTC).date()
    away = Absence.objects.standing().on(day)
    rows = User.objects.filter(pk=person.pk).annotate(
        away_until=Subquery(
            away.filter(person=OuterRef("pk")).values("person").annotate(m=Max("ended_on")).values("m")
        ),
        **_of_posting(day, "zone", "country", "name"),
    )
    zone, country, name, until = rows.values_list("office_zone", "office_country", "office_name", "away_until").get()
    if zone:
        return Station(zoneinfo.ZoneInfo(zone), weekend_of(country), until, name)
    return Station(away_until=until) if until else None


def _of_posting(day: datetime.date, *fields: str) -> dict[str, Subquery]:
    held = Posting.objects.on(day).filter(person=OuterRef("pk")).order_by("started_on")
    return {f"office_{field}": Subquery(held.values(f"office__{field}")[:1]) for field in fields}


@functools.lru_cache(maxsize=300)
def weekend_of(country: str) -> frozenset[int]:
    """The days of the weekend in this country (Monday is 0): Friday and Saturday in Egypt, for example."""
    try:
        return UNKNOWN_TO_PACKAGE.get(country) or frozenset(holidays.country_holidays(country).weekend)
    except NotImplementedError:
        return USUAL
