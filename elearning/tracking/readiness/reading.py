"""Facts of many people, and versions of requirements, read from the database in a constant number of queries."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from elearning.people.models import Absence, FormerTrait, Office, OfflineStretch, Posting, User
from elearning.records.models import LearningRecord

from ..models import Exemption, RequirementVersion
from .facts import (
    FAR_DAY,
    FAR_MOMENT,
    AbsenceFact,
    ExemptionFact,
    Facts,
    OfflineFact,
    PostingFact,
    RecordFact,
    TraitFact,
    VersionFact,
    after,
)
from .owning import NEVER, Owners, owners
from .subjects import read_subjects

RECORD = ("kind", "subject_kind", "subject_uuid", "workshop_kind", "topic", "achieved_on", "valid_until", "recorded_at")


def facts_of(person_ids: Iterable[int]) -> dict[int, Facts]:
    """All that is known of each of these people."""
    wanted = set(person_ids)
    whose = owners(wanted)
    found = {
        "postings": _postings(whose),
        "records": _records(whose),
        "absences": _absences(whose),
        "exemptions": _exemptions(whose),
        "traits": _traits(wanted),
    }
    offlines = _offlines({posting.office for rows in found["postings"].values() for posting in rows})
    return {
        person: Facts(
            **{name: tuple(rows.get(person, ())) for name, rows in found.items()},
            offlines=tuple(
                offline
                for office in {posting.office for posting in found["postings"].get(person, ())} & offlines.keys()
                for offline in offlines[office]
            ),
        )
        for person in wanted
    }


def versions_of(requirement_ids: Iterable[int] | None = None) -> dict[int, list[VersionFact]]:
    """The versions of these requirements (None: of all) by number, offices with all below; two queries."""
    rows = RequirementVersion.objects.order_by("requirement_id", "number")
    if requirement_ids is not None:
        rows = rows.filter(requirement_id__in=list(requirement_ids))
    paths = dict(Office.objects.values_list("id", "path"))
    found: dict[int, list[VersionFact]] = defaultdict(list)
    for row in rows:
        found[row.requirement_id].append(version_fact(row, paths))
    return dict(found)


def version_fact(row: RequirementVersion, paths: dict[int, str] | None = None) -> VersionFact:
    """A version as the fold knows it, stored or not; `paths` gives each office's place in the tree (else read here)."""
    paths = dict(Office.objects.values_list("id", "path")) if paths is None else paths
    return VersionFact(
        requirement=row.requirement_id,
        number=row.number,
        from_day=row.from_day,
        known_from=row.published_at,
        subjects=read_subjects(row.subjects),
        months=row.months,
        offices=_below(row.offices, paths) if row.offices else None,
        categories=frozenset(row.categories) if row.categories else None,
        job_titles=frozenset(title.strip().casefold() for title in row.job_titles) if row.job_titles else None,
        joined_after=row.joined_after,
        days=row.days,
        grace=row.grace,
        is_ended=row.is_ended,
    )


def _below(offices: Iterable[int], paths: dict[int, str]) -> frozenset[int]:
    roots = tuple(paths[int(office)] for office in offices if int(office) in paths)
    return frozenset(office for office, path in paths.items() if path.startswith(roots)) if roots else frozenset()


def _known(whose: Owners, table: str, row: int, person: int, known_from, known_to):
    """Who knew a row as hers, and between which moments, within the time in which it stood."""
    if not whose.after and not whose.moved:
        yield person, known_from, known_to
        return
    for owner, since, until in whose.of(table, row, person):
        begins, ends = max(since, known_from), min(until, known_to)
        if begins < ends:
            yield owner, begins, ends


def _postings(whose: Owners) -> dict[int, list[PostingFact]]:
    found: dict[int, list[PostingFact]] = defaultdict(list)
    names = ("office_id", "category", "job_title", "started_on", "ended_on")
    moments = ("recorded_at", "end_recorded_at", "withdrawn_at")
    rows = (
        Posting.objects.filter(person__in=whose.persons).order_by("pk").values_list("pk", "person_id", *names, *moments)
    )
    for pk, person, office, category, job_title, started, ended, recorded, end_recorded, withdrawn in rows:
        said = [(after(ended), max(recorded, end_recorded or recorded), withdrawn or FAR_MOMENT)]
        if ended and recorded < said[0][1]:
            said.append((FAR_DAY, recorded, min(said[0][1], withdrawn or FAR_MOMENT)))
        for day_to, known_from, known_to in said:
            for owner, begins, ends in _known(whose, Posting._meta.db_table, pk, person, known_from, known_to):
                fact = PostingFact(office, category, job_title, started, day_to, begins, ends, pk)
                found[owner].append(fact)
    return found


def _records(whose: Owners) -> dict[int, list[RecordFact]]:
    found: dict[int, list[RecordFact]] = defaultdict(list)
    rows = LearningRecord.objects.filter(person__in=whose.persons).exclude(kind=LearningRecord.Kind.ANNULMENT)
    rows = rows.order_by("pk").values_list("pk", "person_id", "annulled_by__recorded_at", *RECORD)
    for pk, person, annulled, *about, recorded in rows:
        for owner, begins, ends in _known(
            whose, LearningRecord._meta.db_table, pk, person, recorded, annulled or FAR_MOMENT
        ):
            found[owner].append(RecordFact(*about, begins, ends, pk))
    return found


def _absences(whose: Owners) -> dict[int, list[AbsenceFact]]:
    found: dict[int, list[AbsenceFact]] = defaultdict(list)
    for row in Absence.objects.filter(person__in=whose.persons).order_by("pk"):
        known = (row.recorded_at, row.withdrawn_at or FAR_MOMENT)
        for owner, begins, ends in _known(whose, row._meta.db_table, row.pk, row.person_id, *known):
            found[owner].append(AbsenceFact(row.started_on, after(row.ended_on), begins, ends))
    return found


def _exemptions(whose: Owners) -> dict[int, list[ExemptionFact]]:
    found: dict[int, list[ExemptionFact]] = defaultdict(list)
    for row in Exemption.objects.filter(person__in=whose.persons).order_by("pk"):
        known = (row.recorded_at, row.withdrawn_at or FAR_MOMENT)
        for owner, begins, ends in _known(whose, row._meta.db_table, row.pk, row.person_id, *known):
            stretch = (row.started_on, after(row.ended_on))
            found[owner].append(ExemptionFact(row.requirement_id, *stretch, begins, ends, row.pk))
    return found


def _traits(persons: set[int]) -> dict[int, list[TraitFact]]:
    """What each row said before each correction, and what it says now."""
    former: dict[int, list[tuple[datetime.datetime, str, str]]] = defaultdict(list)
    rows = FormerTrait.objects.filter(person__in=persons).order_by("until", "pk")
    for person, until, sex, language in rows.values_list("person_id", "until", "sex", "language"):
        former[person].append((until, sex, language))
    found: dict[int, list[TraitFact]] = {}
    for person, sex, language in User.objects.filter(pk__in=persons).values_list("pk", "sex", "language"):
        since, facts = NEVER, []
        for until, before, tongue in [*former[person], (FAR_MOMENT, sex, language)]:
            if since < until:
                facts.append(TraitFact(before, tongue, since, until))
            since = until
        found[person] = facts
    return found


def _offlines(offices: set[int]) -> dict[int, list[OfflineFact]]:
    found: dict[int, list[OfflineFact]] = defaultdict(list)
    for row in OfflineStretch.objects.filter(office__in=offices).order_by("pk"):
        stretch = (row.started_on, after(row.ended_on))
        known = (row.recorded_at, row.withdrawn_at or FAR_MOMENT)
        found[row.office_id].append(OfflineFact(row.office_id, *stretch, *known))
    return dict(found)
