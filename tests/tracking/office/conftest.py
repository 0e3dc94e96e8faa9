"""An office with one below it, a requirement, and people who must not be seen: elsewhere, moved away, never there."""

import datetime
from types import SimpleNamespace

import pytest

from courses.models import Course
from elearning.people.actions import move, post
from elearning.people.models import Posting, User
from elearning.records.actions import record_achievement
from elearning.tracking.models import Requirement
from elearning.tracking.readiness.deriving import derive, derive_stale
from elearning.tracking.requirements.actions import create_requirement, publish_version
from tests.factories import make_office, make_person
from tests.tracking.requirements.conftest import asked, make_course

TODAY = datetime.date(2026, 6, 1)
NOW = datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def course(db) -> Course:
    return make_course("BASICS")


@pytest.fixture
def requirement(_now, course, dana) -> Requirement:
    """Everybody has to know the basics within 60 days, since March 2026: who was there before is overdue by May."""
    made = create_requirement("BASICS", by=dana, at=NOW - 90 * DAY)
    titles = {"en": "Know the basics", "fr": "Connaître les bases"}
    days = {"from_day": datetime.date(2026, 3, 1), "days": 60}
    publish_version(made, by=dana, at=NOW - 90 * DAY, **asked(course, titles=titles, **days))
    return made


@pytest.fixture
def house(requirement, offices, efua, kofi, amina, dana) -> SimpleNamespace:
    """Accra's own people, one below, one who came last week, and three who are not hers to see."""
    tema = make_office("GH-TEM", kind="sub", parent=offices["GH"], name="Tema", country="GH", zone="Africa/Accra")
    below = make_person("Gifty Osei", tema, sex="female", language="fr")
    moved = make_person("Hana Owusu", offices["GH"])
    wrong = make_person("Issa Fall")
    new = make_person("Nana Boateng")
    Posting.objects.update(recorded_at=NOW - 500 * DAY)
    move(moved, offices["KE"], on=TODAY - DAY, at=NOW - DAY)
    row = post(wrong, offices["GH"], started_on=TODAY - 100 * DAY, at=NOW - 99 * DAY)
    Posting.objects.filter(pk=row.pk).update(withdrawn_at=NOW - 2 * DAY)
    post(new, offices["GH"], started_on=TODAY - 7 * DAY, at=NOW - 7 * DAY)
    reckon()
    leaks = {"elsewhere": amina, "moved": moved, "withdrawn": wrong}
    return SimpleNamespace(
        gh=offices["GH"], tema=tema, below=below, new=new, leaks=leaks, requirement=requirement, **leaks
    )


def reckon() -> None:
    """Everybody's standings, as the tick would."""
    derive(User.objects.values_list("pk", flat=True))
    derive_stale()


def finish(person: User, course: Course, on: datetime.date = TODAY, at: datetime.datetime = NOW) -> None:
    """She completes the course."""
    record_achievement(
        person, subject_kind="course", subject_uuid=course.uuid, title=course.titles, kind="completion",
        achieved_on=on, basis={}, at=at,
    )  # fmt: skip
