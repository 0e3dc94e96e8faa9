"""The attempt: what arrives twice, late, out of order, from two tabs or after a kill."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessments import actions
from assessments.models import AnswerSave, Attempt, QuestionVersion
from assessments.signals import attempt_passed
from tests.assessments.factories import make_content, make_question, make_quiz, version_of

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def passes():
    heard = []

    def hear(sender, attempt, **kwargs):
        heard.append(attempt.pk)

    attempt_passed.connect(hear)
    yield heard
    attempt_passed.disconnect(hear)


def test_a_second_start_goes_on_with_the_open_attempt(quiz, start):
    assert start(quiz).pk == start(quiz).pk
    assert start(quiz, context_key="y").pk != start(quiz).pk


def test_the_database_holds_one_open_attempt_per_person_quiz_and_context(attempt):
    twin = Attempt(person=attempt.person, quiz=attempt.quiz, quiz_version=attempt.quiz_version)
    twin.context_kind, twin.context_key, twin.language = "practice", "x", "en"
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_the_paper_is_frozen_though_question_and_quiz_change(quiz, attempt, answer):
    paper = attempt.paper
    question = QuestionVersion.objects.get(pk=paper[0]["version"]).question
    QuestionVersion.objects.create(
        question=question, number=2, kind="single", state="ready", content=make_content(correct="b")
    )
    quiz.pass_mark = 100
    quiz.save()
    actions.publish_quiz(quiz, by=None)
    answer(attempt)
    marked = actions.mark(actions.submit(attempt))
    assert (marked.paper, marked.percent, marked.quiz_version.number) == (paper, 100, 1)
    assert version_of(type(quiz).objects.get()).number == 2


def test_the_later_answer_counts_though_it_arrives_first(attempt, answer):
    answer(attempt, "b", [0], sequence=20)
    answer(attempt, "a", [0], sequence=10)
    assert attempt.answers() == {0: ["b"]}
    answer(attempt, "c", [0])
    assert attempt.answers() == {0: ["c"]}
    assert attempt.saves.count() == 3


def test_the_same_save_twice_is_one_row_and_the_same_receipt(attempt):
    sent = {"position": 1, "answer": ["a"], "uuid": uuid.uuid4()}
    first = actions.save_answer(attempt, **sent, at=NOON)
    assert actions.save_answer(attempt, **sent, at=NOON + MINUTE) == first
    assert AnswerSave.objects.count() == 1
    with pytest.raises(ValidationError, match="sent before as another"):
        actions.save_answer(attempt, **sent | {"answer": ["b"]})


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"position": 3}, "no such question"),
        ({"position": -1}, "no such question"),
        ({"answer": ["z"]}, "none of the choices"),
        ({"answer": ["a", "a"]}, "none of the choices"),
        ({"answer": ["a", "b"]}, "takes one answer"),
        ({"sequence": 2**63}, "out of range"),
    ],
)
def test_what_is_no_answer_is_refused_and_keeps_the_others_from_nothing(attempt, values, reason):
    sent = {"position": 0, "answer": ["a"], "uuid": uuid.uuid4()} | values
    with pytest.raises(ValidationError, match=reason):
        actions.save_answer(attempt, **sent)
    assert attempt.saves.count() == 0


def test_submitting_twice_gives_one_result_and_one_pass(attempt, answer, passes):
    answer(attempt)
    for _tab in range(2):
        actions.mark(actions.submit(attempt, at=NOON), at=NOON)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score, attempt.passed, attempt.submitted_at) == ("marked", 3, True, NOON)
    assert passes == [attempt.pk]
    assert DBTaskResult.objects.filter(task_path__endswith="mark_attempt").count() == 1


def test_who_fails_is_told_and_nobody_is_told_of_a_pass(attempt, answer, passes):
    answer(attempt, "a", [0])
    marked = actions.mark(actions.submit(attempt))
    assert (str(marked.percent), marked.passed, passes) == ("33.33", False, [])


def test_a_kill_between_submitting_and_marking_loses_nothing(attempt, answer, passes):
    answer(attempt)
    actions.submit(attempt)
    assert actions.catch_up() == 1
    assert actions.catch_up() == 0
    assert passes == [attempt.pk]


def test_an_answer_after_the_submission_is_kept_and_does_not_count(attempt, answer):
    answer(attempt, "b")
    actions.submit(attempt)
    (receipt,) = answer(attempt, "a", [0])
    assert receipt.late
    assert actions.mark(attempt).score == 0
    assert attempt.saves.filter(late=True).count() == 1


def test_the_servers_clock_decides_with_two_minutes_of_grace(start, answer, amina):
    quiz = make_quiz(time_limit=10)
    attempt = start(quiz, at=NOON)
    in_time = answer(attempt, "a", [0], at=NOON + 11.9 * MINUTE)[0]
    late = answer(attempt, "a", [1], at=NOON + 12.1 * MINUTE, given_at=NOON)[0]
    assert (in_time.late, late.late) == (False, True)
    assert actions.close_expired(at=NOON + 9 * MINUTE) == 0
    assert actions.close_expired(at=NOON + 11 * MINUTE) == 1
    attempt.refresh_from_db()
    assert (attempt.state, attempt.check_at) == ("overdue", NOON + 12 * MINUTE)
    assert actions.close_expired(at=NOON + 13 * MINUTE) == 1
    attempt.refresh_from_db()
    assert (attempt.submitted_at, attempt.check_at) == (NOON + 12 * MINUTE, None)
    assert actions.mark(attempt).score == 1


def test_a_start_after_the_deadline_closes_the_old_attempt(start, answer):
    quiz = make_quiz(time_limit=10)
    old = start(quiz, at=NOON)
    answer(old, at=NOON)
    new = start(quiz, at=NOON + 60 * MINUTE)
    assert new.pk != old.pk
    assert Attempt.objects.get(pk=old.pk).state == "submitted"


def test_attempts_are_limited_per_context_and_wait_for_their_time(start, answer):
    quiz = make_quiz(attempts_allowed=2, minutes_between=30)
    first = start(quiz, at=NOON)
    actions.mark(actions.submit(first, at=NOON), at=NOON)
    with pytest.raises(ValidationError, match="again in 20 minutes"):
        start(quiz, at=NOON + 10 * MINUTE)
    second = start(quiz, at=NOON + 30 * MINUTE)
    actions.submit(second, at=NOON + 31 * MINUTE)
    with pytest.raises(ValidationError, match="used your 2 attempts"):
        start(quiz, at=NOON + 300 * MINUTE)
    assert start(quiz, at=NOON, context_key="another").is_open


def test_a_second_attempt_draws_other_questions_while_there_are_any(start):
    quiz = make_quiz(6, draw=3)
    papers = []
    for place in range(2):
        attempt = start(quiz, at=NOON + place * MINUTE)
        actions.submit(attempt, at=NOON + place * MINUTE)
        papers.append({question["version"] for question in attempt.paper})
    assert len(papers[0] | papers[1]) == 6


def test_what_was_used_is_never_changed(attempt, answer):
    answer(attempt)
    version = QuestionVersion.objects.first()
    version.content = make_content(correct="b")
    for frozen in (version, attempt.quiz_version, attempt.saves.first()):
        with pytest.raises(TypeError):
            frozen.save()
    with pytest.raises(TypeError):
        attempt.saves.all().delete()
    version.state = "retired"
    version.save(update_fields=["state"])


def test_publishing_says_what_is_wrong(db):
    quiz = make_quiz(2, draw=3, publish=False)
    category = quiz.sections.get().category
    bad = make_question("bad", category, content=make_content(correct="", languages="fr"))
    type(bad).objects.filter(pk=bad.pk).update(objective="")
    make_question("draft", category, state="draft")
    with pytest.raises(ValidationError) as refusal:
        actions.publish_quiz(quiz, by=None)
    said = " ".join(refusal.value.messages)
    for part in ("bad names no objective", "bad is not written in English", "Mark exactly one choice as right"):
        assert part in said
    quiz.sections.all().delete()
    with pytest.raises(ValidationError, match="Add a section"):
        actions.publish_quiz(quiz, by=None)


def test_publishing_without_a_change_makes_no_version(quiz):
    assert actions.publish_quiz(quiz, by=None).number == 1
    newer = QuestionVersion.objects.first().question
    QuestionVersion.objects.create(question=newer, number=2, kind="single", state="ready", content=make_content("b"))
    assert actions.publish_quiz(quiz, by=None).number == 2


def test_a_retired_question_is_drawn_no_more(quiz):
    version = QuestionVersion.objects.first()
    version.state = "retired"
    version.save(update_fields=["state"])
    assert actions.publish_quiz(quiz, by=None).length == 2


def test_times_are_the_servers(attempt, answer):
    before = timezone.now()
    assert answer(attempt, "a", [0], given_at=NOON)[0].saved_at >= before
