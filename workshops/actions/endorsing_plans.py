"""Deeds of those who endorse a plan of action: endorse it, or return it with remarks."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..commitments.rules import may_endorse_plan
from ..commitments.sharing import shares
from ..commitments.telling import tell_decided
from ..models import ActionPlan, FollowUp, Workshop
from .planning_action import Stale, hold

State = ActionPlan.State
SEALED = (Workshop.State.CANCELLED, Workshop.State.ARCHIVED)


@transaction.atomic
def endorse_plan(plan: ActionPlan, *, by: User, seen: int, at: datetime.datetime | None = None) -> ActionPlan:
    """Endorse it; its commitments are frozen from now on, and its follow-ups are set. Twice is once.

    `seen` is the revision that the person read. Raises `Refused` for one's own plan and for who is not asked.
    """
    at = at or timezone.now()
    held = _held(plan, by)
    if held.state == State.ENDORSED:
        return held
    _refuse_unsent(held, seen)
    held.state, held.endorsed_by, held.endorsed_at, held.remarks = State.ENDORSED, by, at, ""
    held.save(update_fields=["state", "endorsed_by", "endorsed_at", "remarks"])
    last = held.workshop.ends_on
    rows = [FollowUp(plan=held, days=days, due_on=last + datetime.timedelta(days=days)) for days in FollowUp.DAYS]
    FollowUp.objects.bulk_create(rows)
    log(by, "workshop.action_plan_endorsed", held, at=at)
    tell_decided(held, "plan_endorsed", at)
    return held


@transaction.atomic
def return_plan(
    plan: ActionPlan, *, by: User, seen: int, remarks: str, at: datetime.datetime | None = None
) -> ActionPlan:
    """Give it back with remarks, to be changed and sent again."""
    at = at or timezone.now()
    held = _held(plan, by)
    _refuse_unsent(held, seen)
    if not remarks.strip():
        raise Refused(_("Say what should be changed: those who wrote the plan read your remarks."), "remarks")
    held.state, held.remarks = State.RETURNED, remarks
    held.save(update_fields=["state", "remarks"])
    log(by, "workshop.action_plan_returned", held, at=at)
    tell_decided(held, "plan_returned", at)
    return held


def _held(plan: ActionPlan, by: User) -> ActionPlan:
    held = hold(plan)
    if shares(by, held):
        raise Refused(_("Nobody endorses her own plan. It is endorsed by a supervisor, a focal point or headquarters."))
    if not may_endorse_plan(by, held):
        raise Refused(_("Others are asked to endorse this plan: a supervisor, a focal point or headquarters."))
    return held


def _refuse_unsent(held: ActionPlan, seen: int) -> None:
    if held.workshop.state in SEALED:
        state = held.workshop.get_state_display()
        raise Refused(_("The workshop is %(state)s: its plans of action stay as they are.") % {"state": state})
    if held.state != State.SENT:
        sentence = _("The plan is “%(state)s”: it does not wait for endorsement. Load the page again.")
        raise Refused(sentence % {"state": held.get_state_display()})
    if held.revision != seen:
        raise Stale
