"""An erasure at the same moment as her own deeds, another worker, a merge: she is erased once, nothing names her."""

import datetime
import json
import uuid

import pytest
from django.utils import timezone

from assessments.actions import save_answer, start_attempt, submit
from courses.actions import enrol
from courses.models import Course, CourseVersion, Enrolment
from elearning.notices.actions import notify
from elearning.notices.models import Delivery, Notice
from elearning.people.actions import merge
from elearning.people.keeping_data import proofs
from elearning.people.keeping_data.erasing import carry_out, close
from elearning.people.keeping_data.erasures import ask, decide, finish_erasures
from elearning.people.models import Erasure, User
from elearning.records.actions import catch_up, issue_certificate, record_achievement
from elearning.records.models import Certificate, LearningRecord
from elearning.toolkit.models import Note
from tests.assessments.factories import make_quiz
from tests.factories import make_person, make_role
from tests.notices.samples import CERTIFICATE
from tests.people.keeping_data.test_erasing import found_in_tables
from tests.people.keeping_data.world import NAME
from tests.workshops.test_planning_race import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def person(offices) -> User:
    made = make_person(NAME, offices["KE"], staff_number="KE-0041799")
    made.postings.update(ended_on=timezone.localdate() - datetime.timedelta(days=1))
    return made


@pytest.fixture
def decided(person, dana, offices) -> Erasure:
    chief = make_person("Chief Osei", offices["HQ"])
    make_role(chief, "headquarters")
    erasure = decide(ask(person, by=dana, why="She wrote to us"), by=chief)
    Delivery.objects.update(state="sent")
    return erasure


def test_what_she_does_while_she_is_erased_names_her_nowhere(person, decided):
    quiz = make_quiz(1)
    given = {"context_kind": "practice", "context_key": "x", "language": "en"}
    attempt = start_attempt(person, quiz.current_version, **given)
    course = Course.objects.create(code="basics", titles={"en": "Basics"}, audience="public")
    course.current_version = CourseVersion.objects.create(course=course, number=1, titles={"en": "Basics"}, steps=[])
    course.save()
    achieved = {"subject_kind": "course", "title": {"en": "Basics"}, "kind": "completion", "basis": {}}
    achieved |= {"achieved_on": timezone.localdate()}
    record = record_achievement(person, subject_uuid=uuid.uuid4(), **achieved)
    raised = at_once(
        lambda: carry_out(decided),
        lambda: carry_out(decided),  # another worker
        lambda: enrol(person, course),
        lambda: save_answer(attempt, position=0, answer=["a"], uuid=uuid.uuid4()) and submit(attempt),
        lambda: record_achievement(person, subject_uuid=uuid.uuid4(), **achieved),
        lambda: issue_certificate(record),
        lambda: notify(person, "certificate_issued", key="race", **CERTIFICATE),
        lambda: Note.objects.create(person=person, module_key=uuid.uuid4(), key="r", text=NAME),
    )
    assert {type(fault).__name__ for fault in raised} <= {"Erased"}, raised
    catch_up()
    finish_erasures()
    assert found_in_tables() == {}
    assert Erasure.objects.get().state == "done"
    assert (Enrolment.objects.count(), LearningRecord.objects.count()) == (1, 2)  # counted on
    assert set(Certificate.objects.values_list("name", flat=True)) <= {""}
    assert not Notice.objects.filter(person=person).exclude(text="").exists()
    assert [json.loads(line["proof"]["said"])["person"] for line in proofs.lines()] == [str(person.uuid)]


def test_two_erasures_two_decisions_and_two_closings_are_one(person, dana, offices):
    chiefs = [make_person(name, offices["HQ"]) for name in ("Kwame Osei", "Esi Amoah")]
    for each in chiefs:
        make_role(each, "headquarters")
    assert at_once(*[lambda: ask(person, by=person)] * 2) == []
    erasure = Erasure.objects.get()
    raised = at_once(*(lambda by=by: decide(erasure, by=by) for by in chiefs))
    assert [type(fault).__name__ for fault in raised] == ["Refused"]
    Delivery.objects.update(state="sent")
    assert at_once(*[finish_erasures] * 2) == []
    done = Erasure.objects.get()
    assert done.closed_at
    assert at_once(*[lambda: close(done)] * 2) == []
    assert len(proofs.lines()) == 1


def test_a_merge_at_the_same_moment_leaves_one_human_erased_or_none(person, decided, dana):
    kept = make_person("Z. Kariuki", account=False)
    raised = at_once(lambda: carry_out(decided), lambda: merge(kept, person, by=dana, reason="One"))
    assert {type(fault).__name__ for fault in raised} <= {"Refused"}, raised
    finish_erasures()
    kept.refresh_from_db()
    person.refresh_from_db()
    assert person.name == "Erased person"
    assert (kept.name == "Erased person") == (person.merged_into_id == kept.pk)
