"""The nightly round: keeps the retention table once a day, a portion at a time; killed, it goes on where it stood."""

import datetime
import logging
import time

from django.db import transaction
from django.utils import timezone

from elearning.journal.actions import log

from ..models import RetentionRun
from .table import Kind, table

PORTION = 500
SECONDS_A_TURN = 20  # of one tick; what is left waits for the next minute

logger = logging.getLogger(__name__)


def keep_table(at: datetime.datetime | None = None) -> int:
    """Do tonight's round, or go on with it; returns how many things were cleared in this turn. A duty of the tick."""
    now = at or timezone.now()
    run, _new = RetentionRun.objects.get_or_create(day=timezone.localdate(now), defaults={"began_at": now})
    if run.finished_at:
        return 0
    until, cleared = time.monotonic() + SECONDS_A_TURN, 0
    for kind in table():
        while kind.clear and kind.key not in run.over and time.monotonic() < until:
            cleared += _portion(run, kind, now)
    if all(kind.key in run.over for kind in table() if kind.clear):
        _finish(run, now)
    return cleared


def _portion(run: RetentionRun, kind: Kind, now: datetime.datetime) -> int:
    """Clear some of one kind; what fails is logged, and waits for the next night."""
    try:
        number = kind.clear(now - datetime.timedelta(days=kind.days or 0), PORTION)  # in transactions of its own
    except Exception:
        logger.exception("The retention of %s failed", kind.key)
        number, failed = 0, True
    else:
        failed = False
    with transaction.atomic():
        held = RetentionRun.objects.select_for_update().get(pk=run.pk)
        held.counts[kind.key] = held.counts.get(kind.key, 0) + number
        if (number < PORTION or failed) and kind.key not in held.over:
            held.over.append(kind.key)
        held.save(update_fields=["counts", "over"])
    run.counts, run.over = held.counts, held.over
    return number


@transaction.atomic
def _finish(run: RetentionRun, now: datetime.datetime) -> None:
    """The journal says how many of each kind went, and nothing of whose they were."""
    if RetentionRun.objects.filter(pk=run.pk, finished_at=None).update(finished_at=now):
        log(None, "people.retention_kept", run, at=now, counts={key: n for key, n in run.counts.items() if n})
