"""The difference between two versions of an agenda: added, removed, moved, edited. No database.

*Moved* is another date, start, end, room or zone; *edited* is anything else that a reader sees. An item that is both
gives two changes. What is compared is what stood in each version, never what stands in the item today.
"""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Self

MOVED = ("day", "start", "end", "room", "zone")
EDITED = (
    "code", "titles", "people", "lead", "method", "floor", "interpreted",
    "group", "kind", "module", "visibility", "counts", "required",
)  # fmt: skip
KINDS = ("removed", "added", "moved", "edited")


@dataclass(frozen=True)
class Standing:
    """Where an item stands in one version, and what it is there. `uuid` is its name for ever.

    `starts_at` and `ends_at` are instants; the wall times that the words show are those of `zone`. `people` are rows
    of {"name", "part"}.
    """

    uuid: str
    code: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    zone: str
    day: datetime.date
    start: datetime.time
    end: datetime.time
    room: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    people: tuple[dict[str, str], ...] = ()
    lead: str = ""
    method: str = ""
    floor: tuple[str, ...] = ()
    interpreted: tuple[str, ...] = ()
    group: str = ""
    module: str = ""
    visibility: str = "public"
    counts: bool = False
    required: bool = False

    def as_json(self) -> dict[str, Any]:
        """The same in words of JSON: ISO dates and instants, "08:30" times, lists."""
        row = asdict(self)
        for name in ("starts_at", "ends_at", "day"):
            row[name] = row[name].isoformat()
        for name in ("start", "end"):
            row[name] = f"{row[name]:%H:%M}"
        for name in ("people", "floor", "interpreted"):
            row[name] = list(row[name])
        return row


@dataclass(frozen=True)
class Change:
    """What became of one item; `fields` says in what, `before` and `after` are `Standing.as_json()` or None."""

    code: str
    kind: str
    fields: tuple[str, ...]
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def standing(self) -> dict[str, Any]:
        """The item as it is now; of a removed one, as it was."""
        return self.after or self.before or {}

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"fields": list(self.fields)}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        return cls(**row | {"fields": tuple(row["fields"])})


def difference(before: Iterable[Standing], after: Iterable[Standing]) -> list[Change]:
    """What changes from one version to the other, in the order of time; the other way round it is the mirror."""
    old, new = ({one.uuid: one.as_json() for one in side} for side in (before, after))
    found = [change for uuid in old.keys() | new.keys() for change in _changes(old.get(uuid), new.get(uuid))]
    return sorted(found, key=_place)


def _changes(before: dict[str, Any] | None, after: dict[str, Any] | None) -> Iterable[Change]:
    if before and after:
        for kind, fields in (("moved", _moved(before, after)), ("edited", _differ(EDITED, before, after))):
            if fields:
                yield Change(after["code"], kind, fields, before, after)
    elif after:
        yield Change(after["code"], "added", (), None, after)
    elif before:
        yield Change(before["code"], "removed", (), before, None)


def _differ(names: Iterable[str], before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in names if before[name] != after[name])


def _moved(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    """What the clocks show differs; or only the instant, as the first and the second of two such times do."""
    instants = {"starts_at": "start", "ends_at": "end"}
    return _differ(MOVED, before, after) or tuple(instants[name] for name in _differ(instants, before, after))


def _place(change: Change) -> tuple:
    """The earliest instant at which the item stood or stands, so that both directions have one order."""
    sides = [side for side in (change.before, change.after) if side]
    first = min(sides, key=lambda side: (datetime.datetime.fromisoformat(side["starts_at"]), side["code"]))
    return (
        datetime.datetime.fromisoformat(first["starts_at"]), first["code"], first["uuid"], KINDS.index(change.kind),
    )  # fmt: skip
