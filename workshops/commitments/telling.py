"""What people are told of plans of action and follow-ups; rows only, the mail goes out by the tick."""

import datetime
from typing import Any

from django.urls import reverse

from elearning.people.models import User

from ..models import ActionPlan, FollowUp
from ..seats.telling import tell
from .links import ANSWER, VIEW, token_of
from .sharing import endorsers_of, sharers


def tell_endorsers(plan: ActionPlan, at: datetime.datetime) -> None:
    """Each of those who may endorse it, once for each time that it is sent."""
    path = reverse("workshops:endorse_plan", args=[plan.workshop.code, plan.pk])
    for person in endorsers_of([plan])[plan.pk]:
        key = f"plan_sent:{plan.pk}:{at:%Y%m%dT%H%M%S%f}:{person.pk}"
        tell(person, "plan_sent", plan.workshop, key=key, path=path, **_whose(plan))


def tell_decided(plan: ActionPlan, kind: str, at: datetime.datetime) -> None:
    """Those who share it hear that it is endorsed, or returned with remarks."""
    path = reverse("workshops:action_plan", args=[plan.workshop.code, plan.pk])
    for one in sharers(plan).select_related("person"):
        key = f"{kind}:{plan.pk}:{at:%Y%m%dT%H%M%S%f}:{one.person_id}"
        tell(one.person, kind, plan.workshop, key=key, path=path, plan=plan, **_whose(plan))


def tell_asked(follow_up: FollowUp, person: User) -> None:
    """The mail with the link to the one page of a follow-up, once."""
    path = reverse("workshops:follow_up_answer", args=[token_of(follow_up, person, ANSWER)])
    plan, key = follow_up.plan, f"follow_up:{follow_up.pk}"
    tell(person, "follow_up_asked", plan.workshop, key=key, path=path, days=follow_up.days, **_whose(plan))


def tell_view_asked(follow_up: FollowUp, person: User) -> None:
    """The mail with the link to the page for the supervisor's view, once."""
    path = reverse("workshops:follow_up_view", args=[token_of(follow_up, person, VIEW)])
    plan, key = follow_up.plan, f"follow_up_view:{follow_up.pk}"
    tell(person, "follow_up_view", plan.workshop, key=key, path=path, days=follow_up.days, **_whose(plan))


def addressee(plan: ActionPlan) -> User | None:
    """Who is asked, of those who share it: whoever leads it, if mail reaches her; else a colleague whom it reaches."""
    people = [one.person for one in sharers(plan).select_related("person").order_by("number", "pk")]
    people.sort(key=lambda person: (not (person.email and person.is_active), person.pk != plan.owner.person_id))
    return people[0] if people else None


def _whose(plan: ActionPlan) -> dict[str, Any]:
    return {"whose": plan.office.name if plan.office else plan.owner.person.name}
