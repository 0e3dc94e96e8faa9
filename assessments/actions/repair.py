"""Applying a repair: all of it in one transaction, as it was previewed, or nothing."""

import datetime
import hashlib
import json
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.models import User

from ..models import Question, Repair
from ..repairing import Change, Consequence, changes_of, problems_of
from ..results import hold_questions
from ..rules import may_repair
from ..signals import results_changing
from .remarking import remark, tell


def consequences_of(changes: Sequence[Change], *, revoke: bool) -> list[Consequence]:
    """What the apps above would make of these changes; nothing is written."""
    return _ask(changes, apply=False, revoke=revoke)


def digest_of(changes: Sequence[Change], consequences: Sequence[Consequence]) -> str:
    """A mark of a preview: it differs as soon as any result, or what follows from it, would be another."""
    facts = [
        [str(each.attempt.uuid), each.attempt.marks, each.after.marks(), each.passes_after, each.gains, each.loses]
        for each in changes
    ]
    follows = [[str(each.attempt.uuid), each.deed, each.title, each.serial] for each in consequences]
    return hashlib.sha256(json.dumps([facts, follows], sort_keys=True).encode()).hexdigest()


@transaction.atomic
def apply_repair(
    repair: Repair, *, by: User, revoke: bool, seen: str, at: datetime.datetime | None = None
) -> list[Change]:
    """Mark anew what the repair concerns, and let records and certificates follow; returns what changed.

    `revoke` takes back what rests on a pass that is lost; else it is kept. Raises ValidationError where the repair is
    not possible, or where what would happen is no longer what was `seen` in the preview (see `digest_of`).
    """
    if not may_repair(by):
        raise ValidationError(_("You cannot repair a question."))
    at = at or timezone.now()
    Question.objects.select_for_update().get(pk=repair.faulty.question_id)  # one repair of a question at a time
    if found := problems_of(repair):
        raise ValidationError(found)
    hold_questions([repair.faulty_id])  # before the attempts, as a marking does
    changes = list(changes_of(repair, lock=True))
    _as_seen(changes, consequences_of(changes, revoke=revoke), seen)
    repair.applied_by, repair.applied_at = by, at
    repair.full_clean()
    repair.save()
    done = _ask(changes, apply=True, revoke=revoke, by=by, reason=repair.reason, at=at, repair=repair)
    _as_seen(changes, done, seen)  # the apps above have locked what they changed only now
    for change in changes:
        remark(change.attempt, change.after, by=by, reason=repair.reason, repair=repair, at=at, told=False)
    tell([change.attempt for change in changes if change.gives])
    _log(repair, changes, by, revoke, at)
    return changes


def _as_seen(changes: Sequence[Change], consequences: Sequence[Consequence], seen: str) -> None:
    if digest_of(changes, consequences) != seen:
        raise ValidationError(_("Results have changed since you looked. Look at the preview once more."))


def _log(repair: Repair, changes: Sequence[Change], by: User, revoke: bool, at: datetime.datetime) -> None:
    log(
        by,
        "question.repaired",
        repair.faulty.question,
        reason=repair.reason,
        at=at,
        policy=repair.policy,
        changed=len(changes),
        gained=sum(change.gains for change in changes),
        lost=sum(change.loses for change in changes),
        revoke=revoke,
    )


def _ask(changes: Sequence[Change], **how) -> list[Consequence]:
    answers = results_changing.send(Repair, changes=changes, **how)
    return [each for _receiver, found in answers for each in found or ()]
