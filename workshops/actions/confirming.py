"""Confirmation: the number, the badge, and what is copied for ever; by an acceptance, for the team, for walk-ins."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.journal.models import LogEntry
from elearning.people.actions import Refused
from elearning.people.models import Affiliation, Category, User
from elearning.people.postings import posting_of

from ..models import Offer, Registration, Workshop
from ..models.people import new_badge_code
from ..seats.forces import screening_of
from ..seats.telling import tell_decision
from .holding import OVER, State, fresh, locked, refuse_if_over, refuse_state, today_at

RETIRED = "workshop.number_retired"
READY = (State.SELECTED, State.INVITED, State.OFFERED, State.ACCEPTED)
OF_ORGANISATION = {
    Affiliation.OrganisationType.GOVERNMENT: Category.GOVERNMENT,
    Affiliation.OrganisationType.POLICE: Category.POLICE,
    Affiliation.OrganisationType.CIVIL_SOCIETY: Category.CIVIL_SOCIETY,
    Affiliation.OrganisationType.COMMUNITY: Category.COMMUNITY,
    Affiliation.OrganisationType.UN: Category.STAFF,
}


def is_cleared(registration: Registration) -> bool:
    """Whether no screening is needed, or it is cleared and still will be on the last day."""
    if registration.screening == Registration.Screening.NOT_NEEDED:
        return True
    expires = registration.screening_expires_on
    in_time = expires is None or expires >= registration.workshop.ends_on
    return registration.screening == Registration.Screening.CLEARED and in_time


@transaction.atomic
def confirm(registration: Registration, *, by: User, at: datetime.datetime | None = None) -> Registration:
    """Give her the seat for good: headquarters, for whoever accepted or said yes by telephone. Twice is once.

    Raises `Refused` when a screening is open or has run out, or when nothing says what she is today.
    """
    now = at or timezone.now()
    registration = fresh(registration, locked(registration.workshop_id))
    if registration.state in Registration.TAKING_PART:
        return registration
    refuse_if_over(registration.workshop)
    if registration.state not in READY:
        raise refuse_state(registration)
    day = today_at(registration.workshop, now)
    registration.screening = screening_of(registration.person, day, registration.screening)
    if not is_cleared(registration):
        text = _("%(name)s cannot be confirmed yet: a check is open. Ask whoever keeps the checks.")
        raise Refused(text % {"name": registration.person.name})
    for offer in registration.offers.filter(answer=""):
        offer.answer, offer.answered_at = Offer.Answer.ACCEPTED, now
        offer.save(update_fields=["answer", "answered_at"])
    seal(registration, State.CONFIRMED, letter="P", at=now)
    log(by, "workshop.confirmed", registration, at=now, number=registration.number)
    tell_decision(registration, "seat_confirmed", now)
    return registration


def confirm_if_ready(registration: Registration, *, by: User | None, at: datetime.datetime) -> None:
    """Confirm who accepted, unless a screening is open or nothing says what she is: then headquarters does it."""
    if registration.state == State.ACCEPTED and is_cleared(registration):
        try:
            confirm(registration, by=by, at=at)
        except Refused:
            return


def seal(registration: Registration, state: str, *, letter: str, at: datetime.datetime) -> None:
    """Number, badge, moment, and office, country, category and sex as they are on this day, copied for ever."""
    copy_of_today(registration, today_at(registration.workshop, at))
    number(registration, letter, at)
    registration.badge_code = registration.badge_code or new_badge_code()
    registration.state, registration.confirmed_at, registration.reserve_rank = state, at, None
    registration.reconfirmed_at = at  # she said it of the dates of now: a move that was before asks her nothing
    registration.save()


def copy_of_today(registration: Registration, day: datetime.date) -> None:
    """From the posting of the day, else from the affiliation. Raises `Refused` if there is neither."""
    person = registration.person
    posting = posting_of(person, day)
    affiliation = person.affiliations.on(day).order_by("started_on", "pk").first()
    registration.sex = person.sex
    if posting and not registration.partner_id:
        registration.office, registration.country = posting.office, posting.office.country
        registration.category = posting.category
    elif affiliation:
        registration.office, registration.country = None, affiliation.country
        registration.category = OF_ORGANISATION[affiliation.organisation_type]
    else:
        text = _("%(name)s has neither an office nor an organisation today. Write it down among the people first.")
        raise Refused(text % {"name": person.name})


def number(registration: Registration, letter: str, at: datetime.datetime) -> None:
    """Give her a number with this letter, unless hers has it. One that she had before is nobody's any more."""
    before = registration.number or ""
    if before.startswith(letter):
        return
    if before:  # it may stand on a badge
        log(None, RETIRED, registration.workshop, at=at, number=before)
    registration.number = next_number(registration.workshop, letter)


def next_number(workshop: Workshop, letter: str) -> str:
    """The next number with this letter, after all that were ever given. Take the workshop's lock before."""
    given = workshop.registrations.filter(number__startswith=letter).values_list("number", flat=True)
    ours = LogEntry.objects.filter(subject_type=workshop._meta.label_lower, subject_id=str(workshop.pk), action=RETIRED)
    retired = ours.values_list("detail__number", flat=True)
    numbers = [each[1:] for each in (*given, *retired) if each.startswith(letter)]
    last = max((int(each) for each in numbers if each.isdecimal()), default=0)
    return f"{letter}{last + 1:02}"


@transaction.atomic
def add_to_team(
    workshop: Workshop,
    person: User,
    *,
    role: str,
    language: str,
    by: User,
    at: datetime.datetime | None = None,
) -> Registration:
    """Somebody of the team, or an observer: confirmed at once, outside the capacity. Changes the role of one who is."""
    now = at or timezone.now()
    workshop = locked(workshop.pk)
    refuse_if_over(workshop, OVER[1:])  # who wrote the report may be noted after the last day
    known = workshop.registrations.select_related("person").filter(person=person).first()
    registration = known or Registration(workshop=workshop, person=person)
    registration.workshop = workshop
    seated = registration.role == Registration.Role.PARTICIPANT and registration.state in Registration.HOLDING
    if known and seated:
        raise Refused(_("%(name)s holds a seat as a participant. Take it back first.") % {"name": person.name})
    registration.role, registration.language, registration.quota = role, language, None
    letter = "F" if role in (Registration.Role.LEAD, Registration.Role.CO_FACILITATOR) else "T"
    if known and known.state in Registration.TAKING_PART:  # what was copied at her confirmation stays
        number(registration, letter, now)
        registration.save(update_fields=["role", "language", "quota", "number"])
    else:
        seal(registration, State.CONFIRMED, letter=letter, at=now)
    log(by, "workshop.team_added", registration, at=now, role=role)
    return registration


@transaction.atomic
def remove_from_team(registration: Registration, *, by: User, at: datetime.datetime | None = None) -> Registration:
    """Take somebody out of the team; the row stays, cancelled. Raises `Refused` for a participant."""
    registration = fresh(registration, locked(registration.workshop_id))
    refuse_if_over(registration.workshop)
    if registration.role == Registration.Role.PARTICIPANT:
        raise refuse_state(registration)
    registration.state = State.CANCELLED
    registration.save(update_fields=["state"])
    log(by, "workshop.team_removed", registration, at=at, role=registration.role)
    return registration
