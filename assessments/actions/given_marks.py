"""Marking by people: giving a mark, and handing an attempt back once all of it is marked."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.notices.actions import notify
from elearning.people.models import User

from ..kinds import FREE_TEXT
from ..models import Attempt, GivenMark, QuestionVersion
from ..results import hold_questions, result_of
from ..rules import may_mark
from .results import mark


@transaction.atomic
def give_mark(
    attempt: Attempt,
    position: int,
    *,
    by: User,
    points: Decimal | None = None,
    rubric: dict[str, Decimal] | None = None,
    comment: str = "",
    at: datetime.datetime | None = None,
) -> GivenMark:
    """Give what one marker finds an answer worth: `points` up to those of the question, or points for each line of
    the rubric, which are turned into its share of them. Given again, the last counts.

    Raises ValidationError where the attempt does not wait, the marker is its person, or the points are out of range.
    """
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if not may_mark(by) or by.pk == attempt.person_id:
        raise ValidationError(_("Nobody marks her own answers. Leave this one to somebody else."))
    if not attempt.waits_for_person:
        raise ValidationError(_("This attempt was handed back meanwhile. Nothing was changed."))
    if not 0 <= position < len(attempt.paper) or attempt.paper[position]["kind"] != FREE_TEXT:
        raise ValidationError(_("This quiz has no such question."))
    most = Decimal(attempt.paper[position]["points"])
    content = QuestionVersion.objects.get(pk=attempt.paper[position]["version"]).content
    if content.get("rubric"):
        points = _by_rubric(content["rubric"], rubric or {}, most)
    if points is None or not 0 <= points <= most:
        raise ValidationError(_("Give between 0 and %(most)s points.") % {"most": number_format(most.normalize())})
    return GivenMark.objects.create(
        attempt=attempt,
        position=position,
        marker=by,
        points=points.quantize(Decimal("0.01"), ROUND_HALF_UP),
        rubric={key: str(value) for key, value in (rubric or {}).items()},
        comment=comment.strip(),
        given_at=at or timezone.now(),
    )


def _by_rubric(lines: list[dict], given: dict[str, Decimal], most: Decimal) -> Decimal:
    """The share of the rubric's points that were given, of the points of the question."""
    for line in lines:
        if not 0 <= given.get(line["key"], Decimal(-1)) <= Decimal(line["points"]):
            raise ValidationError(
                _("Give each line of the rubric its points; the line of %(most)s points has none, or too many.")
                % {"most": line["points"]}
            )
    return sum(given[line["key"]] for line in lines) / sum(Decimal(line["points"]) for line in lines) * most


@transaction.atomic
def hand_back(attempt: Attempt, *, by: User, at: datetime.datetime | None = None) -> Attempt:
    """Give an attempt its result and tell its person; twice is once.

    Raises ValidationError while an answer has fewer marks than the quiz asks for.
    """
    if not may_mark(by) or by.pk == attempt.person_id:
        raise ValidationError(_("Nobody marks her own answers. Leave this one to somebody else."))
    hold_questions([question["version"] for question in attempt.paper])
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("quiz_version").get(pk=attempt.pk)
    if not attempt.waits_for_person:
        return attempt
    if not result_of(attempt).is_whole:
        raise ValidationError(_("Not all answers have their marks yet."))
    attempt = mark(attempt, handed_back=True, at=at)
    log(by, "attempt.handed_back", attempt, at=at, percent=str(attempt.percent))
    path, key = reverse("assessments:result", args=[attempt.uuid]), f"attempt_handed_back:{attempt.uuid}"
    notify(attempt.person, "attempt_handed_back", key=key, path=path, at=at, attempt=attempt)
    return attempt
