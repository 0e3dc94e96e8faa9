"""Deeds upon requests to join an office: ask, take back, confirm, refuse."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.notices.actions import notify

from ..actions import Refused, hold, post
from ..models import Category, JoinRequest, Office, Role, User
from ..rules import on_behalf

State = JoinRequest.State
QUEUE = "/people/joining/requests/"
FURTHEST = datetime.timedelta(days=50 * 366)


@transaction.atomic
def ask_to_join(person: User, office: Office, *, at: datetime.datetime | None = None) -> JoinRequest:
    """Ask the focal points of an office to confirm that she belongs there; another wish of hers is taken back.

    The same wish twice is one. Raises `Refused` for whoever is posted already.
    """
    person = hold(person)
    if person.postings.current().exists():
        raise Refused(_("You are posted at an office already. Ask headquarters if it is the wrong one."))
    now = at or timezone.now()
    waiting = person.join_requests.filter(state=State.WAITING).first()
    if waiting and waiting.office_id == office.pk:
        return waiting
    if waiting:
        _close(waiting, State.WITHDRAWN, at=now)
    made = JoinRequest.objects.create(person=person, office=office, asked_at=now)
    log(person, "people.join_asked", made, at=now, office=office.code)
    for answering in answering_for(office):
        notify(answering, "join_asked", key=f"join:{made.pk}:{answering.pk}", path=QUEUE, at=now, request=made)
    return made


def answering_for(office: Office) -> list[User]:
    """The focal points of this office, else of the nearest one above it that has any; else headquarters."""
    roles = Role.objects.current().filter(person__is_active=True).select_related("person", "office")
    steps = range(len(office.path), 0, -Office.steplen)
    above = roles.filter(kind=Role.Kind.FOCAL_POINT, office__path__in=[office.path[:length] for length in steps])
    found = list(above)
    longest = max((len(role.office.path) for role in found), default=0)
    nearest = [role.person for role in found if len(role.office.path) == longest]
    return list(dict.fromkeys(nearest or [role.person for role in roles.filter(kind=Role.Kind.HEADQUARTERS)]))


@transaction.atomic
def take_back(person: User, *, at: datetime.datetime | None = None) -> bool:
    """She does not ask any more; whether there was anything to take back."""
    User.objects.select_for_update().get(pk=person.pk)
    waiting = person.join_requests.filter(state=State.WAITING).first()
    if waiting:
        _close(waiting, State.WITHDRAWN, at=at or timezone.now())
    return waiting is not None


@transaction.atomic
def confirm(
    request: JoinRequest,
    *,
    by: User,
    started_on: datetime.date,
    category: str = Category.STAFF,
    job_title: str = "",
    at: datetime.datetime | None = None,
) -> JoinRequest:
    """She belongs there: she is posted. Raises `Refused` if it was answered, or the posting cannot stand."""
    now = at or timezone.now()
    if abs(started_on - now.date()) > FURTHEST:
        raise Refused(_("Choose a day that can be right."), "started_on")
    request = _held(request, by)
    post(request.person, request.office, started_on=started_on, category=category, job_title=job_title, by=by, at=now)
    return _decide(request, State.CONFIRMED, by=by, at=now)


@transaction.atomic
def refuse(request: JoinRequest, *, by: User, reason: str, at: datetime.datetime | None = None) -> JoinRequest:
    """She does not belong there, and is told why."""
    if not reason.strip():
        raise Refused(_("Say why, so that she knows what to do."), "reason")
    return _decide(_held(request, by), State.REFUSED, by=by, at=at or timezone.now(), reason=reason.strip())


def _held(request: JoinRequest, by: User) -> JoinRequest:
    """The request, hers alone until the transaction ends, if it still waits and is not the decider's own."""
    User.objects.select_for_update().get(pk=request.person_id)
    request = JoinRequest.objects.select_for_update(of=("self",)).select_related("person", "office").get(pk=request.pk)
    if request.state != State.WAITING:
        raise Refused(_("This request has been answered or taken back already."))
    if request.person_id == by.pk:
        raise Refused(_("Nobody confirms her own request."))
    return request


def _decide(request: JoinRequest, state: str, *, by: User, at: datetime.datetime, reason: str = "") -> JoinRequest:
    _close(request, state, at=at, by=by, reason=reason)
    log(by, f"people.join_{state}", request, at=at, reason=reason, **on_behalf(by, request.office))
    path = "/my-day/" if state == State.CONFIRMED else "/people/joining/"
    notify(request.person, f"join_{state}", key=f"join:{request.pk}:{state}", path=path, at=at, request=request)
    return request


def _close(
    request: JoinRequest, state: str, *, at: datetime.datetime, by: User | None = None, reason: str = ""
) -> None:
    request.state, request.decided_at, request.decided_by, request.reason = state, at, by, reason
    request.save(update_fields=["state", "decided_at", "decided_by", "reason"])
