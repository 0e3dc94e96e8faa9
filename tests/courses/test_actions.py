"""The deeds: what they keep, what they refuse, and that doing them twice is doing them once."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessments.models import QuizVersion
from courses import tasks
from courses.actions import catch_up, confirm_read, enrol, publish_course, record_pass, start_quiz
from courses.models import CourseVersion, Enrolment, Evidence, Step
from elearning.records.actions import annul
from elearning.records.models import LearningRecord
from tests.records.factories import make_record

DAY = datetime.timedelta(days=1)


def stored(enrolment: Enrolment) -> tuple:
    enrolment.refresh_from_db()
    return enrolment.steps_done, enrolment.steps_required, enrolment.completed_on


def test_enrolling_twice_is_one_enrolment_bound_to_the_version_in_force(course, amina):
    first, second = enrol(amina, course), enrol(amina, course)
    assert first == second
    assert first.version == course.current_version
    assert stored(first) == (0, 3, None)
    assert first.next_step == Step.objects.first().uuid


def test_a_course_for_staff_is_not_open_to_a_partner(course, db):
    from tests.factories import make_person

    with pytest.raises(ValidationError, match="not open to you"):
        enrol(make_person("Pat Partner"), course)
    assert Enrolment.objects.count() == 0


def test_a_double_click_is_one_row_and_two_tabs_are_one_step(enrolment, read):
    click = uuid.uuid4()
    assert read(enrolment, "M1", uuid=click) == read(enrolment, "M1", uuid=click)
    assert (Evidence.objects.count(), stored(enrolment)) == (1, (1, 3, None))
    read(enrolment, "M1")
    assert (Evidence.objects.count(), stored(enrolment)) == (2, (1, 3, None))


def test_an_id_used_for_something_else_is_refused(enrolment, read, bruno, course):
    click = read(enrolment, "M1").uuid
    for other, code in ((enrolment, "M2"), (enrol(bruno, course), "M1")):
        with pytest.raises(ValidationError, match="used before for something else"):
            read(other, code, uuid=click)
    assert Evidence.objects.count() == 1


def test_a_module_that_is_no_step_of_the_version_is_refused(enrolment):
    with pytest.raises(ValidationError, match="not a step of the version"):
        confirm_read(enrolment, module_key=uuid.uuid4(), uuid=uuid.uuid4(), language="en", revision=1)
    assert Evidence.objects.count() == 0


def test_the_client_cannot_confirm_a_quiz_as_read(enrolment, quiz):
    with pytest.raises(ValidationError, match="not a step of the version"):
        confirm_read(enrolment, module_key=quiz.uuid, uuid=uuid.uuid4(), language="en", revision=1)


def test_a_time_that_cannot_be_right_is_brought_to_the_nearest_that_can(enrolment, read):
    now = timezone.now()
    future = read(enrolment, "M1", occurred_at=now + 400 * DAY, at=now)
    assert (future.occurred_at, future.claimed_at, future.source) == (now, now + 400 * DAY, "offline")
    early = read(enrolment, "M2", occurred_at=now - 400 * DAY, at=now)
    assert (early.occurred_at, early.claimed_at) == (enrolment.started_at, now - 400 * DAY)
    right = read(enrolment, "M3", occurred_at=now - DAY, at=now)
    assert (right.occurred_at, right.received_at, right.claimed_at) == (now - DAY, now, None)


def test_whoever_confirms_for_another_says_why(enrolment, read, chen):
    with pytest.raises(ValidationError, match="Say why"):
        read(enrolment, "M1", by=chen)
    kept = read(enrolment, "M1", by=chen, reason="Read aloud in the room")
    assert (kept.actor, kept.source, kept.reason) == (chen, "facilitator", "Read aloud in the room")


def test_evidence_is_never_changed_or_deleted(enrolment, read):
    kept = read(enrolment, "M1")
    for deed in (kept.save, kept.delete, Evidence.objects.all().delete, lambda: Evidence.objects.update(language="fr")):
        with pytest.raises(TypeError, match="append-only"):
            deed()
    assert Evidence.objects.get().language == "en"


def test_the_quiz_asks_for_the_readings_before_it(enrolment, read, course):
    step = course.current_version.rule[-1]
    read(enrolment, "M1")
    with pytest.raises(ValidationError, match="Before the quiz, confirm that you have read: Module M2"):
        start_quiz(enrolment, step=step.uuid, language="en")
    read(enrolment, "M2")
    attempt = start_quiz(enrolment, step=step.uuid, language="en")
    assert (attempt.quiz_version_id, attempt.context_key) == (step.quiz_version, str(enrolment.uuid))
    assert start_quiz(enrolment, step=step.uuid, language="en") == attempt


def test_a_pass_is_enqueued_and_its_task_completes_the_course_once(enrolment, read, mark_passed, amina, course):
    read(enrolment, "M1")
    read(enrolment, "M2")
    attempt = mark_passed(enrolment)
    assert DBTaskResult.objects.filter(task_path="courses.tasks.record_pass").count() == 1
    assert stored(enrolment) == (2, 3, None)
    for _twice in range(2):
        tasks.record_pass.call(str(attempt.uuid))
    evidence = Evidence.objects.get(kind="quiz_passed")
    assert (evidence.uuid, evidence.source, evidence.language, evidence.score) == (attempt.uuid, "server", "fr", 85)
    record = LearningRecord.objects.get(person=amina)
    assert (record.subject_kind, record.subject_uuid, record.kind) == ("course", course.uuid, "completion")
    assert record.achieved_on == enrolment.__class__.objects.get().completed_on
    assert record.basis["version"] == 1
    assert sorted(record.basis["evidence"]) == sorted(
        str(e.uuid) for e in Evidence.objects.exclude(subject=enrolment.version.rule[2].subject)
    )


def test_the_day_of_completion_is_the_deciding_days_at_her_office(enrolment, read, mark_passed):
    """23:30 in universal time is the next day in Nairobi; the worker comes a week later."""
    late = datetime.datetime(2026, 3, 1, 23, 30, tzinfo=datetime.UTC)
    Enrolment.objects.update(started_at=late - 5 * DAY)
    enrolment.refresh_from_db()
    read(enrolment, "M1", at=late - DAY)
    read(enrolment, "M2", at=late - DAY)
    record_pass(mark_passed(enrolment, at=late), at=late + 7 * DAY)
    enrolment.refresh_from_db()
    assert (enrolment.completed_at, enrolment.completed_on) == (late, datetime.date(2026, 3, 2))
    read(enrolment, "M1", at=late + 9 * DAY)
    assert stored(enrolment) == (3, 3, datetime.date(2026, 3, 2))


def test_a_lost_task_is_caught_up(enrolment, read, mark_passed):
    read(enrolment, "M1")
    read(enrolment, "M2")
    mark_passed(enrolment, tell=False)
    assert stored(enrolment)[0] == 2
    assert (catch_up(), catch_up()) == (1, 0)
    assert stored(enrolment)[0] == 3


def test_an_attempt_of_another_context_person_or_version_is_no_evidence(enrolment, read, mark_passed, quiz, bruno):
    read(enrolment, "M1")
    read(enrolment, "M2")
    attempt = mark_passed(enrolment, tell=False)
    newer = QuizVersion.objects.create(quiz=quiz, number=2, pass_mark=1)
    for name, value in [
        ("context_kind", "practice"),
        ("context_key", "no-uuid"),
        ("context_key", str(uuid.uuid4())),
        ("person", bruno),
        ("quiz_version", newer),
        ("passed", False),
    ]:
        before = getattr(attempt, name)
        setattr(attempt, name, value)
        attempt.save()
        assert record_pass(attempt) is None, name
        setattr(attempt, name, before)
    assert Evidence.objects.filter(kind="quiz_passed").count() == 0


def test_editing_the_course_or_a_page_changes_nothing_for_who_began(enrolment, course, modules, read):
    read(enrolment, "M1")
    before = stored(enrolment), enrolment.version.steps
    Step.objects.filter(course=course, module_key=modules["M2"].translation_key).delete()
    modules["M1"].title = "Another title"
    modules["M1"].save_revision().publish()
    course.titles = {"en": "Another course"}
    course.save()
    publish_course(course, by=None)
    call_command("rebuild_progress")
    enrolment = Enrolment.objects.get(pk=enrolment.pk)
    assert (stored(enrolment), enrolment.version.steps) == before
    assert enrolment.version.titles["en"] == "Course CEP"
    assert CourseVersion.objects.count() == 2


def test_french_then_english_is_one_progress(enrolment, read):
    read(enrolment, "M1", language="fr")
    read(enrolment, "M2", language="en")
    assert stored(enrolment)[0] == 2


def test_what_was_not_earned_is_taken_back_and_can_be_earned_anew(enrolment, amina, dana, read, mark_passed):
    for code in ("M1", "M2"):
        read(enrolment, code)
    record_pass(mark_passed(enrolment))
    record = LearningRecord.objects.get()
    annul(record, by=dana, reason="Sat by somebody else")
    enrolment = Enrolment.objects.get()
    assert (enrolment.steps_done, enrolment.completed_on) == (0, None)
    voided = Evidence.objects.get(kind="annulled")
    assert (voided.actor, voided.reason, voided.source) == (dana, "Sat by somebody else", "decision")
    for code in ("M1", "M2"):
        read(enrolment, code)
    record_pass(mark_passed(enrolment))
    assert Enrolment.objects.get().completed_on is not None
    assert [r.sequence for r in LearningRecord.objects.current()] == [1]


def test_annulling_what_rests_on_no_enrolment_touches_none(enrolment, bruno, dana, read):
    read(enrolment, "M1")
    annul(make_record(bruno), by=dana, reason="Not his")
    annul(make_record(bruno, subject_uuid=enrolment.course.uuid), by=dana, reason="Not his")
    assert Evidence.objects.count() == 1


def test_one_pass_that_cannot_be_recorded_keeps_no_other_from_its_turn(
    course, amina, bruno, read, mark_passed, monkeypatch
):
    for person in (amina, bruno):
        enrolment = enrol(person, course)
        read(enrolment, "M1")
        read(enrolment, "M2")
        mark_passed(enrolment, tell=False)

    def stumbles(attempt):
        if attempt.person == amina:
            raise RuntimeError("a bad row")
        return record_pass(attempt)

    monkeypatch.setattr("courses.actions.record_pass", stumbles)
    assert catch_up() == 1
    assert Evidence.objects.get(kind="quiz_passed").enrolment.person == bruno
