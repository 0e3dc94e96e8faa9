"""Gathers what people said and what they take home: forms, parked points, practices, commitments, ratings."""

import datetime
from dataclasses import asdict
from typing import Any

from ..asking.reading import parked_of
from ..commitments.ratings import ratings_of
from ..commitments.reading import commitments_of
from ..feedback.reading import feedback_of
from ..models import Commitment, ParkedPoint, Workshop
from ..practices.reading import office_of, practices_of

Row = dict[str, Any]


def form_rows(workshop: Workshop, *, at: datetime.datetime) -> list[Row]:
    """The figures of each form, as those who facilitate may see them.

    Of fewer than five answers without names there are none, not even inside; those of a form that is open are counted
    five at a time, so that two editions do not tell what was said between them.
    """
    return [
        {
            "kind": found.form.kind,
            "day": found.form.day.isoformat() if found.form.day else "",
            "item": found.form.item.code if found.form.item else "",
            "titles": found.form.titles,
            "mode": found.form.mode,
            "sent": found.sent,
            "counted": found.counted,
            "hidden": found.hidden,
            "figures": [asdict(figure) for figure in found.figures],
            "said_and_did": found.form.said_and_did,
        }
        for found in feedback_of(workshop, at=at)
    ]


def parked_rows(workshop: Workshop) -> list[Row]:
    """What was put aside, with who sees to it and what became of it."""
    return [
        {
            "text": point.text,
            "owner": point.owner.name if point.owner else "",
            "due_on": point.due_on.isoformat() if point.due_on else "",
            "state": point.state,
            "open": point.state == ParkedPoint.State.OPEN,
            "outcome": point.outcome,
        }
        for point in parked_of(workshop)
    ]


def practice_rows(workshop: Workshop) -> list[Row]:
    """Good practices that were sent or published; what is published may be named outside."""
    return [
        {
            "title": one.title,
            "office": office_of(one),
            "module": one.module_code,
            "state": one.state,
            "language": one.language,
        }
        for one in practices_of(workshop)
    ]


def commitment_rows(workshop: Workshop, *, at: datetime.datetime) -> Row:
    """The action plans: how many stand where, what was applied when, what hindered; the commitments themselves."""
    found = commitments_of(workshop, at=at)
    commitments = Commitment.objects.filter(plan__workshop=workshop).select_related(
        "plan__office", "plan__owner__person"
    )
    return {
        "states": dict(sorted(found.states.items())),
        "number": found.commitments,
        "moments": [
            {
                "days": moment.days,
                "asked": moment.asked,
                "answered": moment.answered,
                "overdue": moment.overdue,
                "commitments": moment.commitments,
                "applied": dict(sorted(moment.applied.items())),
            }
            for moment in found.moments
        ],
        "hindrances": dict(sorted(found.hindrances.items())),
        "list": [
            {
                "of": one.plan.office.name if one.plan.office else one.plan.owner.person.name,
                "state": one.plan.state,
                "what": one.what,
                "indicator": one.indicator,
                "due_on": one.due_on.isoformat(),
                "support": one.support,
            }
            for one in commitments.order_by("plan__office__path", "plan_id", "order", "pk")
        ],
    }


def rating_rows(workshop: Workshop) -> Row:
    """How the offices rate themselves before and after; figures of fewer than five offices are left out of it."""
    found = ratings_of(workshop)
    told = [] if found.few else [one for one in found.statements if not one.few]
    return {
        "offices": found.both,
        "change": None if found.few else found.change,
        "statements": [
            {"code": one.code, "texts": one.texts, "offices": one.offices, "before": one.before, "after": one.after}
            for one in told
        ],
    }
