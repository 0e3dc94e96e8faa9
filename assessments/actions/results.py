"""Giving an attempt its result: marking it, handing it back, and saying what counts."""

import datetime

from django.db import transaction
from django.utils import timezone

from elearning.journal.turns import in_turn

from ..counting import what_counts
from ..models import Attempt
from ..models.quiz import Counts
from ..results import Result, hold_questions, marked_percents, result_of
from ..signals import attempt_passed


@transaction.atomic
def mark(attempt: Attempt, *, handed_back: bool = False, at: datetime.datetime | None = None) -> Attempt:
    """Mark a submitted attempt by its frozen paper, and tell the apps above if it passed; twice is once.

    One with answers that a person has to mark waits until these are marked and handed back.
    """
    hold_questions([question["version"] for question in attempt.paper])
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("quiz", "quiz_version", "person")
        .get(pk=attempt.pk)
    )
    if attempt.state != Attempt.State.SUBMITTED or (attempt.waits_for_person and not handed_back):
        return attempt
    result = result_of(attempt)
    if not result.is_whole:
        attempt.waits_for_person = True
        attempt.save(update_fields=["waits_for_person"])
        return attempt
    keep_result(attempt, result)
    attempt.state, attempt.marked_at, attempt.waits_for_person = Attempt.State.MARKED, at or timezone.now(), False
    attempt.save(update_fields=[*RESULT, "state", "marked_at", "waits_for_person"])
    tell_if_passed(attempt)
    return attempt


RESULT = ("score", "max_score", "percent", "passed", "marks")


def keep_result(attempt: Attempt, result: Result) -> None:
    """Put the result into the attempt, without saving it; `RESULT` names what it changes."""
    attempt.score, attempt.max_score, attempt.percent = result.score, result.max_score, result.percent
    attempt.passed = attempt.percent >= attempt.quiz_version.pass_mark
    attempt.marks = result.marks()


def tell_if_passed(attempt: Attempt) -> None:
    """Tell the apps above if the quiz is passed with this attempt, by the rule of which attempt counts."""
    if passes_quiz(attempt):
        attempt_passed.send(Attempt, attempt=attempt)


def passes_quiz(attempt: Attempt) -> bool:
    """Whether its person has passed the quiz with this attempt, by the rule of which attempt counts."""
    if attempt.state != Attempt.State.MARKED:
        return False
    rule = attempt.quiz_version.rule("counts")
    if rule == Counts.BEST:  # also where an earlier one was better: what it earned may have been annulled since
        return attempt.passed
    counted = what_counts(rule, marked_percents(attempt))
    return counted.percent >= attempt.quiz_version.pass_mark and counted.may_be(attempt.pk)


def catch_up(*, at: datetime.datetime | None = None) -> int:
    """Mark what was submitted and whose task was lost; returns how many."""
    waiting = Attempt.objects.filter(state=Attempt.State.SUBMITTED, waits_for_person=False)
    return in_turn(waiting, lambda attempt: mark(attempt, at=at).marked_at)
