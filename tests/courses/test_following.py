"""A repair of a question down to courses, records and certificates: issued, kept, taken back with a notice."""

import uuid

import pytest
from django.urls import reverse

from assessments import actions as quizzes
from assessments.models import Attempt, Question, Repair
from assessments.repairing import changes_of
from courses.actions import catch_up, record_pass, start_quiz
from courses.models import Enrolment, Evidence
from elearning.notices.models import Notice
from elearning.records.actions import issue_certificate
from elearning.records.models import Certificate, LearningRecord
from tests.assessments.authors import permissions
from tests.assessments.factories import make_content, make_quiz_of


@pytest.fixture
def mender(dana):
    dana.user_permissions.add(*permissions("repair_question"))
    return type(dana).objects.get(pk=dana.pk)


@pytest.fixture
def quiz(db):
    return make_quiz_of(("single", make_content()), pass_mark=100)


@pytest.fixture
def take(enrolment, read):
    """Amina reads all and answers the one question; the work of tasks is done."""

    def taken(choice: str) -> Attempt:
        for code in ("M1", "M2"):
            read(enrolment, code)
        step = next(step for step in enrolment.version.rule if step.is_quiz)
        attempt = start_quiz(enrolment, step=step.uuid, language="en")
        quizzes.save_answer(attempt, position=0, answer=[choice], uuid=uuid.uuid4())
        attempt = quizzes.mark(quizzes.submit(attempt))
        if attempt.passed:
            settle()
        return attempt

    return taken


def settle() -> None:
    """What the worker would do."""
    catch_up()
    for record in LearningRecord.objects.current().filter(kind="completion"):
        issue_certificate(record)


def make_repair(policy: str, right: str = "b") -> Repair:
    question = Question.objects.get()
    newest = question.versions.order_by("number").last()
    corrected = question.versions.create(
        number=newest.number + 1, kind="single", state="ready", points=1, content=make_content(right)
    )
    first = question.versions.get(number=1)
    return Repair(faulty=first, corrected=corrected, policy=policy, reason="“b” is right since March.")


def apply(repair: Repair, by, *, revoke: bool) -> list:
    changes = list(changes_of(repair))
    consequences = quizzes.consequences_of(changes, revoke=revoke)
    quizzes.apply_repair(repair, by=by, revoke=revoke, seen=quizzes.digest_of(changes, consequences))
    return [(each.deed, each.title, each.serial) for each in consequences]


def standing(enrolment: Enrolment) -> tuple:
    """Whether the course is complete, how many records count, and how the certificates stand."""
    enrolment.refresh_from_db()
    certificates = list(Certificate.objects.order_by("pk").values_list("state", flat=True))
    return (
        bool(enrolment.completed_at),
        LearningRecord.objects.current().filter(kind="completion").count(),
        certificates,
    )


def test_who_passes_now_gets_record_and_certificate(take, enrolment, mender):
    take("b")
    assert standing(enrolment) == (False, 0, [])
    assert apply(make_repair("either"), mender, revoke=False) == [("issue", "Course CEP", "")]
    settle()
    assert standing(enrolment) == (True, 1, ["issued"])


def test_who_no_longer_passes_keeps_all_unless_it_is_taken_back(take, enrolment, mender):
    take("a")
    serial = Certificate.objects.get().serial
    assert apply(make_repair("new_only"), mender, revoke=False) == [("keep", "Course CEP", serial)]
    assert standing(enrolment) == (True, 1, ["issued"])
    assert not Attempt.objects.get().passed


def test_what_is_taken_back_is_the_pass_and_what_rests_on_it_and_she_is_told(take, enrolment, mender):
    take("a")
    serial = Certificate.objects.get().serial
    assert apply(make_repair("new_only"), mender, revoke=True) == [("revoke", "Course CEP", serial)]
    assert standing(enrolment) == (False, 0, ["revoked"])
    assert [state.done for state in enrolment.progress().states] == [True, True, False, False]
    assert sorted(Notice.objects.filter(person=enrolment.person).values_list("kind", flat=True)) == [
        "attempt_remarked",
        "certificate_issued",
        "certificate_revoked",
    ]
    settle()
    assert standing(enrolment) == (False, 0, ["revoked"])


def test_a_later_repair_gives_back_what_an_earlier_took(take, enrolment, mender):
    attempt = take("a")
    apply(make_repair("new_only"), mender, revoke=True)
    assert apply(make_repair("full_marks", "c"), mender, revoke=False) == [("issue", "Course CEP", "")]
    record_pass(Attempt.objects.select_related("quiz", "quiz_version").get(pk=attempt.pk))
    settle()
    assert standing(enrolment) == (True, 1, ["revoked", "issued"])
    assert Evidence.objects.filter(kind="quiz_passed").count() == 2


def test_another_pass_of_hers_holds_what_rests_on_it(take, enrolment, mender):
    take("a")
    second = Attempt.objects.get()
    second.pk, second.uuid, second.passed = None, uuid.uuid4(), True
    second.paper = [second.paper[0] | {"version": second.paper[0]["version"] + 1000}]
    second.save()
    record_pass(second)
    assert apply(make_repair("new_only"), mender, revoke=True) == []
    assert standing(enrolment) == (True, 1, ["issued"])


def test_the_page_asks_for_the_word_before_it_takes_a_certificate_back(take, enrolment, mender, client_for):
    take("a")
    repair = make_repair("new_only")
    client, page = client_for(mender), reverse("assessments:repair", args=[repair.faulty.question.uuid])
    form = {
        "faulty": repair.faulty_id,
        "corrected": repair.corrected_id,
        "policy": "new_only",
        "reason": "“b” is right.",
        "revoke": "on",
    }
    shown = client.post(page, form)
    assert "type the word “revoke”" in shown.content.decode()
    done = form | {"apply": "1", "seen": shown.context["seen"]}
    assert client.post(page, done).status_code == 200
    assert client.post(page, done | {"word": "yes"}).status_code == 200
    assert standing(enrolment) == (True, 1, ["issued"])
    assert client.post(page, done | {"word": " Revoke "}).status_code == 302
    assert standing(enrolment) == (False, 0, ["revoked"])
