"""The revision of a workshop: a save that comes after another one is told what changed, and overwrites nothing."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.journal.models import LogEntry
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import Workshop

# In these states nothing of a workshop is changed any more.
SEALED = (Workshop.State.CANCELLED, Workshop.State.ARCHIVED)


@dataclass(frozen=True)
class Changed:
    """One thing that somebody else changed meanwhile; the values are JSON, as `plain` gives them."""

    key: str
    before: Any
    after: Any
    by: str
    at: datetime.datetime


class Stale(Refused):
    """Others changed the same things since this person looked; `changes` says which, by key."""

    def __init__(self, changes: dict[str, Changed]):
        super().__init__(_("Somebody changed this while you were writing. Look at it again; nothing was overwritten."))
        self.changes = changes


def plain(value: Any) -> Any:
    """The value as JSON keeps it: days and times as ISO 8601, rows by their key, numbers as they are."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value if isinstance(value, (bool, int, str, list, dict)) or value is None else str(value)


def hold(workshop: Workshop) -> Workshop:
    """The workshop as it stands, locked until the transaction ends. Raises `Refused` where it is sealed."""
    held = Workshop.objects.select_for_update(of=("self",), no_key=True).get(pk=workshop.pk)
    if sealed := why_sealed(held):
        raise Refused(sealed)
    return held


def why_sealed(workshop: Workshop) -> str:
    """The sentence that refuses a change of anything of this workshop; empty while it may be changed."""
    if workshop.state not in SEALED:
        return ""
    sentence = _("This workshop is %(state)s: nothing of it is changed any more.")
    return sentence % {"state": workshop.get_state_display()}


def changes_since(workshop: Workshop, revision: int) -> dict[str, Changed]:
    """What was changed after this revision, by key: from the value that stood then to the one that stands now."""
    entries = LogEntry.objects.filter(
        subject_type=workshop._meta.label_lower, subject_id=str(workshop.pk), detail__frame_revision__gt=revision
    )
    found: dict[str, Changed] = {}
    for entry in entries.select_related("actor").order_by("id"):
        name = entry.actor.name if entry.actor else ""
        for key, (before, after) in entry.detail["changes"].items():
            first = found[key].before if key in found else before
            found[key] = Changed(key, first, after, name, entry.at)
    return {key: change for key, change in found.items() if change.before != change.after}


def refuse_stale(workshop: Workshop, seen: int, keys: Iterable[str]) -> None:
    """Raise `Stale` if one of these keys was changed by another save than the one that this person saw."""
    if seen >= workshop.revision:
        return
    wanted = set(keys)
    if met := {key: change for key, change in changes_since(workshop, seen).items() if key in wanted}:
        raise Stale(met)


def differences(before: Mapping[str, Any], after: Mapping[str, Any], prefix: str = "") -> dict[str, list[Any]]:
    """The keys whose value is another, each with the value before and after."""
    pairs = {name: [plain(before.get(name)), plain(after.get(name))] for name in {**before, **after}}
    return {f"{prefix}{name}": pair for name, pair in pairs.items() if pair[0] != pair[1]}


def write_down(workshop: Workshop, verb: str, changes: dict[str, list[Any]], *, by: User | None, **detail: Any) -> None:
    """Raise the revision of a workshop that is held, and log what changed; nothing where nothing did."""
    if not changes:
        return
    workshop.revision += 1
    workshop.save(update_fields=["revision"])
    log(by, f"workshop.{verb}", workshop, frame_revision=workshop.revision, changes=changes, **detail)
