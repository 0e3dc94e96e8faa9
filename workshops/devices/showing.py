"""Events that wait, ready for a template."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from ..actions.receiving import why_it_waits
from ..actions.resolving import targets_of
from ..attendance.checkpoints import by_key
from ..attending import checkpoints_of
from ..models import AttendanceEvent, Workshop
from .forms import place_words


@dataclass(frozen=True)
class Shown:
    """One event: what was read, and why it waits. `place` is its checkpoint in words, as it was sent if unknown."""

    event: AttendanceEvent
    place: str
    why: str
    taken_back: AttendanceEvent | None
    raw: tuple[tuple[str, str], ...]

    @property
    def at(self) -> datetime.datetime:
        return self.event.occurred_at


def shown(workshop: Workshop, events: Iterable[AttendanceEvent]) -> list[Shown]:
    """Each of them, in a fixed number of queries; select the people before."""
    events = list(events)
    places = by_key(checkpoints_of(workshop))
    targets = targets_of(workshop, events)
    return [_one(workshop, event, places, targets) for event in events]


def _one(workshop: Workshop, event: AttendanceEvent, places: dict, targets: dict) -> Shown:
    target = targets.get(event.voids) if event.voids else None
    key = target.checkpoint if target else event.checkpoint
    place = place_words(places[key], workshop) if key in places else key
    raw = tuple((name, str(value)) for name, value in event.raw.items() if value not in (None, ""))
    return Shown(event, place, why_it_waits(event.problem), target, raw)
