"""Starting an attempt: what allows it, and the paper that it freezes."""

import datetime
import random
import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elearning.people.models import User
from elearning.people.postings import zone_of

from .. import papers
from ..allowances import Allowance, allowance_of
from ..drawing import draw, shuffled
from ..models import Attempt, QuestionVersion, QuizVersion
from ..readiness import is_ready
from .closing import settle


@transaction.atomic
def start_attempt(
    person: User,
    quiz_version: QuizVersion,
    *,
    context_kind: str,
    context_key: str,
    language: str,
    at: datetime.datetime | None = None,
    paper: list[dict] | None = None,
) -> Attempt:
    """Open an attempt with its frozen paper, or go on with the one that is open in this context.

    `paper` is one that `paper_of` gave to this person before, to practise on without a network.
    Raises ValidationError where the rules, with what was granted to this person, allow no further attempt, or none yet.
    """
    at = at or timezone.now()
    User.objects.select_for_update().get(pk=person.pk)  # two tabs start one after the other
    own = Attempt.objects.filter(person=person, quiz=quiz_version.quiz).in_context(context_kind, context_key)
    attempts = list(own.order_by("started_at"))
    if attempts and attempts[-1].is_open:
        attempts[-1] = settle(attempts[-1], at=at)
        if attempts[-1].is_open:
            return attempts[-1]
    allowance = allowance_of(person, quiz_version)
    _may_start(person, quiz_version, attempts, allowance, at)
    attempt = Attempt(
        person=person,
        quiz=quiz_version.quiz,
        quiz_version=quiz_version,
        context_kind=context_kind,
        context_key=context_key,
        language=language,
        started_at=at,
        deadline_at=allowance.deadline(at),
    )
    attempt.check_at = attempt.look_again_at(at)
    had = {question["version"] for old in attempts for question in old.paper}
    attempt.paper = _paper(attempt, had) if paper is None else paper
    try:
        with transaction.atomic():
            attempt.save()
    except IntegrityError:
        return own.open().get()
    return attempt


def paper_of(person: User, quiz_version: QuizVersion, *, language: str) -> list[dict]:
    """A paper that stays the same for this person and version, frozen before there is an attempt."""
    seed = uuid.uuid5(person.uuid, f"{quiz_version.pk}")
    return _paper(Attempt(uuid=seed, person=person, quiz_version=quiz_version, language=language), set())


def _may_start(
    person: User, version: QuizVersion, attempts: list[Attempt], allowance: Allowance, at: datetime.datetime
) -> None:
    if allowance.opens_at and at < allowance.opens_at:
        raise ValidationError(_("This quiz opens on %(moment)s.") % {"moment": _said(allowance.opens_at, person)})
    if allowance.closes_at and at >= allowance.closes_at:
        raise ValidationError(
            _("This quiz closed on %(moment)s. Ask your focal point.") % {"moment": _said(allowance.closes_at, person)}
        )
    allowed = allowance.attempts
    if allowed is not None and len(attempts) >= allowed:
        raise ValidationError(
            ngettext(
                "You have used your %(count)d attempt at this quiz. Ask your focal point.",
                "You have used your %(count)d attempts at this quiz. Ask your focal point.",
                allowed,
            )
            % {"count": allowed}
        )
    wait = datetime.timedelta(minutes=version.rule("minutes_between"))
    ended = attempts and (attempts[-1].submitted_at or attempts[-1].closes_at)
    if ended and wait and at < (again := ended + wait):
        minutes = -((at - again) // datetime.timedelta(minutes=1))
        raise ValidationError(
            ngettext("You can try again in %(count)d minute.", "You can try again in %(count)d minutes.", minutes)
            % {"count": minutes}
        )


def _said(moment: datetime.datetime, person: User) -> str:
    """Day, time and zone as they are at the person's office."""
    there = timezone.localtime(moment, zone_of(person))
    return f"{date_format(there, 'DATE_FORMAT')}, {there:%H:%M} ({there.tzname()})"


def _paper(attempt: Attempt, had: set[int]) -> list[dict]:
    """The questions of this attempt, frozen: their versions, their order, the order of the choices, the points."""
    version, chance = attempt.quiz_version, random.Random(attempt.uuid.int)  # no secret  # nosec B311
    pools = [(section["questions"], section["draw"]) for section in version.sections]
    versions = QuestionVersion.objects.in_bulk([pk for pool, _number in pools for pk in pool])
    ready = {pk for pk, found in versions.items() if is_ready(found.content, attempt.language)}
    drawn = [pk for pool, number in pools for pk in draw(pool, number, had, chance, ready)]
    if version.rule("shuffle_questions"):
        drawn = shuffled(drawn, chance)
    mix = (lambda things: shuffled(things, chance)) if version.rule("shuffle_choices") else list
    return [
        papers.asked(pk, found.kind, found.content, found.points, mix, lambda things: shuffled(things, chance))
        for pk in drawn
        for found in [versions[pk]]
    ]
