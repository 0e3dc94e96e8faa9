"""Why something of the bank, or a quiz, may not be deleted."""

from collections.abc import Iterable

from django.db import models, router
from django.db.models.deletion import Collector, ProtectedError
from django.utils.translation import gettext as _

from .models import Attempt, Category, Question, Quiz, QuizVersion, TestPair


def reasons_to_keep(things: Iterable[models.Model]) -> list[str]:
    """A sentence for each of these that must stay; things that are none of ours get none."""
    return [reason for thing in things if (reason := _reason(thing))]


def _reason(thing: models.Model) -> str:
    if isinstance(thing, Question):
        return used_in(thing)
    if isinstance(thing, Category) and _is_held(thing):
        return _("“%(name)s” stays: questions, categories or quizzes hang on it. Move them first.") % {"name": thing}
    if isinstance(thing, Quiz) and thing.versions.exists():
        return _("“%(name)s” stays: it was published, and what people achieved hangs on it.") % {"name": thing}
    if isinstance(thing, TestPair) and _is_held(thing):
        return _("“%(name)s” stays: results from paper hang on it.") % {"name": thing}
    if isinstance(thing, Quiz) and _is_held(thing):
        return _("“%(name)s” stays: it is used elsewhere. Take it out there first.") % {"name": thing}
    return ""


def used_in(question: Question) -> str:
    """Says that a quiz version or an attempt uses a version of the question; empty if none does."""
    versions = set(question.versions.values_list("pk", flat=True))
    sections = QuizVersion.objects.values_list("sections", flat=True)
    papers = Attempt.objects.values_list("paper", flat=True).iterator()
    if any(not versions.isdisjoint(section["questions"]) for frozen in sections for section in frozen):
        return _("“%(name)s” stays: a published quiz asks it. Retire it instead.") % {"name": question}
    if versions and any(asked["version"] in versions for paper in papers for asked in paper):
        return _("“%(name)s” stays: somebody was asked it. Retire it instead.") % {"name": question}
    return ""


def _is_held(thing: models.Model) -> bool:
    """Whether anything, in this app or above it, points at this and forbids that it goes."""
    try:
        Collector(using=router.db_for_write(type(thing))).collect([thing])
    except ProtectedError:
        return True
    return False
