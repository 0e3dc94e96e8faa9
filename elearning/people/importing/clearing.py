"""The files of imports do not stay: what they said stands in the rows, and what nobody applied is old."""

import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.journal.turns import in_turn

from ..models import ImportRun
from .actions import scans_of

KEPT = datetime.timedelta(days=30)
A_TURN = 50
State = ImportRun.State


def clear_old(at: datetime.datetime | None = None) -> int:
    """Remove the files of runs that began, and were last asked to be applied, thirty days ago; the rows stay.

    Returns how many were cleared. Applied runs have lost their files already, unless the worker was killed just then.
    """
    now = at or timezone.now()
    runs = _old(now).order_by("pk")[:A_TURN]
    return in_turn(runs, lambda run: _clear(run, now))


def _old(now: datetime.datetime):
    asked = Q(applied_at__isnull=True) | Q(applied_at__lte=now - KEPT)
    return ImportRun.objects.filter(asked, created_at__lte=now - KEPT).exclude(file="")


def _clear(run: ImportRun, now: datetime.datetime) -> bool:
    """The run ends first, so that nobody begins to apply it; then its files go; killed in between it is done again."""
    if not _end(run, now):
        return False
    default_storage.delete(run.file.name)
    default_storage.delete(scans_of(run))
    return bool(ImportRun.objects.filter(pk=run.pk).update(file=""))


@transaction.atomic
def _end(run: ImportRun, now: datetime.datetime) -> bool:
    held = _old(now).select_for_update(of=("self",)).select_related("by").filter(pk=run.pk).first()
    if held is None:
        return False
    if held.state not in (State.APPLIED, State.FAILED):
        with translation.override(held.by.reads):
            held.error = _("The file was not applied to its end within thirty days and was removed. Send it again.")
        held.state = State.FAILED
        held.save(update_fields=["state", "error"])
        log(None, "people.import_cleared", held, at=now, kind=held.kind, file=held.name)
    return True
