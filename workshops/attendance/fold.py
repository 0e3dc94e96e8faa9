"""The fold: what is known of one person at one checkpoint, from her events in whatever order they came."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .checkpoints import Meant
from .events import Event, standing

# What a record says. `unseen` is nobody's word yet, `unclear` somebody who was seen, but not while it was on: who left
# without having come, left before its begin, came after its end, or days before.
UNSEEN, PRESENT, LATE, PARTIAL, ABSENT, EXCUSED, UNCLEAR = (
    "unseen", "present", "late", "partial", "absent", "excused", "unclear",
)  # fmt: skip
THERE = (PRESENT, LATE, PARTIAL)
LONG_BEFORE = datetime.timedelta(days=1)
Stay = tuple[datetime.datetime, datetime.datetime | None]


@dataclass(frozen=True)
class Record:
    """The attendance of one person at one checkpoint. `credits` are whole minutes by the key of each item for her.

    `sources` are the kinds of events it rests on, `ids` the events themselves. `decided` says that a human set it.
    """

    status: str = UNSEEN
    credits: dict[str, int] = field(default_factory=dict)
    came_at: datetime.datetime | None = None
    left_at: datetime.datetime | None = None
    sources: frozenset[str] = frozenset()
    ids: tuple[str, ...] = ()
    decided: bool = False

    @property
    def minutes(self) -> int:
        """Credited minutes, all items together."""
        return sum(self.credits.values())


def fold(events: Iterable[Event], items: Sequence[Meant], *, late_after: int) -> Record:
    """The record that these events give. The same events in any order, any of them twice, give the same record.

    Voided events drop; the newest decision of the strongest source stands; without a decision, coming and going give
    the minutes. `late_after` is in minutes: who comes or goes within them of the item's own time is there in full.
    """
    kept = standing(list(events))
    decisions = [event for event in kept if event.verb == "set"]
    common = {"sources": frozenset(event.source for event in kept), "ids": tuple(event.id for event in kept)}
    if decisions:
        return _decided(max(decisions, key=lambda event: event.weight), items, common)
    stays = stays_of(event for event in kept if _is_near(event, items))
    if not _met(stays, items):
        return Record(status=UNCLEAR if kept else UNSEEN, credits=_none(items), **common)
    grace = datetime.timedelta(minutes=late_after)
    credited = {item.key: _credit(item, stays, grace) for item in items}
    return Record(
        status=_status(credited, items, stays, grace),
        credits=credited,
        came_at=stays[0][0],
        left_at=stays[-1][1],
        **common,
    )


def stays_of(events: Iterable[Event]) -> list[Stay]:
    """From when to when she was there; the last may be open. Coming twice is coming once, so is going.

    A going before any coming tells nothing of when she came, and is left out.
    """
    stays: list[Stay] = []
    came = left = None
    for event in events:
        if event.verb == "in":
            if came is not None and left is not None:
                stays.append((came, left))
                came = None
            came, left = came or event.at, None
        elif event.verb == "out" and came is not None:
            left = event.at
    return [*stays, (came, left)] if came is not None else stays


def _decided(event: Event, items: Sequence[Meant], common: dict) -> Record:
    whole = sum(item.worth for item in items)
    if event.value == PARTIAL and whole:
        minutes = min(event.minutes or 0, whole)
        return Record(PARTIAL, _shared_out(items, minutes, whole), decided=True, **common)
    full = event.value == PRESENT
    return Record(event.value, {item.key: item.worth * full for item in items}, decided=True, **common)


def _shared_out(items: Sequence[Meant], minutes: int, whole: int) -> dict[str, int]:
    """The minutes over the items in proportion to their worth; the rounding falls on the last ones."""
    shared, given, passed = {}, 0, 0
    for item in items:
        passed += item.worth
        upto = minutes * passed // whole
        shared[item.key], given = upto - given, upto
    return shared


def _credit(item: Meant, stays: list[Stay], grace: datetime.timedelta) -> int:
    """How much of what the item is worth was earned: its worth in proportion to the time that she was there.

    The grace lengthens a stay that touches the item, and no moment counts twice.
    """
    length, there, counted = item.ends_at - item.starts_at, datetime.timedelta(), item.starts_at
    for came, left in stays:
        if not _touches((came, left), item.starts_at, item.ends_at):
            continue
        begin = max(counted, item.starts_at if came <= item.starts_at + grace else came)
        end = item.ends_at if left is None or left >= item.ends_at - grace else left
        if end > begin:
            there, counted = there + (end - begin), end
    return min(item.worth, round(item.worth * (there / length))) if length else 0


def _touches(stay: Stay, starts_at: datetime.datetime, ends_at: datetime.datetime) -> bool:
    came, left = stay
    return came < ends_at and (left is None or left > starts_at)


def _is_near(event: Event, items: Sequence[Meant]) -> bool:
    """Whether it may be of these items: who came days before, by a clock that was wrong, did not come to them."""
    return not items or event.at >= min(item.starts_at for item in items) - LONG_BEFORE


def _met(stays: list[Stay], items: Sequence[Meant]) -> bool:
    """Whether she was there while it was on; where nothing is meant for her, whether she came."""
    if not items:
        return bool(stays)
    begins, ends = min(item.starts_at for item in items), max(item.ends_at for item in items)
    return any(_touches(stay, begins, ends) for stay in stays)


def _status(credited: dict[str, int], items: Sequence[Meant], stays: list[Stay], grace: datetime.timedelta) -> str:
    lost = [item for item in items if credited[item.key] < item.worth]
    if not lost:
        return PRESENT
    begins, ends = min(item.starts_at for item in items), max(item.ends_at for item in items)
    stayed = len(stays) == 1 and (stays[0][1] is None or stays[0][1] >= ends - grace)
    return LATE if stayed and begins + grace < stays[0][0] < ends else PARTIAL


def _none(items: Sequence[Meant]) -> dict[str, int]:
    return {item.key: 0 for item in items}
