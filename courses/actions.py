"""The deeds of learning alone: enrol, confirm a reading, start a quiz, record a pass."""

import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions import passes_quiz, start_attempt
from assessments.models import Attempt, QuizVersion
from elearning.fields import localized
from elearning.journal.turns import in_turn
from elearning.people.models import User
from elearning.records.models import LearningRecord

from .completing import store_progress
from .models import Course, Enrolment, Evidence
from .publishing import publish_course
from .rebuilding import rebuild_progress
from .rules import may_enrol

__all__ = [
    "catch_up",
    "confirm_read",
    "enrol",
    "open_quizzes",
    "publish_course",
    "rebuild_progress",
    "record_pass",
    "start_quiz",
    "void_evidence",
]

CONTEXT = "course"


@transaction.atomic
def enrol(person: User, course: Course, *, at: datetime.datetime | None = None) -> Enrolment:
    """Begin a course under the version in force; a second time gives the enrolment that is there."""
    if found := Enrolment.objects.whole().filter(person=person, course=course).first():
        return found
    if not may_enrol(person, course):
        raise ValidationError(_("This course is not open to you."))
    course = Course.objects.select_related("current_version").get(pk=course.pk)
    begun = {"version": course.current_version, "started_at": at or timezone.now()}
    enrolment, created = Enrolment.objects.get_or_create(person=person, course=course, defaults=begun)
    if created:
        store_progress(enrolment)
    return enrolment


@transaction.atomic
def confirm_read(
    enrolment: Enrolment,
    *,
    module_key: UUID,
    uuid: UUID,
    language: str,
    revision: int | None,
    at: datetime.datetime | None = None,
    occurred_at: datetime.datetime | None = None,
    claimed_at: datetime.datetime | None = None,
    by: User | None = None,
    reason: str = "",
) -> Evidence:
    """Keep that the person read a module of her version. The same id twice is one row.

    A device's time that cannot be right is not refused, since the reading would be lost: it is brought
    between the start and now, and what the device claimed is kept beside it (`claimed_at`, where its clock was put
    right on the way). Where someone else confirms for her (`by`), the reason is asked for.
    """
    by = by or enrolment.person
    if by != enrolment.person and not reason:
        raise ValidationError(_("Say why you confirm this for somebody else."))
    enrolment = Enrolment.objects.whole().locked().get(pk=enrolment.pk)
    at = at or timezone.now()
    state = enrolment.progress().state_of(module_key)
    if state is None or state.step.is_quiz:
        raise ValidationError(_("This module is not a step of the version of the course that you follow."))
    claimed = claimed_at or occurred_at or at
    happened = max(min(occurred_at or at, at), min(enrolment.started_at, at))
    return _keep(
        enrolment,
        Evidence(
            uuid=uuid,
            kind=Evidence.Kind.MODULE_READ,
            subject=module_key,
            occurred_at=happened,
            received_at=at,
            claimed_at=None if claimed == happened else claimed,
            source=_source(enrolment, by, occurred_at),
            actor=by,
            reason=reason,
            language=language,
            revision=revision,
        ),
    )


@transaction.atomic
def start_quiz(enrolment: Enrolment, *, step: UUID, language: str, at: datetime.datetime | None = None) -> Attempt:
    """Open an attempt at the quiz of a step, under the version of the quiz that the course froze.

    Readings may be done in any order; the quiz asks that the required ones before it are confirmed.
    """
    progress = enrolment.progress()
    wanted = next(state.step for state in progress.states if state.step.uuid == step)
    if waiting := progress.readings_before(wanted):
        titles = ", ".join(localized(state.step.titles) for state in waiting)
        raise ValidationError(_("Before the quiz, confirm that you have read: %(titles)s.") % {"titles": titles})
    return start_attempt(
        enrolment.person,
        QuizVersion.objects.select_related("quiz").get(pk=wanted.quiz_version),
        context_kind=CONTEXT,
        context_key=str(enrolment.uuid),
        language=language,
        at=at,
    )


def open_quizzes(enrolment: Enrolment) -> set[UUID]:
    """The quizzes of this enrolment that wait to be gone on with."""
    attempts = Attempt.objects.filter(context_kind=CONTEXT, context_key=str(enrolment.uuid)).open()
    return set(attempts.values_list("quiz__uuid", flat=True))


@transaction.atomic
def record_pass(attempt: Attempt, *, at: datetime.datetime | None = None) -> Evidence | None:
    """Keep that a marked attempt passed a quiz of the course; None if it belongs to no step of an enrolment."""
    enrolment = enrolment_of(attempt)
    if enrolment is None:
        return None
    enrolment = Enrolment.objects.whole().locked().get(pk=enrolment.pk)
    attempt.refresh_from_db(fields=["state", "passed", "percent"])  # a repair may have come between
    if not passes_quiz(attempt):
        return None
    state = enrolment.progress().state_of(attempt.quiz.uuid)
    if state is None or state.step.quiz_version != attempt.quiz_version_id:
        return None
    return _keep(
        enrolment,
        Evidence(
            uuid=pass_id(enrolment, attempt),
            kind=Evidence.Kind.QUIZ_PASSED,
            subject=attempt.quiz.uuid,
            occurred_at=attempt.submitted_at,
            received_at=at or timezone.now(),
            source=Evidence.Source.SERVER,
            actor=enrolment.person,
            language=attempt.language,
            revision=attempt.quiz_version_id,
            score=attempt.percent,
        ),
    )


@transaction.atomic
def void_evidence(annulment: LearningRecord, *, by: User | None) -> Evidence | None:
    """Void the evidence behind an annulled record from its annulment on; None if no enrolment of hers is behind it."""
    enrolments = Enrolment.objects.whole().locked()
    enrolment = enrolments.filter(person=annulment.person, course__uuid=annulment.subject_uuid).first()
    if enrolment is None:
        return None
    return _keep(
        enrolment,
        Evidence(
            uuid=annulment.uuid,
            kind=Evidence.Kind.ANNULLED,
            subject=annulment.subject_uuid,
            occurred_at=annulment.recorded_at,
            received_at=annulment.recorded_at,
            source=Evidence.Source.DECISION,
            actor=by or annulment.person,
            reason=annulment.reason,
        ),
    )


def pass_id(enrolment: Enrolment, attempt: Attempt) -> UUID:
    """The id of the evidence of this pass: the attempt's, or a further one each time after it was withdrawn."""
    found = attempt.uuid
    gone = {fact.subject: fact.uuid for fact in enrolment.evidence.all() if fact.kind == Evidence.Kind.WITHDRAWN}
    while found in gone:
        found = uuid5(found, str(gone[found]))
    return found


def enrolment_of(attempt: Attempt) -> Enrolment | None:
    """The enrolment that an attempt was made for, if it is this person's."""
    if attempt.context_kind != CONTEXT:
        return None
    return Enrolment.objects.of_key(attempt.context_key).filter(person=attempt.person_id).first()


def catch_up() -> int:
    """Record passes whose task was lost; says how many."""
    kept = Evidence.objects.filter(uuid=OuterRef("uuid"))
    may_pass = Q(passed=True) | Q(quiz_version__rules__counts="average")
    lost = Attempt.objects.filter(may_pass, ~Exists(kept), context_kind=CONTEXT, state=Attempt.State.MARKED)
    return in_turn(lost.select_related("quiz", "quiz_version"), record_pass)


def _source(enrolment: Enrolment, by: User, occurred_at: datetime.datetime | None) -> str:
    if by != enrolment.person:
        return Evidence.Source.FACILITATOR
    return Evidence.Source.OFFLINE if occurred_at else Evidence.Source.WEB


def _keep(enrolment: Enrolment, evidence: Evidence) -> Evidence:
    """Add the evidence unless it is there, then fold; an id that names another fact is refused."""
    found = Evidence.objects.filter(pk=evidence.pk).first()
    if found is None:
        evidence.enrolment = enrolment
        evidence.save()
        store_progress(enrolment, at=evidence.received_at)
        return evidence
    if (found.enrolment_id, found.kind, found.subject) != (enrolment.pk, evidence.kind, evidence.subject):
        raise ValidationError(_("This confirmation was used before for something else. Load the page again."))
    return found
