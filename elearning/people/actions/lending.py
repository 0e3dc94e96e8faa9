"""Deeds upon a role that is lent while its holder is away: lend it, take it or give it back before its time."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..models import INTERNAL_CATEGORIES, Role, User
from ..rules import sees_all
from .refusal import Refused

LONGEST = datetime.timedelta(days=366)


@transaction.atomic
def lend_role(
    role: Role,
    to: User,
    *,
    started_on: datetime.date,
    ended_on: datetime.date,
    by: User,
    at: datetime.datetime | None = None,
) -> Role:
    """Let a colleague hold this role too, from a day to a day (both inclusive); it is logged as lent by its holder.

    Raises `Refused` for one's own self, one not posted in the house in that time, a role that is itself lent or not
    one's own (headquarters may lend a focal point's), days outside the role, and a second loan in the same time.
    """
    now = at or timezone.now()
    people = {person.pk: person for person in _held(role.person_id, to.pk)}
    role = Role.objects.select_for_update(of=("self",)).select_related("office", "person").get(pk=role.pk)
    _refuse_lender(role, to, by)
    _refuse_days(role, started_on, ended_on, now.date())
    _refuse_borrower(role, people[to.pk], started_on, ended_on)
    others = Role.objects.filter(lent_by=role.person_id, kind=role.kind, office=role.office)
    if others.overlapping(started_on, ended_on).exists():
        raise Refused(_("This role is lent to somebody in that time already."), "started_on")
    lent = Role.objects.create(
        person=to, kind=role.kind, office=role.office, started_on=started_on, ended_on=ended_on,
        recorded_at=now, lent_by=role.person,
    )  # fmt: skip
    detail = {"kind": role.kind, "office": role.office.code if role.office else "", "lent_by": role.person_id}
    log(by, "people.role_lent", to, at=now, started_on=str(started_on), ended_on=str(ended_on), **detail)
    return lent


@transaction.atomic
def end_loan(role: Role, *, by: User, at: datetime.datetime | None = None) -> None:
    """End a loan before its time: by who lent, who borrowed, or headquarters. It holds no more from now on.

    One that began today holds until tonight, since roles are held by whole days; one that has not begun is removed.
    """
    now = at or timezone.now()
    role = Role.objects.select_for_update(of=("self",)).select_related("office").get(pk=role.pk)
    if role.lent_by_id is None or not (by.pk in (role.person_id, role.lent_by_id) or sees_all(by)):
        raise Refused(_("Only who lent this role, or holds it, can end the loan."))
    today = now.date()
    if role.ended_on and role.ended_on < today:
        raise Refused(_("This loan is over already."))
    log(by, "people.loan_ended", role.person, at=now, kind=role.kind, office=role.office.code if role.office else "")
    if role.started_on > today:
        role.delete()
        return
    role.ended_on = max(role.started_on, today - datetime.timedelta(days=1))
    role.save(update_fields=["ended_on"])


def end_loans_of(role: Role, *, ended_on: datetime.date, at: datetime.datetime | None = None) -> None:
    """What is lent of a role ends with it; a loan that would begin later is removed. Inside a transaction."""
    loans = Role.objects.filter(lent_by=role.person_id, kind=role.kind, office=role.office, ended_on__gt=ended_on)
    for loan in loans.select_for_update(of=("self",)).select_related("person").order_by("pk"):
        log(None, "people.loan_ended", loan.person, at=at, kind=loan.kind, with_role=role.pk)
        if loan.started_on > ended_on:
            loan.delete()
        else:
            loan.ended_on = ended_on
            loan.save(update_fields=["ended_on"])


def _held(*keys: int) -> list[User]:
    return list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _refuse_lender(role: Role, to: User, by: User) -> None:
    if role.lent_by_id:
        raise Refused(_("This role is lent itself, and cannot be lent on."), "role")
    headquarters = role.kind == Role.Kind.HEADQUARTERS
    if by.pk != role.person_id and (headquarters or not sees_all(by)):
        raise Refused(_("You can lend your own roles only."), "role")
    if to.pk in (role.person_id, by.pk):
        raise Refused(_("Nobody lends a role to herself."), "to")


def _refuse_days(role: Role, started_on: datetime.date, ended_on: datetime.date, today: datetime.date) -> None:
    if ended_on < started_on:
        raise Refused(_("The loan ends before it starts."), "ended_on")
    if started_on < today:
        raise Refused(_("That day is over. Choose today or a day to come."), "started_on")
    if ended_on - started_on > LONGEST:
        raise Refused(_("A role is lent for a year at most."), "ended_on")
    if started_on < role.started_on or (role.ended_on and ended_on > role.ended_on):
        raise Refused(_("You do not hold this role in all of that time."), "ended_on")


def _refuse_borrower(role: Role, to: User, started_on: datetime.date, ended_on: datetime.date) -> None:
    posted = to.postings.filter(category__in=INTERNAL_CATEGORIES)
    if not (to.is_active and posted.on(started_on).exists() and posted.on(ended_on).exists()):
        raise Refused(_("No colleague with this address is posted at one of the offices in that time."), "to")
    if to.roles.filter(kind=role.kind, office=role.office).overlapping(started_on, ended_on).exists():
        raise Refused(_("%(person)s holds this role in that time already.") % {"person": to.name}, "to")
