"""The order of a day: before what an item comes, which lane it stands in. Pure: no database."""

import datetime
import itertools
from dataclasses import replace

from django.utils.translation import gettext as _

from .drafting_board import Board, Place, Refused

MOST_LANES = 9
STEP = datetime.timedelta(minutes=5)


def units(board: Board, day: datetime.date) -> list[list[str]]:
    """A day as it is read: each item for everybody by itself, and what stands in parallel lanes together."""
    found: list[list[str]] = []
    for parallel, codes in itertools.groupby(board.codes(day), key=lambda code: board.places[code].lane > 0):
        unit = list(codes)
        found += [unit] if parallel else [[code] for code in unit]
    return found


def unit_of(board: Board, code: str) -> list[str]:
    """The items that stand in parallel with this one, itself included."""
    return next(unit for unit in units(board, board.places[code].day) if code in unit)


def put(board: Board, code: str, place: Place, *, before: str | None) -> Board:
    """The item at `place`, in the order of its day ahead of `before`, or last."""
    left = board.with_places({code: None})
    row = left.codes(place.day)
    row.insert(row.index(before) if before in row else len(row), code)
    placed = left.with_places({code: place})
    ordered = {one: replace(placed.places[one], order=at) for at, one in enumerate(row, start=1)}
    return _tidied(placed.with_places(ordered), _beside(board, code))


def off(board: Board, code: str) -> Board:
    """The item off the agenda."""
    return _tidied(board.with_places({code: None}), _beside(board, code))


def _beside(board: Board, code: str) -> list[str]:
    return [one for one in unit_of(board, code) if one != code] if code in board.places else []


def _tidied(board: Board, left: list[str]) -> Board:
    """What an item has left without any other lane beside it is for everybody again."""
    alone = [one for one in left if len({board.places[each].lane for each in unit_of(board, one)}) == 1]
    return board.with_places({one: replace(board.places[one], lane=0) for one in alone})


def next_at(board: Board, day: datetime.date, starts_at: datetime.datetime, *, but: str) -> str | None:
    """The first item of a day, another than `but`, that begins at this instant or later."""
    return next((one for one in board.codes(day) if one != but and board.starts_at(one) >= starts_at), None)


def earlier(board: Board, code: str) -> str:
    """Ahead of which item this one comes when it moves up by one. Raises `Refused` where it is the first."""
    place, unit = board.places[code], unit_of(board, code)
    ahead = [one for one in unit[: unit.index(code)] if board.places[one].lane == place.lane]
    if ahead and place.lane:
        return ahead[-1]
    all_units = units(board, place.day)
    at = all_units.index(unit)
    if at == 0:
        raise Refused(_("%(code)s is the first of its day already.") % {"code": code})
    return all_units[at - 1][0]


def later(board: Board, code: str) -> str | None:
    """Ahead of which item this one comes when it moves down by one; None for the end. Raises `Refused` at the end."""
    place, unit = board.places[code], unit_of(board, code)
    row = board.codes(place.day)
    behind = [one for one in unit[unit.index(code) + 1 :] if board.places[one].lane == place.lane]
    if behind and place.lane:
        return _after(row, behind[0])
    all_units = units(board, place.day)
    at = all_units.index(unit)
    if at == len(all_units) - 1:
        raise Refused(_("%(code)s is the last of its day already.") % {"code": code})
    return _after(row, all_units[at + 1][-1])


def behind(board: Board, code: str, other: str) -> str | None:
    """Ahead of which item this one comes when it stands right after `other`, or where it is if that is itself."""
    row = board.codes(board.places[other].day) if other in board.places else []
    row = [one for one in row if one != code or one == other]
    return _after(row, other) if other in row else None


def whole(board: Board, code: str, lane: int, *, before: str | None, after: str | None) -> str | None:
    """Ahead of which item this one comes; what is for everybody goes ahead of or behind parallel lanes as a whole."""
    other = after or before
    if other in board.places and other != code and lane == 0:
        unit = [one for one in unit_of(board, other) if one != code]
        before, other = unit[0], unit[-1]
    return behind(board, code, other) if after else before


def _after(row: list[str], code: str) -> str | None:
    at = row.index(code) + 1
    return row[at] if at < len(row) else None


def beside(board: Board, code: str, other: str) -> tuple[Board, Place, str | None]:
    """Room for an item in parallel with another: the board, a place in a lane of its own, and what comes after it."""
    anchor = board.places[other]
    if anchor.lane == 0:
        anchor = replace(anchor, lane=1)
        board = board.with_places({other: anchor})
    lane = max(board.places[one].lane for one in unit_of(board, other) if one != code) + 1
    if lane > MOST_LANES:
        raise Refused(_("There are %(most)s lanes already.") % {"most": MOST_LANES})
    return board, replace(anchor, lane=lane), behind(board, code, other)
