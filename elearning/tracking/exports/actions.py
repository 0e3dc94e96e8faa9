"""The deeds of exports: log one that is taken, schedule one, stop it, tell whose turn has come."""

import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.journal.turns import in_turn
from elearning.notices.actions import notify
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import Export, Schedule
from ..rules import may_export
from .periods import next_turn

A_TURN = 50  # schedules that are told of in one tick


@transaction.atomic
def take(
    what: str, kind: str, question: dict[str, Any], *, why: str, by: User, at: datetime.datetime | None = None
) -> Export:
    """Write down that somebody takes a file away, and why; the row's id goes into the file."""
    if not why.strip():
        raise Refused(_("Say what the file is for."), "why")
    export = Export.objects.create(
        what=what, kind=kind, question=question, why=why.strip(), by=by, at=at or timezone.now()
    )
    log(by, "tracking.exported", export, reason=export.why, at=at, what=what, kind=kind)
    return export


@transaction.atomic
def add_schedule(
    what: str,
    kind: str,
    question: dict[str, Any],
    *,
    every: str,
    why: str,
    by: User,
    at: datetime.datetime | None = None,
) -> Schedule:
    """Ask this question anew each week (on Mondays) or month (on the first); by whom, she is told by mail."""
    if not why.strip():
        raise Refused(_("Say what the file is for."), "why")
    now = at or timezone.now()
    schedule = Schedule.objects.create(
        what=what,
        kind=kind,
        question=question,
        why=why.strip(),
        every=every,
        person=by,
        next_on=next_turn(every, now.date()),
        made_at=now,
    )
    log(by, "tracking.schedule_added", schedule, reason=schedule.why, at=at, what=what, kind=kind, every=every)
    return schedule


@transaction.atomic
def stop_schedule(schedule: Schedule, *, by: User | None, at: datetime.datetime | None = None) -> Schedule:
    """No more mails. Twice is once."""
    schedule = Schedule.objects.select_for_update().get(pk=schedule.pk)
    if schedule.ended_at is None:
        schedule.ended_at = at or timezone.now()
        schedule.save(update_fields=["ended_at"])
        log(by, "tracking.schedule_stopped", schedule, at=at)
    return schedule


def send_schedules(at: datetime.datetime | None = None) -> int:
    """Tell each reader whose turn has come, once for each date; returns how many schedules were dealt with.

    Turns that were missed while nothing ran are told as one. A schedule ends when its reader may export no more.
    """
    now = at or timezone.now()
    due = Schedule.objects.filter(ended_at=None, next_on__lte=now.date())[:A_TURN]
    return in_turn(due, lambda schedule: _tell(schedule, now))


@transaction.atomic
def _tell(schedule: Schedule, now: datetime.datetime) -> bool:
    person = User.objects.select_for_update().get(pk=schedule.person_id)
    held = Schedule.objects.select_for_update().get(pk=schedule.pk)
    if held.ended_at or held.next_on > now.date():
        return False
    if not (person.is_active and may_export(person)):
        stop_schedule(held, by=None, at=now)
        return True
    path = reverse("tracking:scheduled", args=[held.uuid, held.next_on])
    notify(person, "export_ready", key=f"schedule:{held.uuid}:{held.next_on}", path=path, at=now, schedule=held)
    held.next_on = next_turn(held.every, max(held.next_on, now.date()))
    held.save(update_fields=["next_on"])
    return True
