"""Saving answers: append-only, each with a receipt."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from . import papers
from .models import AnswerSave, Attempt

BIGGEST_SEQUENCE = 2**62


@dataclass(frozen=True)
class Given:
    """One answer as a device sends it."""

    position: int
    answer: list[str]
    uuid: UUID
    sequence: int | None = None
    given_at: datetime.datetime | None = None


@dataclass(frozen=True)
class Receipt:
    """What the server says of one answer: kept, kept too late, or refused with a reason; and which one counts now."""

    uuid: UUID
    position: int
    saved_at: datetime.datetime | None
    late: bool = False
    refused: str = ""
    counted: list[str] = field(default_factory=list)
    counted_sequence: int = 0


def save_answer(
    attempt: Attempt,
    *,
    position: int,
    answer: list[str],
    uuid: UUID,
    sequence: int | None = None,
    given_at: datetime.datetime | None = None,
    at: datetime.datetime | None = None,
) -> Receipt:
    """Keep one answer; raises ValidationError where it is none to this question."""
    (receipt,) = save_answers(attempt, [Given(position, answer, uuid, sequence, given_at)], at=at)
    if receipt.refused:
        raise ValidationError(receipt.refused)
    return receipt


@transaction.atomic
def save_answers(attempt: Attempt, given: Sequence[Given], *, at: datetime.datetime | None = None) -> list[Receipt]:
    """Keep a batch, with a receipt for each; what is no answer is refused and keeps the others from nothing.

    The same id twice is one row. What comes after the submission, or after the deadline and its grace, is kept as late.
    """
    at = at or timezone.now()
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    late = not attempt.is_open or attempt.is_over(at)
    rows = AnswerSave.objects.filter(Q(attempt=attempt) | Q(pk__in=[each.uuid for each in given]))
    rows = rows.select_related("decision")
    known = {save.uuid: save for save in rows}
    newest = max((save.sequence for save in known.values() if save.attempt_id == attempt.pk), default=0)
    fresh: list[AnswerSave] = []
    receipts = []
    for each in given:
        fault = _fault(attempt, each) or _clash(attempt, each, known.get(each.uuid))
        if fault:
            receipts.append(Receipt(each.uuid, each.position, None, refused=fault))
            continue
        save = known.get(each.uuid)
        if save is None:
            sequence = newest + 1 if each.sequence is None else each.sequence
            newest = max(newest, sequence)
            save = known[each.uuid] = AnswerSave(
                uuid=each.uuid,
                attempt=attempt,
                position=each.position,
                sequence=sequence,
                answer=each.answer,
                given_at=each.given_at,
                received_at=at,
                late=late,
            )
            fresh.append(save)
        receipts.append(Receipt(each.uuid, each.position, save.received_at, save.late))
    AnswerSave.objects.bulk_create(fresh)
    return _with_what_counts(receipts, [save for save in known.values() if save.attempt_id == attempt.pk])


def _with_what_counts(receipts: list[Receipt], saves: Iterable[AnswerSave]) -> list[Receipt]:
    """A device that was away learns of the newer answer of another, and numbers its next one above it."""
    ordered = sorted(saves, key=lambda save: (save.sequence, save.received_at, save.pk))  # as `counted()` orders them
    counted = {save.position: (save.answer, save.sequence) for save in ordered if save.counts}
    return [
        replace(receipt, counted=answer, counted_sequence=sequence)
        for receipt in receipts
        for answer, sequence in [counted.get(receipt.position, ([], 0))]
    ]


def _fault(attempt: Attempt, given: Given) -> str:
    """Why this is no answer to that question; empty if it is one."""
    if not 0 <= given.position < len(attempt.paper):
        return _("This quiz has no such question.")
    if given.sequence is not None and not 0 <= given.sequence <= BIGGEST_SEQUENCE:
        return _("The number of this answer is out of range.")
    return papers.fault(attempt.paper[given.position], given.answer, attempt.language)


def _clash(attempt: Attempt, given: Given, known: AnswerSave | None) -> str:
    same = known is None or (known.attempt_id, known.position, known.answer) == (
        attempt.pk,
        given.position,
        given.answer,
    )
    return "" if same else _("This answer was sent before as another one. Load the page again.")
