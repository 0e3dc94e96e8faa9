"""What is known of one person: each fact with the days of which it speaks, and since and until when it was known.

Days are half-open: `day_to` is the first day after the last, FAR_DAY where no end is known. Knowledge is half-open too:
a fact counts at a moment K if known_from <= K < known_to. What is corrected is another fact.
"""

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from ..models.standing import FAR_DAY, FAR_MOMENT

if TYPE_CHECKING:
    from .subjects import Subject


class RecordFact(NamedTuple):
    """A record that stands until it is annulled (`known_to`). The first five say what it is of."""

    kind: str
    subject_kind: str
    subject_uuid: UUID
    workshop_kind: str
    topic: UUID | None
    achieved_on: datetime.date
    valid_until: datetime.date | None
    known_from: datetime.datetime
    known_to: datetime.datetime = FAR_MOMENT
    id: int = 0


class PostingFact(NamedTuple):
    """A posting as it was known: before its end was recorded it had none."""

    office: int
    category: str
    job_title: str
    day_from: datetime.date
    day_to: datetime.date
    known_from: datetime.datetime
    known_to: datetime.datetime = FAR_MOMENT
    id: int = 0


class AbsenceFact(NamedTuple):
    """She is away."""

    day_from: datetime.date
    day_to: datetime.date
    known_from: datetime.datetime
    known_to: datetime.datetime = FAR_MOMENT


class OfflineFact(NamedTuple):
    """An office has no line."""

    office: int
    day_from: datetime.date
    day_to: datetime.date
    known_from: datetime.datetime
    known_to: datetime.datetime = FAR_MOMENT


class ExemptionFact(NamedTuple):
    """She need not, towards one requirement."""

    requirement: int
    day_from: datetime.date
    day_to: datetime.date
    known_from: datetime.datetime
    known_to: datetime.datetime = FAR_MOMENT
    id: int = 0


class TraitFact(NamedTuple):
    """What her row said of her."""

    sex: str
    language: str
    known_from: datetime.datetime
    known_to: datetime.datetime = FAR_MOMENT


@dataclass(frozen=True)
class VersionFact:
    """A version of a requirement. None for offices, categories or job titles leaves nobody out; titles are casefolded.

    `offices` are ids, with all offices below each that was named.
    """

    requirement: int
    number: int
    from_day: datetime.date
    known_from: datetime.datetime
    subjects: tuple["Subject", ...]
    months: int | None = None
    offices: frozenset[int] | None = None
    categories: frozenset[str] | None = None
    job_titles: frozenset[str] | None = None
    joined_after: datetime.date | None = None
    days: int = 90
    grace: int = 0
    is_ended: bool = False
    # Whether a record of this (kind, subject, …) satisfies: the same few subjects are asked about all the time.
    matched: dict[tuple, bool] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Facts:
    """All that is known of one person, in no order that matters."""

    postings: tuple[PostingFact, ...] = ()
    records: tuple[RecordFact, ...] = ()
    absences: tuple[AbsenceFact, ...] = ()
    offlines: tuple[OfflineFact, ...] = ()
    exemptions: tuple[ExemptionFact, ...] = ()
    traits: tuple[TraitFact, ...] = ()


def after(last_day: datetime.date | None) -> datetime.date:
    """The first day after a last one; FAR_DAY where there is none."""
    return day_plus(last_day, 1) if last_day else FAR_DAY


def last_of(day_to: datetime.date) -> datetime.date | None:
    """The last day of a stretch; none where it has no end."""
    return None if day_to >= FAR_DAY else day_to - datetime.timedelta(1)


def day_plus(day: datetime.date, days: int) -> datetime.date:
    """So many days later; never beyond FAR_DAY."""
    ordinal = day.toordinal() + days
    return FAR_DAY if ordinal >= _FAR else datetime.date.fromordinal(ordinal)


_FAR = FAR_DAY.toordinal()
