"""The fold of evidence: order and repetition do not matter, and a completion never goes away."""

import datetime
import itertools
from dataclasses import dataclass
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from courses.progress import MODULE_READ, QUIZ_PASSED, VersionStep, fold

START = datetime.datetime(2026, 1, 5, 9, 0, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Told:
    uuid: UUID
    kind: str
    subject: UUID
    occurred_at: datetime.datetime
    received_at: datetime.datetime


def step(number: int, kind: str = MODULE_READ, required: bool = True) -> VersionStep:
    return VersionStep(uuid=UUID(int=100 + number), kind=kind, subject=UUID(int=number), required=required)


def told(number: int, hours: int, kind: str = MODULE_READ, key: int = 0) -> Told:
    at = START + datetime.timedelta(hours=hours)
    return Told(UUID(int=1000 + key + number * 50 + hours), kind, UUID(int=number), at, at)


STEPS = [step(1), step(2), step(3, required=False), step(4, QUIZ_PASSED)]
EVIDENCE = [told(1, 1), told(1, 5), told(2, 3), told(4, 9, QUIZ_PASSED), told(7, 2)]


def test_each_step_counts_the_evidence_that_came_first():
    progress = fold(STEPS, EVIDENCE)
    assert [state.evidence and state.evidence.occurred_at.hour for state in progress.states] == [10, 12, None, 18]
    assert (progress.done, progress.total, progress.complete) == (3, 3, True)
    assert progress.deciding == told(4, 9, QUIZ_PASSED)
    assert progress.next.step == STEPS[2]


def test_reading_does_not_pass_a_quiz():
    progress = fold(STEPS, [told(1, 1), told(2, 1), told(4, 2)])
    assert (progress.done, progress.complete, progress.deciding) == (2, False, None)
    assert progress.next.step == STEPS[3]


def test_a_quiz_waits_for_the_required_readings_before_it():
    waits_for = fold(STEPS, [told(1, 1)]).readings_before(STEPS[3])
    assert [state.step for state in waits_for] == [STEPS[1]]


def test_a_course_without_steps_is_never_complete():
    assert fold([], EVIDENCE).complete is False


@given(st.lists(st.sampled_from(EVIDENCE), min_size=1))
def test_order_and_repetition_do_not_matter(pieces):
    assert fold(STEPS, pieces) == fold(STEPS, sorted(set(pieces), key=lambda p: p.uuid))


@given(st.permutations(EVIDENCE))
def test_more_evidence_never_undoes_a_step(pieces):
    counts = [fold(STEPS, pieces[:n]).done for n in range(len(pieces) + 1)]
    assert all(a <= b for a, b in itertools.pairwise(counts))
