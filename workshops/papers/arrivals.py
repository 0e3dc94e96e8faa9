"""Arrivals, departures and nights, counted from the travel details of those who come. No database."""

import datetime
import zoneinfo
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..models import Registration, Travel


@dataclass(frozen=True)
class Movement:
    """One arrival or departure; `at` is on the clocks of the place."""

    at: datetime.datetime
    registration: Registration
    means: str


@dataclass(frozen=True)
class Logistics:
    """What the overview shows."""

    arrivals: Sequence[tuple[datetime.date, Sequence[Movement]]]
    departures: Sequence[tuple[datetime.date, Sequence[Movement]]]
    nights: Sequence[tuple[datetime.date, int]]
    missing: Sequence[Registration]
    partial: Sequence[Registration]
    visas: Sequence[Registration]
    rooms_without_dates: Sequence[Registration]
    total: int

    @property
    def filled_in(self) -> int:
        return self.total - len(self.missing)

    @property
    def all_nights(self) -> int:
        return sum(rooms for _night, rooms in self.nights)


def travel_of(registration: Registration) -> Travel | None:
    """Her details, if she has filled them in; select `travel` beforehand."""
    return getattr(registration, "travel", None)


def nights_of(travel: Travel, tz: zoneinfo.ZoneInfo) -> list[datetime.date]:
    """The nights in the hotel, each by the day on which it begins; none without a room or without both dates."""
    if not (travel.hotel and travel.arrives_at and travel.departs_at):
        return []
    first, last = (moment.astimezone(tz).date() for moment in (travel.arrives_at, travel.departs_at))
    return [first + datetime.timedelta(days=day) for day in range((last - first).days)]


def logistics_of(registrations: Iterable[Registration], tz: zoneinfo.ZoneInfo) -> Logistics:
    """The overview of these people, in their order."""
    everybody = list(registrations)
    known = [(registration, travel) for registration in everybody if (travel := travel_of(registration))]
    nights = Counter(night for _registration, travel in known for night in nights_of(travel, tz))
    return Logistics(
        arrivals=_by_day([Movement(t.arrives_at.astimezone(tz), r, t.arrives_by) for r, t in known if t.arrives_at]),
        departures=_by_day([Movement(t.departs_at.astimezone(tz), r, t.departs_by) for r, t in known if t.departs_at]),
        nights=sorted(nights.items()),
        missing=[registration for registration in everybody if travel_of(registration) is None],
        partial=[r for r, t in known if not (t.arrives_at and t.departs_at)],
        visas=[r for r, t in known if t.visa == Travel.Visa.NEEDED],
        rooms_without_dates=[r for r, t in known if t.hotel and not (t.arrives_at and t.departs_at)],
        total=len(everybody),
    )


def _by_day(movements: Iterable[Movement]) -> list[tuple[datetime.date, list[Movement]]]:
    days: dict[datetime.date, list[Movement]] = {}
    for movement in sorted(movements, key=lambda movement: (movement.at, movement.registration.pk)):
        days.setdefault(movement.at.date(), []).append(movement)
    return list(days.items())
