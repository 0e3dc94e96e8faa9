"""The deeds of certifying: issue for all, go on with what stopped, take back what is no longer earned."""

import datetime
import hashlib
import json
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User
from elearning.records import actions as records
from elearning.records.models import Certificate, LearningRecord

from ..models import IssueRun, Registration, Workshop
from ..proof.confirmed import mark_of_person
from ..proof.deciding import decided
from ..proof.preview import Preview, preview_of
from ..proof.tasks import issue_certificates
from ..proof.warnings import warnings_of
from .holding import today_at
from .revision import hold

State = Workshop.State
CERTIFIES = (State.LIVE, State.REPORTING, State.CLOSED)
ISSUING_MAY_TAKE = datetime.timedelta(minutes=10)


@transaction.atomic
def issue_all(
    workshop: Workshop,
    *,
    by: User,
    acknowledged: Iterable[str],
    seen: str | None = None,
    at: datetime.datetime | None = None,
) -> IssueRun:
    """Decide at once who gets what, and leave the issue to the worker; while one goes on, that one is given back.

    `acknowledged` are the keys of the warnings, `seen` is the mark of the preview that was looked at. Raises `Refused`.
    """
    now = at or timezone.now()
    workshop = hold(workshop)
    if run := workshop.issue_runs.filter(ended_at=None).first():
        _enqueue([run.pk])
        return run
    if why := why_nothing_is_issued(workshop, now):
        raise Refused(why)
    preview = preview_of(workshop)
    _refuse_unseen(workshop, preview, set(acknowledged), seen)
    entries = decided(workshop, preview)
    run = IssueRun.objects.create(workshop=workshop, started_by=by, started_at=now, total=len(entries), decided=entries)
    log(by, "workshop.issue_certificates", workshop, at=now, run=run.pk, people=len(entries))
    issue_certificates.enqueue(run.pk)
    return run


def why_nothing_is_issued(workshop: Workshop, at: datetime.datetime) -> str:
    """The sentence that says why no certificate can be issued now; empty if they can."""
    if workshop.state not in CERTIFIES:
        said = {"state": workshop.get_state_display()}
        return _("Certificates are issued once the workshop has begun. Its state is “%(state)s”.") % said
    if today_at(workshop, at) < workshop.ends_on:
        return _("Certificates are issued from the last day on: attendance is not complete before.")
    return ""


def mark_of(preview: Preview) -> str:
    """Stands for what a preview shows of each who would get something: another decision has another mark."""
    shown = [
        (row.registration.pk, mark_of_person(row.registration), row.new, row.outcome.credited, row.outcome.counted)
        for row in preview.new
    ]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def _refuse_unseen(workshop: Workshop, preview: Preview, acknowledged: set[str], seen: str | None) -> None:
    if not preview.new:
        raise Refused(_("Nobody is to get a certificate now: all that was earned is issued."))
    if seen is not None and seen != mark_of(preview):
        raise Refused(_("The attendance, the tests or a name changed while you were looking. Look at the list again."))
    if left := [warned for warned in warnings_of(workshop, preview) if warned.key not in acknowledged]:
        said = " ".join(warned.text for warned in left)
        asked = _("Acknowledge each warning before you issue certificates.")
        raise Refused(f"{asked} {said}", "acknowledged")


def resume_stopped() -> int:
    """Go on with each issue that began over ten minutes ago and on which nothing works. A tick's duty."""
    since = timezone.now() - ISSUING_MAY_TAKE
    return _enqueue(IssueRun.objects.filter(ended_at=None, started_at__lt=since).values_list("pk", flat=True))


def _enqueue(runs: Iterable[int]) -> int:
    """Give these to the worker, unless they wait for one or one has them; returns how many were given."""
    since = timezone.now() - ISSUING_MAY_TAKE
    tasks = DBTaskResult.objects.filter(task_path=issue_certificates.module_path)
    tasks = tasks.filter(Q(status="READY") | Q(status="RUNNING", started_at__gt=since))
    at_work = {pk for said in tasks.values_list("args_kwargs", flat=True) for pk in said["args"]}
    stopped = [pk for pk in runs if pk not in at_work]
    for pk in stopped:
        issue_certificates.enqueue(pk)
    return len(stopped)


@transaction.atomic
def take_back(
    registration: Registration, kind: str, *, by: User, reason: str, at: datetime.datetime | None = None
) -> LearningRecord:
    """Revoke a certificate that is no longer earned, and annul its record. Raises `Refused` while it is earned."""
    workshop = hold(registration.workshop)
    row = next((row for row in preview_of(workshop).lost if row.registration.pk == registration.pk), None)
    held = next((each for each in row.lost if each.kind == kind), None) if row else None
    if held is None:
        raise Refused(_("By the attendance of now this certificate is earned, or it is taken back already."))
    try:
        if held.certificate and held.certificate.state == Certificate.State.ISSUED:
            records.revoke(held.certificate, by=by, reason=reason, not_earned=True, at=at)
        else:
            records.annul(held.record, by=by, reason=reason, at=at)
    except ValidationError as refusal:
        raise Refused(" ".join(refusal.messages), "reason") from refusal
    log(by, "workshop.certificate_taken_back", registration, reason=reason, at=at, kind=kind)
    return held.record
