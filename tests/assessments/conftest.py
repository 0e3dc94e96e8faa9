"""A quiz of three questions, and Amina's attempt at it."""

import uuid
from collections.abc import Callable

import pytest

from assessments.actions import save_answer, start_attempt
from assessments.models import Attempt, Quiz
from tests.assessments.factories import make_quiz, version_of


@pytest.fixture
def quiz(db) -> Quiz:
    return make_quiz()


@pytest.fixture
def start(amina) -> Callable[..., Attempt]:
    def started(quiz: Quiz, person=None, **given) -> Attempt:
        values = {"context_kind": "practice", "context_key": "x", "language": "en"} | given
        return start_attempt(person or amina, version_of(quiz), **values)

    return started


@pytest.fixture
def attempt(quiz, start) -> Attempt:
    return start(quiz)


@pytest.fixture
def answer() -> Callable[..., object]:
    """Answers one question, or all of them, with a choice."""

    def given(attempt: Attempt, choice: str = "a", positions=None, **values):
        places = range(len(attempt.paper)) if positions is None else positions
        return [save_answer(attempt, position=place, answer=[choice], uuid=uuid.uuid4(), **values) for place in places]

    return given
