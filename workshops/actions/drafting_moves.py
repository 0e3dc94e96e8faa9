"""What an editor does to the places of a draft: move, resize, lock, take off. Each is one change that can be undone."""

import datetime
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from elearning.people.models import User

from ..agenda import NoSuchTime, exists_twice, utc_instants
from ..agenda.remedies import Remedy
from ..models import AgendaVersion
from . import drafting_order as order
from .drafting_board import LONGEST, Board, Place, Refused
from .drafting_edits import Edit, edited
from .drafting_rows import remembered

STEP = 5


@dataclass(frozen=True)
class Editor:
    """Who changes a draft, and the revision that she saw."""

    by: User
    revision: int | None = None


@dataclass(frozen=True)
class Target:
    """Where an item is to go: a day, and there a lane; ahead of an item, after or beside one, or about a time.

    A locked item goes to the time; another takes its place in the order by it. With nothing of these it is last.
    """

    day: datetime.date
    lane: int | None = None
    before: str | None = None
    after: str | None = None
    beside: str | None = None
    start: datetime.time | None = None


def move(version: AgendaVersion, code: str, target: Target, *, editor: Editor) -> AgendaVersion:
    """Put an item where the target says, scheduled or not before, and time the days concerned anew."""
    with edited(version, verb="move", by=editor.by, revision=editor.revision, about=code) as edit:
        _within_dates(edit, code, target)
        known = edit.board.places.get(code) or remembered(edit.version, code, target.day)
        near = {name: None for name in ("before", "after", "beside") if getattr(target, name) == code}
        board = _moved(edit, code, known, replace(target, **near))
        edit.become(board.retimed({known.day, board.places[code].day}))
    return edit.version


def _moved(edit: Edit, code: str, known: Place, target: Target) -> Board:
    if target.beside and target.beside in edit.board.places:
        board, place, before = order.beside(edit.board, code, target.beside)
        return order.put(board, code, replace(known, day=place.day, lane=place.lane, start=place.start), before=before)
    lane = known.lane if target.lane is None else target.lane
    if not 0 <= lane <= order.MOST_LANES:
        raise Refused(_("Lanes are numbered from 0, for everybody, to %(most)s.") % {"most": order.MOST_LANES})
    place = replace(known, day=target.day, lane=lane)
    stays = code in edit.board.places and target == Target(known.day, lane=target.lane)
    if stays:
        return order.put(edit.board, code, place, before=order.behind(edit.board, code, code))
    if not known.locked and (target.before or target.after or target.start is None):
        before = order.whole(edit.board, code, lane, before=target.before, after=target.after)
        return order.put(edit.board, code, place, before=before)
    start = target.start or known.start
    if known.locked and exists_twice(target.day, start, edit.board.zone):
        raise Refused(
            _("%(time)s comes twice on that day: the clocks go back. Edit the item and say which of the two.")
            % {"time": start.strftime("%H:%M")}
        )
    return at_time(edit.board, code, place, start)


def _within_dates(edit: Edit, code: str, target: Target) -> None:
    """An item may stay on a day that the workshop has left, but none comes to such a day."""
    workshop, known = edit.version.workshop, edit.board.places.get(code)
    stays = known and known.day == target.day
    if not stays and not workshop.starts_on <= target.day <= workshop.ends_on:
        raise Refused(_("%(day)s is not a day of this workshop.") % {"day": target.day.isoformat()})


def at_time(board: Board, code: str, place: Place, start: datetime.time, *, second: bool = False) -> Board:
    """The item at a wall time: a locked one begins then, another comes ahead of what begins then or later."""
    instant = existing(board, place.day, start, second=second)
    placed = replace(place, start=start, second=second and exists_twice(place.day, start, board.zone))
    return order.put(board, code, placed, before=order.next_at(board, place.day, instant, but=code))


def existing(board: Board, day: datetime.date, start: datetime.time, *, second: bool = False) -> datetime.datetime:
    """The instant of a wall time; refused with a sentence where the clocks jump over it."""
    try:
        return utc_instants(day, start, 0, board.zone, second=second)[0]
    except NoSuchTime as gap:
        said = {"time": start.strftime("%H:%M"), "day": day.isoformat(), "zone": board.zone.key}
        raise Refused(
            _("%(time)s on %(day)s does not exist in %(zone)s: the clocks go forward. Choose another time.") % said
        ) from gap


def step(version: AgendaVersion, code: str, direction: int, *, editor: Editor) -> AgendaVersion:
    """One place up (-1) or down (1); a locked item goes five minutes earlier or later instead."""
    with edited(version, verb="move", by=editor.by, revision=editor.revision, about=code) as edit:
        place = scheduled(edit.board, code)
        if place.locked:
            starts_at = edit.board.starts_at(code) + direction * datetime.timedelta(minutes=STEP)
            board = _locked_at(edit.board, code, starts_at)
        else:
            before = (order.earlier if direction < 0 else order.later)(edit.board, code)
            board = order.put(edit.board, code, place, before=before)
        edit.become(board.retimed({place.day}))
    return edit.version


def _locked_at(board: Board, code: str, starts_at: datetime.datetime) -> Board:
    local = starts_at.astimezone(board.zone)
    place = board.places[code]
    if local.date() != place.day:
        raise Refused(_("%(code)s would leave its day. Move it to another day instead.") % {"code": code})
    moved = replace(place, start=local.time().replace(fold=0), second=bool(local.fold))
    return order.put(board, code, moved, before=order.next_at(board, place.day, starts_at, but=code))


def resize(version: AgendaVersion, code: str, minutes: int, *, editor: Editor) -> AgendaVersion:
    """Give an item another length; what follows moves with it."""
    with edited(version, verb="resize", by=editor.by, revision=editor.revision, about=code) as edit:
        place = scheduled(edit.board, code)
        sensible(code, minutes, edit.board.shortest[code])
        edit.become(edit.board.with_places({code: replace(place, minutes=minutes)}).retimed({place.day}))
    return edit.version


def sensible(code: str, minutes: int, shortest: int) -> None:
    """Refuse a length that is none, is longer than a day, or is under the item's shortest."""
    if not 1 <= minutes <= LONGEST:
        raise Refused(_("%(code)s: give between 1 and %(most)s minutes.") % {"code": code, "most": LONGEST})
    if minutes < shortest:
        raise Refused(
            _("%(code)s is never shorter than %(shortest)s minutes. That can be changed in the item itself.")
            % {"code": code, "shortest": shortest}
        )


def lock(version: AgendaVersion, code: str, locked: bool, *, editor: Editor) -> AgendaVersion:
    """Let an item keep its start, or let it flow again."""
    verb = "lock" if locked else "unlock"
    with edited(version, verb=verb, by=editor.by, revision=editor.revision, about=code) as edit:
        place = scheduled(edit.board, code)
        edit.become(edit.board.with_places({code: replace(place, locked=locked)}).retimed({place.day}))
    return edit.version


def unschedule(version: AgendaVersion, code: str, *, editor: Editor) -> AgendaVersion:
    """Take an item off the agenda; it waits at the side."""
    with edited(version, verb="unschedule", by=editor.by, revision=editor.revision, about=code) as edit:
        place = scheduled(edit.board, code)
        edit.become(order.off(edit.board, code).retimed({place.day}))
    return edit.version


def scheduled(board: Board, code: str) -> Place:
    """The place of an item that stands on the agenda, else refused."""
    if code not in board.places:
        raise Refused(_("The item %(code)s is not on this agenda.") % {"code": code})
    return board.places[code]


def remedy(version: AgendaVersion, day: datetime.date, *, kind: str, seam: str, editor: Editor) -> AgendaVersion:
    """Do one of `agenda.remedies` about the overrun that stands before the item `seam`, or at the end ("") of a day."""
    with edited(version, verb=kind, by=editor.by, revision=editor.revision) as edit:
        tensions = edit.board.tensions(day) if edit.board.codes(day) else []
        tensions = [one for one in tensions if (one.seam.before or "") == seam and one.seam.overrun]
        found = [way for one in tensions for way in one.remedies() if way.kind == kind]
        if not found:
            raise Refused(_("There is no such way out here any more."))
        edit.become(_remedied(edit.board, found[0]).retimed({day}))
    return edit.version


def _remedied(board: Board, way: Remedy) -> Board:
    if way.kind == "move_out":
        return order.off(board, way.code)
    if way.kind == "unlock":
        return board.with_places({way.code: replace(board.places[way.code], locked=False)})
    return board.with_places({code: replace(board.places[code], minutes=each) for code, each in way.minutes.items()})
