"""The deed of keeping what a device timed and counted: when items really ran, and how many heads there were."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from elearning.people.models import User

from ..attendance.checkpoints import by_key
from ..attendance.given import corrected
from ..attending import checkpoints_of
from ..models import AgendaItem, DayClosing, HeadCount, ItemRun, Workshop
from .receiving import ENDED

ACCEPTED, DUPLICATE, REFUSED = "accepted", "duplicate", "refused"
AHEAD = datetime.timedelta(minutes=5)


@dataclass(frozen=True)
class Run:
    """How an item ran, by the clock of the device; the same `id` comes again whenever something of it changes."""

    id: UUID
    item: UUID
    started_at: datetime.datetime
    ended_at: datetime.datetime | None
    updated_at: datetime.datetime
    planned_minutes: int
    steps: tuple[dict, ...] = ()


@dataclass(frozen=True)
class Heads:
    """How many somebody counted at a checkpoint, by the clock of the device."""

    id: UUID
    checkpoint: str
    heads: int
    at: datetime.datetime


@dataclass(frozen=True)
class Kept:
    """What became of one of them; `why` is a word for the program: item, checkpoint, signed, closed, future, id,
    unreadable."""

    id: str
    status: str
    why: str = ""


@transaction.atomic
def keep_runs(
    workshop: Workshop,
    runs: Sequence[Run],
    *,
    by: User,
    sent_at: datetime.datetime | None = None,
    at: datetime.datetime | None = None,
) -> list[Kept]:
    """Keep each run; of one that is known the newest state stands, in whatever order the states come.

    A run that was kept is never taken away, and none of another workshop is touched. Of a workshop that is closed, and
    reported on, nothing changes any more.
    """
    now = at or timezone.now()
    if _locked(workshop).state in ENDED:
        return [Kept(str(run.id), REFUSED, "closed") for run in runs]
    items = AgendaItem.objects.filter(workshop=workshop).in_bulk([run.item for run in runs], field_name="uuid")
    known = ItemRun.objects.in_bulk([run.id for run in runs], field_name="client_id")
    return [_keep_run(run, items.get(run.item), known, by, sent_at, now) for run in runs]


def _keep_run(
    run: Run,
    item: AgendaItem | None,
    known: dict[UUID, ItemRun],
    by: User,
    sent_at: datetime.datetime | None,
    now: datetime.datetime,
) -> Kept:
    before = known.get(run.id)
    if item is None or (before and before.item_id != item.pk):
        return Kept(str(run.id), REFUSED, "id" if item else "item")
    began, updated = (corrected(moment, sent_at, now) for moment in (run.started_at, run.updated_at))
    ended = corrected(run.ended_at, sent_at, now) if run.ended_at else None
    if max(began, updated, ended or began) > now + AHEAD:
        return Kept(str(run.id), REFUSED, "future")
    if before and updated <= before.updated_at:
        return Kept(str(run.id), DUPLICATE)
    row = before or ItemRun(client_id=run.id, item=item)
    row.started_at, row.ended_at, row.updated_at = began, max(ended, began) if ended else None, updated
    row.planned_minutes, row.steps, row.by = run.planned_minutes, list(run.steps), by
    row.save()
    known[run.id] = row
    return Kept(str(run.id), ACCEPTED)


@transaction.atomic
def keep_heads(
    workshop: Workshop,
    counts: Sequence[Heads],
    *,
    by: User,
    sent_at: datetime.datetime | None = None,
    at: datetime.datetime | None = None,
) -> list[Kept]:
    """Keep each head count once; under a day that is signed it comes too late."""
    now = at or timezone.now()
    is_closed = _locked(workshop).state in ENDED
    places = by_key(checkpoints_of(workshop)) if counts else {}
    signed = set(DayClosing.objects.filter(workshop=workshop).values_list("day", flat=True)) if counts else set()
    known = set(HeadCount.objects.filter(client_id__in=[one.id for one in counts]).values_list("client_id", flat=True))
    answers = []
    for one in counts:
        place, counted = places.get(one.checkpoint), corrected(one.at, sent_at, now)
        why = "checkpoint" if place is None else "signed" if place.day in signed else "closed" if is_closed else ""
        why = why or ("future" if counted > now + AHEAD else "")
        if one.id in known or why:
            answers.append(Kept(str(one.id), DUPLICATE if one.id in known else REFUSED, why))
            continue
        values = {"client_id": one.id, "heads": one.heads, "counted_at": counted, "by": by}
        HeadCount.objects.create(workshop=workshop, checkpoint=place.key, **values)
        known.add(one.id)
        answers.append(Kept(str(one.id), ACCEPTED))
    return answers


def _locked(workshop: Workshop) -> Workshop:
    return Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
