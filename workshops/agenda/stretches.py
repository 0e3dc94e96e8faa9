"""The stretch of a day before a seam, from the last locked item on, and how to make it shorter. No database."""

import datetime
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .flow import MINUTE, Piece, Seam
from .sharing import share

Starts = dict[str, datetime.datetime]


@dataclass(frozen=True)
class Lane:
    """What follows on itself in one lane; `starts_at` is the start of its first piece, locked or not."""

    pieces: tuple[Piece, ...]
    starts_at: datetime.datetime

    @property
    def locked(self) -> bool:
        return self.pieces[0].locked is not None

    @property
    def minutes(self) -> int:
        return sum(piece.minutes for piece in self.pieces)

    @property
    def ends_at(self) -> datetime.datetime:
        return self.starts_at + self.minutes * MINUTE

    @property
    def most(self) -> int:
        """By how much it can be shortened."""
        return sum(_most(piece) for piece in self.pieces)

    def shortened(self, by: int) -> dict[str, int]:
        """The new length of each piece that changes."""
        weights, most = [piece.minutes for piece in self.pieces], [_most(piece) for piece in self.pieces]
        taken = zip(self.pieces, share(by, weights, most), strict=True)
        return {piece.code: piece.minutes - minutes for piece, minutes in taken if minutes}


@dataclass(frozen=True)
class Block:
    """One item for everybody, or lanes side by side."""

    lanes: tuple[Lane, ...]

    @property
    def ends_at(self) -> datetime.datetime:
        return max(lane.ends_at for lane in self.lanes)

    @property
    def free(self) -> list[Lane]:
        """The lanes that begin when the block before ends; all of them, if each is held by a lock."""
        return [lane for lane in self.lanes if not lane.locked] or list(self.lanes)

    @property
    def minutes(self) -> int:
        return max(lane.minutes for lane in self.free)

    @property
    def most(self) -> int:
        """By how much its end can come nearer to its own beginning."""
        return min(self._room(lane) for lane in self.free)

    @property
    def limit(self) -> int | None:
        """By how much its end can come earlier at all, because of lanes that a lock holds; None if none does."""
        return min((self._room(lane) for lane in self.lanes if lane.locked), default=None)

    def _room(self, lane: Lane) -> int:
        return lane.most + _minutes(self.ends_at - lane.ends_at)

    def shortened(self, before: int, by: int) -> dict[str, int]:
        """New lengths, so that its end comes earlier by `before` (the blocks before it) and `by` (its own)."""
        minutes = {}
        for lane in self.lanes:
            spare = _minutes(self.ends_at - lane.ends_at)
            needed = (before + by if lane.locked else by) - spare
            minutes |= lane.shortened(max(0, needed))
        return minutes


def _most(piece: Piece) -> int:
    return max(0, piece.minutes - piece.shortest)


def _minutes(distance: datetime.timedelta) -> int:
    return int(distance / MINUTE)


def stretch(pieces: Iterable[Piece], starts: Starts, seam: Seam, closes_at: datetime.datetime | None) -> list[Block]:
    """The blocks whose lengths decide when the seam is reached, in the order of time; `starts` as they are timed."""
    rows: list[dict[int, list[Piece]]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.order, piece.lane, piece.code)):
        closing = closes_at and piece.locked and piece.locked >= closes_at
        if piece.code == seam.before or (seam.before is None and closing):
            break
        if piece.lane == 0 or not rows or 0 in rows[-1]:
            rows.append({})
        rows[-1].setdefault(piece.lane, []).append(piece)
    if seam.lane and rows and 0 not in rows[-1]:
        last = rows.pop()
        rows += [{seam.lane: last[seam.lane]}] if seam.lane in last else []
    return _since_lock(rows, starts)


def _since_lock(rows: list[dict[int, list[Piece]]], starts: Starts) -> list[Block]:
    blocks: list[Block] = []
    for row in reversed(rows):
        cut = [_after_lock(lane) for _number, lane in sorted(row.items())]
        blocks.insert(0, Block(tuple(Lane(tuple(lane), starts[lane[0].code]) for lane in cut)))
        if all(lane.locked for lane in blocks[0].lanes):
            break
    return blocks


def _after_lock(lane: Sequence[Piece]) -> Sequence[Piece]:
    locks = [place for place, piece in enumerate(lane) if piece.locked]
    return lane[locks[-1] :] if locks else lane


def shortened(blocks: Sequence[Block], by: int) -> dict[str, int]:
    """New lengths by which the stretch ends `by` minutes earlier, or as much as its shortest lengths allow."""
    minutes, before = {}, 0
    for block, own in zip(blocks, _spread(blocks, by), strict=True):
        minutes |= block.shortened(before, own)
        before += own
    return minutes


def _spread(blocks: Sequence[Block], by: int, before: int = 0) -> list[int]:
    """The share of each block, `before` being taken already; where a lock holds one back, those after it give more."""
    shares = share(by, [block.minutes for block in blocks], [block.most for block in blocks])
    ends = itertools.accumulate(shares, initial=before)
    next(ends)
    held = [
        (block.limit, place)
        for place, (block, end) in enumerate(zip(blocks, ends, strict=True), start=1)
        if block.limit is not None and end > block.limit
    ]
    if not held:
        return shares
    limit, place = min(held)
    early = _spread(blocks[:place], limit - before, before)
    return early + _spread(blocks[place:], by - sum(early), before + sum(early))
