"""Checkpoints: the stretches of a workshop whose attendance is taken once, by its policy."""

import datetime
import os.path
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

DAY, HALF_DAY, ITEM = "day", "half_day", "item"
NOON = datetime.time(13)  # an item that begins before it is of the morning


@dataclass(frozen=True)
class Meant:
    """An agenda item as attendance sees it: when it was given, and how many minutes it is worth.

    `key` is its uuid, `start` the clock of the place, `group_id` None where it is for everybody; `lane` 0 too.
    `beside` are the keys of items that stood in lanes next to it in any agenda that was published.
    """

    key: str
    code: str
    day: datetime.date
    start: datetime.time
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    worth: int
    required: bool = False
    group_id: int | None = None
    lane: int = 0
    room: str = ""
    titles: dict[str, str] = field(default_factory=dict, hash=False)
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checkpoint:
    """A stretch of the workshop; `items` are all that it covers, whoever they are meant for.

    `key` is the day ("2023-07-04"), the half of it ("2023-07-04/1", "2023-07-04/2"), or the uuid of its first item.
    """

    key: str
    day: datetime.date
    items: tuple[Meant, ...]

    @property
    def starts_at(self) -> datetime.datetime:
        return min(item.starts_at for item in self.items)

    @property
    def ends_at(self) -> datetime.datetime:
        return max(item.ends_at for item in self.items)

    @property
    def code(self) -> str:
        """What people call it: the code of its item, that of the slot ("D1-10" of D1-10A, B, C), or its key."""
        codes = sorted({item.code for item in self.items})
        if self.key not in {item.key for item in self.items}:
            return self.key
        return os.path.commonprefix(codes).rstrip("-") or codes[0]

    def meant_for(self, group_id: int | None) -> tuple[Meant, ...]:
        """The items meant for somebody of this group: those for everybody and those of the group."""
        return tuple(item for item in self.items if item.group_id in (None, group_id))


def checkpoints(items: Iterable[Meant], policy: str) -> list[Checkpoint]:
    """The checkpoints in the order of time. Items of parallel lanes that begin together share one."""
    items = sorted(items, key=lambda item: (item.starts_at, item.code))
    gathered: dict[tuple, list[Meant]] = {}
    for item in items:
        gathered.setdefault(_place(item, policy), []).append(item)
    found = [Checkpoint(_key(place, own, policy), own[0].day, tuple(own)) for place, own in gathered.items()]
    return sorted(found, key=lambda checkpoint: (checkpoint.starts_at, checkpoint.key))


def by_key(found: Iterable[Checkpoint]) -> dict[str, Checkpoint]:
    """Each checkpoint by all names that an event may give it: its own key, those of its items, former ones."""
    return {key: own[0] for key, own in named(found).items()}


def named(found: Iterable[Checkpoint]) -> dict[str, list[Checkpoint]]:
    """All checkpoints that a name may mean: that which bears it now, then those which shared it in another agenda.

    The lanes of a slot share a name. When one of them is dropped or moved, what was taken of the others stays theirs.
    """
    found, names = list(found), defaultdict(list)
    own = [(one, [one.key, *(item.key for item in one.items)]) for one in found]
    former = [(one, [key for item in one.items for key in item.beside]) for one in found]
    for one, keys in [*own, *former]:
        for key in keys:
            if one not in names[key]:
                names[key].append(one)
    return dict(names)


def place_for(places: Mapping[str, Sequence[Checkpoint]], key: str, group_id: int | None) -> Checkpoint | None:
    """Of all checkpoints that `named` gives for this name, the one that is meant for somebody of this group."""
    known = places.get(key, ())
    return next((one for one in known if one.meant_for(group_id)), known[0] if known else None)


def _place(item: Meant, policy: str) -> tuple:
    if policy == DAY:
        return (item.day,)
    if policy == HALF_DAY:
        return (item.day, 1 if item.start < NOON else 2)
    return (item.starts_at, "lanes") if item.lane else (item.starts_at, item.key)


def _key(place: tuple, items: list[Meant], policy: str) -> str:
    if policy == DAY:
        return place[0].isoformat()
    if policy == HALF_DAY:
        return f"{place[0].isoformat()}/{place[1]}"
    return items[0].key
