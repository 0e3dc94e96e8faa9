"""Answers to what the apps below ask or say: the panel, the way back, the pass, the deletion."""

from collections.abc import Sequence

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Attempt
from assessments.repairing import Change, Consequence
from assessments.signals import attempt_context, attempt_passed, results_changing
from elearning.fields import localized
from elearning.people.models import User
from elearning.records.models import LearningRecord
from elearning.records.signals import record_annulled
from elearning.toolkit.signals import module_in_use, page_panels

from . import tasks
from .actions import CONTEXT, void_evidence
from .following import follow
from .models import CourseVersion, Enrolment, Step
from .panel import panel


@receiver(page_panels)
def show_panel(sender, *, page, user, titles, **kwargs) -> dict | None:
    """Progress in the course, and "I have read this"."""
    return panel(page, user, titles)


@receiver(attempt_passed)
def enqueue_pass(sender, *, attempt: Attempt, **kwargs) -> None:
    """Leave the evidence to the worker, within the transaction that marked the attempt."""
    if attempt.context_kind == CONTEXT:
        tasks.record_pass.enqueue(str(attempt.uuid))


@receiver(record_annulled)
def take_back(sender, *, annulment: LearningRecord, by: User | None, evidence_stands: bool = False, **kwargs) -> None:
    """What was not earned is earned anew: the evidence until then is void, in the same transaction."""
    if annulment.subject_kind == CONTEXT and not evidence_stands:
        void_evidence(annulment, by=by)


@receiver(results_changing)
def follow_repair(sender, *, changes: Sequence[Change], **how) -> list[Consequence]:
    """What a repair of a question does to enrolments, records and certificates: said, or done."""
    how.pop("signal")
    return follow(changes, **how)


@receiver(attempt_context)
def way_back(sender, *, kind: str, key: str, user, **kwargs) -> dict | None:
    """From an attempt back to its course."""
    enrolment = (
        Enrolment.objects.visible_to(user).of_key(key).select_related("course").first() if kind == CONTEXT else None
    )
    if enrolment is None:
        return None
    return {"title": localized(enrolment.course.titles), "url": reverse("courses:detail", args=[enrolment.course.code])}


@receiver(module_in_use)
def say_if_used(sender, *, page, **kwargs) -> str | None:
    """A module that a course is made of, or was made of while someone began it, stays."""
    key = page.translation_key
    step = Step.objects.filter(module_key=key).select_related("course").first()
    if step:
        return _("The course “%(course)s” has this module as a step.") % {"course": step.course}
    for version in CourseVersion.objects.filter(enrolments__isnull=False).distinct():
        if any(not kept.is_quiz and kept.subject == key for kept in version.rule):
            return _("People follow “%(course)s” with this module as a step.") % {"course": localized(version.titles)}
    return None
