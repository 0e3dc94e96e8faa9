"""Deeds upon the pre-test and the post-test: choose the pair, open and close a side, begin, hand in for others."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions import mark, start_attempt, submit
from assessments.models import Attempt, TestPair
from elearning.journal.actions import log
from elearning.journal.turns import in_turn
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..attending import CONTEXT
from ..models import Registration, TestWindow, Workshop
from ..testing.sides import PAIRS, attempts_at, pair_of, quiz_of, scores_of, why_no_test
from .deciding import refuse_if_not_held
from .revision import hold


@transaction.atomic
def choose_pair(
    workshop: Workshop, pair: TestPair | None, *, by: User, at: datetime.datetime | None = None
) -> Workshop:
    """Let this pair be the test of the workshop; none takes it away. The same again changes nothing.

    Raises `Refused` once somebody took one side here, for a quiz that is not published, and for a post-test without
    a pass mark where completion asks that it is passed.
    """
    held = hold(workshop)
    if held.test_pair_id == (pair.pk if pair else None):
        return held
    before = pair_of(held)
    _refuse_what_is_taken(held, before)
    if pair is not None:
        _refuse_what_cannot_be(held, PAIRS.get(pk=pair.pk))
    held.test_windows.filter(closed_at=None).update(closed_at=at or timezone.now(), closed_by=by)
    held.test_pair = pair
    held.save(update_fields=["test_pair"])
    values = {"before": str(before or ""), "after": str(pair or "")}
    log(by, "workshop.tests_chosen", held, at=at, **values)
    return held


def _refuse_what_is_taken(workshop: Workshop, pair: TestPair | None) -> None:
    if pair is None:
        return
    if attempts_at(workshop, [pair.before_id, pair.after_id]).exists() or scores_of(workshop, pair).exists():
        raise Refused(
            _("The test was taken here already: it stays. Totals from paper can be taken back first."), "pair"
        )


def _refuse_what_cannot_be(workshop: Workshop, pair: TestPair) -> None:
    if why := why_no_test(workshop, pair):
        raise Refused(why, "pair")
    if workshop.post_test == Workshop.PostTest.PASSED and not pair.after.current_version.pass_mark:
        sentence = _(
            "Completion asks here that the post-test is passed, and this one has no pass mark: nobody could pass it. "
            "Choose another pair, or change in the frame what completion asks for."
        )
        raise Refused(sentence, "pair")


def usable_pair(workshop: Workshop) -> TestPair | None:
    """The pair of a workshop, if another one may use it as it is today."""
    pair = pair_of(workshop)
    try:
        if pair is not None:
            _refuse_what_cannot_be(workshop, pair)
    except Refused:
        return None
    return pair


@transaction.atomic
def open_side(workshop: Workshop, side: str, *, by: User, at: datetime.datetime | None = None) -> TestWindow:
    """Let the participants begin this side from now on. Twice is once."""
    held = _held(workshop)
    if why := why_no_test(held, pair_of(held)):
        raise Refused(why)
    if there := held.test_windows.filter(side=side, closed_at=None).first():
        return there
    window = held.test_windows.create(side=side, opened_at=at or timezone.now(), opened_by=by)
    log(by, "workshop.test_opened", window, at=at, side=side)
    return window


@transaction.atomic
def close_side(workshop: Workshop, side: str, *, by: User, at: datetime.datetime | None = None) -> TestWindow | None:
    """Let nobody begin it any more; who has begun may go on. Twice is once; None if it never was open."""
    held = _held(workshop)
    window = held.test_windows.filter(side=side).last()
    if window and window.closed_at is None:
        window.closed_at, window.closed_by = max(at or timezone.now(), window.opened_at), by
        window.save(update_fields=["closed_at", "closed_by"])
        log(by, "workshop.test_closed", window, at=at, side=side)
    return window


def _held(workshop: Workshop) -> Workshop:
    held = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
    refuse_if_not_held(held)
    return held


@transaction.atomic
def start_test(registration: Registration, side: str, *, language: str, at: datetime.datetime | None = None) -> Attempt:
    """Begin this side on her phone, or go on with what she has begun. How often, the quiz says.

    The workshop is held: no side closes and no pair changes in between. Raises `Refused` for one who is no participant,
    while the side is closed, and where the quiz allows no further try.
    """
    workshop = _held(registration.workshop)
    if registration.state not in Registration.TAKING_PART or registration.role != Registration.Role.PARTICIPANT:
        raise Refused(_("The test is for the participants."))
    pair = pair_of(workshop)
    if why := why_no_test(workshop, pair):
        raise Refused(why)
    if not workshop.test_windows.filter(side=side, closed_at=None).exists():
        raise Refused(_("This test is closed. A facilitator opens it when it is time."))
    place = {"context_kind": CONTEXT, "context_key": workshop.code}
    try:
        version = quiz_of(pair, side).current_version
        return start_attempt(registration.person, version, language=language, at=at, **place)
    except ValidationError as refusal:
        raise Refused(" ".join(refusal.messages)) from None


def hand_in(workshop: Workshop, side: str, *, by: User, at: datetime.datetime | None = None) -> int:
    """Hand in, for those who have not, what they have answered; returns for how many.

    Each is a transaction of its own: stopped in the middle, it is done again. What nobody answered stays open.
    """
    workshop = Workshop.objects.get(pk=workshop.pk)
    refuse_if_not_held(workshop)
    pair = pair_of(workshop)
    if pair is None:
        return 0
    begun = attempts_at(workshop, [quiz_of(pair, side).pk]).open().filter(saves__isnull=False).distinct()
    done = in_turn(list(begun), lambda attempt: mark(submit(attempt, at=at)))
    if done:
        log(by, "workshop.test_handed_in", workshop, at=at, side=side, people=done)
    return done
