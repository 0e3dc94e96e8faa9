"""Giving one person more time, more attempts or another window at a quiz, and taking that back."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.models import User

from ..allowances import allowance_of
from ..models import Accommodation, Attempt
from ..rules import may_accommodate


@transaction.atomic
def accommodate(accommodation: Accommodation, *, by: User, at: datetime.datetime | None = None) -> Accommodation:
    """Grant what this new row says; an attempt that is open gets its longer deadline at once.

    Raises ValidationError where it gives nothing, has no reason, or is for whoever grants it.
    """
    if not may_accommodate(by) or by.pk == accommodation.person_id:
        raise ValidationError(_("You cannot grant this. Ask somebody else who may."))
    at = at or timezone.now()
    accommodation.given_by, accommodation.given_at = by, at
    accommodation.full_clean()
    accommodation.save()
    User.objects.select_for_update().get(pk=accommodation.person_id)  # no attempt begins meanwhile under the old rules
    mine = Attempt.objects.filter(person=accommodation.person_id, quiz=accommodation.quiz_id).open()
    for attempt in mine.select_for_update(of=("self",)).select_related("quiz_version", "person"):
        _lengthen(attempt, at)
    log(by, "accommodation.given", accommodation, reason=accommodation.reason, at=at)
    return accommodation


@transaction.atomic
def withdraw(accommodation: Accommodation, *, by: User, at: datetime.datetime | None = None) -> Accommodation:
    """Take it back for attempts to come; one that is under way keeps the time that it was given. Twice is once."""
    if not may_accommodate(by):
        raise ValidationError(_("You cannot take this back."))
    accommodation = Accommodation.objects.select_for_update(of=("self",)).get(pk=accommodation.pk)
    if accommodation.withdrawn_at is None:
        accommodation.withdrawn_at, accommodation.withdrawn_by = at or timezone.now(), by
        accommodation.save(update_fields=["withdrawn_at", "withdrawn_by"])
        log(by, "accommodation.withdrawn", accommodation, at=at)
    return accommodation


def _lengthen(attempt: Attempt, at: datetime.datetime) -> None:
    """A deadline only ever moves away; an overdue attempt that has time again goes on."""
    deadline = allowance_of(attempt.person, attempt.quiz_version).deadline(attempt.started_at)
    if attempt.deadline_at is None or (deadline is not None and deadline <= attempt.deadline_at):
        return
    attempt.deadline_at = deadline
    if deadline is None or at <= deadline:
        attempt.state = Attempt.State.IN_PROGRESS
    attempt.check_at = attempt.look_again_at(at)
    attempt.save(update_fields=["deadline_at", "state", "check_at"])
