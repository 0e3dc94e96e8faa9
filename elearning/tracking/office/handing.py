"""The deed of taking over what a leaver owned: passed on where a domain knows owners, else noted who took it."""

import datetime
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Question
from assessments.rules import may_write
from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.leaving import last_posting_of
from elearning.people.models import HandoverItem, Posting, User
from elearning.people.rules import on_behalf, sees_all
from elearning.toolkit.learning.leaving import take_modules_over
from workshops.actions.confirming import add_to_team, remove_from_team
from workshops.actions.parking import settle_point
from workshops.actions.planning_action import lead_plan
from workshops.models import ActionPlan, ParkedPoint, Registration, Workshop
from workshops.rules import may_edit_frame

from ..rules import answers_for

AHEAD = (Workshop.State.DRAFT, Workshop.State.OPEN, Workshop.State.CONFIRMED, Workshop.State.POSTPONED)


def may_hand_over(user: User, person: User, posting: Posting | None) -> bool:
    """Who sees to a leaver's handover: her last supervisor, who answers for her last office; never she herself."""
    if posting is None or user == person:
        return False
    return sees_all(user) or posting.supervisor_id == user.pk or answers_for(user, posting.office)


@transaction.atomic
def take_over(item: HandoverItem, *, by: User, at: datetime.datetime | None = None) -> bool:
    """Say that `by` takes it over; whether the thing itself is now hers too. Whoever is first has it: twice is once.

    Raises `Refused` for who may not hand over what this person left.
    """
    now = at or timezone.now()
    person = User.objects.select_for_update().get(pk=item.person_id)
    item = HandoverItem.objects.get(pk=item.pk)
    posting = last_posting_of(person)
    if not may_hand_over(by, person, posting):
        raise Refused(_("Only her supervisor, her focal point and headquarters see to this handover."))
    if item.taken_at:
        return False
    assigned = _assign(item, by, now)
    item.taken_by, item.taken_at = by, now
    item.save(update_fields=["taken_by", "taken_at"])
    detail = on_behalf(by, posting.office)
    log(by, "tracking.taken_over", person, at=now, kind=item.kind, key=item.key, assigned=assigned, **detail)
    return assigned


def _assign(item: HandoverItem, by: User, at: datetime.datetime) -> bool:
    """Make `by` the owner where there is a deed for it and she may; its refusal leaves only the note of who took it."""
    if item.kind not in ASSIGN:
        return False
    try:
        with transaction.atomic():
            return ASSIGN[item.kind](item, by, at)
    except Refused:
        return False


def _point(item: HandoverItem, by: User, at: datetime.datetime) -> bool:
    point = ParkedPoint.objects.filter(uuid=item.key, owner=item.person).first()
    if point is None:
        return False
    same = {"due_on": point.due_on, "state": point.state, "outcome": point.outcome}
    settle_point(point, owner=by, **same, by=by, at=at)
    return True


def _plan(item: HandoverItem, by: User, at: datetime.datetime) -> bool:
    plan = ActionPlan.objects.filter(pk=item.key, owner__person=item.person).first()
    return plan is not None and bool(lead_plan(plan, by=by, at=at))


def _part(item: HandoverItem, by: User, at: datetime.datetime) -> bool:
    """Her part in the team of a workshop that is still ahead, for who may form the team."""
    row = Registration.objects.taking_part().filter(pk=item.key, person=item.person).select_related("workshop").first()
    if row is None or row.workshop.state not in AHEAD or not may_edit_frame(by, row.workshop):
        return False
    add_to_team(row.workshop, by, role=row.role, language=row.language, by=by, at=at)
    remove_from_team(row, by=by, at=at)
    return True


def _questions(item: HandoverItem, by: User, at: datetime.datetime) -> bool:
    return may_write(by) and bool(Question.objects.filter(owner=item.person).update(owner=by))


def _modules(item: HandoverItem, by: User, at: datetime.datetime) -> bool:
    return take_modules_over(item.person, by=by)


ASSIGN: dict[str, Callable[[HandoverItem, User, datetime.datetime], bool]] = {
    "parked_point": _point,
    "action_plan": _plan,
    "workshop_lead": _part,
    "workshop_team": _part,
    "questions": _questions,
    "modules": _modules,
}
