"""Giving a marked attempt another result: kept beside the old one, with its reason, and told to its person."""

import datetime

from django.urls import reverse
from django.utils import timezone

from elearning.notices.actions import notify
from elearning.people.models import User

from ..models import Attempt, Remark, Repair
from ..results import Result
from .results import RESULT, keep_result, tell_if_passed


def remark(
    attempt: Attempt,
    result: Result,
    *,
    by: User,
    reason: str,
    repair: Repair | None = None,
    at: datetime.datetime | None = None,
) -> Remark | None:
    """Put a new result into a marked attempt that the caller holds locked; None if nothing differs.

    The result before stays in the remark. Who passes now is told to the apps above; who no longer passes is not:
    the caller decides what becomes of records.
    """
    before = (attempt.score, attempt.percent, attempt.passed)
    marks = attempt.marks
    keep_result(attempt, result)
    if before == (attempt.score, attempt.percent, attempt.passed) and marks == attempt.marks:
        return None
    attempt.save(update_fields=list(RESULT))
    found = Remark.objects.create(
        attempt=attempt,
        repair=repair,
        reason=reason,
        score_before=before[0],
        percent_before=before[1],
        passed_before=before[2],
        score_after=attempt.score,
        percent_after=attempt.percent,
        passed_after=attempt.passed,
        remarked_by=by,
        remarked_at=at or timezone.now(),
    )
    if before[0] != attempt.score:
        path, key = reverse("assessments:result", args=[attempt.uuid]), f"attempt_remarked:{found.pk}"
        notify(attempt.person, "attempt_remarked", key=key, path=path, at=at, remark=found, attempt=attempt)
    if attempt.passed and not before[2]:
        tell_if_passed(attempt)
    return found
