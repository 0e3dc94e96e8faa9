"""Requirements as their pages show them, with the names of all that their versions speak of."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from elearning.fields import localized_with_language
from elearning.people.models import Category, Office

from ..models import Requirement, RequirementVersion
from .catalogue import Key, Named, key_of, named
from .terms import coming, in_force


@dataclass(frozen=True)
class ShownSubject:
    """One of the things that satisfy."""

    named: Named
    topic: Named | None
    participation: bool


@dataclass(frozen=True)
class ShownTerms:
    """What a version asks, in words."""

    terms: Any
    title: str
    language: str
    subjects: Sequence[ShownSubject]
    offices: Sequence[str]
    categories: Sequence[str]

    @property
    def is_for_all(self) -> bool:
        terms = self.terms
        return not (terms.offices or terms.categories or terms.job_titles or terms.joined_after)


@dataclass(frozen=True)
class Line:
    """A requirement on a day: what is in force, and what comes."""

    requirement: Requirement
    now: RequirementVersion | None
    coming: Sequence[RequirementVersion]
    title: str
    language: str

    @property
    def is_open(self) -> bool:
        return self.now is not None and not self.now.is_ended


def requirements_with_versions() -> QuerySet[Requirement]:
    return Requirement.objects.prefetch_related("versions")


def line_of(requirement: Requirement, day: datetime.date) -> Line:
    """Of one whose versions are prefetched."""
    versions = sorted(requirement.versions.all(), key=lambda each: each.number)
    now, next_ones = in_force(versions, day), coming(versions, day)
    titled = now or next(iter(next_ones), None)
    title, language = localized_with_language(titled.titles) if titled else (requirement.code, "")
    return Line(requirement, now, next_ones, title or requirement.code, language)


def shown(rows: Iterable[Any]) -> list[ShownTerms]:
    """Versions or `Terms`, with all names. Seven queries at most, however many."""
    rows = list(rows)
    names = named([subject for row in rows for subject in row.subjects])
    wanted = {pk for row in rows for pk in row.offices}
    offices = dict(Office.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
    return [_shown(row, names, offices) for row in rows]


def _shown(row: Any, names: dict[Key, Named], offices: dict[int, str]) -> ShownTerms:
    title, language = localized_with_language(row.titles)
    subjects = [
        ShownSubject(
            names[key_of(each)],
            names.get(("topic", str(each["topic"]))) if each.get("topic") else None,
            bool(each.get("participation")),
        )
        for each in row.subjects
    ]
    where = [offices.get(pk) or _("an office that does not exist any more") for pk in row.offices]
    categories = [str(Category(value).label) for value in row.categories]
    return ShownTerms(row, title, language, subjects, where, categories)
