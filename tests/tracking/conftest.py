"""A course, and deeds with their dates: who began, who finished, whose certificate was issued."""

import datetime
from collections.abc import Callable

import pytest

from courses.actions import enrol
from courses.models import Course, Enrolment
from elearning.people.models import User
from elearning.records.actions import issue_certificate, record_achievement
from elearning.records.models import LearningRecord
from elearning.tracking.coverage.counting import Question
from tests.courses.conftest import course, make_course, modules, quiz  # noqa: F401  (fixtures)
from tests.toolkit.conftest import french_toolkit, homes, make_module, toolkit  # noqa: F401  (fixtures)


def moment(text: str) -> datetime.datetime:
    """`2026-03-02` at noon UTC."""
    return datetime.datetime.combine(datetime.date.fromisoformat(text), datetime.time(12), datetime.UTC)


@pytest.fixture
def begin(course) -> Callable[..., Enrolment]:  # noqa: F811
    def begun(person: User, day: str) -> Enrolment:
        return enrol(person, course, at=moment(day))

    return begun


@pytest.fixture
def finish(course) -> Callable[..., LearningRecord]:  # noqa: F811
    """Record a completion on a day, heard of on another (the same if not said), with its certificate."""

    def finished(person: User, day: str, *, heard: str | None = None, certify: bool = True) -> LearningRecord:
        at = moment(heard or day)
        record = record_achievement(
            person,
            subject_kind="course",
            subject_uuid=course.uuid,
            title=course.titles,
            kind="completion",
            achieved_on=datetime.date.fromisoformat(day),
            basis={},
            at=at,
        )
        if certify:
            issue_certificate(record, at=at)
        return record

    return finished


@pytest.fixture
def ask(course) -> Callable[..., Question]:  # noqa: F811
    def asked(on: str, known_at: str = "2026-11-01") -> Question:
        return Question(Course.objects.get(pk=course.pk), datetime.date.fromisoformat(on), moment(known_at))

    return asked
