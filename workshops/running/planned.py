"""What was planned for a day, read from all agendas that were published, whatever became of it on the day."""

import datetime
import itertools
from collections.abc import Iterable

from django.db.models import F, QuerySet

from ..models import AgendaVersion, Placement, Workshop
from .actual import Span

DRAFT = AgendaVersion.State.DRAFT


def planned_spans(workshop: Workshop, day: datetime.date) -> dict[int, Span]:
    """By item: when it was to be, in the last agenda that was out before it and was not made on the day; one query."""
    out = _published(workshop, day).filter(version__live=False, version__published_at__lte=F("starts_at"))
    rows = out.values_list("item_id", "starts_at", "ends_at")
    return {item: (start, end) for item, start, end in rows}  # of a later agenda over that of an earlier one


def taken_out(workshop: Workshop, day: datetime.date, placements: Iterable[Placement]) -> list[Placement]:
    """What an agenda made on the day took off it, as it stood last; `placements` are in force now. Two queries."""
    versions = workshop.versions.exclude(state=DRAFT).order_by("number").values_list("number", "live")
    follower_is_live = {one[0]: follower[1] for one, follower in itertools.pairwise(versions)}
    gone = _published(workshop, day).exclude(item__in={one.item_id for one in placements})
    last = {one.item_id: one for one in gone.select_related("item", "version")}
    found = [one for one in last.values() if follower_is_live.get(one.version.number)]
    return sorted(found, key=lambda one: (one.starts_at, one.lane, one.order))


def _published(workshop: Workshop, day: datetime.date) -> QuerySet[Placement]:
    """All that ever stood on this day in a published agenda, the oldest agenda first."""
    rows = Placement.objects.filter(version__workshop=workshop, day=day).exclude(version__state=DRAFT)
    return rows.order_by("version__number")
