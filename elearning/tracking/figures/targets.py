"""What was promised: adding a target, withdrawing it, and what has been reached of it."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import Target
from .questions import FILTERS, Question, read_question

KEPT = ("subject", "kinds", *FILTERS)
Answer = dict[str, Any]


@transaction.atomic
def add_target(question: Question, *, title: str, value: int, by: User, at: datetime.datetime | None = None) -> Target:
    """Promise that the number of this question reaches `value` by the end of its period."""
    if not title.strip():
        raise Refused(_("Give the target a title."), "title")
    if value < 1:
        raise Refused(_("A target is one at least."), "value")
    donor, _bar, project = question.funding.partition("|")
    params = question.params()
    target = Target.objects.create(
        title=title.strip(),
        measure=question.measure,
        filters={name: params[name] for name in KEPT if name in params},
        donor=donor,
        project_code=project,
        started_on=question.started_on,
        ended_on=question.ended_on,
        value=value,
        made_by=by,
        made_at=at or timezone.now(),
    )
    log(by, "tracking.target_added", target, at=at, value=value)
    return target


@transaction.atomic
def withdraw_target(target: Target, *, by: User, at: datetime.datetime | None = None) -> Target:
    """The promise is no more; sheets that showed it stay. Twice is once."""
    target = Target.objects.select_for_update().get(pk=target.pk)
    if target.withdrawn_at is None:
        target.withdrawn_at = at or timezone.now()
        target.save(update_fields=["withdrawn_at"])
        log(by, "tracking.target_withdrawn", target, at=at)
    return target


def question_of(target: Target, *, on: datetime.date, known_at: datetime.datetime) -> Question:
    """What the target asks, on these two dates."""
    period = {"started_on": target.started_on.isoformat(), "ended_on": target.ended_on.isoformat()}
    dates = {"on": on.isoformat(), "known_at": known_at.strftime("%Y-%m-%dT%H:%M:%S")}
    return read_question({**target.filters, **period, **dates, "measure": target.measure})


def reached(target: Target, answer: Answer) -> dict[str, Any]:
    """The target beside the actual number of its question, in percent (whole, rounded down: 99.9 is not all)."""
    total = answer["total"]
    actual = total[target.measure]
    percent = int(float(actual) * 100 // target.value)
    return {
        "title": target.title,
        "measure": target.measure,
        "value": target.value,
        "actual": actual,
        "percent": percent,
    }


def beside(pk: str, question: Question, answer: Answer) -> dict[str, Any] | None:
    """The target of this id, if the question is the target's own."""
    target = Target.objects.filter(pk=pk).first() if pk.isascii() and pk.isdigit() and len(pk) < 10 else None
    return reached(target, answer) if target and asks_the_same(target, question) else None


def asks_the_same(target: Target, question: Question) -> bool:
    """Whether the answer to the question is the target's actual number."""
    own = question_of(target, on=question.on, known_at=question.known_at)
    names = ("started_on", "ended_on", *KEPT)
    return own.measure == question.measure and all(getattr(own, name) == getattr(question, name) for name in names)
