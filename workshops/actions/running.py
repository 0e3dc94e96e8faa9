"""Deeds upon the day as it runs: an item begins now, an item ends now."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..models import AgendaItem, AgendaVersion, ItemRun, Placement
from ..running.opening import why_not_open
from .revision import hold

__all__ = ["Refused", "begin_item", "end_item", "planned_minutes"]

State = AgendaVersion.State


@transaction.atomic
def begin_item(item: AgendaItem, *, by: User, at: datetime.datetime | None = None) -> ItemRun:
    """The item begins now; one that runs already goes on. Raises `Refused` while the room is not open."""
    at = at or timezone.now()
    _open_room(item, at)
    if running := item.runs.filter(ended_at=None).first():
        return running
    run = ItemRun.objects.create(
        item=item, started_at=at, planned_minutes=planned_minutes(item, at), by=by, updated_at=at
    )
    log(by, "workshop.item_began", item, at=at)
    return run


@transaction.atomic
def end_item(item: AgendaItem, *, by: User, at: datetime.datetime | None = None) -> ItemRun:
    """The item ends now; of one that has ended already, the run as it is. Raises `Refused` if it never began."""
    at = at or timezone.now()
    _open_room(item, at)
    run = item.runs.filter(ended_at=None).last()
    if run is None:
        if ended := item.runs.last():
            return ended
        raise Refused(_("This item has not begun, so it cannot end. Say first that it begins."))
    run.ended_at, run.updated_at = max(at, run.started_at), at  # the clock of a device may have run ahead
    run.save(update_fields=["ended_at", "updated_at"])
    log(by, "workshop.item_ended", item, at=at)
    return run


def planned_minutes(item: AgendaItem, at: datetime.datetime) -> int:
    """Its minutes in the last agenda that was not made on the day; else in the one in force."""
    placed = Placement.objects.filter(item=item).exclude(version__state=State.DRAFT).order_by("-version__number")
    ahead = placed.filter(version__live=False).exclude(version__published_at__gt=at).first()
    last = ahead or placed.first()
    return last.minutes if last else item.minutes


def _open_room(item: AgendaItem, at: datetime.datetime) -> None:
    workshop = hold(item.workshop)
    if closed := why_not_open(workshop, at):
        raise Refused(closed)
