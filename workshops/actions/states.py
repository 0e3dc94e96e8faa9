"""The states of a workshop: one table of moves, what each move asks, and the deed that makes it."""

import datetime
from collections.abc import Callable, Iterator

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.notices.actions import notify
from elearning.notices.models import Attachment
from elearning.people.actions import Refused
from elearning.people.models import User

from ..calendars.mailing import invitations, invited_to
from ..models import AgendaVersion, Offer, Placement, Registration, Workshop, WorkshopText
from ..seats.disclosing import TOLD
from .frame import CLEARED

State = Workshop.State
# From each state to which: there are no other moves.
MOVES: dict[str, tuple[str, ...]] = {
    State.DRAFT: (State.OPEN, State.ARCHIVED),  # a cancelled one is public; a draft that is given up never is
    State.OPEN: (State.CONFIRMED, State.POSTPONED, State.CANCELLED),
    State.CONFIRMED: (State.LIVE, State.POSTPONED, State.CANCELLED),
    State.POSTPONED: (State.OPEN, State.CANCELLED),
    State.LIVE: (State.REPORTING, State.CANCELLED),
    State.REPORTING: (State.CLOSED,),
    State.CLOSED: (State.ARCHIVED,),
    State.CANCELLED: (State.ARCHIVED,),
    State.ARCHIVED: (),
}
ASK_REASON = (State.POSTPONED, State.CANCELLED)
LONGEST_REASON = 500
CONCERNED = (*Registration.WAITING, *Registration.HOLDING)
Guard = Callable[[Workshop, datetime.datetime], Iterator[str]]


def _may_open(workshop: Workshop, now: datetime.datetime) -> Iterator[str]:
    if not workshop.texts.filter(status=WorkshopText.Status.REVIEWED).exclude(title="").exists():
        yield _("No title is reviewed yet: review the text of at least one language.")
    if workshop.capacity < 1:
        yield _("There are no seats yet: give the capacity.")
    if workshop.starts_on <= now.astimezone(workshop.tz).date():
        yield _("The first day is not in the future: move the dates first.")
    if workshop.nominations_until is None or workshop.nominations_until >= workshop.starts_on:
        yield _("Say until when nominations are taken: a day before the first day.")
    elif workshop.nominations_until < now.astimezone(workshop.tz).date():
        yield _("Nominations would be over already: give a later day until which they are taken.")
    if workshop.due_diligence not in CLEARED:
        yield _("The due diligence is %(state)s: it must be cleared, or not applicable.") % {
            "state": workshop.get_due_diligence_display()
        }


def _may_confirm(workshop: Workshop, now: datetime.datetime) -> Iterator[str]:
    placed = Placement.objects.filter(version__workshop=workshop, version__state=AgendaVersion.State.CURRENT)
    if not placed.exists():
        yield _("The agenda is not published yet.")
    elif (
        placed.exclude(day__range=(workshop.starts_on, workshop.ends_on)).exists()
        or placed.exclude(version__zone=workshop.zone).exists()
    ):
        yield _("The published agenda is for other days or another place: publish it for the new ones.")
    if workshop.due_diligence not in CLEARED:
        yield _("The due diligence is not cleared any more.")


def _may_go_live(workshop: Workshop, now: datetime.datetime) -> Iterator[str]:
    if now.astimezone(workshop.tz).date() < workshop.starts_on:
        yield _("The first day has not come yet at the place.")


def _may_report(workshop: Workshop, now: datetime.datetime) -> Iterator[str]:
    ends = datetime.datetime.combine(workshop.ends_on, workshop.day_end, workshop.tz)
    if now < ends:
        yield _("The last day is not over yet at the place.")


GUARDS: dict[str, Guard] = {
    State.OPEN: _may_open,
    State.CONFIRMED: _may_confirm,
    State.LIVE: _may_go_live,
    State.REPORTING: _may_report,
}


def missing_for(workshop: Workshop, target: str, now: datetime.datetime) -> list[str]:
    """What is in the way of this move, a sentence each that says what to do; empty if nothing is."""
    guard = GUARDS.get(target)
    return list(guard(workshop, now)) if guard else []


@transaction.atomic
def move_to(
    workshop: Workshop, target: str, *, by: User, reason: str = "", at: datetime.datetime | None = None
) -> Workshop:
    """Move the workshop to another state; the same move twice is one. Raises `Refused` with all that is missing."""
    now, reason = at or timezone.now(), reason.strip()
    held = Workshop.objects.select_for_update(of=("self",), no_key=True).get(pk=workshop.pk)
    if held.state == target:
        return held
    if target not in MOVES[held.state]:
        names = {"state": held.get_state_display(), "target": dict(State.choices).get(target, target)}
        raise Refused(_("From “%(state)s” no way leads to “%(target)s”.") % names, "target")
    if target in ASK_REASON and not reason:
        raise Refused(_("Give the reason: people will be told."), "reason")
    if missing := missing_for(held, target, now):
        raise Refused(" ".join(missing), "target")
    before, held.state = held.state, target
    held.given_up = (before, target) == (State.DRAFT, State.ARCHIVED)
    held.save(update_fields=["state", "given_up"])
    entry = log(by, f"workshop.{target}", held, reason=reason[:LONGEST_REASON], at=now, before=before)
    if target in ASK_REASON:
        _tell_holders(held, target, entry.pk, reason[:LONGEST_REASON])
    if target == State.CANCELLED:
        _withdraw_seats(held, now)
    if target == State.POSTPONED:
        _take_invitations_back(held, by, now)
    return held


def _tell_holders(workshop: Workshop, kind: str, move: int, reason: str) -> None:
    """Everybody who holds a seat or works there, and of a cancelled one who waits; once for each such move."""
    path = reverse("workshops:detail", args=[workshop.code])
    told = Registration.HOLDING if kind == State.POSTPONED else CONCERNED
    for registration in workshop.registrations.filter(state__in=told).select_related("person"):
        person = registration.person
        notify(
            person,
            f"workshop_{kind}",
            key=f"workshop-{kind}:{move}:{registration.pk}",
            path=path,
            workshop=workshop,
            title=workshop.text(person.reads).title,
            reason=reason,
            attachments=_withdrawn_invitations(registration, workshop) if kind == State.CANCELLED else (),
        )


def _withdrawn_invitations(registration: Registration, workshop: Workshop) -> list[Attachment]:
    """A cancellation for each item that was put into her calendar by mail."""
    if registration.state not in Registration.TAKING_PART or not registration.person.email:
        return []
    registration.workshop = workshop
    uuids = invited_to(registration)
    return invitations(registration, uuids) if uuids else []


def _withdraw_seats(workshop: Workshop, now: datetime.datetime) -> None:
    """Offers are withdrawn, and who was not confirmed yet will not be; the confirmed stay as it was written down."""
    _withdraw_offers(workshop, now)
    concerned = workshop.registrations.filter(state__in=CONCERNED).exclude(state__in=Registration.TAKING_PART)
    concerned.update(state=Registration.State.CANCELLED, reserve_rank=None)


def _take_invitations_back(workshop: Workshop, by: User, now: datetime.datetime) -> None:
    """Nobody can answer while it is postponed: who was invited stays selected, and is invited anew once it is open."""
    _withdraw_offers(workshop, now)
    invited = (Registration.State.INVITED, Registration.State.OFFERED)
    for row in workshop.registrations.filter(state__in=invited):
        row.state = Registration.State.SELECTED
        row.save(update_fields=["state"])
        log(by, TOLD, row, at=now, state=row.state)  # the notice says that she keeps the seat


def _withdraw_offers(workshop: Workshop, now: datetime.datetime) -> None:
    offers = Offer.objects.filter(registration__workshop=workshop, answer="")
    offers.update(answer=Offer.Answer.WITHDRAWN, answered_at=now)
