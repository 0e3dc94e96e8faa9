"""The large demonstration, made small: what is poured in bulk is what the actions would have made."""

import datetime

import pytest
from django.core.management import call_command

from courses.models import Enrolment, Evidence
from courses.rebuilding import rebuild_progress
from elearning.management.demo_scale import make_scale
from elearning.management.demo_world import NOW
from elearning.people.models import Office, Posting, User
from elearning.records.models import LearningRecord
from elearning.tracking.models import Requirement, Standing
from elearning.tracking.readiness.counting import Asked, count_offices
from elearning.tracking.readiness.rebuilding import rebuild_readiness

PEOPLE = 120


@pytest.fixture
def world(db) -> None:
    """Into an empty database."""
    make_scale(PEOPLE, now=NOW, tell=lambda line: None)


def test_the_world_is_whole_and_nothing_in_it_needs_mending(world):
    assert Office.objects.count() == 200
    assert User.objects.count() == PEOPLE
    standing = LearningRecord.objects.exclude(kind="annulment")
    assert standing.count() == PEOPLE * 10
    assert {*standing.values_list("kind", flat=True)} == {"completion", "participation", "recognised"}
    assert Office.find_problems() == ([], [], [], [], [])
    assert Enrolment.objects.count() == Evidence.objects.values("enrolment").distinct().count() > 50
    assert list(rebuild_progress()) == []
    assert list(rebuild_readiness()) == []
    for requirement in Requirement.objects.all():
        asked = Asked(requirement, NOW.date(), NOW)
        counted = sum(counts.people for counts in count_offices(asked, Office.objects.all()).values())
        assert counted == Posting.objects.on(NOW.date(), NOW).values("person").distinct().count() > 80
    assert {*Standing.objects.values_list("state", flat=True)} >= {"not_required", "met", "due", "overdue"}
    person = User.objects.create_user(name="One more")  # ids go on after those that were written
    day = datetime.date(2026, 1, 1)
    assert Posting.objects.create(person=person, office=Office.objects.first(), started_on=day).pk


def test_the_command_makes_people_besides_the_demonstration(db, settings, monkeypatch):
    made = []
    settings.DEMO = True
    monkeypatch.setattr("elearning.management.commands.seed_demo.make_world", lambda: made.append("world"))
    monkeypatch.setattr("elearning.management.commands.seed_demo.make_scale", lambda people, **_: made.append(people))
    call_command("seed_demo", people=7, verbosity=0)
    call_command("seed_demo", verbosity=0)
    assert made == ["world", 7, "world"]
