"""Reads what the pages of the day share: the agenda in force, her registration, an item as it is shown."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from elearning.people.models import User

from ..models import AgendaVersion, Placement, Registration, Workshop
from ..publishing.showing import ShownItem, shown
from ..wording import language_words
from .now import heard


@dataclass(frozen=True)
class OnNow:
    """An item as the pages of the day show it; `heard` says how it is to be followed in the reader's language."""

    shown: ShownItem
    heard: str
    floor: str
    interpreted: str


def in_force(workshop: Workshop) -> tuple[AgendaVersion | None, list[Placement]]:
    """The current version with its placements, in two queries."""
    version = workshop.versions.filter(state=AgendaVersion.State.CURRENT).first()
    return version, list(version.placements.select_related("item")) if version else []


def of_day(placements: Iterable[Placement], day: datetime.date) -> list[Placement]:
    """Those of one day at the place, in the order of time."""
    return sorted((one for one in placements if one.day == day), key=lambda one: (one.starts_at, one.lane, one.order))


def own(workshop: Workshop, person: User) -> Registration | None:
    """Her registration, if she takes part."""
    found = workshop.registrations.taking_part().filter(person=person).first()
    if found:
        found.workshop = workshop
    return found


def on_now(placements: Iterable[Placement], language: str = "") -> list[OnNow]:
    """These as they are shown to somebody of this language."""
    return [_on_now(one, language) for one in placements]


def _on_now(placement: Placement, language: str) -> OnNow:
    frozen: dict[str, Any] = placement.frozen
    return OnNow(
        shown=shown([placement], backstage=True)[0],
        heard=heard(frozen, language),
        floor=language_words(frozen["floor"]),
        interpreted=language_words(frozen["interpreted"]) if frozen["interpreted"] else "",
    )
