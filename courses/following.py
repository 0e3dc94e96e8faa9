"""What a repair of a question does to courses: to passes, to completion, to records and certificates."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet

from assessments.models import Attempt, Repair
from assessments.repairing import Change, Consequence
from elearning.fields import localized
from elearning.people.models import User
from elearning.records.actions import annul
from elearning.records.actions import revoke as revoke_certificate
from elearning.records.models import Certificate, LearningRecord

from .actions import CONTEXT, pass_id
from .completing import store_progress
from .models import Enrolment, Evidence
from .progress import QUIZ_PASSED, fold


@dataclass(frozen=True)
class Pass:
    """A piece of evidence that there is not yet, for the fold only."""

    uuid: UUID
    subject: UUID
    occurred_at: datetime.datetime
    received_at: datetime.datetime
    kind: str = QUIZ_PASSED


def follow(changes: Sequence[Change], *, apply: bool, revoke: bool, **how: Any) -> list[Consequence]:
    """What follows from these changes; with `apply` it is done as well (what is gained, by the pass itself)."""
    ours = [each for each in changes if each.attempt.context_kind == CONTEXT and (each.gains or each.loses)]
    enrolments = Enrolment.objects.whole().filter(uuid__in=[each.attempt.context_key for each in ours])
    by_key = {str(enrolment.uuid): enrolment for enrolment in enrolments.prefetch_related("evidence")}
    found = []
    for change in ours:
        enrolment = by_key.get(change.attempt.context_key)
        if enrolment is None or enrolment.person_id != change.attempt.person_id:
            continue
        found += _gained(enrolment, change) if change.gains else _lost(enrolment, change, revoke)
        if apply and revoke and change.loses:
            _withdraw(enrolment, change.attempt, **how)
    return found


def _gained(enrolment: Enrolment, change: Change) -> list[Consequence]:
    attempt, facts = change.attempt, list(enrolment.evidence.all())
    now = max([fact.received_at for fact in facts], default=attempt.submitted_at) + datetime.timedelta(seconds=1)
    more = Pass(uuid5(attempt.uuid, "gained"), attempt.quiz_version.quiz.uuid, attempt.submitted_at, now)
    rule = enrolment.version.rule
    if fold(rule, facts).complete or not fold(rule, [*facts, more]).complete:
        return []
    return [Consequence(attempt, "issue", localized(enrolment.version.titles))]


def _lost(enrolment: Enrolment, change: Change, revoke: bool) -> list[Consequence]:
    facts, rule, gone = list(enrolment.evidence.all()), enrolment.version.rule, pass_id(enrolment, change.attempt)
    if not fold(rule, facts).complete or fold(rule, [fact for fact in facts if fact.uuid != gone]).complete:
        return []
    title, deed = localized(enrolment.version.titles), "revoke" if revoke else "keep"
    certificate = _certificate(enrolment)
    return [Consequence(change.attempt, deed, title, certificate.serial if certificate else "")]


def _records(enrolment: Enrolment) -> QuerySet[LearningRecord]:
    kind = LearningRecord.Kind.COMPLETION
    mine = LearningRecord.objects.current().filter(person=enrolment.person_id, kind=kind)
    return mine.filter(subject_kind=CONTEXT, subject_uuid=enrolment.course.uuid)


def _certificate(enrolment: Enrolment) -> Certificate | None:
    valid = Certificate.objects.filter(record__in=_records(enrolment), state=Certificate.State.ISSUED)
    return valid.order_by("-pk").first()


def _withdraw(
    enrolment: Enrolment, attempt: Attempt, *, by: User, reason: str, at: datetime.datetime, repair: Repair
) -> None:
    """Take the pass back, and the record and certificate that rested on it; readings and other passes stand."""
    enrolment = Enrolment.objects.whole().locked().get(pk=enrolment.pk)
    gone = pass_id(enrolment, attempt)
    if not enrolment.evidence.filter(uuid=gone).exists():
        return
    Evidence.objects.create(
        uuid=uuid5(gone, f"repair {repair.pk}"),
        enrolment=enrolment,
        kind=Evidence.Kind.WITHDRAWN,
        subject=gone,
        occurred_at=at,
        received_at=at,
        source=Evidence.Source.DECISION,
        actor=by,
        reason=reason[:300],
    )
    store_progress(enrolment, at=at)
    if enrolment.completed_at is not None:
        return
    if certificate := _certificate(enrolment):
        revoke_certificate(certificate, by=by, reason=reason, not_earned=True, evidence_stands=True, at=at)
    for record in _records(enrolment):
        annul(record, by=by, reason=reason, evidence_stands=True, at=at)
