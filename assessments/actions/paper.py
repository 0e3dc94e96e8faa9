"""Typing in a total from paper, and taking it back."""

import datetime
from collections.abc import Callable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.models import User
from elearning.people.postings import day_of

from ..models import PaperScore, TestPair
from ..rules import may_accommodate


@transaction.atomic
def enter_paper_score(
    pair: TestPair,
    person: User,
    *,
    side: str,
    context_kind: str,
    context_key: str,
    score: Decimal,
    max_score: Decimal,
    taken_on: datetime.date,
    by: User,
    at: datetime.datetime | None = None,
    may: Callable[[User], bool] = may_accommodate,
) -> PaperScore:
    """Keep what this person reached on paper. The same once more is the one that is there.

    `may` says who types it in: an app above knows its own people better. Raises ValidationError where another total
    is in force, where it cannot be, or for one who may not.
    """
    at = at or timezone.now()
    _may_enter(by, person, may)
    place = {"pair": pair, "side": side, "person": person, "context_kind": context_kind, "context_key": context_key}
    said = {"score": score, "max_score": max_score, "taken_on": taken_on}
    found = PaperScore(**place, **said, entered_by=by, entered_at=at)
    _possible(found, day_of(by, at))
    in_force = PaperScore.objects.filter(**place, withdrawn_at__isnull=True)
    if there := in_force.first():
        return _same(there, said)
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:  # somebody typed it in at the same time
        return _same(in_force.get(), said)
    log(by, "paper_score.entered", found, at=at, score=str(score), of=str(max_score), side=side)
    return found


def _may_enter(by: User, person: User, may: Callable[[User], bool]) -> None:
    if not may(by) or by.pk == person.pk:
        raise ValidationError(_("You cannot type in this score. Ask somebody else who may."))
    if not person.is_active:
        raise ValidationError(_("Nobody here has this address. Look it up among the people."))


def _possible(score: PaperScore, today: datetime.date) -> None:
    if score.taken_on > today:
        raise ValidationError({"taken_on": _("The date lies in the future.")})
    if score.max_score <= 0:
        raise ValidationError({"max_score": _("What could be reached is more than nothing.")})
    if not 0 <= score.score <= score.max_score:
        raise ValidationError(_("A score lies between 0 and what could be reached."))
    score.clean_fields(exclude=["withdrawn_at", "withdrawn_by"])
    if not score.context_kind or not score.context_key:
        raise ValidationError(_("Say where the test was taken."))


def _same(there: PaperScore, said: dict) -> PaperScore:
    if any(getattr(there, name) != value for name, value in said.items()):
        raise ValidationError(
            _("%(name)s has another score there: %(score)s of %(most)s. Withdraw it first.")
            % {
                "name": there.person.name,
                "score": number_format(there.score),
                "most": number_format(there.max_score),
            }
        )
    return there


@transaction.atomic
def withdraw_paper_score(
    score: PaperScore,
    *,
    by: User,
    at: datetime.datetime | None = None,
    may: Callable[[User], bool] = may_accommodate,
) -> PaperScore:
    """Take it back; the row stays with whoever withdrew it. Twice is once."""
    if not may(by) or by.pk == score.person_id:
        raise ValidationError(_("You cannot take this back."))
    score = PaperScore.objects.select_for_update(of=("self",)).get(pk=score.pk)
    if score.withdrawn_at is None:
        score.withdrawn_at, score.withdrawn_by = at or timezone.now(), by
        score.save(update_fields=["withdrawn_at", "withdrawn_by"])
        log(by, "paper_score.withdrawn", score, at=at)
    return score
