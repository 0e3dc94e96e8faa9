"""Wall time and instants: what the clocks of a place show, and when that is. No database."""

import datetime
import zoneinfo


class NoSuchTime(ValueError):
    """The clocks of the place jump over this local time."""


def utc_instants(
    day: datetime.date, start: datetime.time, minutes: int, zone: zoneinfo.ZoneInfo, *, second: bool = False
) -> tuple[datetime.datetime, datetime.datetime]:
    """Start and end in UTC of an item that starts at a wall time; the end counts elapsed minutes.

    Of a local time that exists twice the first is meant, or the `second` (PEP 495, fold). Raises `NoSuchTime`.
    """
    local = datetime.datetime.combine(day, start, tzinfo=zone).replace(fold=int(second))
    starts_at = local.astimezone(datetime.UTC)
    if starts_at.astimezone(zone).replace(tzinfo=None, fold=0) != local.replace(tzinfo=None, fold=0):
        raise NoSuchTime(f"{day} {start:%H:%M} does not exist in {zone.key}: the clocks go forward.")
    return starts_at, starts_at + datetime.timedelta(minutes=minutes)


def exists_twice(day: datetime.date, start: datetime.time, zone: zoneinfo.ZoneInfo) -> bool:
    """Whether the clocks show this time twice on this day, since they go back."""
    first, second = (datetime.datetime.combine(day, start, tzinfo=zone).replace(fold=fold) for fold in (0, 1))
    return first.utcoffset() > second.utcoffset()


def wall(instant: datetime.datetime, zone: zoneinfo.ZoneInfo) -> tuple[datetime.date, datetime.time, bool]:
    """What the clocks of the place show at `instant`: the day, the time, and whether it is the second such time."""
    local = instant.astimezone(zone)
    return local.date(), local.time().replace(fold=0), bool(local.fold)


def midnight_after(day: datetime.date, zone: zoneinfo.ZoneInfo) -> datetime.datetime:
    """The instant at which `day` ends at the place; where the clocks jump over midnight, that of the jump."""
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), zone).astimezone(datetime.UTC)
