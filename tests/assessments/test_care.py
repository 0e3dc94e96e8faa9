"""What people decide about attempts: accommodations, late answers, marks given by hand; with those who may not."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assessments import actions
from assessments.models import Accommodation, AnswerSave, Attempt, GivenMark, LateDecision, Remark
from assessments.signals import attempt_passed
from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from tests.assessments.authors import permissions
from tests.assessments.contents import CONTENTS
from tests.assessments.factories import make_quiz, make_quiz_of

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
HERS = "What Amina wrote about the border."


@pytest.fixture
def marker(chen):
    chen.user_permissions.add(*permissions("mark_attempt"))
    return type(chen).objects.get(pk=chen.pk)


@pytest.fixture
def second(dana):
    dana.user_permissions.add(*permissions("mark_attempt"))
    return type(dana).objects.get(pk=dana.pk)


@pytest.fixture
def carer(dana):
    dana.user_permissions.add(*permissions("accommodate_person"))
    return type(dana).objects.get(pk=dana.pk)


@pytest.fixture
def written(start):
    """Amina's submitted attempt at a quiz with one choice and one free text of three points' rubric."""

    def made(**rules) -> Attempt:
        quiz = make_quiz_of(("single", CONTENTS["single"]()), ("free_text", CONTENTS["free_text"]()), **rules)
        attempt = start(quiz)
        save(attempt, 0, ["a"])
        save(attempt, 1, [HERS])
        return actions.mark(actions.submit(attempt))

    return made


def save(attempt, position, answer, **values):
    return actions.save_answer(attempt, position=position, answer=answer, uuid=uuid.uuid4(), **values)


def given(points_a, points_b) -> dict:
    return {"rubric": {"a": Decimal(points_a), "b": Decimal(points_b)}}


# Marking by people


def test_an_attempt_with_a_text_waits_and_only_handing_back_gives_it_a_result(written, marker):
    attempt = written()
    assert (attempt.state, attempt.waits_for_person, attempt.percent) == ("submitted", True, None)
    assert actions.catch_up() == 0
    actions.give_mark(attempt, 1, by=marker, comment="Name all three.", **given(1, 0.5))
    assert actions.mark(attempt).state == "submitted"
    done = actions.hand_back(attempt, by=marker)
    assert (done.state, done.waits_for_person, done.percent, done.score) == ("marked", False, 75, Decimal("1.5"))
    assert Notice.objects.get(kind="attempt_handed_back").person == attempt.person
    assert actions.hand_back(attempt, by=marker).marked_at == done.marked_at
    assert Notice.objects.count() == 1


def test_a_text_that_is_empty_waits_for_nobody(start):
    attempt = start(make_quiz_of(("free_text", CONTENTS["free_text"]())))
    assert actions.mark(actions.submit(attempt)).percent == 0


def test_the_last_mark_of_a_marker_counts_and_the_earlier_stays(written, marker):
    attempt = written()
    actions.give_mark(attempt, 1, by=marker, **given(0, 0))
    actions.give_mark(attempt, 1, by=marker, **given(2, 1))
    assert GivenMark.objects.count() == 2
    assert actions.hand_back(attempt, by=marker).percent == 100


def test_a_second_marker_is_another_person_and_the_mean_counts(written, marker, second):
    attempt = written(second_marker=True)
    actions.give_mark(attempt, 1, by=marker, **given(2, 1))
    actions.give_mark(attempt, 1, by=marker, **given(2, 1))
    with pytest.raises(ValidationError, match="Not all answers"):
        actions.hand_back(attempt, by=marker)
    actions.give_mark(attempt, 1, by=second, **given(0, 0))
    assert actions.hand_back(attempt, by=second).score == Decimal("1.5")


@pytest.mark.parametrize(
    "lines", [{"a": Decimal(3), "b": Decimal(0)}, {"a": Decimal(1)}, {"a": Decimal(-1), "b": Decimal(0)}, {}]
)
def test_points_out_of_the_rubric_are_refused(written, marker, lines):
    with pytest.raises(ValidationError):
        actions.give_mark(written(), 1, by=marker, rubric=lines)
    assert not GivenMark.objects.exists()


def test_without_a_rubric_points_go_up_to_those_of_the_question(start, marker):
    attempt = start(make_quiz_of(("free_text", CONTENTS["free_text"]() | {"rubric": []})))
    save(attempt, 0, ["Something."])
    actions.mark(actions.submit(attempt))
    for points in (None, Decimal("1.01"), Decimal(-1)):
        with pytest.raises(ValidationError, match="between 0 and 1"):
            actions.give_mark(attempt, 0, by=marker, points=points)
    actions.give_mark(attempt, 0, by=marker, points=Decimal("0.5"))
    assert actions.hand_back(attempt, by=marker).percent == 50


def test_nobody_marks_without_the_right_or_her_own_or_what_was_handed_back(written, marker, bruno, amina):
    attempt = written()
    amina.user_permissions.add(*permissions("mark_attempt"))
    for person in (bruno, type(amina).objects.get(pk=amina.pk)):
        with pytest.raises(ValidationError):
            actions.give_mark(attempt, 1, by=person, **given(2, 1))
        with pytest.raises(ValidationError):
            actions.hand_back(attempt, by=person)
    actions.give_mark(attempt, 1, by=marker, **given(2, 1))
    actions.hand_back(attempt, by=marker)
    with pytest.raises(ValidationError, match="handed back meanwhile"):
        actions.give_mark(attempt, 1, by=marker, **given(0, 0))


def test_the_marking_pages_from_the_queue_to_the_comment(written, marker, client_for, amina):
    attempt = written()
    client, hers = client_for(marker), client_for(amina)
    queue = reverse("assessments:marking", args=[attempt.quiz.uuid])
    page = reverse("assessments:mark", args=[attempt.uuid])
    assert page in client.get(queue).content.decode()
    text = client.get(page).content.decode()
    assert HERS in text
    assert "All three groups." in text
    bad = client.post(page, {"q1-line_a": "9", "q1-line_b": "1", "hand_back": "1"})
    assert bad.status_code == 200
    assert not GivenMark.objects.exists()
    assert client.post(page, {"keep": "1"}).status_code == 302
    result = reverse("assessments:result", args=[attempt.uuid])
    assert "A person marks some of your answers" in hers.get(result).content.decode()
    client.post(page, {"q1-line_a": "2", "q1-line_b": "0", "q1-comment": "<b>Well</b> done", "keep": "1"})
    assert "Well" not in hers.get(result).content.decode()
    assert "Hand back all" in client.get(queue).content.decode()
    client.post(reverse("assessments:hand_back_all", args=[attempt.quiz.uuid]))
    text = hers.get(result).content.decode()
    assert "&lt;b&gt;Well&lt;/b&gt; done" in text
    assert "0.67 of 1 points" in text
    assert "83.5 %" in text
    assert attempt.uuid.hex[:8] not in client.get(queue).content.decode()


def test_an_anonymous_marker_never_reads_the_name(written, marker, client_for):
    attempt = written(anonymous_marking=True)
    client = client_for(marker)
    for name, key in (("marking", attempt.quiz.uuid), ("mark", attempt.uuid)):
        text = client.get(reverse(f"assessments:{name}", args=[key])).content.decode()
        assert attempt.person.name not in text
        assert attempt.uuid.hex[:8] in text


def test_the_queue_costs_the_same_for_one_and_three(
    written, marker, client_for, start, bruno, efua, django_assert_max_num_queries
):
    attempt = written()
    client, page = client_for(marker), reverse("assessments:marking", args=[attempt.quiz.uuid])
    client.get(page)
    for person in (None, bruno, efua):
        if person:
            other = start(attempt.quiz, person)
            save(other, 1, ["More."])
            actions.mark(actions.submit(other))
        with django_assert_max_num_queries(12):
            client.get(page)


def test_the_desk_is_not_there_for_others(written, carer, marker, client_for, bruno):
    attempt = written()
    pages = [("desk", []), ("marking", [attempt.quiz.uuid]), ("mark", [attempt.uuid]), ("late", []), ("allowances", [])]
    pages += [("repair", [attempt.quiz_version.quiz.sections.first().category.questions.first().uuid])]
    answers = {
        name: [
            client_for(person).get(reverse(f"assessments:{name}", args=key)).status_code
            for person in (bruno, marker, carer)
        ]
        for name, key in pages
    }
    assert answers == {
        "desk": [404, 200, 200],
        "marking": [404, 200, 404],
        "mark": [404, 200, 404],
        "late": [404, 404, 200],
        "allowances": [404, 404, 200],
        "repair": [404, 404, 404],
    }


# Accommodations


def grant(person, quiz, **values) -> Accommodation:
    return Accommodation(person=person, quiz=quiz, **{"reason": "A slow line."} | values)


def test_more_time_reaches_the_attempt_that_is_under_way_and_the_next(start, carer, amina):
    quiz = make_quiz(time_limit=10)
    attempt = start(quiz, at=NOON)
    actions.close_expired(at=NOON + 11 * MINUTE)
    actions.accommodate(grant(amina, quiz, more_minutes=5), by=carer, at=NOON + 11 * MINUTE)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.deadline_at, attempt.check_at) == (
        "in_progress",
        NOON + 15 * MINUTE,
        NOON + 15 * MINUTE,
    )
    save(attempt, 0, ["a"], at=NOON + 16 * MINUTE)
    assert actions.close_expired(at=NOON + 18 * MINUTE) == 1
    later = start(quiz, at=NOON + 60 * MINUTE)
    assert later.deadline_at == NOON + 75 * MINUTE


def test_more_attempts_and_another_window_are_hers_alone(start, carer, amina, bruno):
    quiz = make_quiz(attempts_allowed=1, closes_at=NOON)
    with pytest.raises(ValidationError, match="closed"):
        start(quiz, at=NOON)
    window = grant(amina, quiz, more_attempts=1, closes_at=NOON + 60 * MINUTE)
    actions.accommodate(window, by=carer, at=NOON)
    first = start(quiz, at=NOON)
    assert first.deadline_at == NOON + 60 * MINUTE
    actions.submit(first, at=NOON + MINUTE)
    actions.submit(start(quiz, at=NOON + 2 * MINUTE), at=NOON + 3 * MINUTE)
    with pytest.raises(ValidationError, match="used your 2 attempts"):
        start(quiz, at=NOON + 4 * MINUTE)
    with pytest.raises(ValidationError, match="closed"):
        start(quiz, bruno, at=NOON)


def test_a_quiz_that_is_not_open_yet_says_when(start):
    with pytest.raises(ValidationError, match="opens on"):
        start(make_quiz(opens_at=NOON), at=NOON - MINUTE)


def test_what_is_taken_back_does_not_shorten_what_is_under_way(start, carer, amina):
    quiz = make_quiz(time_limit=10)
    given = actions.accommodate(grant(amina, quiz, more_minutes=5), by=carer)
    attempt = start(quiz, at=NOON)
    actions.withdraw(given, by=carer)
    actions.withdraw(given, by=carer)
    attempt.refresh_from_db()
    assert attempt.deadline_at == NOON + 15 * MINUTE
    assert LogEntry.objects.filter(action="accommodation.withdrawn").count() == 1
    actions.submit(attempt, at=NOON)
    assert start(quiz, at=NOON).deadline_at == NOON + 10 * MINUTE


def test_an_accommodation_has_a_reason_gives_something_and_is_never_ones_own(carer, amina, bruno, quiz):
    for bad in (grant(amina, quiz, more_minutes=5, reason=""), grant(amina, quiz), grant(carer, quiz, more_minutes=5)):
        with pytest.raises(ValidationError):
            actions.accommodate(bad, by=carer)
    with pytest.raises(ValidationError):
        actions.accommodate(grant(amina, quiz, more_minutes=5), by=bruno)
    assert not Accommodation.objects.exists()


def test_the_page_of_accommodations_grants_and_takes_back(carer, amina, quiz, client_for):
    client, page = client_for(carer), reverse("assessments:allowances")
    form = {"email": "nobody@example.org", "quiz": quiz.pk, "more_minutes": "0", "more_attempts": "0", "reason": "Ill."}
    assert "Nobody here has this address" in client.post(page, form).content.decode()
    assert "Give at least one thing" in client.post(page, form | {"email": amina.email}).content.decode()
    assert client.post(page, form | {"email": amina.email.upper(), "more_minutes": "15"}).status_code == 302
    given = Accommodation.objects.get()
    assert (given.person, given.given_by, given.more_minutes) == (amina, carer, 15)
    client.post(reverse("assessments:withdraw_allowance", args=[given.pk]))
    assert "taken back by" in client.get(page).content.decode()


# Late answers


@pytest.fixture
def late(start, answer):
    """An attempt whose third right answer, given in time, came after the grace; it failed without it."""

    def made(choice: str = "a", **rules) -> Attempt:
        attempt = start(make_quiz(time_limit=10, **{"pass_mark": 100} | rules), at=NOON)
        answer(attempt, "a", [0, 1], at=NOON + MINUTE)
        actions.close_expired(at=NOON + 13 * MINUTE)
        actions.mark(attempt)
        answer(attempt, choice, [2], at=NOON + 20 * MINUTE, given_at=NOON + 9 * MINUTE)
        return Attempt.objects.get(pk=attempt.pk)

    return made


def test_what_came_late_waits_if_the_device_says_it_was_in_time(late, answer):
    attempt = late()
    answer(attempt, "b", [2], at=NOON + 21 * MINUTE, given_at=NOON + 10.5 * MINUTE)
    answer(attempt, "b", [2], at=NOON + 21 * MINUTE)
    assert [save.answer for save in AnswerSave.objects.waiting_for_a_decision()] == [["a"]]


def test_counting_a_late_answer_marks_again_tells_and_lets_pass(late, carer):
    attempt, heard = late(), []
    attempt_passed.connect(lambda sender, attempt, **kwargs: heard.append(attempt.pk), weak=False, dispatch_uid="test")
    assert not attempt.passed
    actions.decide_late(AnswerSave.objects.get(late=True), counted=True, reason="The line was down.", by=carer)
    attempt_passed.disconnect(dispatch_uid="test")
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.percent, heard) == (True, 100, [attempt.pk])
    remark = Remark.objects.get()
    assert (remark.passed_before, remark.passed_after, remark.remarked_by) == (False, True, carer)
    assert Notice.objects.get(kind="attempt_remarked").person == attempt.person
    with pytest.raises(ValidationError, match="decided on this answer already"):
        actions.decide_late(AnswerSave.objects.get(late=True), counted=False, reason="No.", by=carer)


def test_a_late_text_that_counts_is_read_before_it_is_marked(start, carer, marker):
    attempt = start(make_quiz_of(("free_text", CONTENTS["free_text"]()), time_limit=10, pass_mark=100), at=NOON)
    save(attempt, 0, ["Short."], at=NOON)
    actions.close_expired(at=NOON + 13 * MINUTE)
    actions.mark(attempt)
    actions.give_mark(attempt, 0, by=marker, at=NOON + 14 * MINUTE, **given(1, 0))
    actions.hand_back(attempt, by=marker)
    save(attempt, 0, ["Long and good."], at=NOON + 20 * MINUTE, given_at=NOON + 9 * MINUTE)
    actions.decide_late(AnswerSave.objects.get(late=True), counted=True, reason="No line.", by=carer)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.waits_for_person) == ("submitted", True)
    with pytest.raises(ValidationError, match="Not all answers"):
        actions.hand_back(attempt, by=marker)
    actions.give_mark(attempt, 0, by=marker, **given(2, 1))
    assert actions.hand_back(attempt, by=marker).percent == 100


def test_refusing_a_late_answer_changes_nothing_and_it_waits_no_more(late, carer):
    attempt = late()
    actions.decide_late(AnswerSave.objects.get(late=True), counted=False, reason="The clock was set.", by=carer)
    assert Attempt.objects.get(pk=attempt.pk).marks == attempt.marks
    assert not AnswerSave.objects.waiting_for_a_decision().exists()
    assert not Remark.objects.exists()


def test_a_late_answer_never_takes_a_pass_away(late, carer, answer):
    attempt = late(pass_mark=60)
    answer(attempt, "b", [0], at=NOON + 20 * MINUTE, given_at=NOON + 9 * MINUTE)
    worse = AnswerSave.objects.get(late=True, position=0)
    with pytest.raises(ValidationError, match="no longer be passed"):
        actions.decide_late(worse, counted=True, reason="Fair.", by=carer)
    assert not LateDecision.objects.exists()


def test_an_abandoned_attempt_comes_back_if_its_only_answer_counts(start, answer, carer):
    attempt = start(make_quiz(time_limit=10), at=NOON)
    actions.close_expired(at=NOON + 13 * MINUTE)
    answer(attempt, "a", [0], at=NOON + 20 * MINUTE, given_at=NOON + 9 * MINUTE)
    attempt.refresh_from_db()
    assert attempt.state == "abandoned"
    actions.decide_late(AnswerSave.objects.get(), counted=True, reason="No line.", by=carer)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score, attempt.submitted_at) == ("marked", 1, NOON + 12 * MINUTE)


def test_nobody_decides_without_the_right_on_her_own_or_without_a_reason(late, carer, bruno):
    late()
    save = AnswerSave.objects.get(late=True)
    for person, reason in ((bruno, "Fair."), (save.attempt.person, "Fair."), (carer, " ")):
        with pytest.raises(ValidationError):
            actions.decide_late(save, counted=True, reason=reason, by=person)
    assert not LateDecision.objects.exists()


def test_the_page_of_late_answers_shows_both_clocks_and_decides(late, carer, client_for):
    attempt = late()
    client, page = client_for(carer), reverse("assessments:late")
    text = client.get(page).content.decode()
    assert attempt.person.name in text
    assert "a in en" in text
    save = AnswerSave.objects.get(late=True)
    decide = reverse("assessments:decide_late", args=[save.pk])
    client.post(decide, {f"{save.pk}-counted": "yes"})
    assert not LateDecision.objects.exists()
    client.post(decide, {f"{save.pk}-counted": "yes", f"{save.pk}-reason": "The line was down."})
    assert LateDecision.objects.get().counted
    assert "Nothing waits for you here" in client.get(page).content.decode()
