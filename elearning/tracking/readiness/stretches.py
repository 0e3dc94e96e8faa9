"""Sums with days: how long something lasts, and the day that is reached when some days do not count."""

import calendar
import datetime
from collections.abc import Iterable, Sequence
from functools import lru_cache

from .facts import FAR_DAY, AbsenceFact, OfflineFact, PostingFact, RecordFact, VersionFact, after, day_plus
from .subjects import satisfies

Stretch = tuple[datetime.date, datetime.date]  # half-open
Lasting = tuple[datetime.date, datetime.date, datetime.date]  # from, to, and the end that was in sight


@lru_cache(maxsize=65536)
def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day of the month so many months later, or the last day of that month; FAR_DAY where no year is left."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > datetime.MAXYEAR:
        return FAR_DAY
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def matches(version: VersionFact, record: RecordFact) -> bool:
    """Whether a record is of any subject of a version, however old it is."""
    about = record[:5]
    found = version.matched.get(about)
    if found is None:
        found = version.matched[about] = any(satisfies(subject, record) for subject in version.subjects)
    return found


def validity(version: VersionFact, record: RecordFact) -> Stretch:
    """The days on which a record satisfies: until its own end, and not longer than the version's months."""
    end = after(record.valid_until)
    if version.months:
        end = min(end, months_later(record.achieved_on, version.months))
    return record.achieved_on, end


def lasting(stretches: Iterable[Stretch]) -> list[Lasting]:
    """Stretches that overlap, as pieces that do not: each with the latest end among those that had begun by then."""
    pieces: list[Lasting] = []
    for start, end in sorted(stretches):
        if end <= start or (pieces and end <= pieces[-1][2]):
            continue
        if pieces and start < pieces[-1][1]:
            earlier = pieces.pop()
            if earlier[0] < start:
                pieces.append((earlier[0], start, earlier[2]))
        pieces.append((start, end, end))
    return pieces


def holds_on(pieces: Sequence[Lasting], day: datetime.date) -> bool:
    """Whether the day lies in one of the pieces."""
    return any(start <= day < end for start, end, _ in pieces)


def due_days(
    base: datetime.date, days: int, uncounted: Sequence[Stretch]
) -> list[tuple[datetime.date | None, datetime.date]]:
    """From which day on which day is the due day: so many counted days after `base`, itself a counted one.

    A stretch that does not count moves the due day from the day on which it begins (nobody knows before that it will).
    The first row holds from the beginning (None). `uncounted` is sorted.
    """
    due, begins, covered = day_plus(base, days), None, base
    found = []
    for start, end in uncounted:
        if start > due:
            break
        more = (end - max(start, covered)).days
        if more <= 0:
            continue
        if start > (begins or base):
            found.append((begins, due))
            begins = start
        due, covered = (FAR_DAY if end >= FAR_DAY else day_plus(due, more)), max(covered, end)
    return [*found, (begins, due)]


def uncounted_days(
    row: Iterable["Served"], absences: Iterable[AbsenceFact], offlines: Iterable[OfflineFact]
) -> list[Stretch]:
    """Her absences, and the stretches in which the office where she was then had no line; sorted."""
    found = [(absence.day_from, absence.day_to) for absence in absences]
    for offline in offlines:
        for posting, day_from, day_to, _ in row:
            if posting.office == offline.office and offline.day_from < day_to and day_from < offline.day_to:
                found.append((max(offline.day_from, day_from), min(offline.day_to, day_to)))
    return sorted(found)


Served = tuple[PostingFact, datetime.date, datetime.date, datetime.date]  # posting, from, to, service since
