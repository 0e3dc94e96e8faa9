"""What can be done about an overrun: shorten in proportion, move the last item out, unlock. No database."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from .flow import Flow, Piece, Seam, retime, with_minutes
from .stretches import Block, shortened, stretch


@dataclass(frozen=True)
class Remedy:
    """One way out, as plain data. `code` is the item moved out or unlocked, `minutes` the new lengths by code.

    `left` is the overrun in minutes that stays at the seam; `then` are overruns elsewhere that it causes or worsens.
    """

    kind: Literal["shorten", "move_out", "unlock"]
    code: str = ""
    minutes: dict[str, int] = field(default_factory=dict)
    left: int = 0
    then: tuple[Seam, ...] = ()


def applied(pieces: Iterable[Piece], remedy: Remedy) -> list[Piece]:
    """The pieces of the day after the remedy; what is moved out is no longer among them."""
    if remedy.kind == "shorten":
        return with_minutes(pieces, remedy.minutes)
    if remedy.kind == "move_out":
        return [piece for piece in pieces if piece.code != remedy.code]
    return [replace(piece, locked=None) if piece.code == remedy.code else piece for piece in pieces]


def remedies(
    pieces: Iterable[Piece],
    flow: Flow,
    seam: Seam,
    opens_at: datetime.datetime,
    *,
    closes_at: datetime.datetime | None = None,
) -> list[Remedy]:
    """The remedies that make this overrun smaller, in the order shorten, move out, unlock; none for slack.

    `flow` must be that of `pieces` with the same `opens_at` and `closes_at`. Only what stands between the last locked
    item before the seam and the seam is shortened, that locked item too; it is never moved. No item gets shorter than
    its shortest length, and one that is already is left alone.
    """
    pieces = list(pieces)
    if not seam.overrun or seam.after is None:
        return []
    starts = {one.piece.code: one.starts_at for one in flow.timed}
    blocks = stretch(pieces, starts, seam, closes_at)
    wanted = [Remedy("shorten", minutes=shortened(blocks, seam.minutes)), Remedy("move_out", seam.after)]
    wanted += [Remedy("unlock", code) for code in _locks(seam, blocks)]
    weighed = [_weighed(pieces, flow, seam, remedy, opens_at, closes_at) for remedy in wanted]
    return [remedy for remedy in weighed if remedy.left < seam.minutes]


def _locks(seam: Seam, blocks: Sequence[Block]) -> list[str]:
    """What can be unlocked: the item that follows; at the end of the day the locked one that the stretch hangs on."""
    if seam.before is not None:
        return [seam.before]
    heads = [lane.pieces[0] for block in blocks[:1] for lane in block.lanes]
    return [piece.code for piece in heads if piece.locked]


def _weighed(
    pieces: Sequence[Piece],
    flow: Flow,
    seam: Seam,
    remedy: Remedy,
    opens_at: datetime.datetime,
    closes_at: datetime.datetime | None,
) -> Remedy:
    """The remedy with what it leaves, found by timing the day anew."""
    after = retime(applied(pieces, remedy), opens_at=opens_at, closes_at=closes_at).overruns
    known = {(one.lane, one.before): one.minutes for one in flow.overruns}
    here = [one for one in after if one.before == seam.before and (one.lane == seam.lane or 0 in (one.lane, seam.lane))]
    worse = [one for one in after if one not in here and one.minutes > known.get((one.lane, one.before), 0)]
    return replace(remedy, left=max((one.minutes for one in here), default=0), then=tuple(worse))
