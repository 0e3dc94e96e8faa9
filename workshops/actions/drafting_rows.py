"""Between the rows of a draft and its board in memory: read whole, written back where it differs."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from ..models import AgendaItem, AgendaVersion, Placement, Room
from .drafting_board import Board, Place, Refused, instant

FIELDS = ("day", "start", "minutes", "lane", "order", "locked", "second")


def place_of(placement: Placement) -> Place:
    """The place that a placement says."""
    return Place(**{name: getattr(placement, name) for name in FIELDS}, room=placement.room_id)


def board_of(version: AgendaVersion) -> Board:
    """The whole draft, in two queries."""
    items = list(version.workshop.items.all())
    codes = {item.pk: item.code for item in items}
    return board_from(version, items, {codes[row.item_id]: row for row in version.placements.order_by()})


def board_from(version: AgendaVersion, items: Iterable[AgendaItem], placements: Mapping[str, Placement]) -> Board:
    """The draft from rows that were read already."""
    return Board.of(
        {code: place_of(row) for code, row in placements.items()},
        shortest={item.code: item.shortest for item in items},
        zone=version.tz,
        day_start=version.workshop.day_start,
        day_end=version.workshop.day_end,
    )


def write(version: AgendaVersion, before: Mapping[str, Place], after: Mapping[str, Place]) -> dict[str, Any]:
    """Write what differs between two states of a draft; gives the codes concerned with their old and new places.

    The places are as `AgendaEdit` keeps them: JSON, None for off the agenda, {} for taken off it for good. A room that
    is no longer there is left out. Raises `Refused` where an item is not there any more.
    """
    changed = sorted(code for code in {*before, *after} if before.get(code) != after.get(code))
    items = {item.code: item for item in version.workshop.items.filter(code__in=changed)}
    missing = [code for code in changed if code not in items]
    if missing:
        raise Refused(_("The item %(code)s is not there any more.") % {"code": missing[0]})
    gone = [items[code].pk for code in changed if code not in after]
    rows = {row.item_id: row for row in version.placements.filter(item__in=items.values())}
    AgendaItem.objects.filter(pk__in=[items[code].pk for code in changed if code in after], retired=True).update(
        retired=False
    )
    _remember_minutes([(items[code], before[code].minutes) for code in changed if code not in after])
    version.placements.filter(item__in=gone).delete()
    rooms = set(Room.objects.filter(workshop=version.workshop_id).values_list("pk", flat=True))
    kept = [
        _set(rows.get(items[code].pk), version, items[code], after[code], rooms) for code in changed if code in after
    ]
    _numbered([row for row in kept if not row.pk])
    Placement.objects.bulk_create([row for row in kept if not row.pk])
    Placement.objects.bulk_update([row for row in kept if row.pk], [*FIELDS, "room", "starts_at", "ends_at"])
    return {code: (_said(before.get(code), items[code]), _said(after.get(code), items[code])) for code in changed}


def _said(place: Place | None, item: AgendaItem) -> dict[str, Any] | None:
    """`item` is as it was before; what was retired and comes onto the agenda goes back to that by an undo."""
    return place.as_json() if place else {} if item.retired else None


def _remember_minutes(gone: list[tuple[AgendaItem, int]]) -> None:
    """What goes off the agenda keeps its length for when it comes back."""
    for item, minutes in gone:
        item.minutes = minutes
    AgendaItem.objects.bulk_update([item for item, _minutes in gone], ["minutes"])


def _set(row: Placement | None, version: AgendaVersion, item: AgendaItem, place: Place, rooms: set[int]) -> Placement:
    row = row or Placement(version=version, item=item)
    for name in FIELDS:
        setattr(row, name, getattr(place, name))
    row.room_id = place.room if place.room in rooms else None
    row.starts_at = instant(place.day, place.start, version.tz, second=place.second)
    row.ends_at = row.starts_at + datetime.timedelta(minutes=place.minutes)
    return row


def _numbered(rows: list[Placement]) -> None:
    """A new row goes on from the highest calendar number that its item ever had."""
    numbers = Placement.objects.filter(item__in=[row.item_id for row in rows]).values("item").annotate(Max("sequence"))
    known = {each["item"]: each["sequence__max"] for each in numbers}
    for row in rows:
        row.sequence = known.get(row.item_id, 0)


def remembered(version: AgendaVersion, code: str, day: datetime.date) -> Place:
    """A place for an item that has none: as long as it is wanted to be, in the room where it last was."""
    item = version.workshop.items.filter(code=code).first()
    if item is None:
        raise Refused(_("The item %(code)s is not there any more.") % {"code": code})
    last = item.placements.order_by("-version__number").first()
    return Place(day=day, start=version.workshop.day_start, minutes=item.minutes, room=last and last.room_id)
