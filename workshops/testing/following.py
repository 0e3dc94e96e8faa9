"""What a repair of a question does to a workshop: who no longer passes its post-test, and the completion she holds."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import get_language

from assessments.repairing import Change, Consequence
from elearning.people.models import User
from elearning.records.actions import annul
from elearning.records.actions import revoke as revoke_certificate
from elearning.records.models import Certificate, LearningRecord

from ..attending import CONTEXT
from ..models import Workshop


def follow(changes: Sequence[Change], *, apply: bool, revoke: bool, **how: Any) -> list[Consequence]:
    """What follows from these changes; with `apply` it is done as well.

    Only where completion asks that the post-test is passed. Who passes only now gets hers by the issue of the lead
    facilitator: nothing is told of it here.
    """
    found = []
    for workshop, change in _lost(changes, lock=apply):
        if (record := _completion(workshop, change.attempt.person_id)) is None:
            continue
        certificate = record.certificates.filter(state=Certificate.State.ISSUED).order_by("-pk").first()
        serial, title = certificate.serial if certificate else "", workshop.text(get_language()).title
        found.append(Consequence(change.attempt, "revoke" if revoke else "keep", title, serial))
        if apply and revoke:
            _take_back(record, certificate, by=how["by"], reason=how["reason"], at=how["at"])
    return found


def _lost(changes: Sequence[Change], *, lock: bool) -> Iterator[tuple[Workshop, Change]]:
    """Each person who no longer passes the post-test of a workshop, once, in the order of the changes."""
    hers = [change for change in changes if change.loses and change.attempt.context_kind == CONTEXT]
    codes = {change.attempt.context_key for change in hers}
    asked = Workshop.objects.filter(code__in=codes, post_test=Workshop.PostTest.PASSED).order_by("pk")
    asked = asked.select_for_update(of=("self",), no_key=True) if lock else asked
    by_code = {each.code: each for each in asked.select_related("test_pair").prefetch_related("texts")}
    seen = set()
    for change in hers:
        workshop, who = by_code.get(change.attempt.context_key), (change.attempt.context_key, change.attempt.person_id)
        after = workshop.test_pair.after_id if workshop and workshop.test_pair else None
        if after == change.attempt.quiz_id and who not in seen:
            seen.add(who)
            yield workshop, change


def _completion(workshop: Workshop, person: int) -> LearningRecord | None:
    mine = LearningRecord.objects.current().filter(person=person, kind=LearningRecord.Kind.COMPLETION)
    return mine.filter(subject_kind=CONTEXT, subject_uuid=workshop.uuid).first()


def _take_back(
    record: LearningRecord, certificate: Certificate | None, *, by: User, reason: str, at: datetime.datetime
) -> None:
    if certificate:
        revoke_certificate(certificate, by=by, reason=reason, not_earned=True, at=at)
    annul(record, by=by, reason=reason, at=at)
