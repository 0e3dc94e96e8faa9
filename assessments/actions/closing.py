"""Closing an attempt: because its person says so, or because its time ran out."""

import datetime

from django.db import transaction
from django.utils import timezone

from elearning.journal.turns import in_turn

from ..models import Attempt


@transaction.atomic
def submit(attempt: Attempt, *, at: datetime.datetime | None = None) -> Attempt:
    """Close the attempt and enqueue its marking; twice, or from two tabs, is once. What is saved is safe already."""
    at = at or timezone.now()
    attempt = _locked(attempt)
    return _submitted(attempt, at) if attempt.is_open else attempt


def settle(attempt: Attempt, *, at: datetime.datetime | None = None) -> Attempt:
    """Do what the clock demands: overdue once its time is over; when the grace is too, submitted or abandoned.

    Abandoned is an attempt to which nothing was ever answered. The sweeper calls this, and so does every page view.
    """
    at = at or timezone.now()
    if not attempt.is_open or attempt.deadline_at is None or at <= attempt.deadline_at:
        return attempt
    return _settled(attempt, at)


@transaction.atomic
def _settled(attempt: Attempt, at: datetime.datetime) -> Attempt:
    attempt = _locked(attempt)
    if not attempt.is_open:
        return attempt
    if not attempt.is_over(at):
        attempt.state, attempt.check_at = Attempt.State.OVERDUE, attempt.look_again_at(at)
        attempt.save(update_fields=["state", "check_at"])
        return attempt
    if any(attempt.answers().values()):
        return _submitted(attempt, at)
    attempt.state, attempt.check_at = Attempt.State.ABANDONED, None
    attempt.save(update_fields=["state", "check_at"])
    return attempt


def close_expired(*, at: datetime.datetime | None = None) -> int:
    """Settle what ran out of time; returns how many."""
    return in_turn(Attempt.objects.due_for_a_look(at or timezone.now()), lambda attempt: settle(attempt, at=at))


def _locked(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)


def _submitted(attempt: Attempt, at: datetime.datetime) -> Attempt:
    from ..tasks import mark_attempt

    attempt.state = Attempt.State.SUBMITTED
    attempt.submitted_at = min(at, attempt.closes_at) if attempt.closes_at else at
    attempt.check_at = None
    attempt.save(update_fields=["state", "submitted_at", "check_at"])
    mark_attempt.enqueue(str(attempt.uuid))
    return attempt
