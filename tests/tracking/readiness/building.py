"""Facts in few words: days and moments counted from the first of January 2025."""

import datetime
from uuid import UUID

from elearning.tracking.models import FAR_DAY, FAR_MOMENT
from elearning.tracking.readiness.facts import (
    AbsenceFact,
    ExemptionFact,
    Facts,
    OfflineFact,
    PostingFact,
    RecordFact,
    TraitFact,
    VersionFact,
)
from elearning.tracking.readiness.fold import stand
from elearning.tracking.readiness.subjects import Subject

START = datetime.date(2025, 1, 1)
A, B = UUID(int=1), UUID(int=2)


def day(number):
    """The day so many days after the first; None is without end."""
    return FAR_DAY if number is None else START + datetime.timedelta(days=number)


def moment(number):
    """Noon of that day; None is for ever."""
    if number is None:
        return FAR_MOMENT
    return datetime.datetime.combine(day(number), datetime.time(12), datetime.UTC)


def posting(first=0, end=None, office=1, *, known=0, until=None, category="staff", job_title="", id=0):
    return PostingFact(office, category, job_title, day(first), day(end), moment(known), moment(until), id)


def record(achieved, *, course=A, valid_until=None, known=None, until=None, kind="completion", **fields):
    known = achieved if known is None else known
    last = None if valid_until is None else day(valid_until)
    return RecordFact(kind, "course", course, "", None, day(achieved), last, moment(known), moment(until), **fields)


def absence(first, end, *, known=0, until=None):
    return AbsenceFact(day(first), day(end), moment(known), moment(until))


def offline(first, end, office=1, *, known=0, until=None):
    return OfflineFact(office, day(first), day(end), moment(known), moment(until))


def exemption(first, end, *, known=0, until=None, requirement=1):
    return ExemptionFact(requirement, day(first), day(end), moment(known), moment(until))


def trait(sex="female", language="en", *, known=-9000, until=None):
    return TraitFact(sex, language, moment(known), moment(until))


def version(number=1, from_day=0, *, known=0, courses=(A,), days=30, grace=0, **fields):
    subjects = tuple(Subject("course", course) for course in courses)
    return VersionFact(1, number, day(from_day), moment(known), subjects, days=days, grace=grace, **fields)


def facts(*rows, **fields):
    """Facts from rows of any kind."""
    names = {
        PostingFact: "postings",
        RecordFact: "records",
        AbsenceFact: "absences",
        OfflineFact: "offlines",
        ExemptionFact: "exemptions",
        TraitFact: "traits",
    }
    kinds = {name: tuple(row for row in rows if type(row) is kind) for kind, name in names.items()}
    return Facts(**kinds | fields)


def said(known, versions, at=None):
    """What `stand` says at a moment (for ever, unless given), in numbers: (from, to, state, until)."""
    pieces = stand(known, versions, moment(9000) if at is None else moment(at))
    return [(number(each.day_from), number(each.day_to), each.state, number(each.until)) for each in pieces]


def number(of):
    """The number of a day; None for no day and for no end."""
    return None if of in (None, FAR_DAY) else (of - START).days
