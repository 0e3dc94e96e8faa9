"""Reads what was answered to the forms of a workshop, for the pages and for the report."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from ..models import Anonymity, FeedbackForm, FormAnswer, Workshop
from .figures import FEW, Figure, figures
from .opening import is_over


@dataclass(frozen=True)
class Feedback:
    """One form: how many sent it, how many of these are counted, and the figures; none where too few answered."""

    form: FeedbackForm
    sent: int
    counted: int
    hidden: bool
    figures: list[Figure]


def feedback_of(workshop: Workshop, *, at: datetime.datetime | None = None) -> list[Feedback]:
    """All forms as those who facilitate may see them, for the data set of the report, which they read; three queries.

    Of fewer than five answers to an anonymous or confidential form there are none. An open form is counted five answers
    at a time here too: else two editions would tell what was sent between them.
    """
    forms = workshop.forms.select_related("item").prefetch_related("answers")
    return [results_of(form, exact=False, at=at) for form in forms]


def results_of(form: FeedbackForm, *, exact: bool, at: datetime.datetime | None = None) -> Feedback:
    """What the page of results shows now; `exact` is for who may see the names of a confidential form.

    Without it, cells of such a form under five are not told. While a form without names is open, its answers are
    counted five at a time, and five at least wait until it closes: else who looks before and after somebody sent, or
    before and after it closes, would see hers in the difference.
    """
    over = is_over(form, at=at or timezone.now())
    return _feedback(form, exact=exact, over=over or (exact and form.mode == Anonymity.CONFIDENTIAL))


def _is_sent(row: FormAnswer) -> bool:
    return row.complete or row.mode == Anonymity.ANONYMOUS


def _feedback(form: FeedbackForm, *, exact: bool, over: bool) -> Feedback:
    rows = [row for row in form.answers.all() if _is_sent(row)]
    sent = len(rows)
    if form.mode == Anonymity.NAMED:
        return Feedback(form, sent, sent, False, figures(form.questions, [row.answers for row in rows]))
    counted = rows if over else _in_fives(form, rows)
    if len(counted) < FEW:
        return Feedback(form, sent, len(counted), True, [])
    small = form.mode == Anonymity.CONFIDENTIAL and not exact
    found = figures(form.questions, [row.answers for row in counted], least=FEW, hide_small=small)
    return Feedback(form, sent, len(counted), False, found)


def _in_fives(form: FeedbackForm, rows: list[FormAnswer]) -> list[FormAnswer]:
    if form.mode == Anonymity.ANONYMOUS:
        return [row for row in rows if row.complete]
    rows = sorted(rows, key=lambda row: (row.saved_at, row.pk))
    return rows[: max(len(rows) // FEW - 1, 0) * FEW]
