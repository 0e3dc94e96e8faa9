"""The two sides of the test of a workshop: the quiz of each, whether it is open, and who took it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from assessments.models import Attempt, PaperScore, Quiz, TestPair

from ..attending import CONTEXT
from ..models import TestWindow, Workshop

Side = PaperScore.Side
NAMES = {Side.BEFORE: pgettext_lazy("test", "Pre-test"), Side.AFTER: pgettext_lazy("test", "Post-test")}
PAIRS = TestPair.objects.select_related("before__current_version", "after__current_version")


@dataclass(frozen=True)
class ShownSide:
    """One side of the test; counts are of people. `mine` are the attempts and `score` the total of the reader."""

    side: str
    quiz: Quiz
    window: TestWindow | None
    writing: int = 0
    handed_in: int = 0
    on_paper: int = 0
    mine: tuple[Attempt, ...] = field(default=())
    score: PaperScore | None = None

    @property
    def name(self) -> str:
        return str(NAMES[Side(self.side)])

    @property
    def version(self):
        return self.quiz.current_version

    @property
    def is_open(self) -> bool:
        return self.window is not None and self.window.closed_at is None

    @property
    def going_on(self) -> Attempt | None:
        """The attempt in which the reader may go on, whether the side is open or not."""
        return next((attempt for attempt in self.mine if attempt.is_open), None)


def pair_of(workshop: Workshop) -> TestPair | None:
    """The pair with its two quizzes and their versions in force."""
    return PAIRS.filter(pk=workshop.test_pair_id).first() if workshop.test_pair_id else None


def quiz_of(pair: TestPair, side: str) -> Quiz:
    """The quiz of this side."""
    return pair.before if side == Side.BEFORE else pair.after


def sides_of(workshop: Workshop, person: int | None = None) -> list[ShownSide]:
    """Both sides with who took them, and what this person did; none without a pair. Four queries."""
    pair = pair_of(workshop)
    if pair is None:
        return []
    windows = {window.side: window for window in workshop.test_windows.all()}  # the newest of each side
    attempts = list(attempts_at(workshop, [pair.before_id, pair.after_id]))
    scores = list(scores_of(workshop, pair))
    return [_side(side, quiz_of(pair, side), windows.get(side), attempts, scores, person) for side in Side.values]


def attempts_at(workshop: Workshop, quizzes: Iterable[int]):
    """The attempts at these quizzes in this workshop, the earliest first."""
    return Attempt.objects.filter(quiz__in=quizzes).in_context(CONTEXT, workshop.code).order_by("started_at", "pk")


def scores_of(workshop: Workshop, pair: TestPair):
    """The totals from paper that are in force."""
    place = {"context_kind": CONTEXT, "context_key": workshop.code}
    return PaperScore.objects.filter(pair=pair, withdrawn_at=None, **place)


def _side(
    side: str,
    quiz: Quiz,
    window: TestWindow | None,
    attempts: list[Attempt],
    scores: list[PaperScore],
    person: int | None,
) -> ShownSide:
    here = [attempt for attempt in attempts if attempt.quiz_id == quiz.pk]
    ended = {each.person_id for each in here if each.state in (Attempt.State.SUBMITTED, Attempt.State.MARKED)}
    counts = Counter(score.side for score in scores)
    return ShownSide(
        side=side,
        quiz=quiz,
        window=window,
        writing=len({each.person_id for each in here if each.is_open}),
        handed_in=len(ended),
        on_paper=counts[side],
        mine=tuple(each for each in here if each.person_id == person),
        score=next((each for each in scores if each.side == side and each.person_id == person), None),
    )


def why_no_test(workshop: Workshop, pair: TestPair | None) -> str:
    """The sentence that says why nothing can be opened or begun; empty where it can."""
    if pair is None:
        return _("This workshop has no pre- and post-test. The lead facilitator chooses it on the page “Tests”.")
    if pair.before.current_version is None or pair.after.current_version is None:
        return _("One of the two quizzes is not published yet. Ask whoever writes the quizzes.")
    return ""
