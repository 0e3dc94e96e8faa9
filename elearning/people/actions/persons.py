"""Deeds upon the row of a person: add, change."""

import datetime
from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..models import FormerTrait, User
from ..signals import facts_changed
from .refusal import Refused

COUNTED = {"sex", "language"}  # what figures are told apart by


@transaction.atomic
def add_person(
    name: str,
    *,
    email: str | None = None,
    groups: Iterable[Group] = (),
    by: User | None = None,
    at: datetime.datetime | None = None,
    **fields,
) -> User:
    """A person who cannot sign in until she accepts an invitation."""
    if email and User.objects.filter(email=email.strip().lower()).exists():
        raise Refused(_("There is a person with the address %(email)s already.") % {"email": email}, "email")
    person = User.objects.create_user(email, name=name, date_joined=at or timezone.now(), **fields)
    person.groups.set(groups)
    if by:
        log(by, "people.added", person, at=at, **_powers(person))
    return person


@transaction.atomic
def change_person(
    person: User,
    *,
    by: User | None,
    groups: Iterable[Group] | None = None,
    at: datetime.datetime | None = None,
    **fields,
) -> User:
    """Write down what an administrator corrects; the journal keeps which fields changed, not what stood in them."""
    person = User.objects.select_for_update().get(pk=person.pk)
    changed = [name for name, value in fields.items() if getattr(person, name) != value]
    if COUNTED & set(changed):
        _keep_traits(person, at=at or timezone.now())
    for name in changed:
        setattr(person, name, fields[name])
    person.save(update_fields=changed)
    if "email" in changed:
        _forget_addresses(person)
    if groups is not None and set(groups) != set(person.groups.all()):
        person.groups.set(groups)
        changed.append("groups")
    if changed:
        log(by, "people.changed", person, at=at, fields=sorted(changed), **_powers(person))
    return person


def _keep_traits(person: User, *, at: datetime.datetime) -> None:
    """What stood there until now, so that figures given before can be repeated."""
    FormerTrait.objects.create(person=person, sex=person.sex, language=person.language, until=at)
    facts_changed.send(User, persons=[person.pk], at=at)


def _forget_addresses(person: User) -> None:
    """Another address opens the account only when it is verified; those before open it no more."""
    person.emailaddress_set.all().delete()
    if person.email and person.has_usable_password():
        person.emailaddress_set.create(email=person.email, verified=False, primary=True)


def _powers(person: User) -> dict:
    names = list(person.groups.order_by("name").values_list("name", flat=True))
    return {"groups": names, "is_superuser": person.is_superuser, "is_active": person.is_active}
