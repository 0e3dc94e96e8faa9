"""A requirement with its first version, two courses that satisfy, and people of three offices with their records."""

import datetime
from collections.abc import Callable

import pytest

from courses.models import Course, CourseVersion
from elearning.people.models import Posting, User
from elearning.records.actions import record_achievement
from elearning.tracking.models import Requirement, RequirementVersion, Standing
from elearning.tracking.readiness.deriving import derive
from elearning.tracking.requirements.actions import create_requirement, publish_version

TODAY = datetime.date(2026, 6, 1)
NOW = datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def make_course(code: str) -> Course:
    """A published course without steps."""
    course = Course.objects.create(code=code, titles={"en": f"Course {code}"})
    course.current_version = CourseVersion.objects.create(course=course, number=1, steps=[], titles=course.titles)
    course.save()
    return course


@pytest.fixture
def basics(db) -> Course:
    return make_course("BASICS")


@pytest.fixture
def deeper(db) -> Course:
    return make_course("DEEPER")


def of_course(course: Course) -> dict[str, str]:
    return {"kind": "course", "value": str(course.uuid)}


def asked(course: Course, **fields) -> dict:
    """The fields of a version that asks everybody for a course from today on."""
    values = {"titles": {"en": "Know the basics"}, "from_day": TODAY, "subjects": [of_course(course)], "days": 30}
    return values | fields


@pytest.fixture
def requirement(_now, basics, dana) -> Requirement:
    """Everybody has to know the basics, since 2025."""
    Posting.objects.update(recorded_at=NOW - 500 * DAY)
    made = create_requirement("BASICS", by=dana, at=NOW - 400 * DAY)
    publish_version(made, by=dana, at=NOW - 400 * DAY, **asked(basics, from_day=datetime.date(2025, 1, 1), days=60))
    return made


@pytest.fixture
def achieve() -> Callable[..., None]:
    def achieved(person: User, course: Course, day: str) -> None:
        on = datetime.date.fromisoformat(day)
        record_achievement(
            person, subject_kind="course", subject_uuid=course.uuid, title=course.titles, kind="completion",
            achieved_on=on, basis={}, at=datetime.datetime.combine(on, datetime.time(12), datetime.UTC),
        )  # fmt: skip

    return achieved


def states_on(requirement: Requirement, day: datetime.date, known_at: datetime.datetime = NOW) -> dict[str, str]:
    """How everybody stands, reckoned anew: the first name and the state."""
    derive(User.objects.values_list("pk", flat=True))
    rows = Standing.objects.filter(
        requirement=requirement, day_from__lte=day, day_to__gt=day, known_from__lte=known_at, known_to__gt=known_at
    )
    return {row.person.name.split()[0]: row.state for row in rows.select_related("person")}


def last(requirement: Requirement) -> RequirementVersion:
    return requirement.versions.latest("number")
