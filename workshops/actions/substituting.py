"""The deed by which one person takes the seat of another."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User
from elearning.people.rules import sees_all

from ..models import Registration
from ..seats.counting import covers, seats_of
from ..seats.disclosing import knows_of_seat
from ..seats.telling import tell_decision
from .holding import State, fresh, locked, refuse_state, today_at
from .nominating import GIVEN_BACK, endorse_by_nominating, fill, next_rank
from .offering import SEATING, deadline, let_go, make_offer


@transaction.atomic
def substitute(
    registration: Registration,
    person: User,
    *,
    by: User,
    language: str = "",
    motivation: str = "",
    at: datetime.datetime | None = None,
) -> Registration:
    """Let `person` come instead: the seat stays in its quota and is offered to her. Doing it twice is once.

    Whom `by` may name is the form's to check. Raises `Refused` for a seat that is not held, for one who holds a seat
    herself, who is not of the quota or its partner, whose supervisor said no, or who breaks the least share (of both
    headquarters may decide otherwise), and shortly before the start.
    """
    now = at or timezone.now()
    registration = fresh(registration, locked(registration.workshop_id))
    workshop = registration.workshop
    known = workshop.registrations.select_related("person").filter(person=person).first()
    if known and _is_done(registration, known):
        return known
    _refuse_person(registration, person, known, by, now)
    until = _until(registration, known, now)
    newcomer = known or Registration(workshop=workshop, person=person)
    newcomer.workshop = workshop
    only_selected, knew = registration.state == State.SELECTED, knows_of_seat(registration)
    let_go(registration, State.REPLACED, by=by, at=now, passing=False)
    earlier = [row.pk for row in (registration, known) if row]  # who came instead of either in an earlier round
    workshop.registrations.filter(substitute_for__in=earlier).update(substitute_for=None)
    _take_over(newcomer, registration, by=by, at=now, language=language, motivation=motivation)
    if not only_selected:
        make_offer(newcomer, until=until, by=by, at=now)
    if knew:
        tell_decision(registration, "seat_replaced", now)
    log(by, "workshop.substituted", newcomer, at=now, instead_of=registration.pk)
    return newcomer


def _is_done(registration: Registration, known: Registration) -> bool:
    """Whether she holds this very seat already: not whether she did in an earlier round."""
    replaced = registration.state == State.REPLACED
    return replaced and known.substitute_for_id == registration.pk and known.state in Registration.HOLDING


def _refuse_person(
    before: Registration, person: User, known: Registration | None, by: User, at: datetime.datetime
) -> None:
    """Raises `Refused` for one whose supervisor said no, and on a partner's seat for one who is not of the partner."""
    if known and known.endorsement == Registration.Endorsement.DENIED and not sees_all(by):
        text = _("The supervisor of %(name)s did not endorse her. Name another person, or ask headquarters.")
        raise Refused(text % {"name": person.name}, "person")
    if before.partner is None or known and known.partner_id == before.partner_id:
        return
    of_it = person.affiliations.on(today_at(before.workshop, at)).filter(organisation__iexact=str(before.partner))
    if not of_it.exists():
        text = _("The seat belongs to %(partner)s, and %(name)s is not noted with it. Name somebody of it.")
        raise Refused(text % {"partner": before.partner, "name": person.name}, "person")


def _until(registration: Registration, known: Registration | None, at: datetime.datetime) -> datetime.datetime:
    """Until when the substitute may answer. Raises `Refused` when there can be none."""
    workshop = registration.workshop
    if registration.state not in GIVEN_BACK or registration.role != Registration.Role.PARTICIPANT:
        raise refuse_state(registration)
    if known and known.state in Registration.HOLDING:
        raise Refused(_("%(name)s holds a seat already.") % {"name": known.person.name}, "person")
    until = deadline(workshop, at)
    if until is None or workshop.state not in SEATING:
        raise Refused(_("It is too late for a substitute. Whoever comes is taken as a walk-in at the door."))
    return until


def _take_over(
    newcomer: Registration,
    before: Registration,
    *,
    by: User,
    at: datetime.datetime,
    language: str,
    motivation: str,
) -> None:
    """The registration of the one who comes, selected on the seat of the one who does not."""
    quota = before.quota
    fill(newcomer, language=language or before.language, partner=before.partner, at=at)
    if quota and not covers(quota, office=newcomer.office, partner=newcomer.partner):
        text = _("The seat belongs to the quota “%(quota)s”, and %(name)s is not of it.")
        raise Refused(text % {"quota": quota, "name": newcomer.person.name}, "person")
    standing = seats_of(before.workshop).standings[quota.pk] if quota else None
    if standing and standing.breaks(newcomer.person.sex) and not sees_all(by):
        said = {"percent": quota.least_percent, "sex": quota.get_least_sex_display()}
        text = _("The quota asks for at least %(percent)s%% %(sex)s. Name another person, or ask headquarters.")
        raise Refused(text % said, "person")
    newcomer.quota, newcomer.substitute_for, newcomer.state = quota, before, State.SELECTED
    newcomer.rank = newcomer.rank or next_rank(newcomer)
    newcomer.nominated_by, newcomer.nominated_at, newcomer.motivation = by, at, motivation
    newcomer.group = before.group
    endorse_by_nominating(newcomer)
    newcomer.save()
