"""How much of an attempt its person is shown, phase by phase: pure."""

import datetime

from assessments.models import Attempt, QuizVersion
from assessments.review import JUST_AFTER, Level, level_of

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
RULES = {
    "feedback_during": "nothing",
    "feedback_after": "score",
    "feedback_later": "marks",
    "feedback_closed": "all",
}


def shown(now, *, closes_at=None, another_is_open=False, **values) -> str:
    attempt = Attempt(state="marked", submitted_at=NOON)
    for name, value in values.items():
        setattr(attempt, name, value)
    attempt.quiz_version = QuizVersion(rules=RULES)
    return level_of(attempt, now, closes_at=closes_at, another_is_open=another_is_open).name


def test_each_phase_shows_what_is_set_for_it():
    assert shown(NOON, state="in_progress", submitted_at=None) == "nothing"
    assert shown(NOON + JUST_AFTER / 2) == "score"
    assert shown(NOON + JUST_AFTER) == "marks"
    assert shown(NOON + JUST_AFTER, closes_at=NOON + 9 * HOUR) == "marks"
    assert shown(NOON + 9 * HOUR, closes_at=NOON + 9 * HOUR) == "all"


def test_while_another_attempt_is_open_no_more_is_shown_than_during_one():
    assert shown(NOON + 9 * HOUR, closes_at=NOON, another_is_open=True) == "nothing"


def test_what_was_abandoned_has_a_later_too():
    abandoned = {"state": "abandoned", "submitted_at": None, "deadline_at": NOON}
    assert shown(NOON + HOUR / 2, **abandoned) == "score"
    assert shown(NOON + 9 * HOUR, **abandoned) == "marks"


def test_each_level_shows_what_those_before_it_show():
    found = {
        name: (Level(name).score, Level(name).marks, Level(name).all) for name in ("nothing", "score", "marks", "all")
    }
    assert found == {
        "nothing": (False, False, False),
        "score": (True, False, False),
        "marks": (True, True, False),
        "all": (True, True, True),
    }


def test_a_quiz_that_closes_at_the_end_of_time_has_no_grace_after_it():
    last = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    assert Attempt(deadline_at=last).closes_at == last
