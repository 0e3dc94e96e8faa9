"""Deeds of the journal: log, show a sign of life, and give back tasks whose worker was killed."""

import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .models import Heartbeat, LogEntry

TASK_MAY_TAKE = datetime.timedelta(minutes=10)
TASK_TRIES = 3


def log(
    actor: Any,
    action: str,
    subject: models.Model,
    *,
    reason: str = "",
    at: datetime.datetime | None = None,
    **detail,
) -> LogEntry:
    """Write down one deed; `detail` must be JSON. Part of the caller's transaction."""
    known = actor if actor is not None and actor.is_authenticated else None
    return LogEntry.objects.create(
        at=at or timezone.now(),
        actor=known,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        reason=reason,
        detail=detail,
    )


def beat(name: str) -> None:
    """Show that the process `name` is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"seen_at": timezone.now()})


def reap_dead_tasks() -> int:
    """Make tasks ready again that a killed worker left running, at most three times; the rest fail. Returns how many.

    A task that is only slow may then run twice: tasks must be idempotent.
    """
    stuck = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=timezone.now() - TASK_MAY_TAKE)
    count = 0
    for task in stuck:
        again = len(task.worker_ids) < TASK_TRIES
        values = {"status": "READY"} if again else {"status": "FAILED", "finished_at": timezone.now()}
        count += DBTaskResult.objects.filter(pk=task.pk, status="RUNNING", started_at=task.started_at).update(**values)
    return count
