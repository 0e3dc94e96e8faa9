"""Reads the facts of a question from the records, each with its owner and her traits as known at the moment asked."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import CharField, F, IntegerField, Q, QuerySet
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


@dataclass(frozen=True)
class Within:
    """What a reader may ask about: everything, or the records of people who were at these offices on the day."""

    paths: tuple[str, ...] | None = None

    def limit(self, records: QuerySet[LearningRecord]) -> QuerySet[LearningRecord]:
        return records if self.paths is None else records.filter(under(list(self.paths), "office__path"))


def facts_of(question: Question, within: Within, funding: Funding) -> Iterator[Fact]:
    """Person by person, the records that count; those whose owner was another one then come last. Eight queries."""
    owners = Owners(question.known_at)
    places, traits_then = places_of_offices(), _traits_then(question.known_at)
    known: dict[Traits, Traits] = {}
    events: dict[tuple[str, ...], tuple[str, ...]] = {}
    apart: list[Fact] = []
    rows = _plain(_records(question, within, funding)).order_by("person_id", "pk").values_list(*COLUMNS)
    for row in rows.iterator(chunk_size=CHUNK):
        pk, person, kind, uuid, day, tenths, office, category, organisation, its_type, country, sex, language = row
        owner = owners.of(pk, person)
        if owner != person:
            sex, language = owners.traits[owner]
        sex, language = traits_then.get(owner, (sex, language))
        if (question.sex and sex != question.sex) or (question.language and language != question.language):
            continue
        region, land, code = places.get(office, ("", country, ""))
        traits = (region, land, code, sex, category, language, its_type, organisation)
        traits = known.setdefault(traits, traits)
        event = events.get((kind, uuid, day)) or events.setdefault((kind, uuid, day), event_of(kind, uuid, day))
        fact = Fact(owner, event, day, pk, tenths or 0, traits)
        if owner in owners.known:
            apart.append(fact)
        else:
            yield fact
    yield from sorted(apart, key=lambda fact: fact.person)


def are_more_than(most: int, question: Question, within: Within) -> bool:
    """Whether so many records match that counting them takes its time; looks at one more than `most` at the most."""
    return _records(question, within, Funding(question.known_at)).order_by()[most:].exists()


def event_of(kind: str, uuid: str, day: str) -> tuple[str, ...]:
    """What is attended once: a workshop, whatever records she holds of it; a course on the day it was completed.

    `uuid` with or without hyphens, as the database writes it; `day` as in 2026-03-04.
    """
    named = (kind, uuid.replace("-", ""))
    return named if kind == "workshop" else (*named, day)


def _plain(records: QuerySet[LearningRecord]) -> QuerySet[LearningRecord]:
    """With texts and whole numbers in place of what would be made a Python object in each of a million rows."""
    return records.annotate(
        uuid_text=Cast("subject_uuid", CharField()),
        day_text=Cast("achieved_on", CharField()),
        tenths=Cast(Round(F("hours") * 10), IntegerField()),
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
        records = records.filter(office__path__startswith=get_object_or_404(Office, code=question.office).path)
    if question.country:
        abroad = Q(office=None, country=question.country)
        records = records.filter(Q(office__country=question.country) | abroad)
    if question.category:
        records = records.filter(category=question.category)
    if question.funding:
        records = records.filter(subject_kind="workshop", subject_uuid__in=funding.workshops_of(question.funding))
    return _of_subject(records, question.subject)


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
