"""Freezing a version of the agenda: what each item says in it, whatever becomes of the item later."""

from typing import Any

from django.db.models import QuerySet

from ..assembling import facts_now
from ..calendars.sequence import Said
from ..models import AgendaVersion, Placement, Workshop, WorkshopText

State = AgendaVersion.State


def whole(placements: QuerySet[Placement]) -> QuerySet[Placement]:
    """With all that `snapshot` reads, in a fixed number of queries."""
    return placements.select_related("item__group", "room", "version").prefetch_related(
        "item__people__person", "item__teams__members"
    )


def freeze(version: AgendaVersion) -> None:
    """Fix what each item of this version says, and count its `sequence` on from the versions before it."""
    version.frozen = frame_now(version.workshop)
    version.save(update_fields=["frozen"])
    before = _said_before(version)
    current = max((said.version for said in before.values()), default=None)
    placements = list(whole(version.placements.all()))
    for placement in placements:
        placement.version = version
        placement.frozen = snapshot(placement)
        last = before.get(placement.item_id)
        placement.sequence = _said(placement, placement.frozen).follows(last, current=current)
    Placement.objects.bulk_update(placements, ["frozen", "sequence"])


def frame_now(workshop: Workshop) -> dict[str, Any]:
    """What `AgendaVersion.frozen` keeps of the workshop: title and themes of the days by language, and the venue."""
    texts = [text for text in workshop.texts.all() if text.status != WorkshopText.Status.DRAFT or text.language == "en"]
    return {
        "titles": {text.language: text.title for text in texts},
        "themes": {text.language: text.themes for text in texts},
        "venue": workshop.venue,
    }


def snapshot(placement: Placement) -> dict[str, Any]:
    """What readers of a published agenda see of an item, as it is now; read `whole` placements.

    `whose` are the ids of those who lead or interpret it, `group_id` that of its group: they say whom it concerns.
    """
    item = placement.item
    leaders = {one.person_id for one in item.people.all()}
    interpreters = {member.person_id for team in item.teams.all() for member in team.members.all()}
    return facts_now(placement) | {"group_id": item.group_id, "whose": sorted(leaders | interpreters)}


def _said_before(version: AgendaVersion) -> dict[int, Said]:
    """For each item the last that a published version before this one said of it."""
    earlier = Placement.objects.filter(version__workshop=version.workshop_id, version__number__lt=version.number)
    rows = earlier.exclude(version__state=State.DRAFT).select_related("version").order_by("version__number")
    return {row.item_id: _said(row, row.frozen) for row in rows}


def _said(placement: Placement, frozen: dict[str, Any]) -> Said:
    return Said(
        version=placement.version.number,
        sequence=placement.sequence,
        starts_at=placement.starts_at,
        ends_at=placement.ends_at,
        zone=placement.version.zone,
        room=frozen["room"],
        venue=placement.version.venue,
        visibility=frozen["visibility"],
        group_id=frozen["group_id"],
    )
