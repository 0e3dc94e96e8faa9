"""An agenda as readers see it: what was frozen of each item, in the reader's language. No query."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from elearning.fields import localized_with_language

from ..models import AgendaItem, Placement
from .audience import is_public

KINDS = dict(AgendaItem.Kind.choices)


@dataclass(frozen=True)
class ShownItem:
    """One item of a published version; `item` is asked for its code alone: its other words may be a draft's."""

    item: AgendaItem
    day: datetime.date
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    minutes: int
    title: str
    language: str
    kind: str
    kind_label: str
    people: tuple[str, ...]
    method: str
    room: str
    floor: tuple[str, ...]
    interpreted: tuple[str, ...]
    group: str
    required: bool
    public: bool


def shown(placements: Iterable[Placement], *, backstage: bool) -> list[ShownItem]:
    """Those that this reader may see: read the placements of one published version with their items."""
    return [_shown(one) for one in placements if backstage or is_public(one.frozen)]


def _shown(placement: Placement) -> ShownItem:
    frozen = placement.frozen
    title, language = localized_with_language(frozen["titles"])
    return ShownItem(
        item=placement.item,
        day=placement.day,
        starts_at=placement.starts_at,
        ends_at=placement.ends_at,
        minutes=placement.minutes,
        title=title,
        language=language,
        kind=frozen["kind"],
        kind_label=KINDS.get(frozen["kind"], frozen["kind"]),
        people=people_of(frozen),
        method=frozen["method"],
        room=frozen["room"],
        floor=tuple(frozen["floor"]),
        interpreted=tuple(frozen["interpreted"]),
        group=frozen["group"],
        required=frozen["required"],
        public=is_public(frozen),
    )


def people_of(frozen: Mapping[str, Any]) -> tuple[str, ...]:
    """Who leads it as it is written, then those of its people who are not named there."""
    names = [row["name"] for row in frozen["people"] if row["name"] not in frozen["lead"]]
    return tuple(name for name in (frozen["lead"], *names) if name)
