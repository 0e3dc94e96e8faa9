"""Giving a marked attempt another result: kept beside the old one, with its reason, and told to its person."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from elearning.notices.actions import notify
from elearning.people.models import User

from ..counting import is_passed
from ..models import Attempt, Remark, Repair
from ..models.quiz import Counts
from ..results import Result, marked_percents
from .results import RESULT, keep_result, tell_if_passed

HALF = Decimal("0.005")


def remark(
    attempt: Attempt,
    result: Result,
    *,
    by: User,
    reason: str,
    repair: Repair | None = None,
    at: datetime.datetime | None = None,
    told: bool = True,
) -> Remark | None:
    """Put a new result into a marked attempt that the caller holds locked; None if it earns what it earned.

    The result before stays in the remark. Who passes the quiz now is told to the apps above, unless the caller does
    it (`told`); who no longer passes is not: the caller decides what becomes of records.
    """
    before, marks, was_passed = (attempt.score, attempt.percent, attempt.passed), attempt.marks, _passed(attempt, told)
    keep_result(attempt, result)
    shows = not _same(before[0], attempt.score) or before[1] != attempt.percent
    if not shows and before[2] == attempt.passed and _earned(marks) == _earned(attempt.marks):
        attempt.score = before[0]
        attempt.save(update_fields=["marks"])  # another answer may count, though it earns the same
        return None
    attempt.save(update_fields=list(RESULT))
    found = _keep(attempt, before, remarked_by=by, reason=reason, repair=repair, remarked_at=at or timezone.now())
    if shows:
        _notify(found, at)
    if told and not was_passed:
        tell([attempt])
    return found


def tell(attempts: Iterable[Attempt]) -> None:
    """Tell the apps above of these, once all new results are written: by them the rule says what counts."""
    for attempt in attempts:
        tell_if_passed(attempt)


def _notify(found: Remark, at: datetime.datetime | None) -> None:
    path, key = reverse("assessments:result", args=[found.attempt.uuid]), f"attempt_remarked:{found.pk}"
    notify(found.attempt.person, "attempt_remarked", key=key, path=path, at=at, remark=found, attempt=found.attempt)


def _passed(attempt: Attempt, ask: bool) -> bool:
    """Whether the quiz was passed, as far as this attempt could change it, before it is marked anew."""
    rule = attempt.quiz_version.rule("counts")
    if not ask or rule == Counts.BEST:  # each passes by itself
        return bool(attempt.passed)
    return is_passed(rule, marked_percents(attempt), attempt.quiz_version.pass_mark)


def _keep(attempt: Attempt, before: tuple[Decimal, Decimal, bool], **given) -> Remark:
    score, percent, passed = before
    return Remark.objects.create(
        attempt=attempt,
        score_before=score,
        percent_before=percent,
        passed_before=passed,
        score_after=attempt.score,
        percent_after=attempt.percent,
        passed_after=attempt.passed,
        **given,
    )


def _same(kept: Decimal, score: Decimal) -> bool:
    """Whether a score is the one that was kept with two decimals; databases round a half up or to the even."""
    return abs(kept - score) <= HALF


def _earned(marks: list[dict]) -> list[Decimal]:
    return [Decimal(mark["earned"]) for mark in marks]
