"""When mail that may wait is due: in nobody's night, weekend or leave, reckoned in the zone of her duty station."""

import datetime
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

Moment = datetime.datetime
DAY = datetime.timedelta(days=1)
LOOK_AHEAD = 16  # days: a working day lies within them
LONGEST_AWAY = datetime.timedelta(days=2 * 366)  # whoever is away for longer is written to again after that


class Rhythm(Protocol):
    """What is needed of `models.Rhythm`."""

    quiet_from: datetime.time
    quiet_to: datetime.time
    weekends: bool
    digest: str
    weekday: int
    hour: int


@dataclass(frozen=True)
class Station:
    """Where somebody works: its time zone, the days of its weekend (Monday is 0), her last day of absence if any."""

    zone: datetime.tzinfo = zoneinfo.ZoneInfo("UTC")
    weekend: frozenset[int] = frozenset({5, 6})
    away_until: datetime.date | None = None
    name: str = ""

    def is_away(self, at: Moment) -> bool:
        return self.away_until is not None and at.astimezone(self.zone).date() <= self.away_until


def is_quiet(at: Moment, rhythm: Rhythm, station: Station) -> bool:
    """Whether no mail may reach her now unless it must."""
    local = at.astimezone(station.zone)
    return station.is_away(at) or not _works_on(local.date(), rhythm, station) or _in_hours(local.time(), rhythm)


def due_at(now: Moment, rhythm: Rhythm, station: Station) -> Moment:
    """Now, or the first moment after it that is not quiet."""
    if not is_quiet(now, rhythm, station):
        return now
    for day in _days_from(now, station):
        for time in (datetime.time(), rhythm.quiet_to):
            for moment in _moments(day, time, station):
                if moment >= now and not is_quiet(moment, rhythm, station):
                    return moment
    return now  # her hours leave nothing: it is better to be told


def next_digest(now: Moment, rhythm: Rhythm, station: Station) -> Moment:
    """The first moment after now at which her digest goes out."""
    for day in _days_from(now, station):
        if _has_digest(day, rhythm, station):
            moment = due_at(next(_moments(day, datetime.time(rhythm.hour), station)), rhythm, station)
            if moment > now:
                return moment
    return now + DAY


def period_of(now: Moment, rhythm: Rhythm, station: Station) -> str:
    """The day or the week of a digest, of which there is one for each."""
    day = now.astimezone(station.zone).date()
    return f"{day:%G-W%V}" if rhythm.digest == "weekly" else day.isoformat()


def _in_hours(time: datetime.time, rhythm: Rhythm) -> bool:
    start, end = rhythm.quiet_from, rhythm.quiet_to
    return start <= time < end if start <= end else time >= start or time < end


def _works_on(day: datetime.date, rhythm: Rhythm, station: Station) -> bool:
    return not rhythm.weekends or day.weekday() not in station.weekend


def _has_digest(day: datetime.date, rhythm: Rhythm, station: Station) -> bool:
    """Each working day; or once a week, on her day or the first working day after it."""
    if rhythm.digest != "weekly" or not _works_on(day, rhythm, station):
        return _works_on(day, rhythm, station)
    wanted = day - datetime.timedelta(days=(day.weekday() - rhythm.weekday) % 7)
    while wanted < day and not _works_on(wanted, rhythm, station):
        wanted += DAY
    return wanted == day


def _days_from(now: Moment, station: Station) -> Iterator[datetime.date]:
    """Today and the days after it, without those on which she is away."""
    first = now.astimezone(station.zone).date()
    if station.is_away(now):
        first = min(station.away_until, first + LONGEST_AWAY) + DAY
    yield from (first + datetime.timedelta(days=number) for number in range(LOOK_AHEAD))


def _moments(day: datetime.date, time: datetime.time, station: Station) -> Iterator[Moment]:
    """When it is that time there: twice on the night on which clocks are set back."""
    for fold in (0, 1):
        yield datetime.datetime.combine(day, time.replace(fold=fold), station.zone).astimezone(datetime.UTC)
