"""Deeds upon a journey: fill it in, agree to be named, remind those who have not answered."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.journal.turns import in_turn
from elearning.notices.actions import notify
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..models import Registration, Travel, Workshop
from ..rules import may_see_travel
from .revision import why_sealed

FIELDS = ("arrives_at", "departs_at", "arrives_by", "departs_by", "visa", "hotel", "phone")
CONSENTS = ("in_list", "photo")
State = Workshop.State
NOT_TO_COME = (State.POSTPONED, State.CANCELLED, State.CLOSED, State.ARCHIVED)
AROUND = datetime.timedelta(days=60)  # a journey further from the workshop than this is a slip of the keyboard


def last_day_to_fill_in(workshop: Workshop) -> datetime.date:
    """The freeze date; where none was set, the last day of the workshop."""
    return workshop.logistics_until or workshop.ends_on


def is_frozen(workshop: Workshop, *, at: datetime.datetime | None = None) -> bool:
    """Whether the last day to fill in is over where the workshop takes place."""
    return (at or timezone.now()).astimezone(workshop.tz).date() > last_day_to_fill_in(workshop)


def locked_participant(registration: Registration) -> Registration:
    """The row as it is now, kept for this transaction. Raises `Refused` for one who does not take part."""
    found = Registration.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=registration.pk)
    if found.state not in Registration.TAKING_PART:
        raise Refused(_("This is for those who are confirmed."))
    return found


def refuse_sealed(workshop: Workshop) -> None:
    """Raise `Refused` where the workshop is cancelled or archived: details of coming to it are only read."""
    if sealed := why_sealed(workshop):
        raise Refused(sealed)


def refuse_without_coming(workshop: Workshop) -> None:
    """Raise `Refused` where nobody comes, or comes any more: nobody is written to about it."""
    if workshop.state in NOT_TO_COME:
        sentence = _("This workshop is %(state)s: no letters are written and nobody is reminded.")
        raise Refused(sentence % {"state": workshop.get_state_display()})


@transaction.atomic
def save_travel(
    registration: Registration,
    values: dict[str, Any],
    *,
    by: User,
    seen: str = "",
    at: datetime.datetime | None = None,
) -> Travel:
    """Keep the journey of one who takes part; `values` has the names of FIELDS, `seen` is the mark she had before her.

    Herself until the freeze date, the logistics role and headquarters after it too. Raises `Refused`.
    """
    at = at or timezone.now()
    registration = locked_participant(registration)
    workshop = registration.workshop
    refuse_sealed(workshop)
    for_another = registration.person_id != by.pk
    if (for_another or is_frozen(workshop, at=at)) and not may_see_travel(by, workshop):
        raise Refused(_("Travel details are closed since the day named above. Write to the organisers instead."))
    travel = Travel.objects.filter(registration=registration).first() or Travel(registration=registration)
    if mark_of(travel) != seen:
        raise Refused(_("Somebody saved these details meanwhile. Open the page again and look at what is there now."))
    _refuse_an_odd_journey(workshop, values)
    changed = [name for name in FIELDS if travel.pk is None or getattr(travel, name) != values[name]]
    if not changed:
        return travel
    for name in FIELDS:
        setattr(travel, name, values[name])
    travel.updated_at = at
    travel.save()
    log(by, "workshop.travel_saved", registration, at=at, fields=changed, for_another=for_another)
    return travel


def mark_of(travel: Travel | None) -> str:
    """What tells one state of the details from the next; empty before the first."""
    return travel.updated_at.isoformat() if travel and travel.pk else ""


@transaction.atomic
def save_consents(registration: Registration, *, by: User, in_list: bool, photo: bool) -> Registration:
    """Keep what she agrees to, hers alone to say; she may take it back on any day, after the freeze date too."""
    registration = locked_participant(registration)
    if registration.person_id != by.pk:
        raise Refused(_("Only the person herself can agree to this."))
    before = {name: getattr(registration, name) for name in CONSENTS}
    registration.in_list, registration.photo = in_list, photo
    after = {"in_list": in_list, "photo": photo}
    if before != after:
        registration.save(update_fields=CONSENTS)
        log(by, "workshop.consent", registration, before=before, after=after)
    return registration


def remind(workshop: Workshop, *, by: User) -> int:
    """Ask those who have not filled in to do so, each once for a freeze date; returns how many.

    Those who cannot sign in are not asked: somebody fills in for them.
    """
    refuse_without_coming(workshop)
    if is_frozen(workshop):
        raise Refused(_("The day to fill in is over: nobody was reminded. Set a later one first, or fill in for them."))
    able = unanswered(workshop).filter(person__email__isnull=False, person__is_active=True)
    asked = in_turn(able, lambda registration: _ask(registration, workshop))
    if asked:
        log(by, "workshop.travel_asked", workshop, count=asked)
    return asked


def unanswered(workshop: Workshop) -> QuerySet[Registration]:
    """Those who are confirmed, and of whose journey nothing is known."""
    confirmed = workshop.registrations.filter(state=Registration.State.CONFIRMED, travel=None)
    return confirmed.select_related("person")


@transaction.atomic
def _ask(registration: Registration, workshop: Workshop) -> bool:
    key = f"travel_asked:{registration.pk}:{last_day_to_fill_in(workshop)}"
    if registration.person.notices.filter(key=key).exists():
        return False
    path = reverse("workshops:travel", args=[workshop.code])
    title = workshop.text(registration.person.reads).title
    notify(registration.person, "travel_asked", key=key, path=path, title=title, until=last_day_to_fill_in(workshop))
    return True


def _refuse_an_odd_journey(workshop: Workshop, values: dict[str, Any]) -> None:
    arrives, departs = values["arrives_at"], values["departs_at"]
    first, last = workshop.starts_on - AROUND, workshop.ends_on + AROUND
    for name, moment in (("arrives_at", arrives), ("departs_at", departs)):
        if moment and not first <= moment.astimezone(workshop.tz).date() <= last:
            raise Refused(_("This is more than 60 days away from the workshop. Look at the month and the year."), name)
    if arrives and departs and departs <= arrives:
        raise Refused(_("The departure must be after the arrival."), "departs_at")
