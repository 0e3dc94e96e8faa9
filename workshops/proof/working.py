"""Works off what an issue of certificates decided, one person after the other; may be stopped and begun anywhere."""

import datetime
import logging
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from elearning.journal.actions import log
from elearning.people.models import User
from elearning.records.actions import issue_certificate, record_achievement, render_certificate
from elearning.records.models import Certificate, LearningRecord

from ..models import IssueRun, Registration, Workshop
from .deciding import titles_of
from .preview import SUBJECT
from .topic import topic_of

logger = logging.getLogger(__name__)


def work_through(run: IssueRun, *, at: datetime.datetime | None = None) -> IssueRun:
    """Issue what is left of the run; called twice, or by two workers at once, it makes nothing twice.

    `done` says up to which entry all is done, and only rises: each worker goes through them in their order.
    """
    workshop = Workshop.objects.prefetch_related("texts").get(pk=run.workshop_id)
    common = {"title": titles_of(workshop), "topic": topic_of(workshop)}
    for position in range(run.done, len(run.decided)):
        certificate = issue_one(workshop, run.decided[position], common, run)
        if certificate:
            _draw(certificate)
        IssueRun.objects.filter(pk=run.pk, done__lte=position).update(done=position + 1)
    return _end(run, at or timezone.now())


@transaction.atomic
def issue_one(workshop: Workshop, entry: dict[str, Any], common: dict[str, Any], run: IssueRun) -> Certificate | None:
    """The record and the certificate of one entry, once; none if it was annulled since.

    The person is held, so that a change of her name comes before or after, and never in between.
    """
    one = Registration.objects.select_related("office").get(pk=entry["registration"])
    person = User.objects.select_for_update().get(pk=one.person_id)
    same = LearningRecord.objects.filter(
        person=person, subject_kind=SUBJECT, subject_uuid=workshop.uuid, kind=entry["kind"]
    )
    record = same.filter(sequence__gte=entry["sequence"]).select_related("annulled_by").order_by("sequence").first()
    if record is None:
        record = record_achievement(person, **_facts(workshop, one, entry), **common, at=run.started_at)
        log(run.started_by, "workshop.certified", one, kind=record.kind, record=str(record.uuid))
    if hasattr(record, "annulled_by"):
        return None
    record.person = person
    return issue_certificate(record, at=run.started_at)


def _facts(workshop: Workshop, one: Registration, entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "subject_kind": SUBJECT,
        "subject_uuid": workshop.uuid,
        "workshop_kind": workshop.kind,
        "kind": entry["kind"],
        "assessment": entry["assessment"],
        "achieved_on": workshop.ends_on,
        "hours": Decimal(entry["hours"]),
        "basis": entry["basis"],
        "then": (one.office, one.category),
    }


def _draw(certificate: Certificate) -> None:
    """The document, outside any transaction; one that cannot be drawn keeps nobody else waiting: it is tried again."""
    try:
        render_certificate(certificate)
    except Exception:
        logger.exception("The document of certificate %s was not made", certificate.serial)


@transaction.atomic
def _end(run: IssueRun, now: datetime.datetime) -> IssueRun:
    run = IssueRun.objects.select_for_update().get(pk=run.pk)
    if run.ended_at is None and run.done >= run.total:
        run.ended_at = now
        run.save(update_fields=["ended_at"])
        log(run.started_by, "workshop.certificates_issued", run.workshop, at=now, run=run.pk, certificates=run.total)
    return run
