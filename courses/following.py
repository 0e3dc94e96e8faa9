"""What a repair of a question does to courses: to passes, to completion, to records and certificates."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet
from django.utils import timezone

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
from .progress import fold, standing


@dataclass
class Effect:
    """What all changes of an enrolment together do to its evidence: the ids that fall, the pieces not kept yet.

    `first_lost` and `first_gained` are the attempts that stand for it where it is told.
    """

    gone: set[UUID] = field(default_factory=set)
    more: list[Evidence] = field(default_factory=list)
    first_lost: Attempt | None = None
    first_gained: Attempt | None = None


def follow(changes: Sequence[Change], *, apply: bool, revoke: bool, **how: Any) -> list[Consequence]:
    """What follows from these changes; with `apply` it is done as well (what is gained, by the pass itself)."""
    at, found = how.get("at") or timezone.now(), []
    for enrolment, hers in _by_enrolment(changes, lock=apply):
        effect = _effect(enrolment, hers, at)
        consequence = _consequence(enrolment, effect, revoke)
        found += [consequence] if consequence else []
        if apply and revoke and effect.gone:
            _withdraw(enrolment, effect, falls=bool(consequence and consequence.deed == "revoke"), **how)
    return found


def _by_enrolment(changes: Sequence[Change], *, lock: bool) -> Iterator[tuple[Enrolment, list[Change]]]:
    """The enrolments concerned, each with its changes, in the order of the first of them."""
    hers: dict[str, list[Change]] = {}
    for change in changes:
        if change.attempt.context_kind == CONTEXT and (change.gives or change.loses or change.fails_now):
            hers.setdefault(change.attempt.context_key, []).append(change)
    enrolments = Enrolment.objects.whole().filter(uuid__in=list(hers)).order_by("pk")
    enrolments = enrolments.locked() if lock else enrolments
    by_key = {str(enrolment.uuid): enrolment for enrolment in enrolments.prefetch_related("evidence")}
    for key, some in hers.items():
        if enrolment := by_key.get(key):
            yield enrolment, [change for change in some if change.attempt.person_id == enrolment.person_id]


def _effect(enrolment: Enrolment, changes: Sequence[Change], at: datetime.datetime) -> Effect:
    effect = Effect()
    for change in changes:
        if gone := _gone(enrolment, change):
            effect.gone |= gone
            effect.first_lost = effect.first_lost or change.attempt
        if more := _more(enrolment, change, at):
            effect.more.append(more)
            effect.first_gained = effect.first_gained or change.attempt
    return effect


def _gone(enrolment: Enrolment, change: Change) -> set[UUID]:
    """The ids of the passes that no longer hold: its own; where attempts count together, all those of the quiz."""
    quiz = change.attempt.quiz_version.quiz.uuid
    passes = {
        fact.uuid
        for fact in standing(enrolment.evidence.all())
        if fact.kind == Evidence.Kind.QUIZ_PASSED and fact.subject == quiz
    }
    if change.loses and not change.alone:
        return passes
    if change.fails_now and (change.alone or not change.quiz_after):
        return passes & {pass_id(enrolment, change.attempt)}
    return set()


def _more(enrolment: Enrolment, change: Change, at: datetime.datetime) -> Evidence | None:
    """The evidence that `record_pass` will keep of what is gained, not kept yet; None where it will keep none."""
    attempt, quiz = change.attempt, change.attempt.quiz_version.quiz
    rule = [step for step in enrolment.version.rule if step.subject == quiz.uuid]
    if not change.gives or not rule or rule[0].quiz_version != attempt.quiz_version_id:
        return None
    uuid = pass_id(enrolment, attempt)
    if any(fact.uuid == uuid for fact in enrolment.evidence.all()):
        return None
    return Evidence(
        uuid=uuid,
        enrolment=enrolment,
        kind=Evidence.Kind.QUIZ_PASSED,
        subject=quiz.uuid,
        occurred_at=attempt.submitted_at,
        received_at=at,
        source=Evidence.Source.SERVER,
        actor=enrolment.person,
        language=attempt.language,
        revision=attempt.quiz_version_id,
        score=change.after.percent,
    )


def _consequence(enrolment: Enrolment, effect: Effect, revoke: bool) -> Consequence | None:
    """What becomes of the completion, by the fold without all that falls and with all that is gained."""
    facts, rule, title = list(enrolment.evidence.all()), enrolment.version.rule, localized(enrolment.version.titles)
    stays = [fact for fact in facts if fact.uuid not in effect.gone]
    if fold(rule, facts).complete:
        if not effect.gone or fold(rule, [*stays, *effect.more]).complete:
            return None
        certificate = _certificate(enrolment)
        serial = certificate.serial if certificate else ""
        return Consequence(effect.first_lost, "revoke" if revoke else "keep", title, serial)
    then = [*(stays if revoke else facts), *effect.more]  # what is not taken back still counts
    return Consequence(effect.first_gained, "issue", title) if fold(rule, then).complete else None


def _records(enrolment: Enrolment) -> QuerySet[LearningRecord]:
    kind = LearningRecord.Kind.COMPLETION
    mine = LearningRecord.objects.current().filter(person=enrolment.person_id, kind=kind)
    return mine.filter(subject_kind=CONTEXT, subject_uuid=enrolment.course.uuid)


def _certificate(enrolment: Enrolment) -> Certificate | None:
    valid = Certificate.objects.filter(record__in=_records(enrolment), state=Certificate.State.ISSUED)
    return valid.order_by("-pk").first()


def _withdraw(
    enrolment: Enrolment, effect: Effect, *, falls: bool, by: User, reason: str, at: datetime.datetime, repair: Repair
) -> None:
    """Take the passes back, and the record and certificate if they fall with them; readings and other passes stand.

    What is gained by the same repair is kept at once, so that a completion that goes on never falls in between.
    """
    for fact in effect.more:
        fact.save()
    for gone in effect.gone:
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
    store_progress(Enrolment.objects.whole().get(pk=enrolment.pk), at=at)  # anew: its evidence was read before
    if not falls:
        return
    if certificate := _certificate(enrolment):
        revoke_certificate(certificate, by=by, reason=reason, not_earned=True, evidence_stands=True, at=at)
    for record in _records(enrolment):
        annul(record, by=by, reason=reason, evidence_stands=True, at=at)
