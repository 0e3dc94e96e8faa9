"""Rooms, groups and teams of interpreters: kept, and deleted while nothing uses them."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.models import User

from ..models import Group, InterpreterTeam, Room
from .drafting_board import Refused
from .revision import why_sealed

Kept = Room | Group | InterpreterTeam
MOST = 100


class Overtaken(Refused):
    """Somebody changed it since it was shown; `now` is the digest of what it is."""

    def __init__(self, known: Kept):
        sentence = _("Somebody changed this meanwhile, nothing was overwritten. It is now: %(now)s.")
        super().__init__(sentence % {"now": ", ".join(_words(known))})
        self.now = digest(known)


def digest(thing: Kept) -> str:
    """What a row says, in short: another one once anything of it is changed."""
    return hashlib.sha256(json.dumps(_values(thing), sort_keys=True).encode()).hexdigest()


@transaction.atomic
def keep(thing: Kept, *, by: User, members: Any = None, seen: str | None = None) -> Kept:
    """Store a new or changed room, group or team; `members` are the registrations of a team.

    `seen` is the digest of what was changed; raises `Overtaken` where the row is another by now.
    """
    _refuse_sealed(thing)
    _refuse_overtaken(thing, seen)
    kind = thing._meta.model_name
    if thing.pk is None and type(thing).objects.filter(workshop=thing.workshop).count() >= MOST:
        raise Refused(_("There are %(most)s already. Delete what is not needed first.") % {"most": MOST})
    thing.save()
    if members is not None:
        thing.members.set(members)
    log(by, f"workshop.{kind}_kept", thing.workshop, name=str(thing))
    return thing


@transaction.atomic
def drop(thing: Kept, *, by: User, seen: str | None = None) -> None:
    """Delete it. Raises `Refused` while an item or a person uses it, in this or in an earlier agenda.

    Raises `Overtaken` like `keep`.
    """
    _refuse_sealed(thing)
    _refuse_overtaken(thing, seen)
    name, workshop, kind = str(thing), thing.workshop, thing._meta.model_name
    refused = Refused(_("%(name)s is in use, in this agenda or in an earlier one, and stays.") % {"name": name})
    if isinstance(thing, InterpreterTeam) and thing.items.exists():
        raise refused
    try:
        with transaction.atomic():
            thing.delete()
    except ProtectedError as error:
        raise refused from error
    log(by, f"workshop.{kind}_deleted", workshop, name=name)


def _refuse_sealed(thing: Kept) -> None:
    if sealed := why_sealed(thing.workshop):
        raise Refused(sealed)


def _refuse_overtaken(thing: Kept, seen: str | None) -> None:
    if thing.pk is None or seen is None:
        return
    known = type(thing).objects.select_for_update(no_key=True).filter(pk=thing.pk).first()
    if known is None:
        raise Refused(_("%(name)s was deleted meanwhile.") % {"name": thing})
    if digest(known) != seen:
        raise Overtaken(known)


def _values(thing: Kept) -> dict[str, Any]:
    """What the form of a row changes; members by their keys."""
    names = [field.name for field in thing._meta.fields if field.name not in ("id", "workshop")]
    values = {name: getattr(thing, name) for name in names}
    if isinstance(thing, InterpreterTeam):
        values["members"] = sorted(row.pk for row in thing.members.all())
    return values


def _words(thing: Kept) -> list[str]:
    values = _values(thing)
    if isinstance(thing, InterpreterTeam):
        values["members"] = ", ".join(row.person.name for row in thing.members.select_related("person"))
    return [str(value) for value in values.values() if value not in (None, "")]
