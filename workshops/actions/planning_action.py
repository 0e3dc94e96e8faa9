"""Deeds upon a plan of action by those who share it: begin, write commitments, send it for endorsement."""

import datetime
import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..commitments.sharing import sharers, shares
from ..commitments.telling import tell_endorsers
from ..models import ActionPlan, Commitment, Workshop

FIELDS = ("what", "indicator", "due_on", "support", "module_code")
State = ActionPlan.State
MOST = 20  # commitments of one plan
YEARS = 2  # after the workshop
BEGUN_IN = (Workshop.State.CONFIRMED, Workshop.State.LIVE, Workshop.State.REPORTING, Workshop.State.CLOSED)
SENT_IN = (Workshop.State.LIVE, Workshop.State.REPORTING, Workshop.State.CLOSED)  # its dates move no more
OPEN = (State.DRAFT, State.RETURNED)


class Stale(Refused):
    """A colleague changed this since it was looked at; nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__(
            _("A colleague changed this while you were writing. Nothing was overwritten: look at it again.")
        )


@transaction.atomic
def begin_plan(workshop: Workshop, *, by: User, at: datetime.datetime | None = None) -> ActionPlan:
    """The plan of her office, or her own where she has no office; begun by whoever is first. Twice is once."""
    held = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
    own = held.registrations.taking_part().participants().filter(person=by).first()
    if own is None:
        raise Refused(_("Plans of action are made by participants. You do not take part in this workshop as one."))
    if held.state not in BEGUN_IN:
        sentence = _("The workshop is %(state)s. Plans of action are made once it is confirmed, until it is archived.")
        raise Refused(sentence % {"state": held.get_state_display()})
    key = {"office_id": own.office_id} if own.office_id else {"office": None, "owner": own}
    plan, made = ActionPlan.objects.get_or_create(workshop=held, **key, defaults={"owner": own})
    if made:
        log(by, "workshop.action_plan_begun", plan, at=at)
    return plan


@transaction.atomic
def save_commitment(
    plan: ActionPlan,
    values: dict[str, Any],
    *,
    by: User,
    commitment: Commitment | None = None,
    seen: str = "",
    at: datetime.datetime | None = None,
) -> Commitment:
    """Add a commitment, or change one; `seen` is the print of it as the person looked at it.

    Raises `Stale` where a colleague changed or removed it since, `Refused` where the plan is not open.
    """
    held = hold_open(plan, by)
    refuse_due(held.workshop, values["due_on"])
    row = _met(held, commitment, seen) if commitment else _added(held)
    for name in FIELDS:
        setattr(row, name, values.get(name, ""))
    row.save()
    _count(held)
    log(by, "workshop.commitment_saved", held, at=at, commitment=row.pk)
    return row


@transaction.atomic
def remove_commitment(
    plan: ActionPlan, commitment: Commitment, *, by: User, seen: str, at: datetime.datetime | None = None
) -> None:
    """Take a commitment out; `seen` as in `save_commitment`. One that is gone already is gone."""
    held = hold_open(plan, by)
    if not held.commitments.filter(pk=commitment.pk).exists():
        return
    row = _met(held, commitment, seen)
    log(by, "workshop.commitment_removed", held, at=at, what=row.what)
    row.delete()
    _count(held)


@transaction.atomic
def send_plan(plan: ActionPlan, *, by: User, seen: int, at: datetime.datetime | None = None) -> ActionPlan:
    """Ask for its endorsement; `seen` is the revision that the person looked at. Those who may endorse it are told."""
    at = at or timezone.now()
    held = hold_open(plan, by)
    if held.workshop.state not in SENT_IN:
        raise Refused(_("The workshop has not begun. Write the plan now; send it from the first day on."))
    if held.revision != seen:
        raise Stale
    rows = list(held.commitments.all())
    if not rows:
        raise Refused(_("The plan is empty. Write at least one commitment, then send it."))
    for row in rows:
        refuse_due(held.workshop, row.due_on)
    held.state, held.sent_at = State.SENT, at
    held.save(update_fields=["state", "sent_at"])
    log(by, "workshop.action_plan_sent", held, at=at, commitments=len(rows))
    tell_endorsers(held, at)
    return held


def hold(plan: ActionPlan) -> ActionPlan:
    """The plan as it stands, locked until the transaction ends."""
    known = ActionPlan.objects.select_for_update(of=("self",), no_key=True)
    return known.select_related("workshop", "office", "owner__person", "owner__office").get(pk=plan.pk)


def hold_open(plan: ActionPlan, by: User) -> ActionPlan:
    """The same, for one of those who share it, while it may be changed. Raises `Refused`."""
    held = hold(plan)
    if not shares(by, held):
        raise Refused(_("Only those whose plan it is change it."))
    if held.state not in OPEN:
        sentence = _("The plan is “%(state)s”: it stays as it is. Only a plan that is returned can be changed.")
        raise Refused(sentence % {"state": held.get_state_display()})
    if held.workshop.state not in BEGUN_IN:
        sentence = _("The workshop is %(state)s: its plans of action are not changed any more.")
        raise Refused(sentence % {"state": held.workshop.get_state_display()})
    return held


def last_due(workshop: Workshop) -> datetime.date:
    """The latest day that a commitment may name."""
    last = workshop.ends_on
    day = 28 if (last.month, last.day) == (2, 29) else last.day
    return last.replace(year=last.year + YEARS, day=day)


def refuse_due(workshop: Workshop, due_on: datetime.date) -> None:
    """Raise `Refused` for a day before the workshop, or more than two years after it."""
    first, last = workshop.starts_on, last_due(workshop)
    if not first <= due_on <= last:
        sentence = _("Give a day from %(first)s to %(last)s: within two years after the workshop.")
        raise Refused(sentence % {"first": first.isoformat(), "last": last.isoformat()}, "due_on")


def print_of(commitment: Commitment) -> str:
    """A short print of what a commitment says: another one where anything was changed."""
    said = json.dumps([str(getattr(commitment, name)) for name in FIELDS])
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def lead_plan(plan: ActionPlan, *, by: User, at: datetime.datetime | None = None) -> ActionPlan:
    """She leads it from now on: follow-ups are asked of her. One of those who share it, in any state. Twice is once."""
    with transaction.atomic():
        held = hold(plan)
        own = sharers(held).filter(person=by).first()
        if own is None:
            raise Refused(_("Only those whose plan it is can lead it."))
        if own.pk != held.owner_id:
            log(by, "workshop.action_plan_led", held, at=at, before=held.owner_id)
            held.owner = own
            held.save(update_fields=["owner"])
        return held


def _met(held: ActionPlan, commitment: Commitment, seen: str) -> Commitment:
    row = held.commitments.filter(pk=commitment.pk).first()
    if row is None or print_of(row) != seen:
        raise Stale
    return row


def _added(held: ActionPlan) -> Commitment:
    orders = list(held.commitments.values_list("order", flat=True))
    if len(orders) >= MOST:
        raise Refused(_("A plan has %(most)d commitments at most. Put some together.") % {"most": MOST})
    return Commitment(plan=held, order=max(orders, default=-1) + 1)


def _count(held: ActionPlan) -> None:
    """One more revision: whoever sends or endorses has seen it as it stands."""
    held.revision += 1
    held.save(update_fields=["revision"])
