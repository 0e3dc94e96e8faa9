"""A day that runs late, timed anew from what is on to the next lock: what moves, what does not fit. No database."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ..actions.drafting_board import LONGEST, Board, Place, Refused, instant
from ..agenda import Flow, PastMidnight, Piece, Seam, midnight_after, retime, wall
from ..agenda.remedies import Remedy, remedies

BEGAN, ENDS = "began", "ends"
MOST_LATE = 240
Starts = dict[str, datetime.datetime]


@dataclass(frozen=True)
class Late:
    """What is said: these items (parallel ones together) began, or will end, so many minutes late.

    `ways` are remedies that were chosen one after the other, each as its kind (see `Overrun.named`) and the item that
    its seam stands before.
    """

    codes: tuple[str, ...]
    how: str
    minutes: int
    ways: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Overrun:
    """What does not fit: before the locked item `seam.before`, or past the end of the day (which forbids nothing)."""

    seam: Seam
    ways: tuple[Remedy, ...]

    @property
    def blocks(self) -> bool:
        return self.seam.before is not None

    def named(self, kind: str) -> str:
        """The kind of a remedy, with the lane of the overrun where lanes run side by side: each has ways of its own."""
        return f"{kind}.{self.seam.lane}" if self.seam.lane else kind

    def remedies(self) -> list[Remedy]:
        """As `builder.seams.shown_seam` asks for them."""
        return list(self.ways)


@dataclass(frozen=True)
class Outcome:
    """The day as it would be: `board` after, the places that change (None for moved out), and what does not fit."""

    board: Board
    changed: Mapping[str, tuple[Place, Place | None]]
    overruns: tuple[Overrun, ...]

    @property
    def fits(self) -> bool:
        return not any(overrun.blocks for overrun in self.overruns)


def run_late(board: Board, day: datetime.date, late: Late) -> Outcome:
    """The day after it. What began no later than these items stays, no item is moved to an earlier time by it.

    Raises `Refused` where the items are not on this day, the day would go on past midnight, or a way is gone.
    """
    missing = [code for code in late.codes if code not in board.places or board.places[code].day != day]
    if missing or not late.codes:
        raise Refused(_("The item that is late is not on the agenda of today any more. Look again."))
    usual = {(one.seam.lane, one.seam.before): one.seam.minutes for one in _Day(board, day, ()).overruns()}
    state = _Day(_told(board, late), day, late.codes)
    for kind, before in late.ways:
        state = state.remedied(kind, before)
    after = state.timed()
    changed = {
        code: (place, after.places.get(code)) for code, place in board.places.items() if place != after.places.get(code)
    }
    found = [one for one in state.overruns() if one.seam.minutes > usual.get((one.seam.lane, one.seam.before), 0)]
    return Outcome(after, changed, tuple(found))


def _told(board: Board, late: Late) -> Board:
    """What is known: the items last longer, or they began later, and then they keep that start."""
    by = datetime.timedelta(minutes=late.minutes)
    places: dict[str, Place] = {}
    for code in late.codes:
        place = board.places[code]
        if late.how == ENDS and place.minutes + late.minutes > LONGEST:
            raise Refused(_("%(code)s would last longer than a day. Give fewer minutes.") % {"code": code})
        if late.how == ENDS:
            places[code] = replace(place, minutes=place.minutes + late.minutes)
            continue
        day, start, second = wall(board.starts_at(code) + by, board.zone)
        if day != place.day:
            raise Refused(_("%(code)s would begin after midnight. Move it to another day instead.") % {"code": code})
        places[code] = replace(place, start=start, second=second, locked=True)
    return board.with_places(places)


@dataclass(frozen=True)
class _Day:
    """One day of a board; the items of `late`, and all that began with or before them, are where they are."""

    board: Board
    day: datetime.date
    late: tuple[str, ...]

    def _starts(self) -> Starts:
        return {code: self.board.starts_at(code) for code in self.board.codes(self.day)}

    def _begun(self) -> set[str]:
        """What is late, and what began with or before it."""
        starts = self._starts()
        line = max((starts[code] for code in self.late), default=None)
        return {code for code in starts if line and starts[code] <= line}

    def _pieces(self) -> list[Piece]:
        """The pieces of the day, those held that the flow would move to an earlier time."""
        starts, gone = self._starts(), self._begun()
        pieces = [_held(one, starts, shortest=True) if one.code in gone else one for one in self.board.pieces(self.day)]
        while early := _first_early(self._flow(pieces), starts):
            pieces = [_held(one, starts) if one.code == early else one for one in pieces]
        return pieces

    def _flow(self, pieces: Iterable[Piece], **facts: datetime.datetime) -> Flow:
        return retime(pieces, opens_at=self.board.opens_at(self.day), **facts)

    def _closes_at(self) -> datetime.datetime:
        return instant(self.day, self.board.day_end, self.board.zone)

    def overruns(self) -> list[Overrun]:
        """Each overrun with its remedies, that past the end of the day last."""
        pieces, closes_at, opens_at = self._pieces(), self._closes_at(), self.board.opens_at(self.day)
        by_day = [one for one in pieces if not one.locked or one.locked < closes_at]
        flow, whole = self._flow(pieces), self._flow(by_day, closes_at=closes_at)
        kept = {code for code, place in self.board.places.items() if place.locked}
        seams = [seam for seam in flow.overruns if seam.before in kept - set(self.late)]
        found = [(seam, remedies(pieces, flow, seam, opens_at)) for seam in seams]
        at_end = [seam for seam in whole.overruns if seam.before is None]
        found += [(seam, remedies(by_day, whole, seam, opens_at, closes_at=closes_at)) for seam in at_end]
        begun = self._begun()
        return [Overrun(seam, tuple(way for way in ways if way.code not in begun)) for seam, ways in found]

    def remedied(self, kind: str, before: str) -> "_Day":
        """After one of the remedies of the overrun before this item, or at the end of the day ("")."""
        overruns = [one for one in self.overruns() if (one.seam.before or "") == before]
        named = ((way, (way.kind, one.named(way.kind))) for one in overruns for way in one.ways)
        way = next((way for way, names in named if kind in names), None)
        if way is None:
            raise Refused(_("There is no such way out here any more."))
        places: dict[str, Place | None] = {}
        if way.kind == "shorten":
            places = {code: replace(self.board.places[code], minutes=each) for code, each in way.minutes.items()}
        elif way.kind == "unlock":
            places = {way.code: replace(self.board.places[way.code], locked=False)}
        else:
            places = {way.code: None}
        return replace(self, board=self.board.with_places(places))

    def timed(self) -> Board:
        """The board with the start of each item as the flow has it."""
        try:
            flow = self._flow(self._pieces(), midnight=midnight_after(self.day, self.board.zone))
        except PastMidnight as past:
            sentence = _("%(code)s would go on past midnight. Shorten or move something of that day first.")
            raise Refused(sentence % {"code": past.code}) from past
        places = {}
        for one in flow.timed:
            _day, start, second = wall(one.starts_at, self.board.zone)
            places[one.piece.code] = replace(self.board.places[one.piece.code], start=start, second=second)
        return self.board.with_places(places)


def _held(piece: Piece, starts: Starts, *, shortest: bool = False) -> Piece:
    """It stays where it is; what is on or over is not shortened either."""
    return replace(
        piece, locked=starts[piece.code], shortest=max(piece.minutes, piece.shortest) if shortest else piece.shortest
    )


def _first_early(flow: Flow, starts: Starts) -> str:
    """The first item that the flow would begin before its time."""
    early = [one for one in flow.timed if not one.piece.locked and one.starts_at < starts[one.piece.code]]
    return early[0].piece.code if early else ""


def carried(
    places: Mapping[str, Place], changed: Mapping[str, tuple[Place, Place | None]]
) -> tuple[dict[str, Place | None], list[str]]:
    """Onto another draft: what stands there as it stood, as it is now; and the codes of what is otherwise there."""
    moved: dict[str, Place | None] = {}
    behind = []
    for code, (before, after) in changed.items():
        known = places.get(code)
        if known is None or replace(known, order=0) != replace(before, order=0):
            behind.append(code)
        else:
            moved[code] = after and replace(after, order=known.order)
    return moved, sorted(behind)
