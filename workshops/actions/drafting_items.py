"""What an editor does to the items themselves: add, change, retire, bring back, delete."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..models import AgendaItem, AgendaVersion, ItemPerson
from .drafting_board import Board, Place, Refused
from .drafting_edits import Edit, edited
from .drafting_moves import Editor, at_time, sensible
from .drafting_order import behind, off, put

MOST_ITEMS = 400


@dataclass(frozen=True)
class Wanted:
    """What an item is to be: its own `values`, the people (by key, with their parts) and teams, and where it stands.

    `day` None leaves it, or takes it, off the agenda; `start` None leaves its place in the order, or makes it last.
    """

    values: Mapping[str, Any]
    people: Mapping[int, str] = field(default_factory=dict)
    teams: tuple[Any, ...] = ()
    minutes: int = 30
    day: datetime.date | None = None
    start: datetime.time | None = None
    second: bool = False
    lane: int = 0
    room: int | None = None
    locked: bool = False


def add_item(version: AgendaVersion, wanted: Wanted, *, editor: Editor) -> AgendaItem:
    """Make an item; it stands where `wanted` says, or waits at the side. Raises `Refused` and `Stale`."""
    with edited(version, verb="add", by=editor.by, revision=editor.revision, about=wanted.values["code"]) as edit:
        workshop = edit.version.workshop
        if workshop.items.count() >= MOST_ITEMS:
            raise Refused(
                _("An agenda holds %(most)s items at most. Delete those that are not needed first.")
                % {"most": MOST_ITEMS}
            )
        item = _save(AgendaItem(workshop=workshop), wanted)
        edit.become(_placed(edit, item, wanted))
        log(editor.by, "workshop.item_added", workshop, item=item.code)
    return item


def change_item(version: AgendaVersion, item: AgendaItem, wanted: Wanted, *, editor: Editor) -> AgendaItem:
    """Change an item and where it stands. The code of an item that was published stays as it is."""
    verb = "rename" if wanted.values["code"] != item.code else "item"
    with edited(version, verb=verb, by=editor.by, revision=editor.revision, about=wanted.values["code"]) as edit:
        known = edit.version.workshop.items.select_for_update().filter(pk=item.pk).first()
        if known is None:
            raise Refused(_("The item %(code)s is not there any more.") % {"code": item.code})
        if verb == "rename" and was_published(known):
            raise Refused(_("%(code)s was published under this code and keeps it.") % {"code": known.code})
        old, item = known.code, _save(known, wanted)
        if old != item.code:
            edit.rename(old, item.code)
        edit.become(_placed(edit, item, wanted))
        log(editor.by, "workshop.item_changed", edit.version.workshop, item=item.code)
    return item


def _save(item: AgendaItem, wanted: Wanted) -> AgendaItem:
    for name, value in wanted.values.items():
        setattr(item, name, value)
    sensible(item.code, wanted.minutes, item.shortest)
    item.minutes = wanted.minutes
    item.save()
    item.teams.set(wanted.teams)
    item.people.exclude(person__in=wanted.people).delete()
    for person, part in wanted.people.items():
        ItemPerson.objects.update_or_create(item=item, person_id=person, defaults={"part": part})
    return item


def _placed(edit: Edit, item: AgendaItem, wanted: Wanted) -> Board:
    """The board with the item where it is wanted, its days timed anew."""
    code = item.code
    board = replace(edit.board, shortest={**edit.board.shortest, code: item.shortest})
    known = board.places.get(code)
    days = {day for day in (known and known.day, wanted.day) if day}
    if wanted.day is None:
        return off(board, code).retimed(days) if known else board
    start = wanted.start or (known.start if known else board.day_start)
    place = Place(
        day=wanted.day,
        start=start,
        minutes=wanted.minutes,
        lane=wanted.lane,
        order=known.order if known else 0,
        locked=wanted.locked,
        second=known.second if known and wanted.start is None else False,
        room=wanted.room,
    )
    stays = known and known.day == wanted.day and wanted.start in (None, known.start)
    if stays and wanted.second == known.second:
        place = replace(place, second=known.second)
        if place.lane == known.lane:
            return board.with_places({code: place}).retimed(days)
        return put(board, code, place, before=behind(board, code, code)).retimed(days)
    if wanted.start is None and not wanted.locked:
        return put(board, code, place, before=None).retimed(days)
    return at_time(board, code, place, start, second=wanted.second).retimed(days)


def was_published(item: AgendaItem) -> bool:
    """Whether any version but a draft ever held it: then it has a past, and keeps its name."""
    return item.placements.exclude(version__state=AgendaVersion.State.DRAFT).exists()


def take_away(version: AgendaVersion, item: AgendaItem, *, editor: Editor) -> bool:
    """Retire an item that was ever published, delete one that never was; gives whether it was deleted."""
    published = was_published(item)
    verb = "retire" if published else "delete"
    with (
        edited(version, verb=verb, by=editor.by, revision=editor.revision, about=item.code) as edit,
        transaction.atomic(),
    ):
        day = edit.board.places[item.code].day if item.code in edit.board.places else None
        edit.become(off(edit.board, item.code).retimed({day} if day else ()))
        edit.write()
        if published:
            AgendaItem.objects.filter(pk=item.pk).update(retired=True)
        else:
            item.delete()
        log(
            editor.by,
            "workshop.item_retired" if published else "workshop.item_deleted",
            version.workshop,
            item=item.code,
        )
    return not published


def bring_back(version: AgendaVersion, item: AgendaItem, *, editor: Editor) -> None:
    """Let a retired item wait at the side again."""
    with edited(version, verb="restore", by=editor.by, revision=editor.revision, about=item.code):
        if not AgendaItem.objects.filter(pk=item.pk, retired=True).update(retired=False):
            raise Refused(_("%(code)s is not taken off the agenda: it is there already.") % {"code": item.code})
        log(editor.by, "workshop.item_brought_back", version.workshop, item=item.code)
