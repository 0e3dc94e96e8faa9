"""Deeds upon the parking lot: raise a point, say who sees to it and until when, say what became of it."""

import datetime
import hashlib
import uuid as uuids

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.notices.actions import notify
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..models import AgendaItem, ParkedPoint, Workshop
from ..running.opening import today_at, why_not_open
from .revision import hold

__all__ = ["Refused", "mark_of", "raise_point", "settle_point"]

State = ParkedPoint.State
FIELDS = ("owner_id", "due_on", "state", "outcome")
FURTHEST = datetime.timedelta(days=2 * 365)
MOST_OF_ONE = 100


def mark_of(point: ParkedPoint) -> str:
    """What a page says that it saw of a point, so that nothing another wrote is overwritten."""
    return hashlib.sha256(repr([str(getattr(point, name)) for name in FIELDS]).encode()).hexdigest()[:20]


@transaction.atomic
def raise_point(
    workshop: Workshop,
    text: str,
    *,
    by: User,
    uuid: uuids.UUID,
    item: AgendaItem | None = None,
    at: datetime.datetime | None = None,
) -> ParkedPoint:
    """Put a point aside for later; the same `uuid` twice is one point."""
    at = at or timezone.now()
    workshop = hold(workshop)
    if closed := why_not_open(workshop, at):
        raise Refused(closed)
    known = ParkedPoint.objects.filter(uuid=uuid).first()
    if known and known.raised_by_id == by.pk and known.workshop_id == workshop.pk:
        return known
    if workshop.parked.filter(raised_by=by).count() >= MOST_OF_ONE:
        raise Refused(_("You have raised %(many)s points. Settle some of them first.") % {"many": MOST_OF_ONE})
    uuid = uuids.uuid4() if known else uuid
    point = ParkedPoint.objects.create(uuid=uuid, workshop=workshop, text=text, raised_by=by, item=item, raised_at=at)
    log(by, "workshop.point_parked", point, at=at)
    return point


@transaction.atomic
def settle_point(
    point: ParkedPoint,
    *,
    owner: User | None,
    due_on: datetime.date | None,
    state: str,
    outcome: str,
    by: User,
    seen: str | None = None,
    at: datetime.datetime | None = None,
) -> ParkedPoint:
    """Who sees to it, until when, and what became of it; an owner is told once. Also long after the last day.

    Raises `Refused`, at the field that it is about: where another changed it since (`seen`), for a day that is over or
    far away, for an owner who takes no part, for an end without a word on what became of it.
    """
    at = at or timezone.now()
    workshop = hold(point.workshop)
    point = ParkedPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    point.workshop = workshop
    if seen is not None and seen != mark_of(point):
        raise Refused(
            _("Somebody changed this point while you were writing. Look at it as it is now, then write again.")
        )
    _refuse_day(point, due_on, today_at(workshop, at))
    _refuse_owner_or_end(point, owner, state, outcome)
    before = mark_of(point)
    point.owner, point.due_on, point.outcome = owner, due_on, outcome
    if state != point.state:
        point.state, point.settled_at = state, None if state == State.OPEN else at
    if mark_of(point) != before:
        point.save()
        log(by, "workshop.point_settled", point, at=at, state=state, owner=owner and owner.pk, due=str(due_on or ""))
    if owner and owner.pk != by.pk and state == State.OPEN:
        _tell(point, owner, at)
    return point


def _refuse_owner_or_end(point: ParkedPoint, owner: User | None, state: str, outcome: str) -> None:
    inside = point.workshop.registrations.taking_part()
    if owner and owner.pk != point.owner_id and not inside.filter(person=owner).exists():
        raise Refused(_("Choose somebody who takes part in this workshop."), "owner")
    if state != State.OPEN and not outcome:
        raise Refused(_("Write what became of it: nothing evaporates."), "outcome")


def _refuse_day(point: ParkedPoint, due_on: datetime.date | None, today: datetime.date) -> None:
    if due_on is None or due_on == point.due_on:
        return
    if due_on < today:
        raise Refused(_("That day is over. Choose today or a day to come."), "due_on")
    if due_on > today + FURTHEST:
        raise Refused(_("Choose a day within two years."), "due_on")


def _tell(point: ParkedPoint, owner: User, at: datetime.datetime) -> None:
    notify(
        owner,
        "parked_point",
        key=f"parked:{point.uuid}:{owner.pk}",
        path=reverse("workshops:parking", args=[point.workshop.code]),
        at=at,
        words=point.text,
        due_on=point.due_on,
        title=point.workshop.text(owner.reads).title,
    )
