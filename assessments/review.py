"""How much of an attempt its person is shown, and when: pure."""

import datetime

from .models.attempt import Attempt
from .models.quiz import Feedback

# How long “just after” lasts: long enough to read a result on a slow line.
JUST_AFTER = datetime.timedelta(hours=1)
LEVELS = [Feedback.NOTHING, Feedback.SCORE, Feedback.MARKS, Feedback.ALL]


class Level:
    """A level of feedback; each shows what those before it show."""

    def __init__(self, name: str):
        self.name = Feedback(name)

    def _at_least(self, other: Feedback) -> bool:
        return LEVELS.index(self.name) >= LEVELS.index(other)

    @property
    def score(self) -> bool:
        return self._at_least(Feedback.SCORE)

    @property
    def marks(self) -> bool:
        return self._at_least(Feedback.MARKS)

    @property
    def all(self) -> bool:
        return self._at_least(Feedback.ALL)


def phase_of(attempt: Attempt, now: datetime.datetime, closes_at: datetime.datetime | None) -> str:
    """The setting that holds now: during the attempt, in the hour after it, later, or once it is closed to her."""
    if attempt.is_open:
        return "feedback_during"
    if closes_at and now >= closes_at:
        return "feedback_closed"
    ended = attempt.submitted_at or attempt.closes_at or now
    return "feedback_after" if now < ended + JUST_AFTER else "feedback_later"


def level_of(
    attempt: Attempt, now: datetime.datetime, *, closes_at: datetime.datetime | None, another_is_open: bool
) -> Level:
    """What may be shown of this attempt now; `closes_at` is when the quiz closes to this person.

    While another attempt of hers at the quiz is open, no more than during an attempt: it may ask the same.
    """
    level = Level(attempt.quiz_version.rule(phase_of(attempt, now, closes_at)))
    during = Level(attempt.quiz_version.rule("feedback_during"))
    return min(level, during, key=lambda each: LEVELS.index(each.name)) if another_is_open else level
