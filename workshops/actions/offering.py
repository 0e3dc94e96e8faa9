"""Offers of seats: made, answered, expired, and passed on to the next of the reserve."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.journal.turns import in_turn
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import FreedSeat, Offer, Quota, Registration, Workshop
from ..seats.counting import seats_of
from ..seats.telling import tell_offer
from .confirming import confirm_if_ready
from .holding import State, begins_at, fresh, locked

OFFER_LASTS = datetime.timedelta(days=7)
SHORTEST = datetime.timedelta(hours=12)
PROMISED = (State.INVITED, State.OFFERED, State.ACCEPTED, State.CONFIRMED)
SEATING = (Workshop.State.OPEN, Workshop.State.CONFIRMED)


def make_offer(
    registration: Registration,
    *,
    until: datetime.datetime,
    by: User | None,
    state: str = State.OFFERED,
    at: datetime.datetime,
) -> Offer:
    """Hold a seat for her until then, and tell her. Inside a transaction that has the workshop's lock."""
    registration.state, registration.reserve_rank = state, None
    registration.save(update_fields=["state", "reserve_rank"])
    offer = Offer.objects.create(registration=registration, made_at=at, expires_at=until)
    log(by, "workshop.seat_offered", registration, at=at, offer=offer.pk, until=until.isoformat())
    tell_offer(offer)
    return offer


def deadline(workshop: Workshop, at: datetime.datetime) -> datetime.datetime | None:
    """Until when an offer made now holds: a week, but never into the workshop; none if that leaves too little."""
    until = min(at + OFFER_LASTS, begins_at(workshop))
    return until if until - at >= SHORTEST else None


@transaction.atomic
def answer(offer: Offer, *, accept: bool, at: datetime.datetime | None = None) -> Offer:
    """Keep her answer. Accepted, she is confirmed at once unless a screening is open; declined, the seat passes on.

    The same answer twice is once. Raises `Refused` when the offer was answered otherwise, or its time is over.
    """
    now = at or timezone.now()
    offer, registration = _held(offer)
    wanted = Offer.Answer.ACCEPTED if accept else Offer.Answer.DECLINED
    if offer.answer == wanted:
        return offer
    if offer.answer or offer.expires_at <= now or registration.workshop.state not in SEATING:
        raise Refused(why_over(offer, registration))
    _close(offer, wanted, now)
    log(registration.person, f"workshop.seat_{wanted}", registration, at=now, offer=offer.pk)
    if accept:
        registration.state = State.ACCEPTED
        registration.save(update_fields=["state"])
        confirm_if_ready(registration, by=registration.person, at=now)
    else:
        let_go(registration, State.DECLINED, by=registration.person, at=now)
    return offer


def why_over(offer: Offer, registration: Registration) -> str:
    """The sentence for an offer that can be answered no more: first what became of the workshop, then of the seat."""
    workshop = registration.workshop
    if workshop.state == Workshop.State.CANCELLED:
        return _("The workshop is cancelled: it does not take place, and nobody has a seat.")
    if offer.answer == Offer.Answer.ACCEPTED and registration.state not in Registration.HOLDING:
        return _("You do not hold this seat any more. Write to your focal point if you do not know why.")
    if workshop.state == Workshop.State.POSTPONED:
        return _("The workshop is postponed. Whoever holds a seat keeps it, and is told when the new dates are known.")
    if offer.answer == Offer.Answer.ACCEPTED:
        return _("You have accepted this seat. If you cannot come after all, write to your focal point.")
    if offer.answer == Offer.Answer.DECLINED:
        return _("You have declined this seat, and it went on to somebody else. Write to your focal point.")
    if offer.answer == Offer.Answer.WITHDRAWN:
        return _("This offer was taken back. Write to your focal point if you do not know why.")
    over = _("The time for an answer is over, and the seat goes on to the next. Write to your focal point.")
    return why_not_seating(workshop) or over


def why_not_seating(workshop: Workshop) -> str:
    """The sentence that says why no seat is given now; empty if one is."""
    if workshop.state in SEATING:
        return ""
    said = {"state": workshop.get_state_display()}
    return _("Seats of this workshop are not given now: its state is “%(state)s”.") % said


def refuse_unless_seating(workshop: Workshop) -> None:
    """Raises `Refused` while seats are not given."""
    if why := why_not_seating(workshop):
        raise Refused(why)


def expire_due(at: datetime.datetime | None = None) -> int:
    """Let every offer go whose time is over, each in a transaction of its own; returns how many. Run by the tick."""
    now = at or timezone.now()
    due = Offer.objects.filter(answer="", expires_at__lte=now).select_related("registration").order_by("expires_at")
    return in_turn(list(due), lambda offer: expire(offer, at=now))


@transaction.atomic
def expire(offer: Offer, *, at: datetime.datetime) -> bool:
    """End one offer and pass its seat on, unless it was answered meanwhile; says whether it did."""
    offer, registration = _held(offer)
    if offer.answer or offer.expires_at > at:
        return False
    _close(offer, Offer.Answer.EXPIRED, at)
    log(None, "workshop.offer_expired", registration, at=at, offer=offer.pk)
    let_go(registration, State.DECLINED, by=None, at=at)
    return True


def _held(offer: Offer) -> tuple[Offer, Registration]:
    """The offer and its registration as they are now, under the workshop's lock."""
    workshop = locked(offer.registration.workshop_id)
    offer = Offer.objects.select_for_update(of=("self",)).select_related("registration").get(pk=offer.pk)
    offer.registration = fresh(offer.registration, workshop)
    return offer, offer.registration


def _close(offer: Offer, wanted: str, at: datetime.datetime) -> None:
    offer.answer, offer.answered_at = wanted, at
    offer.save(update_fields=["answer", "answered_at"])


def let_go(
    registration: Registration,
    state: str,
    *,
    by: User | None,
    at: datetime.datetime,
    passing: bool = True,
) -> Registration:
    """Leave a registration in `state`: an open offer is taken back, a promised seat passes on (unless told not to).

    Inside a transaction that has the workshop's lock; the registration is as it is now. The seat of somebody who
    was only selected goes to nobody by itself: headquarters has not sent the invitations yet.
    """
    promised = registration.state in PROMISED and registration.role == Registration.Role.PARTICIPANT
    for offer in registration.offers.filter(answer=""):
        _close(offer, Offer.Answer.WITHDRAWN, at)
    was, registration.state, registration.reserve_rank = registration.state, state, None
    registration.save(update_fields=["state", "reserve_rank"])
    log(by, f"workshop.registration_{state}", registration, at=at, was=was)
    if promised and passing:
        pass_on(registration, at=at)
    return registration


def pass_on(freed: Registration, *, at: datetime.datetime) -> Offer | None:
    """Offer a seat that became free to the next of its quota's reserve, else to the next of the open reserve.

    Where the next would break the least share by sex, headquarters is asked by a `FreedSeat` instead. Nothing
    happens when the quota has no free seat, or when too little time is left before the workshop.
    """
    workshop = freed.workshop
    if workshop.state not in SEATING or deadline(workshop, at) is None:
        return None
    openly = workshop.quotas.filter(scope=Quota.Scope.OPEN).first()
    for quota in dict.fromkeys([freed.quota, openly]):
        following = next(iter(ready_of(workshop, quota)), None)
        if following is None or (quota is None and freed.quota_id):
            continue
        seats = seats_of(workshop)
        if not seats.free_in(quota.pk if quota else None):
            continue
        if quota and seats.standings[quota.pk].breaks(following.person.sex):
            FreedSeat.objects.create(quota=quota, registration=freed, freed_at=at)
            log(None, "workshop.seat_waits", freed, at=at, quota=quota.pk)
            return None
        return make_offer(following, until=deadline(workshop, at), by=None, at=at)
    return None


def reserve_of(workshop: Workshop, quota: Quota | None) -> list[Registration]:
    """Who waits for a seat of this quota, the next one first."""
    waiting = workshop.registrations.filter(state=State.RESERVE, quota=quota).select_related("person", "quota")
    rows = list(waiting.order_by("reserve_rank", "pk"))
    for row in rows:
        row.workshop = workshop
    return rows


def ready_of(workshop: Workshop, quota: Quota | None) -> list[Registration]:
    """Who of the reserve can be offered a seat now: endorsed, not refused by a screening, with an open account."""
    return [
        row
        for row in reserve_of(workshop, quota)
        if row.endorsement == Registration.Endorsement.GIVEN
        and row.screening != Registration.Screening.REFUSED
        and row.person.is_active
    ]


@transaction.atomic
def decide_freed(freed: FreedSeat, *, choice: str, by: User, at: datetime.datetime | None = None) -> Offer | None:
    """What headquarters decides on a seat that waits. Deciding twice is once.

    `choice`: "next" offers it to the next of the reserve though the share breaks, "keeping" to the first of the
    reserve who keeps it, "free" leaves it to the selection. Raises `Refused` when nobody fits or no seat is left, and
    while seats of the workshop are not given.
    """
    now = at or timezone.now()
    workshop = locked(freed.quota.workshop_id)
    refuse_unless_seating(workshop)
    freed = FreedSeat.objects.select_for_update(of=("self",)).select_related("quota").get(pk=freed.pk)
    if freed.decided_at:
        return None
    offer = None if choice == "free" else _offer_freed(workshop, freed.quota, choice, by, now)
    freed.decided_at, freed.decided_by = now, by
    freed.save(update_fields=["decided_at", "decided_by"])
    log(by, "workshop.freed_seat_decided", freed.registration, at=now, choice=choice)
    return offer


def _offer_freed(workshop: Workshop, quota: Quota, choice: str, by: User, at: datetime.datetime) -> Offer:
    seats = seats_of(workshop)
    if why := seats.why_full(quota.pk):
        raise Refused(why)
    until = deadline(workshop, at)
    if until is None:
        raise Refused(_("The workshop begins too soon for another offer. Confirm somebody on the telephone."))
    standing = seats.standings[quota.pk]
    ready = ready_of(workshop, quota)
    if not ready:
        raise Refused(_("Nobody of this reserve can be offered a seat now. Leave it free, then select somebody."))
    following = (row for row in ready if choice == "next" or not standing.breaks(row.person.sex))
    chosen = next(following, None)
    if chosen is None:
        raise Refused(_("Nobody in this reserve keeps the least share. Choose the next, or leave the seat free."))
    return make_offer(chosen, until=until, by=by, at=at)
