"""Why a person stands as she does towards one requirement: what the fold says, with the rows that it rests on."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from elearning.people.models import Category, Office, Posting, User
from elearning.records.models import LearningRecord

from ..models import Exemption, Requirement, RequirementVersion
from ..readiness.facts import last_of
from ..readiness.reading import facts_of, version_fact
from ..readiness.why import Weighed, Why, explain
from ..requirements.catalogue import Named, key_of, named
from .asking import AsOf

# What counts comes first, what is of something else last.
ORDER = ("counts", "expired", "annulled", "participation", "later", "other")


@dataclass(frozen=True)
class Looked:
    """A record that was looked at: the row, and the verdict with the last day on which it satisfies."""

    record: LearningRecord
    weighed: Weighed


@dataclass(frozen=True)
class Reasons:
    """Everything on the page; the template asks the database nothing."""

    why: Why
    version: RequirementVersion | None
    subjects: Sequence[tuple[Named, dict]]
    offices: Sequence[Office]
    categories: Sequence[str]
    posting: Posting | None
    records: Sequence[Looked]
    exemption: Exemption | None

    @property
    def next(self) -> Sequence[Named]:
        """What she can open to comply: subjects that are on offer and have a page."""
        return [each for each, _subject in self.subjects if each.url] if self.why.next_step else []

    @property
    def away(self) -> Sequence[tuple[datetime.date, datetime.date | None]]:
        """First and last day of each stretch that moved the due day; no last day where the end is not known."""
        return [(first, last_of(day_to)) for first, day_to in self.why.owed.moved] if self.why.owed else []


def reasons(person: User, requirement: Requirement, as_of: AsOf) -> Reasons:
    """At most twenty queries, whatever she holds."""
    rows = list(requirement.versions.order_by("number"))
    paths = dict(Office.objects.values_list("id", "path"))
    facts = facts_of([person.pk])[person.pk]
    why = explain(facts, [version_fact(row, paths) for row in rows], as_of.on, as_of.known_at)
    version = next((row for row in rows if why.version and row.number == why.version.number), None)
    subjects = version.subjects if version else []
    names = named(subjects) if subjects else {}
    return Reasons(
        why=why,
        version=version,
        subjects=[(names[key_of(each)], each) for each in subjects],
        offices=list(Office.objects.filter(pk__in=version.offices)) if version and version.offices else [],
        categories=[str(Category(value).label) for value in version.categories] if version else [],
        posting=_posting(why),
        records=_looked(why),
        exemption=_exemption(why),
    )


def _posting(why: Why) -> Posting | None:
    return Posting.objects.select_related("office").filter(pk=why.posting.id).first() if why.posting else None


def _exemption(why: Why) -> Exemption | None:
    return Exemption.objects.select_related("by").filter(pk=why.exemption.id).first() if why.exemption else None


def _looked(why: Why) -> list[Looked]:
    """By verdict, and the newest first within each."""
    wanted = [each.record.id for each in why.records]
    found = LearningRecord.objects.select_related("annulled_by").in_bulk(wanted) if wanted else {}
    looked = [Looked(found[each.record.id], each) for each in why.records if each.record.id in found]
    return sorted(looked, key=lambda each: ORDER.index(each.weighed.verdict))
