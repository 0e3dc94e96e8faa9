"""The deed for somebody who stands at the door without a nomination."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused, add_affiliation, add_person
from elearning.people.models import User

from ..models import Offer, Registration, Workshop
from ..seats.forces import screening_of
from .confirming import seal
from .holding import State, begins_at, locked, today_at
from .nominating import spoken

EARLY = datetime.timedelta(days=1)


@transaction.atomic
def walk_in(
    workshop: Workshop,
    person: User,
    *,
    language: str,
    by: User,
    at: datetime.datetime | None = None,
) -> Registration:
    """Let her take part, beyond the capacity if need be; a security force's member without a screening is flagged.

    Whoever takes part already stays as she is. Raises `Refused` before the eve of the first day and when it is over.
    """
    now = at or timezone.now()
    workshop = locked(workshop.pk)
    if why := why_nobody_walks_in(workshop, now):
        raise Refused(why)
    known = workshop.registrations.select_related("person").filter(person=person).first()
    if known and known.state in Registration.TAKING_PART:
        return known
    registration = known or Registration(workshop=workshop, person=person)
    registration.workshop = workshop
    if known:
        known.offers.filter(answer="").update(answer=Offer.Answer.WITHDRAWN, answered_at=now)
    registration.role = Registration.Role.PARTICIPANT
    registration.language = spoken(language, person, workshop)
    registration.screening = screening_of(person, today_at(workshop, now), registration.screening)
    seal(registration, State.WALK_IN, letter="W", at=now)
    log(by, "workshop.walked_in", registration, at=now, number=registration.number)
    return registration


def why_nobody_walks_in(workshop: Workshop, at: datetime.datetime | None = None) -> str:
    """The sentence that says why a walk-in cannot be taken now; empty if one can."""
    now = at or timezone.now()
    running = (Workshop.State.OPEN, Workshop.State.CONFIRMED, Workshop.State.LIVE, Workshop.State.REPORTING)
    if workshop.state not in running:
        state = workshop.get_state_display()
        return _("Nobody can walk in: the state of the workshop is “%(state)s”.") % {"state": state}
    if now < begins_at(workshop) - EARLY:
        return _("Walk-ins can be taken from the day before the workshop. Until then, nominate.")
    return ""


@transaction.atomic
def walk_in_newcomer(
    workshop: Workshop,
    *,
    name: str,
    email: str | None,
    sex: str,
    organisation: str,
    organisation_type: str,
    country: str,
    language: str,
    by: User,
    at: datetime.datetime | None = None,
) -> Registration:
    """Somebody who is not known yet is written down; a known address is the person who has it."""
    person = User.objects.filter(email__iexact=email).first_kept() if email else None
    if person is None:
        person = add_person(name, email=email or None, sex=sex, by=by, at=at)
    today = today_at(workshop, at or timezone.now())
    if not person.postings.on(today).exists() and not person.affiliations.on(today).exists():
        kind = {"organisation": organisation, "organisation_type": organisation_type, "country": country}
        add_affiliation(person, **kind, started_on=today, by=by, at=at)
    return walk_in(workshop, person, language=language, by=by, at=at)
