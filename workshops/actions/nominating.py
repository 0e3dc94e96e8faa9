"""Deeds of focal points: nominate, rank, withdraw."""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused, add_affiliation, add_person
from elearning.people.models import User
from elearning.people.postings import posting_of

from ..models import Group, Quota, Registration, Supporter, Workshop
from ..models.frame import SPOKEN_LANGUAGES
from ..seats.candidates import candidates_for
from ..seats.counting import quota_for
from ..seats.disclosing import knows_of_seat
from ..seats.forces import screening_of
from ..seats.telling import tell_nominated, tell_withdrawn
from .holding import State, fresh, locked, refuse_if_over, refuse_state, today_at
from .offering import let_go

RENEWABLE = (State.WITHDRAWN, State.CANCELLED, State.REPLACED)


def why_closed(workshop: Workshop, at: datetime.datetime | None = None) -> str:
    """The sentence that says why nobody can be nominated now; empty if one can."""
    if workshop.state != Workshop.State.OPEN:
        state = workshop.get_state_display()
        return _("The workshop is not open for nominations: its state is “%(state)s”.") % {"state": state}
    until = workshop.nominations_until
    if until and today_at(workshop, at or timezone.now()) > until:
        return _("Nominations ended on %(day)s. Write to headquarters if a seat must still be filled.") % {"day": until}
    return ""


@transaction.atomic
def nominate(
    workshop: Workshop,
    person: User,
    *,
    by: User,
    motivation: str = "",
    language: str = "",
    group: Group | None = None,
    partner: Supporter | None = None,
    at: datetime.datetime | None = None,
) -> Registration:
    """Put a person forward, last in rank; she and her supervisor are told. Nominating her twice is once.

    `partner` is the organisation for which she comes; its focal point's nomination is its endorsement. Whom `by` may
    nominate is the form's to check. Raises `Refused` when nominations, or her account, are closed, or no quota covers
    her.
    """
    now = at or timezone.now()
    workshop = locked(workshop.pk)
    if why := why_closed(workshop, now):
        raise Refused(why)
    known = workshop.registrations.filter(person=person).first()
    if known and known.state not in RENEWABLE:
        return known
    if not person.is_active:
        raise Refused(_("The account of %(name)s is closed.") % {"name": person.name}, "person")
    registration = known or Registration(workshop=workshop, person=person)
    fill(registration, language=language, partner=partner, at=now)
    registration.quota = quota_of(registration)
    registration.rank = next_rank(registration)
    registration.motivation, registration.group = motivation, group
    registration.nominated_by, registration.nominated_at = by, now
    registration.state = State.ENDORSED if partner else State.NOMINATED
    if partner:
        endorse_by_nominating(registration)
    registration.save()
    log(by, "workshop.nominated", registration, at=now, person=person.pk)
    tell_nominated(registration, now)
    return registration


def fill(registration: Registration, *, language: str, partner: Supporter | None, at: datetime.datetime) -> None:
    """What is known of her today, and a clean sheet for what was decided on an earlier registration of hers."""
    workshop, person = registration.workshop, registration.person
    day = today_at(workshop, at)
    posting = posting_of(person, day)
    registration.role = Registration.Role.PARTICIPANT
    registration.office = posting.office if posting and not partner else None
    registration.partner = partner
    registration.language = spoken(language, person, workshop)
    registration.screening = screening_of(person, day, registration.screening)
    registration.endorsement = Registration.Endorsement.AWAITED
    registration.endorsed_by = registration.endorsed_at = registration.reserve_rank = None
    registration.substitute_for = None


def endorse_by_nominating(registration: Registration) -> None:
    """Who nominated her answers for her: a partner's focal point, or whoever sends a substitute."""
    registration.endorsement = Registration.Endorsement.GIVEN
    registration.endorsed_by, registration.endorsed_at = registration.nominated_by, registration.nominated_at


def spoken(language: str, person: User, workshop: Workshop) -> str:
    """The language asked for, else her own, else her office's if it is heard there, else the first."""
    known = dict(SPOKEN_LANGUAGES)
    office = person.reads if person.reads in workshop.languages else ""
    return next((code for code in (language, person.language, office, *workshop.languages) if code in known), "en")


def quota_of(registration: Registration) -> Quota | None:
    """The quota that covers her; none in a workshop that has no quotas. Raises `Refused` if none of them does."""
    workshop = registration.workshop
    quota = quota_for(workshop, office=registration.office, partner=registration.partner)
    if quota is None and workshop.quotas.exists():
        where = registration.partner or registration.office or registration.person.name
        raise Refused(_("No quota of this workshop has seats for %(where)s. Ask headquarters.") % {"where": where})
    return quota


def next_rank(registration: Registration) -> int:
    """After all who were ever ranked in the same quota."""
    ranked = registration.workshop.registrations.filter(quota=registration.quota)
    return (ranked.aggregate(last=Max("rank"))["last"] or 0) + 1


@transaction.atomic
def nominate_newcomer(
    workshop: Workshop,
    *,
    by: User,
    partner: Supporter,
    name: str,
    email: str | None,
    sex: str,
    organisation_type: str,
    country: str,
    **nomination,
) -> Registration:
    """A partner's focal point puts forward somebody of her organisation, who is written down on the way.

    An address that is known is used only for a person noted with that organisation, else nothing is given away.
    """
    person = known_of(partner, email)
    if person is None:
        person = add_person(name, email=email or None, sex=sex, by=by)
        today = today_at(workshop, nomination.get("at") or timezone.now())
        kind = {"organisation": str(partner), "organisation_type": organisation_type, "country": country}
        add_affiliation(person, **kind, started_on=today, by=by)
    return nominate(workshop, person, by=by, partner=partner, **nomination)


def known_of(partner: Supporter, email: str | None) -> User | None:
    """The person with this address, if she is of that organisation. Raises `Refused` if the address is another's."""
    person = User.objects.filter(email__iexact=email).first_kept() if email else None
    if person and not person.affiliations.filter(organisation__iexact=str(partner)).exists():
        raise Refused(_("This address cannot be used here. Ask headquarters to nominate her."), "email")
    return person


@transaction.atomic
def move_rank(registration: Registration, *, up: bool, by: User) -> Registration:
    """Exchange the rank with the next waiting candidate of the same quota whom `by` may see; at the end, nothing."""
    workshop = locked(registration.workshop_id)
    refuse_if_over(workshop)
    registration = fresh(registration, workshop)
    others = candidates_for(by, workshop).waiting().filter(quota=registration.quota).exclude(pk=registration.pk)
    ahead = others.filter(rank__lt=registration.rank or 0).order_by("-rank")
    behind = others.filter(rank__gt=registration.rank or 0).order_by("rank")
    other = (ahead if up else behind).first()
    if other:
        registration.rank, other.rank = other.rank, registration.rank
        registration.save(update_fields=["rank"])
        other.save(update_fields=["rank"])
        log(by, "workshop.ranked", registration, rank=registration.rank)
    return registration


@transaction.atomic
def withdraw(registration: Registration, *, by: User, at: datetime.datetime | None = None) -> Registration:
    """Take a nomination, or a seat, back; a seat that was promised passes on. Twice is once.

    Who loses a promised seat is told; if she gives it back herself, whoever nominated her is.
    """
    now = at or timezone.now()
    registration = fresh(registration, locked(registration.workshop_id))
    if registration.state == State.WITHDRAWN:
        return registration
    refuse_if_over(registration.workshop)
    if registration.state not in (*Registration.WAITING, *GIVEN_BACK):
        raise refuse_state(registration)
    knew = registration.state in GIVEN_BACK and knows_of_seat(registration)
    let_go(registration, State.WITHDRAWN, by=by, at=now)
    if knew:
        tell_withdrawn(registration, by, now)
    return registration


# Whoever was in the room, or ought to have been, cannot be taken out of it afterwards.
GIVEN_BACK = (State.SELECTED, State.INVITED, State.OFFERED, State.ACCEPTED, State.CONFIRMED)
