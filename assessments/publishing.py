"""Freezing a quiz: the questions that a publication would keep, what forbids it, and the publication itself."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.models import User

from .models import Category, QuestionVersion, Quiz, QuizVersion
from .schemas import problems


@dataclass(frozen=True)
class Draft:
    """What publishing now would freeze, and what forbids it."""

    sections: list[dict]
    problems: list[str]
    differs: bool


def draft_of(quiz: Quiz) -> Draft:
    """The sections with the versions of questions that are the latest ready ones now."""
    sections, found = [], []
    below = _categories_below()
    for section in quiz.sections.all().select_related("category"):
        pool = list(
            QuestionVersion.objects.latest_ready()
            .filter(question__category__in=below[section.category_id])
            .select_related("question")
            .order_by("question__code")
        )
        found += _faults_of(section, pool)
        sections.append(
            {"category": section.category.name, "draw": section.draw, "questions": [version.pk for version in pool]}
        )
    if not sections:
        found.append(_("Add a section: a quiz without questions tests nothing."))
    current = quiz.current_version
    now = (sections, quiz.rules(), quiz.titles, quiz.pass_mark)
    before = current and (current.sections, current.rules, current.titles, current.pass_mark)
    return Draft(sections, found, now != before)


@transaction.atomic
def publish_quiz(quiz: Quiz, *, by: User | None, at: datetime.datetime | None = None) -> QuizVersion:
    """Freeze the quiz into a new version and put it in force; without a change the version in force is returned."""
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)  # what was published meanwhile is read after the lock
    draft = draft_of(quiz)
    if draft.problems:
        raise ValidationError(draft.problems)
    if not draft.differs:
        return quiz.current_version
    quiz.current_version = quiz.versions.create(
        number=quiz.current_version.number + 1 if quiz.current_version else 1,
        titles=quiz.titles,
        pass_mark=quiz.pass_mark,
        sections=draft.sections,
        rules=quiz.rules(),
        published_at=at or timezone.now(),
        published_by=by,
    )
    quiz.save(update_fields=["current_version"])
    log(by, "quiz.published", quiz, at=at, version=quiz.current_version.number)
    return quiz.current_version


def _categories_below() -> dict[int, list[int]]:
    """For each category itself and all within it."""
    parents = dict(Category.objects.values_list("pk", "parent_id"))
    below: dict[int, list[int]] = {pk: [] for pk in parents}
    for pk in parents:
        above: int | None = pk
        while above is not None:
            below[above].append(pk)
            above = parents[above]
    return below


def _faults_of(section, pool: list[QuestionVersion]) -> list[str]:
    found = []
    name = section.category.name
    if len(pool) < (section.draw or 1):
        found.append(
            _("“%(category)s” has %(ready)d ready questions, %(drawn)d are asked for. Ask for fewer.")
            % {"category": name, "ready": len(pool), "drawn": section.draw or 1}
        )
    for version in pool:
        if not version.question.objective:
            found.append(_("Question %(code)s names no objective.") % {"code": version.question.code})
        if settings.LANGUAGE_CODE not in version.content["texts"]:
            found.append(_("Question %(code)s is not written in English.") % {"code": version.question.code})
        found += [f"{version.question.code}: {fault}" for fault in problems(version.kind, version.content)]
    return found
