"""Freezing a course: the steps that a publication would keep, and the publication itself."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.models import User
from elearning.toolkit.models import Audience, ModulePage

from .models import Course, CourseVersion, Step
from .models.course import write_step
from .progress import MODULE_READ, QUIZ_PASSED, VersionStep
from .versions import StepChange, compare


@dataclass(frozen=True)
class Draft:
    """What publishing now would freeze, how that differs from the version in force, and what forbids it."""

    steps: list[VersionStep]
    changes: list[StepChange]
    renamed: bool
    problems: list[str]

    @property
    def differs(self) -> bool:
        return bool(self.changes) or self.renamed


def draft_of(course: Course) -> Draft:
    """The steps as they would be frozen now, compared with the version in force."""
    steps, problems = _steps_of(course)
    current = course.current_version
    changes = compare(current.rule if current else (), steps)
    renamed = current is None or (current.titles, current.hours) != (course.titles, course.hours)
    return Draft(steps, changes, renamed, problems + _problems_of(steps))


@transaction.atomic
def publish_course(course: Course, *, by: User | None, at: datetime.datetime | None = None) -> CourseVersion:
    """Freeze the steps into a new version and put it in force; without a change the version in force is returned."""
    at = at or timezone.now()
    course = Course.objects.select_for_update().get(pk=course.pk)  # what was published meanwhile is read after the lock
    draft = draft_of(course)
    if draft.problems:
        raise ValidationError(draft.problems)
    if not draft.differs:
        return course.current_version
    number = course.current_version.number + 1 if course.current_version else 1
    course.current_version = course.versions.create(
        number=number,
        steps=[write_step(step) for step in draft.steps],
        titles=course.titles,
        hours=course.hours,
        published_at=at,
        published_by=by,
    )
    course.save(update_fields=["current_version"])
    changes = [f"{change.change}:{change.step.subject}" for change in draft.changes]
    log(by, "course.published", course, at=at, version=number, changes=changes)
    return course.current_version


def _steps_of(course: Course) -> tuple[list[VersionStep], list[str]]:
    rows = list(Step.objects.filter(course=course).select_related("quiz__current_version").order_by("sort_order", "pk"))
    keys = [row.module_key for row in rows if row.module_key]
    titles, steps = _module_titles(keys), []
    problems = _closed_to_some(keys, course)
    for place, row in enumerate(rows, 1):
        if row.quiz is None:
            if not titles.get(row.module_key):
                problems.append(
                    _("Step %(place)d names a module that does not exist. Choose another.") % {"place": place}
                )
            steps.append(
                VersionStep(row.uuid, MODULE_READ, row.module_key, row.required, titles.get(row.module_key, {}))
            )
        elif (frozen := row.quiz.current_version) is None:
            problems.append(_("The quiz of step %(place)d is not published. Publish it first.") % {"place": place})
        else:
            steps.append(
                VersionStep(
                    row.uuid,
                    QUIZ_PASSED,
                    row.quiz.uuid,
                    row.required,
                    row.quiz.titles,
                    frozen.pk,
                    str(frozen.pass_mark),
                )
            )
    return steps, problems


def _closed_to_some(keys: list[UUID], course: Course) -> list[str]:
    """A sentence for each module that some of the course's audience could not open."""
    pages = ModulePage.objects.live().filter(translation_key__in=keys).order_by("code", "locale_id")
    return [
        _("“%(title)s” is not open to the whole audience of this course. Widen its audience, or narrow the course's.")
        % {"title": page.title}
        for page in pages
        if Audience(page.audience).is_narrower_than(course.audience)
    ]


def _module_titles(keys: list[UUID]) -> dict[UUID, dict[str, str]]:
    """The titles of published modules in every language that they are in."""
    titles: dict[UUID, dict[str, str]] = defaultdict(dict)
    rows = ModulePage.objects.live().filter(translation_key__in=keys, alias_of__isnull=True)
    for key, language, title in rows.values_list("translation_key", "locale__language_code", "title"):
        titles[key][language] = title
    return titles


def _problems_of(steps: list[VersionStep]) -> list[str]:
    problems = []
    if not any(step.is_quiz and step.required for step in steps):
        problems.append(
            _("Add a required quiz: a certificate of completion needs something that shows what was learned.")
        )
    if len({(step.kind, step.subject) for step in steps}) < len(steps):
        problems.append(_("A module or a quiz stands here twice. Keep it once."))
    return problems
