"""Deeds upon roles: grant, end."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..models import Office, Role, User
from .lending import end_loans_of
from .refusal import Refused


@transaction.atomic
def grant_role(
    person: User,
    kind: str,
    *,
    started_on: datetime.date,
    office: Office | None = None,
    ended_on: datetime.date | None = None,
    by: User | None = None,
    at: datetime.datetime | None = None,
) -> Role:
    """Give a role from a day on; a focal point needs an office, headquarters has none. The same role is held once."""
    if (kind == Role.Kind.FOCAL_POINT) != bool(office):
        raise Refused(_("A focal point has an office; headquarters has none."), "office")
    if ended_on and ended_on < started_on:
        raise Refused(_("The role ends before it starts."), "ended_on")
    if by == person and not by.is_superuser:
        raise Refused(_("Nobody grants a role to herself. Ask another administrator."))
    User.objects.select_for_update().get(pk=person.pk)
    if person.roles.filter(kind=kind, office=office).overlapping(started_on, ended_on).exists():
        raise Refused(_("%(person)s holds this role in that time already.") % {"person": person.name}, "started_on")
    now = at or timezone.now()
    role = Role.objects.create(
        person=person, kind=kind, office=office, started_on=started_on, ended_on=ended_on, recorded_at=now
    )
    log(by, "people.role_granted", person, at=now, kind=kind, office=office.code if office else "")
    return role


@transaction.atomic
def end_role(role: Role, *, ended_on: datetime.date, by: User | None, at: datetime.datetime | None = None) -> Role:
    """End a role on a day (its last), or end one that was lent for a period before its time."""
    role = Role.objects.select_for_update().get(pk=role.pk)
    if ended_on < role.started_on:
        raise Refused(_("The role ends before it starts."), "ended_on")
    if role.ended_on and (role.ended_on <= ended_on or role.ended_on < timezone.localdate()):
        raise Refused(_("This role has ended already, or ends before that day."), "ended_on")
    role.ended_on = ended_on
    role.save(update_fields=["ended_on"])
    end_loans_of(role, ended_on=ended_on, at=at)
    office = role.office.code if role.office else ""
    log(by, "people.role_ended", role.person, at=at, kind=role.kind, office=office, ended_on=ended_on.isoformat())
    return role
