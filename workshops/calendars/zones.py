"""A time zone written out for a stretch of days (RFC 5545, VTIMEZONE), so that a reader needs no zone data of its own.

The icalendar library has `Timezone.from_tzinfo`; in 7.3 it gives the onset of a change forward in the time after the
change, where RFC 5545 (3.6.5) asks for the time before it: events of that hour would be read an hour wrong.
"""

import datetime
import zoneinfo
from collections.abc import Iterator

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY, SECOND = datetime.timedelta(days=1), datetime.timedelta(seconds=1)


def written_out(zone: zoneinfo.ZoneInfo, first: datetime.date, last: datetime.date) -> Timezone:
    """The zone as it is from the first to the last of these days, both whole."""
    begins = datetime.datetime.combine(first, datetime.time(), tzinfo=zone).astimezone(datetime.UTC)
    ends = datetime.datetime.combine(last + DAY, datetime.time(), tzinfo=zone).astimezone(datetime.UTC)
    timezone = Timezone()
    timezone.add("tzid", zone.key)
    offset = begins.astimezone(zone).utcoffset()
    timezone.add_component(_observance(begins, offset, zone))
    for instant in changes(zone, begins, ends):
        timezone.add_component(_observance(instant, offset, zone))
        offset = instant.astimezone(zone).utcoffset()
    return timezone


def changes(zone: zoneinfo.ZoneInfo, begins: datetime.datetime, ends: datetime.datetime) -> Iterator[datetime.datetime]:
    """The instants in UTC, after `begins` and until `ends`, at which the clocks of the zone are put."""
    while begins < ends:
        after = min(begins + DAY, ends)
        if begins.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            yield _instant(zone, begins, after)
        begins = after


def _instant(zone: zoneinfo.ZoneInfo, before: datetime.datetime, after: datetime.datetime) -> datetime.datetime:
    """The second at which the offset changes between the two."""
    old = before.astimezone(zone).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def _observance(
    instant: datetime.datetime, before: datetime.timedelta, zone: zoneinfo.ZoneInfo
) -> TimezoneStandard | TimezoneDaylight:
    """What holds from `instant` on; its onset is what the clocks showed by the offset before."""
    local = instant.astimezone(zone)
    found = TimezoneDaylight() if local.dst() else TimezoneStandard()
    found.add("dtstart", (instant + before).replace(tzinfo=None))
    found.add("tzoffsetfrom", before)
    found.add("tzoffsetto", local.utcoffset())
    found.add("tzname", local.tzname())
    return found
