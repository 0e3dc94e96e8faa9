"""A repair of a question down to courses, records and certificates: issued, kept, taken back with a notice."""

import uuid

import pytest
from django.core.exceptions import ValidationError
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
def quiz(db, request):
    """One question, or as many as the test says, with the rules that it says; “a” is said to be right."""
    rules = {"pass_mark": 100} | getattr(request, "param", {})
    return make_quiz_of(*[("single", make_content())] * rules.pop("questions", 1), **rules)


@pytest.fixture
def take(enrolment, read):
    """Amina reads all and answers each question with its letter; the work of tasks is done."""

    def taken(choices: str) -> Attempt:
        for code in ("M1", "M2"):
            read(enrolment, code)
        step = next(step for step in enrolment.version.rule if step.is_quiz)
        attempt = start_quiz(enrolment, step=step.uuid, language="en")
        for position, choice in enumerate(choices):
            quizzes.save_answer(attempt, position=position, answer=[choice], uuid=uuid.uuid4())
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
    question = Question.objects.order_by("code").first()
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


def withdrawn() -> int:
    return Evidence.objects.filter(kind="withdrawn").count()


@pytest.mark.parametrize(("revoke", "after"), [(True, (False, 0, ["revoked"])), (False, (True, 1, ["issued"]))])
def test_two_passes_that_both_fall_are_one_consequence(revoke, after, take, enrolment, mender):
    take("a")
    take("a")
    serial = Certificate.objects.get().serial
    found = apply(make_repair("new_only"), mender, revoke=revoke)
    assert found == [("revoke" if revoke else "keep", "Course CEP", serial)]
    settle()
    assert standing(enrolment) == after
    assert withdrawn() == (2 if revoke else 0)


def test_two_passes_that_are_gained_are_one_consequence(take, enrolment, mender):
    take("b")
    take("b")
    assert apply(make_repair("either"), mender, revoke=True) == [("issue", "Course CEP", "")]
    settle()
    assert standing(enrolment) == (True, 1, ["issued"])
    assert Evidence.objects.filter(kind="quiz_passed").count() == 2


def test_one_pass_that_falls_as_another_is_gained_leaves_the_completion(take, enrolment, mender):
    take("a")
    take("b")
    assert apply(make_repair("new_only"), mender, revoke=True) == []
    assert standing(enrolment) == (True, 1, ["issued"])
    settle()
    assert standing(enrolment) == (True, 1, ["issued"])
    assert (withdrawn(), Evidence.objects.filter(kind="quiz_passed").count()) == (1, 2)


@pytest.mark.parametrize("quiz", [{"counts": "average", "pass_mark": 50}], indirect=True)
def test_where_the_mean_counts_all_passes_fall_with_it(take, enrolment, mender):
    take("a")
    take("c")
    settle()
    serial = Certificate.objects.get().serial
    assert Evidence.objects.filter(kind="quiz_passed").count() == 2
    assert apply(make_repair("new_only"), mender, revoke=True) == [("revoke", "Course CEP", serial)]
    settle()
    assert standing(enrolment) == (False, 0, ["revoked"])
    assert withdrawn() == 2


@pytest.mark.parametrize("quiz", [{"counts": "average", "pass_mark": 50}], indirect=True)
def test_where_the_mean_still_passes_no_pass_falls_though_an_attempt_does(take, enrolment, mender):
    take("a")
    take("b")
    assert apply(make_repair("new_only"), mender, revoke=True) == []
    settle()
    assert standing(enrolment) == (True, 1, ["issued"])
    assert withdrawn() == 0
    assert list(Attempt.objects.order_by("pk").values_list("passed", flat=True)) == [False, True]


@pytest.mark.parametrize("quiz", [{"counts": "average", "pass_mark": 60, "questions": 2}], indirect=True)
def test_where_the_mean_passes_now_the_course_is_complete_though_no_attempt_passes_anew(take, enrolment, mender):
    take("bc")
    take("aa")
    settle()
    assert standing(enrolment) == (False, 0, [])
    assert apply(make_repair("either"), mender, revoke=False) == [("issue", "Course CEP", "")]
    settle()
    assert standing(enrolment) == (True, 1, ["issued"])
    assert list(Attempt.objects.order_by("pk").values_list("passed", flat=True)) == [False, True]


@pytest.mark.parametrize(
    ("quiz", "answers", "deeds", "falls"),
    [
        ({"counts": "last"}, "ab", [], 0),
        ({"counts": "last"}, "ba", ["revoke"], 1),
        ({"counts": "last"}, "ac", ["revoke"], 1),
        ({"counts": "first"}, "ab", ["revoke"], 1),
        ({"counts": "first"}, "ba", ["issue"], 0),
    ],
    indirect=["quiz"],
)
def test_where_one_attempt_counts_it_decides(answers, deeds, falls, take, enrolment, mender):
    for choice in answers:
        take(choice)
    assert [deed for deed, *_rest in apply(make_repair("new_only"), mender, revoke=True)] == deeds
    settle()
    assert standing(enrolment)[0] is (deeds != ["revoke"])
    assert withdrawn() == falls


def test_what_happens_is_what_was_said_of_it_even_at_the_last_moment(take, enrolment, mender, monkeypatch):
    take("a")
    repair = make_repair("new_only")
    changes = list(changes_of(repair))
    monkeypatch.setattr("assessments.actions.repair.consequences_of", lambda changes, revoke: [])
    with pytest.raises(ValidationError, match="since you looked"):
        quizzes.apply_repair(repair, by=mender, revoke=True, seen=quizzes.digest_of(changes, []))
    assert standing(enrolment) == (True, 1, ["issued"])
    assert not Repair.objects.exists()


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
