"""rebuild_progress: silent on a healthy database, and mending a damaged one."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from courses.actions import record_pass
from courses.models import Enrolment
from elearning.records.models import LearningRecord


def rebuild() -> str:
    out = StringIO()
    call_command("rebuild_progress", stdout=out)
    return out.getvalue()


@pytest.fixture
def completed(enrolment, read, mark_passed) -> Enrolment:
    read(enrolment, "M1")
    read(enrolment, "M2")
    record_pass(mark_passed(enrolment))
    return Enrolment.objects.get()


def test_nothing_changes_on_a_healthy_database(completed):
    before = Enrolment.objects.values().get()
    assert rebuild() == "Nothing to mend.\n"
    assert Enrolment.objects.values().get() == before


def test_the_day_of_completion_is_reckoned_once_though_the_office_moves(completed, offices):
    offices["KE"].zone = "Pacific/Kiritimati"
    offices["KE"].save()
    assert rebuild() == "Nothing to mend.\n"


def test_a_damaged_row_is_mended_and_named(completed):
    good = Enrolment.objects.values().get()
    Enrolment.objects.update(steps_done=0, completed_at=None, completed_on=None)
    LearningRecord.objects.all()._raw_delete("default")
    said = rebuild()
    assert said.startswith(f"{completed.uuid} steps_done: 0 → 3, completed_at: None → ")
    assert said.endswith("Enrolments mended: 1.\n")
    assert Enrolment.objects.values().get() == good
    assert LearningRecord.objects.count() == 1
    assert rebuild() == "Nothing to mend.\n"


def test_a_completion_without_evidence_is_taken_back(enrolment):
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    Enrolment.objects.update(steps_done=3, completed_at=moment, completed_on=moment.date())
    assert rebuild().endswith("Enrolments mended: 1.\n")
    enrolment.refresh_from_db()
    assert (enrolment.steps_done, enrolment.completed_at, enrolment.completed_on) == (0, None, None)
