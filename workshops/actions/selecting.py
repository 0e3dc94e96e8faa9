"""Deeds of headquarters: select, keep in reserve, turn down, send the invitations."""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import Quota, Registration, Workshop
from ..seats.counting import covers
from ..seats.disclosing import TOLD, told
from ..seats.telling import tell_decision
from .holding import State, begins_at, fresh, locked, refuse_if_full, refuse_if_over, refuse_state
from .offering import SEATING, make_offer, reserve_of

OPEN_TO_IT = (*Registration.WAITING, State.REJECTED, State.DECLINED)
KINDS = {State.RESERVE: "seat_reserve", State.REJECTED: "seat_not_given"}


@transaction.atomic
def select(
    registration: Registration, *, by: User, quota: Quota | None = None, at: datetime.datetime | None = None
) -> Registration:
    """Give her a seat of her quota, or of `quota`. Twice is once; she hears of it when the invitations are sent.

    Raises `Refused` when the quota, or the workshop, has no free seat, or when she is not endorsed.
    """
    now = at or timezone.now()
    workshop = locked(registration.workshop_id)
    refuse_if_over(workshop)
    registration = fresh(registration, workshop)
    if registration.state in Registration.HOLDING:
        return registration
    if registration.state not in OPEN_TO_IT:
        raise refuse_state(registration)
    if registration.endorsement != Registration.Endorsement.GIVEN:
        raise Refused(_("%(name)s is not endorsed. Endorse first, or wait.") % {"name": registration.person.name})
    quota = quota or registration.quota
    if quota and not covers(quota, office=registration.office, partner=registration.partner):
        said = {"quota": quota, "name": registration.person.name}
        raise Refused(_("The quota “%(quota)s” is not for %(name)s.") % said)
    refuse_if_full(workshop, quota)
    registration.quota, registration.state, registration.reserve_rank = quota, State.SELECTED, None
    registration.save(update_fields=["quota", "state", "reserve_rank"])
    log(by, "workshop.selected", registration, at=now, quota=quota.pk if quota else None)
    return registration


@transaction.atomic
def put_in_reserve(registration: Registration, *, by: User, at: datetime.datetime | None = None) -> Registration:
    """Let her wait for a seat, last in the reserve of her quota. One who is selected gives her seat back for it."""
    registration = fresh(registration, locked(registration.workshop_id))
    refuse_if_over(registration.workshop)
    if registration.state == State.RESERVE:
        return registration
    if registration.state not in (*OPEN_TO_IT, State.SELECTED):
        raise refuse_state(registration)
    same = registration.workshop.registrations.filter(quota=registration.quota)
    last = same.aggregate(last=Max("reserve_rank"))["last"] or 0
    registration.state, registration.reserve_rank = State.RESERVE, last + 1
    registration.save(update_fields=["state", "reserve_rank"])
    log(by, "workshop.put_in_reserve", registration, at=at, place=last + 1)
    return registration


@transaction.atomic
def move_in_reserve(registration: Registration, *, up: bool, by: User) -> Registration:
    """Exchange the place with the one before or behind in the same reserve; at its end, nothing."""
    workshop = locked(registration.workshop_id)
    refuse_if_over(workshop)
    registration = fresh(registration, workshop)
    rows = reserve_of(workshop, registration.quota)
    here = next((place for place, row in enumerate(rows) if row.pk == registration.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if there is None or not 0 <= there < len(rows):
        return registration
    rows[here], rows[there] = rows[there], rows[here]
    for place, row in enumerate(rows, 1):
        row.reserve_rank = place
        row.save(update_fields=["reserve_rank"])
    log(by, "workshop.reserve_moved", registration, place=there + 1)
    return rows[there]


@transaction.atomic
def turn_down(registration: Registration, *, by: User, at: datetime.datetime | None = None) -> Registration:
    """Not this time. She hears of it when the invitations are sent; until then it can be changed."""
    registration = fresh(registration, locked(registration.workshop_id))
    refuse_if_over(registration.workshop)
    if registration.state == State.REJECTED:
        return registration
    if registration.state not in (*OPEN_TO_IT, State.SELECTED):
        raise refuse_state(registration)
    registration.state, registration.reserve_rank = State.REJECTED, None
    registration.save(update_fields=["state", "reserve_rank"])
    log(by, "workshop.turned_down", registration, at=at)
    return registration


@transaction.atomic
def send_invitations(
    workshop: Workshop, *, until: datetime.datetime, by: User, at: datetime.datetime | None = None
) -> list[Registration]:
    """Offer each selected person her seat until `until`; the reserve and those turned down are told where they stand.

    Returns whom it invited: nobody, when it is pressed twice. Raises `Refused` for a deadline that makes no sense.
    """
    now = at or timezone.now()
    workshop = locked(workshop.pk)
    if workshop.state not in SEATING:
        state = workshop.get_state_display()
        raise Refused(_("Nobody can be invited: the state of the workshop is “%(state)s”.") % {"state": state})
    if not now < until <= begins_at(workshop):
        raise Refused(_("The answers must be due after now, and before the workshop begins."), "until")
    rows = list(workshop.registrations.participants().select_related("person").order_by("rank", "pk"))
    for row in rows:
        row.workshop = workshop
    invited = [row for row in rows if row.state == State.SELECTED]
    for row in invited:
        make_offer(row, until=until, by=by, state=State.INVITED, at=now)
    _tell_the_others([row for row in rows if row.state in KINDS], by, now)
    return invited


def _tell_the_others(rows: list[Registration], by: User, at: datetime.datetime) -> None:
    """One notice for each decision: who stays in the reserve is not told again at the next sending."""
    known = told(rows)
    for row in rows:
        if row.pk not in known:
            tell_decision(row, KINDS[row.state], at)
            log(by, TOLD, row, at=at, state=row.state)
