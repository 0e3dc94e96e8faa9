"""The deeds of an attempt: start, save, submit, mark, close what ran out of time."""

import datetime
import random

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import ngettext

from elearning.journal.turns import in_turn
from elearning.people.models import User

from . import marking
from .drawing import draw, shuffled
from .models import Attempt, QuestionVersion, QuizVersion
from .publishing import publish_quiz
from .saving import Receipt, save_answer, save_answers
from .signals import attempt_passed

__all__ = [
    "Receipt",
    "catch_up",
    "close_expired",
    "mark",
    "publish_quiz",
    "save_answer",
    "save_answers",
    "start_attempt",
    "submit",
]


@transaction.atomic
def start_attempt(
    person: User,
    quiz_version: QuizVersion,
    *,
    context_kind: str,
    context_key: str,
    language: str,
    at: datetime.datetime | None = None,
) -> Attempt:
    """Open an attempt with its frozen paper, or go on with the one that is open in this context.

    Raises ValidationError where the rules allow no further attempt, or none yet.
    """
    at = at or timezone.now()
    User.objects.select_for_update().get(pk=person.pk)  # two tabs start one after the other
    own = Attempt.objects.filter(person=person, quiz=quiz_version.quiz).in_context(context_kind, context_key)
    attempts = list(own.order_by("started_at"))
    if attempts and attempts[-1].is_open:
        if not attempts[-1].is_over(at):
            return attempts[-1]
        submit(attempts[-1], at=at)
        attempts[-1].refresh_from_db()
    _may_start(quiz_version, attempts, at)
    limit = quiz_version.rules.get("time_limit")
    deadline = at + datetime.timedelta(minutes=limit) if limit else None
    attempt = Attempt(
        person=person,
        quiz=quiz_version.quiz,
        quiz_version=quiz_version,
        context_kind=context_kind,
        context_key=context_key,
        language=language,
        started_at=at,
        deadline_at=deadline,
    )
    attempt.check_at = attempt.closes_at
    attempt.paper = _paper(attempt, {question["version"] for old in attempts for question in old.paper})
    try:
        with transaction.atomic():
            attempt.save()
    except IntegrityError:
        return own.open().get()
    return attempt


def _may_start(version: QuizVersion, attempts: list[Attempt], at: datetime.datetime) -> None:
    allowed = version.rules.get("attempts_allowed")
    if allowed and len(attempts) >= allowed:
        raise ValidationError(
            ngettext(
                "You have used your %(count)d attempt at this quiz. Ask your focal point.",
                "You have used your %(count)d attempts at this quiz. Ask your focal point.",
                allowed,
            )
            % {"count": allowed}
        )
    wait = datetime.timedelta(minutes=version.rules.get("minutes_between", 0))
    if attempts and wait and at < (again := attempts[-1].submitted_at + wait):
        minutes = -((at - again) // datetime.timedelta(minutes=1))
        raise ValidationError(
            ngettext("You can try again in %(count)d minute.", "You can try again in %(count)d minutes.", minutes)
            % {"count": minutes}
        )


def _paper(attempt: Attempt, had: set[int]) -> list[dict]:
    """The questions of this attempt, frozen: their versions, their order, the order of the choices, the points."""
    rules, chance = attempt.quiz_version.rules, random.Random(attempt.uuid.int)  # no secret  # nosec B311
    drawn = [
        pk
        for section in attempt.quiz_version.sections
        for pk in draw(section["questions"], section["draw"], had, chance)
    ]
    if rules.get("shuffle_questions"):
        drawn = shuffled(drawn, chance)
    versions = QuestionVersion.objects.in_bulk(drawn)
    paper = []
    for pk in drawn:
        version = versions[pk]
        choices = version.content["choices"]
        if rules.get("shuffle_choices") and version.kind != marking.TRUE_FALSE:
            choices = shuffled(choices, chance)
        paper.append({"version": pk, "kind": version.kind, "choices": choices, "points": str(version.points)})
    return paper


@transaction.atomic
def submit(attempt: Attempt, *, at: datetime.datetime | None = None) -> Attempt:
    """Close the attempt and enqueue its marking; twice, or from two tabs, is once. What is saved is safe already."""
    from .tasks import mark_attempt

    at = at or timezone.now()
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if attempt.is_open:
        attempt.state = Attempt.State.SUBMITTED
        attempt.submitted_at = min(at, attempt.closes_at) if attempt.closes_at else at
        attempt.check_at = None
        attempt.save(update_fields=["state", "submitted_at", "check_at"])
        mark_attempt.enqueue(str(attempt.uuid))
    return attempt


@transaction.atomic
def mark(attempt: Attempt, *, at: datetime.datetime | None = None) -> Attempt:
    """Mark a submitted attempt by its frozen paper, and tell the apps above if it passed; twice is once."""
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("quiz", "quiz_version", "person")
        .get(pk=attempt.pk)
    )
    if attempt.state != Attempt.State.SUBMITTED:
        return attempt
    answers = attempt.answers()
    versions = QuestionVersion.objects.in_bulk([question["version"] for question in attempt.paper])
    points = [marking.Decimal(question["points"]) for question in attempt.paper]
    earned = [
        marking.mark(question["kind"], versions[question["version"]].content["correct"], answers.get(place, []), most)
        for place, (question, most) in enumerate(zip(attempt.paper, points, strict=True))
    ]
    attempt.score, attempt.max_score = sum(earned, marking.Decimal()), sum(points, marking.Decimal())
    attempt.percent = marking.percent(attempt.score, attempt.max_score)
    attempt.passed = attempt.percent >= attempt.quiz_version.pass_mark
    attempt.state, attempt.marked_at = Attempt.State.MARKED, at or timezone.now()
    attempt.save(update_fields=["score", "max_score", "percent", "passed", "state", "marked_at"])
    if attempt.passed:
        attempt_passed.send(Attempt, attempt=attempt)
    return attempt


def close_expired(*, at: datetime.datetime | None = None) -> int:
    """Submit what ran out of time; returns how many."""
    return in_turn(Attempt.objects.due_for_a_look(at or timezone.now()), lambda attempt: submit(attempt, at=at))


def catch_up(*, at: datetime.datetime | None = None) -> int:
    """Mark what was submitted and whose task was lost; returns how many."""
    waiting = Attempt.objects.filter(state=Attempt.State.SUBMITTED)
    return in_turn(waiting, lambda attempt: mark(attempt, at=at).marked_at)
