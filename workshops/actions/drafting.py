"""The draft of an agenda: begun from the current version, or set back to an earlier one."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from elearning.journal.actions import log
from elearning.people.models import User

from ..models import AgendaVersion, Placement, Workshop
from .drafting_board import Place, Refused
from .drafting_edits import edited
from .drafting_rows import place_of, write
from .revision import why_sealed


def placement_values(placement: Placement) -> dict[str, Any]:
    """A placement as `AgendaEdit` keeps it: wall time, minutes, lane, order, locked, and the room's primary key."""
    return place_of(placement).as_json()


@transaction.atomic
def draft_of(workshop: Workshop, *, by: User | None) -> AgendaVersion:
    """The draft of this workshop; made from the current version's placements if there is none, once for two at once.

    Raises `Refused` where one would have to be made for a workshop that is cancelled or archived.
    """
    held = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
    draft = workshop.versions.filter(state=AgendaVersion.State.DRAFT).first()
    if draft:
        return draft
    if sealed := why_sealed(held):
        raise Refused(sealed)
    highest = workshop.versions.aggregate(highest=Max("number"))["highest"] or 0
    draft = AgendaVersion.objects.create(
        workshop=workshop, number=highest + 1, state=AgendaVersion.State.DRAFT, zone=workshop.zone
    )
    current = workshop.versions.filter(state=AgendaVersion.State.CURRENT).first()
    if current:
        write(draft, {}, _places(current))
    log(by, "workshop.draft_begun", workshop, number=draft.number)
    return draft


@transaction.atomic
def reset_draft(
    workshop: Workshop, version: AgendaVersion, *, by: User | None, revision: int | None = None
) -> AgendaVersion:
    """Put everything in the draft where it stood in `version`, items taken off since included; it can be undone.

    Raises `Stale` where `revision` is given and the draft has changed since.
    """
    draft = draft_of(workshop, by=by)
    places = _places(version)
    with edited(draft, verb="reset", by=by, revision=revision) as edit:
        edit.become(edit.board.put_back({code: places.get(code) for code in {*edit.board.places, *places}}))
    log(by, "workshop.draft_reset", workshop, number=draft.number, to=version.number)
    return edit.version


def _places(version: AgendaVersion) -> dict[str, Place]:
    """The places of a version by the codes of their items."""
    return {row.item.code: place_of(row) for row in version.placements.select_related("item")}
