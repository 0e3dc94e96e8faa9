"""Whom a requirement asks on which days: postings in a row, versions in force, and both together."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from elearning.people.models import INTERNAL_CATEGORIES

from .facts import FAR_DAY, PostingFact, VersionFact
from .stretches import Served

INTERNAL = frozenset(str(category) for category in INTERNAL_CATEGORIES)


@dataclass(frozen=True)
class Parts:
    """Which parts of the audience of a version a posting matches; the page that explains shows each."""

    office: bool
    category: bool
    job_title: bool
    joined: bool

    @property
    def all(self) -> bool:
        return self.office and self.category and self.job_title and self.joined


def parts(version: VersionFact, posting: PostingFact, since: datetime.date) -> Parts:
    """How a posting looks to the audience of a version; `since` is when her continuous service began."""
    return Parts(
        version.offices is None or posting.office in version.offices,
        version.categories is None or posting.category in version.categories,
        version.job_titles is None or posting.job_title.strip().casefold() in version.job_titles,
        version.joined_after is None or since > version.joined_after,
    )


def asks(version: VersionFact, posting: PostingFact, since: datetime.date) -> bool:
    """Whether a version asks somebody with this posting."""
    return not version.is_ended and parts(version, posting, since).all


def served(postings: Iterable[PostingFact]) -> list[Served]:
    """Postings inside the house in a row, none over another: what began first lasts, as in `posting_of`."""
    row: list[Served] = []
    for posting in sorted(postings, key=lambda each: (each.day_from, each.id)):
        day_from, day_to, since = posting.day_from, posting.day_to, posting.day_from
        if row:
            reached = row[-1][2]
            if day_to <= reached:
                continue
            if day_from <= reached:
                day_from, since = reached, row[-1][3]
        row.append((posting, day_from, day_to, since))
    return row


InForce = tuple[datetime.date, datetime.date, VersionFact | None]


def in_force(versions: Sequence[VersionFact]) -> list[InForce]:
    """Which version rules which days: the highest number that had begun. `versions` is sorted by number."""
    begins: list[tuple[datetime.date, VersionFact | None]] = [(datetime.date.min, None)]
    for version in versions:
        while begins and begins[-1][0] >= version.from_day:
            begins.pop()
        begins.append((version.from_day, version))
    ends = [day for day, _ in begins[1:]] + [FAR_DAY]
    return [(day, end, version) for (day, version), end in zip(begins, ends, strict=True)]


def spans(row: Iterable[Served], ruling: Sequence[InForce]) -> Iterable[tuple]:
    """(from, to, posting, service since, version in force or None), in the order of days."""
    for posting, day_from, day_to, since in row:
        for begins, ends, version in ruling:
            if begins < day_to and day_from < ends:
                yield max(begins, day_from), min(ends, day_to), posting, since, version
