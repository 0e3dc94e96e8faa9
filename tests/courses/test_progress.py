"""The fold of evidence: no order, no repetition and no later arrival changes what is done."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from courses.progress import ANNULLED, MODULE_READ, QUIZ_PASSED, VersionStep, fold

START = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Told:
    """Evidence without a database."""

    uuid: UUID
    kind: str
    subject: UUID
    occurred_at: datetime.datetime
    received_at: datetime.datetime


def step(number: int, kind: str = MODULE_READ, *, required: bool = True) -> VersionStep:
    frozen = 1 if kind == QUIZ_PASSED else None
    return VersionStep(UUID(int=100 + number), kind, UUID(int=number), required, quiz_version=frozen)


def told(about: VersionStep, hour: int, *, heard: int | None = None, number: int = 1) -> Told:
    """Evidence that something happened at an hour after the start, and was heard of then or later."""
    moment = START + datetime.timedelta(hours=hour)
    heard_at = START + datetime.timedelta(hours=hour if heard is None else heard)
    return Told(UUID(int=1000 * about.subject.int + number), about.kind, about.subject, moment, heard_at)


READ_1, READ_2, EXTRA, QUIZ = step(1), step(2), step(3, required=False), step(4, QUIZ_PASSED)
STEPS = [READ_1, READ_2, EXTRA, QUIZ]


def test_nothing_is_done_without_evidence():
    progress = fold(STEPS, [])
    assert (progress.done, progress.total, progress.complete) == (0, 3, False)
    assert progress.next.step == READ_1
    assert progress.deciding is None


def test_each_step_counts_the_evidence_that_came_first():
    evidence = [told(READ_1, 5, number=2), told(READ_1, 1), told(READ_2, 3), told(QUIZ, 9), told(step(7), 2)]
    progress = fold(STEPS, evidence)
    assert [state.evidence and state.evidence.occurred_at.hour for state in progress.states] == [10, 12, None, 18]
    assert (progress.done, progress.total, progress.complete) == (3, 3, True)
    assert progress.deciding == told(QUIZ, 9)


def test_reading_does_not_pass_a_quiz():
    reading_of_its_id = told(step(QUIZ.subject.int), 2)
    progress = fold(STEPS, [told(READ_1, 1), told(READ_2, 1), reading_of_its_id])
    assert (progress.done, progress.complete, progress.deciding) == (2, False, None)
    assert progress.next.step == QUIZ


def test_the_next_step_is_the_first_required_one_that_is_open_then_the_optional_ones():
    done = [told(READ_2, 1)]
    assert fold(STEPS, done).next.step == READ_1
    done += [told(READ_1, 2), told(QUIZ, 3)]
    assert fold(STEPS, done).next.step == EXTRA
    assert fold(STEPS, [*done, told(EXTRA, 4)]).next is None


def test_the_deciding_evidence_is_the_last_to_happen_whatever_was_heard_last():
    passed = told(QUIZ, 4)
    read_before_and_heard_after = told(READ_1, 1, heard=9)
    assert fold([READ_1, QUIZ], [passed, read_before_and_heard_after]).deciding == passed


def test_what_is_heard_later_never_moves_a_date():
    first, late = told(READ_1, 5), told(READ_1, 1, heard=8, number=2)
    assert fold([READ_1], [late, first]).deciding == first


def test_a_quiz_waits_for_the_required_readings_before_it():
    waits_for = fold([READ_1, EXTRA, QUIZ, READ_2], []).readings_before(QUIZ)
    assert [state.step for state in waits_for] == [READ_1]
    assert fold([READ_1, EXTRA, QUIZ, READ_2], [told(READ_1, 1)]).readings_before(QUIZ) == ()


def test_a_course_that_requires_nothing_is_never_complete():
    assert fold([], [told(READ_1, 1)]).complete is False
    assert fold([EXTRA], [told(EXTRA, 1)]).complete is False


kinds = st.sampled_from([MODULE_READ, QUIZ_PASSED])
subjects = st.integers(0, 5).map(lambda number: UUID(int=number))
courses = st.lists(
    st.builds(VersionStep, uuid=st.uuids(), kind=kinds, subject=subjects, required=st.booleans()),
    max_size=6,
    unique_by=lambda step: (step.kind, step.subject),
)
moments = st.integers(0, 8).map(lambda hours: START + datetime.timedelta(hours=hours))
evidence_of_any_kind = st.lists(
    st.builds(Told, uuid=st.uuids(), kind=kinds, subject=subjects, occurred_at=moments, received_at=moments),
    max_size=12,
    unique_by=lambda fact: fact.uuid,
)


@given(courses, evidence_of_any_kind, st.randoms(), st.integers(0, 12))
def test_order_and_repetition_do_not_matter(course, evidence, random, repeated):
    shuffled = evidence + evidence[:repeated]
    random.shuffle(shuffled)
    assert fold(course, shuffled) == fold(course, evidence)


@given(courses, evidence_of_any_kind, evidence_of_any_kind)
def test_more_evidence_never_undoes_a_step(course, evidence, more):
    before, after = fold(course, evidence), fold(course, evidence + more)
    assert all(now.done or not was.done for was, now in zip(before.states, after.states, strict=True))
    assert after.complete or not before.complete


@given(courses, evidence_of_any_kind, evidence_of_any_kind)
def test_evidence_heard_later_changes_nothing_that_was_done(course, evidence, more):
    day = datetime.timedelta(days=1)
    later = [Told(f.uuid, f.kind, f.subject, f.occurred_at, f.received_at + day) for f in more]
    before, after = fold(course, evidence), fold(course, evidence + later)
    for was, now in zip(before.states, after.states, strict=True):
        assert not was.done or now.evidence == was.evidence
    assert not before.complete or after.deciding == before.deciding


@given(courses, evidence_of_any_kind)
def test_complete_means_that_no_required_step_is_open(course, evidence):
    progress = fold(course, evidence)
    required = [state for state in progress.states if state.step.required]
    assert progress.complete == (bool(required) and all(state.done for state in required))
    assert (progress.next is None) == all(state.done for state in progress.states)


def test_an_annulment_voids_what_had_reached_us_before_it_and_nothing_after():
    def fact(kind: str, hour: int) -> Told:
        moment = START.replace(hour=hour)
        return Told(UUID(int=hour), kind, UUID(int=1), moment, moment)

    before, voiding, after = fact(MODULE_READ, 8), fact(ANNULLED, 9), fact(MODULE_READ, 10)
    assert fold([step(1)], [before]).done == 1
    assert fold([step(1)], [voiding, before]).done == 0
    assert fold([step(1)], [after, voiding, before]).states[0].evidence is after
