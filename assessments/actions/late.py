"""Deciding on an answer that came too late: once, by a person, with a reason."""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.models import User

from ..models import AnswerSave, Attempt, LateDecision
from ..results import hold_questions, result_of
from ..rules import may_accommodate
from .closing import settle
from .remarking import remark
from .results import mark


@transaction.atomic
def decide_late(
    save: AnswerSave, *, counted: bool, reason: str, by: User, at: datetime.datetime | None = None
) -> LateDecision:
    """Let a late answer count, or refuse it; the attempt is marked again if it was marked.

    Raises ValidationError where it was decided before, where the decider gave the answer herself, where no reason is
    given, or where counting it would take a pass away: that is what a repair is for.
    """
    if not may_accommodate(by) or by.pk == save.attempt.person_id:
        raise ValidationError(_("You cannot decide on this answer."))
    if not reason.strip():
        raise ValidationError(_("Give the reason."))
    at = at or timezone.now()
    hold_questions([question["version"] for question in save.attempt.paper])
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=save.attempt_id)
    attempt = settle(attempt, at=at)
    try:
        with transaction.atomic():
            decision = LateDecision.objects.create(
                answer=save, counted=counted, reason=reason.strip(), decided_by=by, decided_at=at
            )
    except IntegrityError as error:
        raise ValidationError(_("Somebody has decided on this answer already.")) from error
    log(
        by,
        "late_answer.counted" if counted else "late_answer.refused",
        attempt,
        reason=reason,
        at=at,
        place=save.position,
    )
    if counted:
        _count(attempt, by, reason, at)
    return decision


def _count(attempt: Attempt, by: User, reason: str, at: datetime.datetime) -> None:
    if attempt.state == Attempt.State.ABANDONED:
        attempt.state, attempt.submitted_at = Attempt.State.SUBMITTED, attempt.closes_at
        attempt.save(update_fields=["state", "submitted_at"])
        mark(attempt, at=at)
    elif attempt.state == Attempt.State.MARKED:
        result = result_of(attempt)
        if attempt.passed and (not result.is_whole or result.percent < attempt.quiz_version.pass_mark):
            raise ValidationError(_("With this answer the attempt would no longer be passed. Refuse it instead."))
        if result.is_whole:
            remark(attempt, result, by=by, reason=reason, at=at)
        else:  # a text that a person has to read first
            attempt.state, attempt.waits_for_person = Attempt.State.SUBMITTED, True
            attempt.save(update_fields=["state", "waits_for_person"])
