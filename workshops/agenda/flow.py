"""The flow of a day: each item starts when the one before ends, a locked one keeps its start. No database.

Lane 0 is for everybody, lanes 1 and more are parallel: an item of lane 0 waits for all lanes, one of another lane
waits for its own lane and for lane 0. What is too long is not hidden but named as an overrun, what is free as slack.
So an unlocked item overlaps nothing that stands before it and leaves nothing free before it, save in a shorter lane.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

MINUTE = datetime.timedelta(minutes=1)
LONGEST = 24 * 60
Ends = dict[int, "Timed"]


class BadLength(ValueError):
    """An item lasts less than a minute or more than a day; `code` and `minutes` say which."""

    def __init__(self, code: str, minutes: int):
        super().__init__(f"{code}: {minutes} minutes are not between 1 and {LONGEST}.")
        self.code, self.minutes = code, minutes


class PastMidnight(ValueError):
    """The day would not end on its own date; `code` is the first item that would not."""

    def __init__(self, code: str):
        super().__init__(f"{code} would go on past midnight.")
        self.code = code


@dataclass(frozen=True)
class Piece:
    """One item of one day, as the computation sees it.

    `code` names it, `order` is its place in the day, `minutes` lasts it, `shortest` is its shortest sensible length;
    `locked` is the instant at which a locked item starts, else None.
    """

    code: str
    minutes: int
    order: int
    lane: int = 0
    shortest: int = 5
    locked: datetime.datetime | None = None


@dataclass(frozen=True)
class Timed:
    """A piece with its instants."""

    piece: Piece
    starts_at: datetime.datetime

    @property
    def ends_at(self) -> datetime.datetime:
        return self.starts_at + self.piece.minutes * MINUTE


@dataclass(frozen=True)
class Seam:
    """Where what came before does not end as what follows begins: an overrun (minutes > 0) or slack (minutes < 0).

    `before` is the code of what follows (a locked item, or one for everybody that a shorter lane waits for), None for
    the end of the day; `after` is the code of the item that ends last before it, None where nothing comes before.
    """

    lane: int
    minutes: int
    before: str | None
    after: str | None

    @property
    def overrun(self) -> bool:
        return self.minutes > 0


@dataclass(frozen=True)
class Flow:
    """A day as it results: every piece with its time, every seam that is not smooth, both in the order of time."""

    timed: tuple[Timed, ...]
    seams: tuple[Seam, ...]

    @property
    def overruns(self) -> tuple[Seam, ...]:
        return tuple(seam for seam in self.seams if seam.overrun)


def retime(
    pieces: Iterable[Piece],
    *,
    opens_at: datetime.datetime,
    closes_at: datetime.datetime | None = None,
    midnight: datetime.datetime | None = None,
) -> Flow:
    """Time the pieces of one day from `opens_at` on; an overrun past `closes_at` is named, slack before it is not.

    Locked pieces never move and no length changes. Pieces are taken by order, then lane, then code, so that the same
    input in any order gives the same flow. An item locked at `closes_at` or later was asked for, it is no overrun.
    Raises `BadLength`; and `PastMidnight` if, `midnight` given (see `clock.midnight_after`), an item would start then
    or later, or an item that is not locked would end later.
    """
    ends: Ends = {}
    timed, seams, closes = [], [], closes_at
    for piece in _in_order(pieces):
        if closes and piece.locked and piece.locked >= closes:
            seams += _past(ends, closes)
            closes = None
        seams += _seams_before(piece, ends, opens_at)
        placed = Timed(piece, piece.locked or _free_at(piece.lane, ends, opens_at))
        _take(ends, placed)
        timed.append(placed)
    if closes:
        seams += _past(ends, closes)
    timed.sort(key=lambda one: (one.starts_at, one.piece.order, one.piece.lane, one.piece.code))
    if midnight:
        _refuse_past(midnight, timed)
    return Flow(tuple(timed), tuple(seams))


def _in_order(pieces: Iterable[Piece]) -> list[Piece]:
    ordered = sorted(pieces, key=lambda piece: (piece.order, piece.lane, piece.code))
    for piece in ordered:
        if not 1 <= piece.minutes <= LONGEST:
            raise BadLength(piece.code, piece.minutes)
    return ordered


def _later(one: Timed | None, other: Timed | None) -> Timed | None:
    """The one that ends later; of two that end together, the other."""
    if not one or not other:
        return one or other
    return one if one.ends_at > other.ends_at else other


def _lanes(ends: Ends) -> Ends:
    """What ends last in each parallel lane that is open, or in lane 0 if none is."""
    return {lane: _later(ends.get(0), last) for lane, last in ends.items() if lane} or ends


def _free_at(lane: int, ends: Ends, opens_at: datetime.datetime) -> datetime.datetime:
    """When what must be over before an item of this lane is over."""
    wait = ends.values() if lane == 0 else [ends[each] for each in (0, lane) if each in ends]
    return max((one.ends_at for one in wait), default=opens_at)


def _take(ends: Ends, placed: Timed) -> None:
    """An item for everybody gathers the lanes; one that runs past it although it is locked stays open."""
    lane = placed.piece.lane
    ends[lane] = _later(ends.get(lane), placed)
    if lane == 0:
        for each in [each for each, last in ends.items() if each and last.ends_at <= ends[0].ends_at]:
            del ends[each]


def _seams_before(piece: Piece, ends: Ends, opens_at: datetime.datetime) -> Iterator[Seam]:
    """What is not smooth before this piece, lane by lane."""
    starts_at = piece.locked or _free_at(piece.lane, ends, opens_at)
    if piece.lane:
        last = _later(ends.get(0), ends.get(piece.lane))
        waiting = {piece.lane: last} if last else {}
    else:
        waiting = _lanes(ends)
    if not waiting and starts_at > opens_at:
        yield from _seam(piece.lane, opens_at - starts_at, piece.code, None)
    for lane, last in sorted(waiting.items()):
        yield from _seam(lane, last.ends_at - starts_at, piece.code, last)


def _past(ends: Ends, closes_at: datetime.datetime) -> Iterator[Seam]:
    for lane, last in sorted(_lanes(ends).items()):
        if last.ends_at > closes_at:
            yield from _seam(lane, last.ends_at - closes_at, None, last)


def _seam(lane: int, distance: datetime.timedelta, before: str | None, last: Timed | None) -> Iterator[Seam]:
    minutes = -(-distance // MINUTE)  # a part of a minute too much is a minute too much
    if minutes:
        yield Seam(lane, minutes, before, last.piece.code if last else None)


def _refuse_past(midnight: datetime.datetime, timed: Iterable[Timed]) -> None:
    for one in timed:
        if one.starts_at >= midnight or (not one.piece.locked and one.ends_at > midnight):
            raise PastMidnight(one.piece.code)


def with_minutes(pieces: Iterable[Piece], minutes: dict[str, int]) -> list[Piece]:
    """The same pieces, some of them with another length."""
    return [replace(piece, minutes=minutes.get(piece.code, piece.minutes)) for piece in pieces]
