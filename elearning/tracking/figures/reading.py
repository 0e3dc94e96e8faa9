"""Reads the facts of a question from the records, each with its owner and her traits as known at the moment asked."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from zlib import crc32

from django.db.models import CharField, F, IntegerField, Max, Q, QuerySet
from django.db.models.functions import Cast, Round
from django.shortcuts import get_object_or_404

from elearning.people.models import FormerTrait, Merge, Moved, Office, User
from elearning.people.querysets import under
from elearning.records.models import LearningRecord
from workshops.models import Workshop

from .counting import Fact, Traits
from .funding import Funding
from .questions import Question

COLUMNS = (
    "pk",
    "person_id",
    "subject_kind",
    "uuid_text",
    "day_text",
    "tenths",
    "office_id",
    "category",
    "organisation",
    "organisation_type",
    "country",
    "person__sex",
    "person__language",
)
CHUNK = 5000
AT_ONCE = 50_000  # records that are counted while somebody waits, in half a second


@dataclass(frozen=True)
class Within:
    """What a reader may ask about: everything, or the records of people who were at these offices on the day."""

    paths: tuple[str, ...] | None = None

    def limit(self, records: QuerySet[LearningRecord]) -> QuerySet[LearningRecord]:
        return records if self.paths is None else _of_offices(records, under(list(self.paths)))


class Reading:
    """The facts of one question, of everybody or of some people at a time; eight queries for everybody."""

    def __init__(self, question: Question, within: Within, funding: Funding):
        self.question = question
        self.owners = Owners(question.known_at)
        self.records = _records(question, within, funding)
        self.places, self.traits_then = places_of_offices(), _traits_then(question.known_at)
        self.traits: dict[Traits, Traits] = {}
        self.events: dict[tuple[str, ...], tuple[str, ...]] = {}

    def everybody(self) -> Iterator[Fact]:
        """Person by person, the records that count; those of people in merges come last."""
        apart: list[Fact] = []
        for fact in self._facts(self.records):
            if fact.person in self.owners.known:
                apart.append(fact)
            else:
                yield fact
        yield from sorted(apart, key=attrgetter("person"))

    def between(self, after: int, last: int) -> Iterator[Fact]:
        """As `everybody`, of those alone whose id is above `after` and `last` at the most, without people in merges."""
        rows = self.records.filter(person_id__gt=after, person_id__lte=last)
        return (fact for fact in self._facts(rows) if fact.person not in self.owners.known)

    def merged(self) -> list[Fact]:
        """Those of people in merges, whose records were one another's: they cannot be told apart by the rows' ids."""
        if not self.owners.known:
            return []
        return sorted(self._facts(self.records.filter(person_id__in=self.owners.known)), key=attrgetter("person"))

    def _facts(self, records: QuerySet[LearningRecord]) -> Iterator[Fact]:
        asked, owners, places, traits, events = self.question, self.owners, self.places, self.traits, self.events
        rows = _plain(records).order_by("person_id", "pk").values_list(*COLUMNS)
        for row in rows.iterator(chunk_size=CHUNK):
            pk, person, kind, uuid, day, tenths, office, category, organisation, its_type, country, sex, language = row
            owner = owners.of(pk, person) if person in owners.known else person
            if owner != person:
                sex, language = owners.traits[owner]
            sex, language = self.traits_then.get(owner, (sex, language))
            if (asked.sex and sex != asked.sex) or (asked.language and language != asked.language):
                continue
            region, land, code = places.get(office, ("", country, ""))
            own = (region, land, code, sex, category, language, its_type, organisation)
            event = events.get((kind, uuid, day)) or events.setdefault((kind, uuid, day), event_of(kind, uuid, day))
            yield Fact(owner, event, day, pk, int(tenths or 0), traits.setdefault(own, own))


def mark_now() -> str:
    """Stands for who is who and which office is where: parts that were read under two marks do not go together."""
    known = [model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in (Merge, FormerTrait)]
    places = crc32(repr(sorted(places_of_offices().items())).encode())
    return f"{known[0]} {known[1]} {places:x}"


def is_large(question: Question, within: Within) -> bool:
    """Whether counting may take more than a second: neither its period, its subject nor its offices alone has few
    records. It looks into indexes, at `AT_ONCE` rows of each at the most."""
    records = LearningRecord.objects.order_by()
    narrow = [records.filter(achieved_on__range=(question.started_on, question.ended_on))]
    if question.subject != "all":
        narrow.append(_of_subject(records, question.subject))
    if question.office:
        narrow.append(_of_office(records, question.office))
    if within.paths is not None:
        narrow.append(within.limit(records))
    return all(rows[AT_ONCE:].exists() for rows in narrow)


def event_of(kind: str, uuid: str, day: str) -> tuple[str, ...]:
    """What is attended once: a workshop, whatever records she holds of it; a course on the day it was completed.

    `uuid` with or without hyphens, as the database writes it; `day` as in 2026-03-04.
    """
    named = (kind, uuid.replace("-", ""))
    return named if kind == "workshop" else (*named, day)


def _plain(records: QuerySet[LearningRecord]) -> QuerySet[LearningRecord]:
    """With texts in place of what would be made a Python object in each of a million rows, whole numbers too."""
    return records.annotate(
        uuid_text=Cast("subject_uuid", CharField()),
        day_text=Cast("achieved_on", CharField()),
        tenths=Cast(Cast(Round(F("hours") * 10), IntegerField()), CharField()),
    )


class Owners:
    """Whose a record was, as known at a moment: merges after it are undone, merges before it hold."""

    def __init__(self, known_at: datetime.datetime):
        merges = list(Merge.objects.order_by("at", "pk").values_list("gone", "kept", "at"))
        self.known = {person for gone, kept, _at in merges for person in (gone, kept)}
        self.kept = {gone: kept for gone, kept, at in merges if at <= known_at}
        later = Moved.objects.filter(merge__at__gt=known_at, table=LearningRecord._meta.db_table, column="person_id")
        self.before: dict[int, int] = {}
        for row, gone in later.order_by("merge__at", "merge").values_list("row", "merge__gone"):
            self.before.setdefault(int(row), gone)
        people = User.objects.filter(pk__in=self.known) if self.known else User.objects.none()
        self.traits = {pk: (sex, language) for pk, sex, language in people.values_list("pk", "sex", "language")}

    def of(self, record: int, person: int) -> int:
        owner = self.before.get(record, person)
        while owner in self.kept:
            owner = self.kept[owner]
        return owner


def places_of_offices() -> dict[int, tuple[str, str, str]]:
    """For each office its region (or the top that it stands under), its country, its code."""
    offices = list(Office.objects.only("pk", "path", "kind", "country", "code"))
    tops = {office.path: office.code for office in offices if office.kind in ("regional", "headquarters")}
    steps = range(Office.steplen, 255, Office.steplen)

    def region(path: str) -> str:
        return next((tops[path[:end]] for end in reversed(steps) if len(path) >= end and path[:end] in tops), "")

    return {office.pk: (region(office.path), office.country, office.code) for office in offices}


def _traits_then(known_at: datetime.datetime) -> dict[int, tuple[str, str]]:
    """Sex and language of those whose row was corrected after the moment, as they stood before."""
    then: dict[int, tuple[str, str]] = {}
    later = FormerTrait.objects.filter(until__gt=known_at).order_by("until", "pk")
    for person, sex, language in later.values_list("person_id", "sex", "language"):
        then.setdefault(person, (sex, language))
    return then


def _records(question: Question, within: Within, funding: Funding) -> QuerySet[LearningRecord]:
    records = LearningRecord.objects.as_of(min(question.on, question.ended_on), question.known_at)
    records = within.limit(records.filter(achieved_on__gte=question.started_on, kind__in=question.kinds))
    if question.office:
        records = _of_office(records, question.office)
    if question.country:
        abroad = Q(office=None, country=question.country)
        records = records.filter(Q(office__country=question.country) | abroad)
    if question.category:
        records = records.filter(category=question.category)
    if question.funding:
        records = records.filter(subject_kind="workshop", subject_uuid__in=funding.workshops_of(question.funding))
    return _of_subject(records, question.subject)


def _of_office(records: QuerySet[LearningRecord], code: str) -> QuerySet[LearningRecord]:
    return _of_offices(records, Q(path__startswith=get_object_or_404(Office, code=code).path))


def _of_offices(records: QuerySet[LearningRecord], which: Q) -> QuerySet[LearningRecord]:
    """By their ids and not by a join, with which SQLite goes along all records of the period."""
    return records.filter(office__in=Office.objects.filter(which).order_by().values("pk"))


def _of_subject(records: QuerySet[LearningRecord], subject: str) -> QuerySet[LearningRecord]:
    kind, _colon, value = subject.partition(":")
    if kind == "topic":
        return records.filter(topic=value)
    if kind == "course":
        return records.filter(subject_kind="course", subject_uuid=value)
    if kind == "kind":
        return records.filter(subject_kind="workshop", workshop_kind=value)
    if kind == "workshop":
        uuid = get_object_or_404(Workshop.objects.values_list("uuid", flat=True), code=value)
        return records.filter(subject_kind="workshop", subject_uuid=uuid)
    return records
