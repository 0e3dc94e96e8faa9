"""The deed of "we are late": a live version made of the current one, a draft that somebody works on kept beside it."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.models import User

from ..agenda.checks import check
from ..assembling import agenda_of
from ..models import AgendaVersion, Placement, Workshop
from ..running.lateness import Late, Outcome, carried, run_late
from ..running.opening import today_at, why_not_open
from ..running.weighing import required_codes, weighed
from .announcing import entries_for
from .drafting_board import Refused
from .drafting_edits import edited
from .drafting_rows import board_from, place_of, write
from .publishing import publish

__all__ = ["AlreadyDone", "Refused", "Retimed", "current_board", "retime_today"]

State = AgendaVersion.State


class AlreadyDone(Refused):
    """Another version is in force than the one that was shown: by a second click, another tab, or somebody else."""


@dataclass(frozen=True)
class Retimed:
    """The live version; `draft` is the one that somebody works on, `behind` what stands otherwise there."""

    version: AgendaVersion
    draft: AgendaVersion | None = None
    behind: list[str] = field(default_factory=list)


def current_board(version: AgendaVersion):
    """A published version as a board, in two queries; `version.workshop` is there already."""
    items = list(version.workshop.items.all())
    codes = {item.pk: item.code for item in items}
    return board_from(version, items, {codes[row.item_id]: row for row in version.placements.order_by()})


@transaction.atomic
def retime_today(
    workshop: Workshop,
    late: Late,
    *,
    version: int,
    acknowledged: Collection[str],
    by: User,
    at: datetime.datetime | None = None,
) -> Retimed:
    """Publish a live version in which the rest of today has moved; its announcement is prepared, not sent.

    `version` is the number of the agenda that was shown, `acknowledged` are the warnings that were read. A draft is not
    published by it and loses nothing: it goes on with the number after, what was untouched there is moved as well, as
    an edit that can be undone. Raises `Refused`, of which `AlreadyDone`, and `publishing.Refused`.
    """
    at = at or timezone.now()
    workshop = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
    if closed := why_not_open(workshop, at):
        raise Refused(closed)
    current = _the_same(workshop, version)
    outcome = run_late(current_board(current), today_at(workshop, at), late)
    if not outcome.fits:
        raise Refused(_("It does not fit before what is locked. Choose one of the ways out, then publish."))
    seen = _read(current, outcome, acknowledged)
    draft = _put_by(workshop)
    live = _live(
        workshop, current, outcome.board.places, number=draft.number - 1 if draft else current.number + 1, by=by
    )
    live = _published(live, late, seen, by=by, at=at)
    behind = _kept(draft, live, current, outcome.changed, by=by) if draft else []
    said = {"codes": list(late.codes), "how": late.how, "minutes": late.minutes, "behind": behind}
    log(by, "workshop.run_late", workshop, at=at, version=live.number, **said)
    return Retimed(live, draft, behind)


def _published(live: AgendaVersion, late: Late, seen: list[str], *, by: User, at: datetime.datetime) -> AgendaVersion:
    """The version is in force, its notices are prepared; what it names as acknowledged is what was read."""
    note = _("The day runs %(minutes)s minutes late.") % {"minutes": late.minutes}
    live = publish(live, by=by, acknowledged=_warnings(live), note=note, live=True, at=at)
    live.acknowledged = seen
    live.save(update_fields=["acknowledged"])
    return live


def _the_same(workshop: Workshop, number: int) -> AgendaVersion:
    current = workshop.versions.select_for_update().filter(state=State.CURRENT).first()
    if current is None:
        raise Refused(_("No agenda is published, so there is nothing to move."))
    if current.number != number:
        words = _(
            "Version %(number)s is in force meanwhile. Look whether it says what you meant; nothing was done now."
        )
        raise AlreadyDone(words % {"number": current.number})
    current.workshop = workshop
    return current


def _read(current: AgendaVersion, outcome: Outcome, acknowledged: Collection[str]) -> list[str]:
    """The warnings about the day as it will be: those that were shown, or it is refused."""
    _after, findings = weighed(agenda_of(current), outcome, required_codes(current))
    seen = [one.key for one in findings if not one.is_error]
    if set(seen) - set(acknowledged):
        raise Refused(_("There are other warnings than those that were shown. Read them below, then publish."))
    return seen


def _warnings(live: AgendaVersion) -> list[str]:
    """All of them: with a draft beside, some are about words of items that this version does not say."""
    return [one.key for one in check(agenda_of(live)) if not one.is_error]


def _put_by(workshop: Workshop) -> AgendaVersion | None:
    """The draft that somebody works on, out of the way until the live version is out: it takes the number after.

    There is one draft at a time; only within this transaction is this one none.
    """
    draft = workshop.versions.select_for_update().filter(state=State.DRAFT).first()
    if draft:
        draft.number, draft.state = draft.number + 1, State.PAST
        draft.save(update_fields=["number", "state"])
    return draft


def _live(workshop: Workshop, current: AgendaVersion, places: dict, *, number: int, by: User) -> AgendaVersion:
    """A draft of its own, made of the current version and moved by an edit that the journal of the agenda keeps."""
    highest = max(number, current.number + 1)
    live = AgendaVersion.objects.create(workshop=workshop, number=highest, state=State.DRAFT, zone=workshop.zone)
    retired = list(workshop.items.filter(retired=True).values_list("pk", flat=True))
    rows = current.placements.select_related("item")
    write(live, {}, {row.item.code: place_of(row) for row in rows})
    with edited(live, verb="late", by=by) as edit:
        edit.become(edit.board.with_places({**dict.fromkeys(edit.board.places), **places}))
    workshop.items.filter(pk__in=retired).update(retired=True)  # off the agenda in the draft that is put by
    return live


def _kept(draft: AgendaVersion, live: AgendaVersion, current: AgendaVersion, changed: dict, *, by: User) -> list[str]:
    """The draft goes on: its words of items are not in the live version, and it learns what has moved."""
    _say_as_before(draft, live, current)
    draft.state = State.DRAFT
    draft.save(update_fields=["state"])
    with edited(draft, verb="late", by=by) as edit:
        moved, behind = carried(edit.board.places, changed)
        edit.become(edit.board.with_places(moved))
    draft.refresh_from_db()
    return behind


def _say_as_before(draft: AgendaVersion, live: AgendaVersion, current: AgendaVersion) -> None:
    """Items that were edited in the draft say in the live version what they said; so do the notices."""
    touched = set(draft.edits.filter(verb__in=("item", "rename")).values_list("about", flat=True))
    said = dict(current.placements.values_list("item_id", "frozen"))
    rows = [row for row in live.placements.select_related("item") if row.item.code in touched and row.item_id in said]
    for row in rows:
        row.frozen = said[row.item_id]
    Placement.objects.bulk_update(rows, ["frozen"])
    if rows:
        live.announcement.entries.all().delete()
        live.announcement.entries.bulk_create(entries_for(live.announcement))
