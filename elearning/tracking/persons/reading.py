"""Everything on the page of a person, read in a constant number of queries."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse

from courses.models import Enrolment
from elearning.people.models import Affiliation, ImportRun, Posting, User
from elearning.people.querysets import UserQuerySet
from elearning.records.models import Certificate, LearningRecord
from workshops.models import Workshop

from ..models import RequirementVersion, Stale, Standing
from .asking import AsOf
from .evidence import Evidence, Links, evidence_of

SOON = datetime.timedelta(days=90)
ORDER = ("overdue", "due", "met", "exempt", "not_required")


@dataclass(frozen=True)
class Held:
    """A record as it stood: `annulled` is what annulled it by then; `state` is valid, expired or annulled."""

    record: LearningRecord
    state: str
    annulled: LearningRecord | None
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Asked:
    """A requirement and how she stands; `titles` are those of the version in force."""

    code: str
    titles: dict[str, str]
    standing: Standing


@dataclass(frozen=True)
class Expiring:
    """What ends within ninety days: a record, or a requirement that is met until then."""

    day: datetime.date
    titles: dict[str, str]
    days: int
    code: str = ""


def with_staleness(people: UserQuerySet) -> UserQuerySet:
    """Each with `stale`: whether facts of hers arrived that are not in her standings; the tick reckons them anew."""
    return people.annotate(stale=Exists(Stale.objects.filter(person=OuterRef("pk"))))


def ties_of(person: User, as_of: AsOf) -> tuple[list[Posting], list[Affiliation]]:
    """Where she was posted, as known then, the newest first; and of which organisation she is besides."""
    known = person.postings.filter(recorded_at__lte=as_of.known_at).exclude(withdrawn_at__lte=as_of.known_at)
    postings = list(known.select_related("office", "supervisor").order_by("-started_on", "-pk"))
    for posting in postings:
        posting.last = None if (posting.end_recorded_at or as_of.known_at) > as_of.known_at else posting.ended_on
        posting.holds = posting.started_on <= as_of.on and (posting.last is None or posting.last >= as_of.on)
    return postings, list(person.affiliations.order_by("-started_on", "-pk"))


def records_of(person: User, reader: User, as_of: AsOf) -> list[Held]:
    """Her records with their evidence, annulled ones too; six queries."""
    rows = LearningRecord.objects.filter(person=person, achieved_on__lte=as_of.on, recorded_at__lte=as_of.known_at)
    rows = rows.exclude(kind=LearningRecord.Kind.ANNULMENT).select_related("annulled_by", "claim__decided_by", "office")
    records = list(rows.prefetch_related("certificates", "files").order_by("-achieved_on", "-pk"))
    links = _links(person, reader, records)
    return [_held(record, links, as_of) for record in records]


def _held(record: LearningRecord, links: Links, as_of: AsOf) -> Held:
    annulled = getattr(record, "annulled_by", None)
    if annulled and annulled.recorded_at > as_of.known_at:
        annulled = None
    state = "annulled" if annulled else "valid"
    if not annulled and record.valid_until and record.valid_until < as_of.on:
        state = "expired"
    for certificate in record.certificates.all():
        certificate.record = record
    return Held(record, state, annulled, evidence_of(record, links))


def _links(person: User, reader: User, records: Sequence[LearningRecord]) -> Links:
    """Three queries: the courses that she follows, the workshops that this reader may open, the imported files."""
    subjects = {record.subject_uuid for record in records}
    followed = Enrolment.objects.filter(person=person, course__uuid__in=subjects).order_by()
    open_ones = Workshop.objects.visible_to(reader).filter(uuid__in=subjects).order_by()
    runs = {record.basis["run"] for record in records if record.basis.get("source") == "import"}
    files = ImportRun.objects.filter(uuid__in=runs).order_by()
    return Links(
        courses={
            found: reverse("courses:why_person", args=[code, person.uuid])
            for found, code in followed.values_list("course__uuid", "course__code")
        },
        workshops={
            found: reverse("workshops:detail", args=[code]) for found, code in open_ones.values_list("uuid", "code")
        },
        files={str(found): name for found, name in files.values_list("uuid", "name")},
    )


def requirements_of(person: User, as_of: AsOf) -> list[Asked]:
    """Each requirement and how she stands, what is urgent first; two queries."""
    on, known = as_of.on, as_of.known_at
    rows = person.standings.filter(day_from__lte=on, day_to__gt=on, known_from__lte=known, known_to__gt=known)
    standings = list(rows.select_related("requirement").order_by("requirement__place", "requirement_id"))
    versions = RequirementVersion.objects.filter(from_day__lte=on, published_at__lte=known)
    versions = versions.filter(requirement__in=[row.requirement_id for row in standings]).order_by("number")
    titles = dict(versions.values_list("requirement_id", "titles"))  # the highest number comes last, and stays
    found = [
        Asked(row.requirement.code, titles.get(row.requirement_id) or {"en": row.requirement.code}, row)
        for row in standings
    ]
    return sorted(found, key=lambda asked: ORDER.index(asked.standing.state))


def expiring(held: Sequence[Held], asked: Sequence[Asked], on: datetime.date) -> list[Expiring]:
    """What ends within ninety days, the next first."""
    last = on + SOON
    found = [
        Expiring(each.record.valid_until, each.record.title, (each.record.valid_until - on).days)
        for each in held
        if each.state == "valid" and each.record.valid_until and each.record.valid_until <= last
    ]
    found += [
        Expiring(each.standing.until, each.titles, (each.standing.until - on).days, each.code)
        for each in asked
        if each.standing.state == Standing.State.MET and each.standing.until and each.standing.until <= last
    ]
    return sorted(found, key=lambda each: (each.day, each.code))


def certificates_of(held: Sequence[Held]) -> list[Certificate]:
    """The documents of her records, the newest first; what was replaced comes with what took its place."""
    return [certificate for each in held for certificate in each.record.certificates.all()]
