"""For whom an item of a published agenda is meant, as it was frozen. No query."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..models import Registration
from ..rules import BACKSTAGE

FACILITATORS = "facilitators"


@dataclass(frozen=True)
class Viewer:
    """Who reads: her id, the id of her group (None if she has none), and whether she is of the team."""

    person_id: int
    group_id: int | None = None
    team: bool = False


def is_public(frozen: Mapping[str, Any]) -> bool:
    """Whether anybody may read this item."""
    return frozen["visibility"] != FACILITATORS


def meant_for(frozen: Mapping[str, Any], viewer: Viewer) -> bool:
    """Items for all, those of her group, and those that she leads or interprets; a facilitators' item for the team."""
    if not is_public(frozen) and not viewer.team:
        return False
    return frozen["group_id"] in (None, viewer.group_id) or viewer.person_id in frozen["whose"]


def viewer_of(registration: Registration) -> Viewer:
    """She as an item's audience, by her group and her role."""
    return Viewer(registration.person_id, registration.group_id, team=registration.role in BACKSTAGE)
