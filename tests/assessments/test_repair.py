"""Repair of a faulty question: the four policies, the preview, one transaction, what stays as it was."""

import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assessments import actions
from assessments.actions.remarking import remark
from assessments.models import Attempt, Question, Remark, Repair
from assessments.repairing import changes_of, problems_of
from assessments.results import Result
from assessments.signals import attempt_passed
from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from tests.assessments.authors import permissions
from tests.assessments.contents import CONTENTS
from tests.assessments.factories import make_content, make_quiz_of


@pytest.fixture
def mender(dana):
    dana.user_permissions.add(*permissions("repair_question"))
    return type(dana).objects.get(pk=dana.pk)


@pytest.fixture
def quiz(db):
    """Two questions of which “a” is said to be right; the pass mark asks for both."""
    return make_quiz_of(("single", make_content()), ("single", make_content()), pass_mark=100)


@pytest.fixture
def question(quiz) -> Question:
    """The first question, with a second version in which “b” is right."""
    found = Question.objects.order_by("code").first()
    found.versions.create(number=2, kind="single", state="ready", points=1, content=make_content("b"))
    return found


@pytest.fixture
def attempts(quiz, start, amina, bruno, efua) -> dict[str, Attempt]:
    """Amina said “a”, Bruno “b”, Efua “c” and nothing; all said “a” to the other question."""
    found = {}
    for person, choice in ((amina, "a"), (bruno, "b"), (efua, "c")):
        attempt = start(quiz, person)
        for position, answer in enumerate((choice, "a")):
            actions.save_answer(attempt, position=position, answer=[answer], uuid=uuid.uuid4())
        found[choice] = actions.mark(actions.submit(attempt))
    return found


def make_repair(question: Question, policy: str) -> Repair:
    old, new = question.versions.order_by("number")
    return Repair(faulty=old, corrected=new, policy=policy, reason="“b” is right since March.")


def apply(repair: Repair, by, *, revoke: bool = False) -> list:
    changes = list(changes_of(repair))
    seen = actions.digest_of(changes, actions.consequences_of(changes, revoke=revoke))
    return actions.apply_repair(repair, by=by, revoke=revoke, seen=seen)


def scores(attempts) -> dict[str, tuple]:
    found = {choice: Attempt.objects.get(pk=attempt.pk) for choice, attempt in attempts.items()}
    return {choice: (attempt.score, attempt.passed) for choice, attempt in found.items()}


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("full_marks", {"a": (2, True), "b": (2, True), "c": (2, True)}),
        ("either", {"a": (2, True), "b": (2, True), "c": (1, False)}),
        ("new_only", {"a": (1, False), "b": (2, True), "c": (1, False)}),
        ("no_change", {"a": (2, True), "b": (1, False), "c": (1, False)}),
    ],
)
def test_each_policy_gives_what_it_says_and_the_past_stays_in_the_remark(policy, expected, question, attempts, mender):
    before = scores(attempts)
    changed = apply(make_repair(question, policy), mender)
    assert scores(attempts) == expected
    remarks = {remark.attempt_id: remark for remark in Remark.objects.all()}
    moved = {choice for choice in expected if expected[choice] != before[choice]}
    assert {attempts[choice].pk for choice in moved} == set(remarks)
    assert len(changed) == len(moved)
    for choice in moved:
        found = remarks[attempts[choice].pk]
        assert ((found.score_before, found.passed_before), (found.score_after, found.passed_after)) == (
            before[choice],
            expected[choice],
        )
    assert Notice.objects.filter(kind="attempt_remarked").count() == len(moved)
    assert LogEntry.objects.get(action="question.repaired").detail["changed"] == len(moved)


def test_an_attempt_that_is_marked_after_the_repair_follows_it(question, quiz, start, chen, mender):
    attempt = start(quiz, chen)
    for position, answer in enumerate("ba"):
        actions.save_answer(attempt, position=position, answer=[answer], uuid=uuid.uuid4())
    apply(make_repair(question, "either"), mender)
    assert actions.mark(actions.submit(attempt)).passed
    assert not Remark.objects.exists()


def test_what_was_not_seen_is_not_done(question, attempts, quiz, start, chen, mender):
    repair = make_repair(question, "either")
    changes = list(changes_of(repair))
    seen = actions.digest_of(changes, actions.consequences_of(changes, revoke=False))
    attempt = start(quiz, chen)
    actions.save_answer(attempt, position=0, answer=["b"], uuid=uuid.uuid4())
    actions.mark(actions.submit(attempt))
    before = scores(attempts)
    with pytest.raises(ValidationError, match="since you looked"):
        actions.apply_repair(repair, by=mender, revoke=False, seen=seen)
    assert scores(attempts) == before
    assert not Repair.objects.exists()


def test_a_fault_in_the_middle_leaves_everything_as_it_was(question, attempts, mender, monkeypatch):
    before, calls = scores(attempts), []

    def fail_at_the_second(*args, **kwargs):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("killed")

    monkeypatch.setattr("assessments.actions.remarking.tell_if_passed", fail_at_the_second)
    with pytest.raises(RuntimeError):
        apply(make_repair(question, "full_marks"), mender)
    assert scores(attempts) == before
    assert [model.objects.count() for model in (Repair, Remark, Notice)] == [0, 0, 0]


def test_twice_the_same_repair_changes_nothing_more(question, attempts, mender):
    assert len(apply(make_repair(question, "either"), mender)) == 1
    assert apply(make_repair(question, "either"), mender) == []
    assert Remark.objects.count() == 1


def test_a_version_of_another_shape_cannot_be_compared(question):
    question.versions.create(number=3, kind="single", state="ready", points=1, content=make_content("b", "abcd"))
    question.versions.create(number=4, kind="matching", state="draft", points=1, content=CONTENTS["matching"]())
    old, _second, third, fourth = question.versions.order_by("number")
    found = [
        problems_of(Repair(faulty=old, corrected=corrected, policy=policy, reason="x"))
        for corrected, policy in ((third, "either"), (third, "full_marks"), (fourth, "new_only"), (old, "full_marks"))
    ]
    assert [len(each) for each in found] == [1, 0, 1, 1]


def test_an_ordering_whose_order_was_wrong_can_be_compared(question):
    content = CONTENTS["ordering"]()
    versions = [
        question.versions.create(
            number=number, kind="ordering", state="ready", points=1, content=content | {"items": items}
        )
        for number, items in ((5, ["a", "b", "c"]), (6, ["b", "a", "c"]))
    ]
    assert problems_of(Repair(faulty=versions[0], corrected=versions[1], policy="new_only", reason="x")) == []


def test_nobody_repairs_without_the_right(question, attempts, bruno):
    with pytest.raises(ValidationError):
        apply(make_repair(question, "full_marks"), bruno)
    assert not Repair.objects.exists()


def test_the_page_shows_what_would_happen_and_does_it(question, attempts, mender, client_for):
    client, page = client_for(mender), reverse("assessments:repair", args=[question.uuid])
    old, new = question.versions.order_by("number")
    form = {"faulty": old.pk, "corrected": new.pk, "policy": "new_only", "reason": "“b” is right."}
    shown = client.post(page, form)
    text = shown.content.decode()
    assert "Bruno" in text
    assert "passes now" in text
    assert "no longer passes" in text
    assert not Repair.objects.exists()
    assert "Choose a later version" in client.post(page, form | {"corrected": old.pk}).content.decode()
    assert client.post(page, form | {"apply": "1", "seen": "x"}).status_code == 200
    assert client.post(page, form | {"apply": "1", "seen": shown.context["seen"]}).status_code == 302
    assert scores(attempts)["b"] == (Decimal(2), True)
    assert "Repairs of this question so far" in client.get(page).content.decode()


@pytest.fixture
def heard():
    """The attempts that the apps above were told of."""
    found = []
    attempt_passed.connect(lambda sender, attempt, **kwargs: found.append(attempt.pk), weak=False, dispatch_uid="test")
    yield found
    attempt_passed.disconnect(dispatch_uid="test")


@pytest.fixture
def take(start):
    """Attempts of Amina at a quiz of two questions, each given as its two letters; marked."""

    def taken(*answers: str, **rules) -> list[Attempt]:
        quiz, found = make_quiz_of(*[("single", make_content())] * 2, **rules), []
        for letters in answers:
            attempt = start(quiz)
            for position, letter in enumerate(letters):
                actions.save_answer(attempt, position=position, answer=[letter], uuid=uuid.uuid4())
            found.append(actions.mark(actions.submit(attempt)))
        return found

    return taken


def mended(policy: str, right: str = "b") -> Repair:
    """A repair of the first question by a newer version with another right answer."""
    question = Question.objects.order_by("code").first()
    number = question.versions.count() + 1
    newer = question.versions.create(number=number, kind="single", state="ready", points=1, content=make_content(right))
    return Repair(faulty=question.versions.get(number=1), corrected=newer, policy=policy, reason="It is right.")


def test_the_quiz_is_gained_and_lost_by_the_mean_where_it_counts(take, mender, heard):
    first, second = take("bc", "aa", counts="average", pass_mark=60)
    heard.clear()
    changes = apply(mended("either"), mender)
    assert [(each.gains, each.passes_now, each.gives) for each in changes] == [(True, False, True)]
    assert heard == [first.pk]
    assert LogEntry.objects.get(action="question.repaired").detail["gained"] == 1
    lost = list(changes_of(mended("new_only", "c")))
    assert [(each.attempt.pk, each.loses, each.fails_now) for each in lost] == [
        (first.pk, True, False),
        (second.pk, True, True),
    ]


def test_all_that_changed_count_together_and_it_is_told_once(take, mender, heard):
    attempts = take("bc", "ba", "ba", counts="average", pass_mark=75)
    changes = apply(mended("either"), mender)
    assert [each.gains for each in changes] == [True] * 3
    assert heard == [attempts[-1].pk]


def test_where_the_best_counts_each_attempt_passes_by_itself(take, mender, heard):
    _first, second = take("aa", "ba", pass_mark=100)
    heard.clear()
    changes = apply(mended("new_only"), mender)
    assert [(each.gains, each.loses) for each in changes] == [(False, False)] * 2
    assert [(each.passes_now, each.fails_now) for each in changes] == [(False, True), (True, False)]
    assert heard == [second.pk]


def test_whether_quizzes_are_passed_is_one_query_however_many_change(take, django_assert_num_queries):
    take("ba", "ba", "ba", counts="average")
    repair = mended("either")
    with django_assert_num_queries(3):  # the versions of quizzes, the attempts, the percents
        assert len(list(changes_of(repair))) == 3


def test_marks_written_otherwise_are_the_same_marks(take, mender):
    attempts = take("ca", "ac")
    for attempt in attempts:
        marks = [mark | {"earned": str(Decimal(mark["earned"]).normalize())} for mark in attempt.marks]
        assert marks != attempt.marks
        Attempt.objects.filter(pk=attempt.pk).update(marks=marks)
    repair = mended("full_marks")
    assert [each.attempt.pk for each in changes_of(repair)] == [attempts[0].pk]
    assert [each.attempt.pk for each in apply(repair, mender)] == [attempts[0].pk]
    assert [remark.attempt_id for remark in Remark.objects.all()] == [attempts[0].pk]


def third(earned: str) -> Result:
    return Result([["a"], ["c"]], [Decimal(earned), Decimal()], [Decimal(1), Decimal(1)])


def test_a_third_that_stays_a_third_is_no_other_result(take, mender):
    (attempt,) = take("cc")
    one = str(Decimal(1) / 3)
    assert remarked(attempt, third(one), mender)
    Notice.objects.all().delete()
    assert remarked(attempt, third(one), mender) is None
    found = remarked(attempt, third("0.3334"), mender)
    assert (found.score_before, found.score_after, found.percent_after) == (
        Decimal("0.33"),
        Decimal("0.33"),
        Decimal("16.67"),
    )
    assert not Notice.objects.exists()
    assert remarked(attempt, third("0.5"), mender)
    assert Notice.objects.get().kind == "attempt_remarked"


def remarked(attempt: Attempt, result: Result, by) -> Remark | None:
    found = remark(Attempt.objects.get(pk=attempt.pk), result, by=by, reason="x")
    found and found.refresh_from_db()
    return found


def test_one_attempt_marked_again_alone_is_told_if_the_mean_passes_by_it(take, mender, heard):
    first, _second = take("cc", "aa", counts="average", pass_mark=60)
    heard.clear()
    assert not remark(first, third("0.1"), by=mender, reason="x").passed_after
    assert heard == []
    assert not remark(first, third("0.5"), by=mender, reason="x").passed_after
    assert heard == [first.pk]
    remark(first, third("0.6"), by=mender, reason="x")
    assert heard == [first.pk]
