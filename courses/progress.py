"""How far a person is in a course: a pure fold of the evidence over the steps of a frozen version."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

MODULE_READ = "module_read"
QUIZ_PASSED = "quiz_passed"
ANNULLED = "annulled"
# A pass that a repair of its quiz took away; the subject is the id of the piece of evidence that it withdraws.
WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class VersionStep:
    """One step as a version froze it."""

    uuid: UUID
    kind: str
    subject: UUID
    required: bool
    titles: dict[str, str] = field(default_factory=dict, compare=False)
    quiz_version: int | None = None
    pass_mark: str | None = None

    @property
    def is_quiz(self) -> bool:
        return self.kind == QUIZ_PASSED


class Fact(Protocol):
    """What the fold needs to know of a piece of evidence."""

    uuid: UUID
    kind: str
    subject: UUID
    occurred_at: datetime.datetime
    received_at: datetime.datetime


@dataclass(frozen=True)
class StepState:
    """A step with the evidence that counts for it, if there is one."""

    step: VersionStep
    evidence: Fact | None

    @property
    def done(self) -> bool:
        return self.evidence is not None


@dataclass(frozen=True)
class Progress:
    """Where a person stands."""

    states: tuple[StepState, ...]

    @property
    def required(self) -> tuple[StepState, ...]:
        return tuple(state for state in self.states if state.step.required)

    @property
    def done(self) -> int:
        """How many of the required steps are done."""
        return sum(state.done for state in self.required)

    @property
    def total(self) -> int:
        return len(self.required)

    @property
    def complete(self) -> bool:
        return self.total > 0 and self.done == self.total

    @property
    def next(self) -> StepState | None:
        """The one next step: the first required one that is open, else the first optional one."""
        still_open = [state for state in self.states if not state.done]
        required = [state for state in still_open if state.step.required]
        return next(iter(required or still_open), None)

    @property
    def deciding(self) -> Fact | None:
        """The evidence that completed the course: the last to happen of those that count for required steps."""
        if not self.complete:
            return None
        return max((state.evidence for state in self.required), key=lambda fact: (fact.occurred_at, fact.uuid))

    def state_of(self, subject: UUID) -> StepState | None:
        """The state of the step about this module or quiz."""
        return next((state for state in self.states if state.step.subject == subject), None)

    def readings_before(self, step: VersionStep) -> tuple[StepState, ...]:
        """The required readings before this step that are still open: a quiz waits for them."""
        before = self.states[: [state.step for state in self.states].index(step)]
        return tuple(s for s in before if s.step.required and not s.done and not s.step.is_quiz)


def standing(evidence: Iterable[Fact]) -> list[Fact]:
    """The evidence that no later annulment voids, and that was not withdrawn."""
    facts = list(evidence)
    voided = max((fact.received_at for fact in facts if fact.kind == ANNULLED), default=None)
    gone = {fact.subject for fact in facts if fact.kind == WITHDRAWN}
    return [
        fact
        for fact in facts
        if fact.kind not in (ANNULLED, WITHDRAWN)
        and fact.uuid not in gone
        and (voided is None or fact.received_at > voided)
    ]


def fold(steps: Sequence[VersionStep], evidence: Iterable[Fact]) -> Progress:
    """The progress that this evidence proves, in whatever order it comes and however often a piece is repeated.

    For each step the evidence that reached us first counts, so that what arrives later never moves a date.
    An annulment voids all that had reached us before it; a withdrawal voids one piece.
    """
    first: dict[tuple[str, UUID], Fact] = {}
    for fact in sorted(standing(evidence), key=lambda fact: (fact.received_at, fact.occurred_at, fact.uuid)):
        first.setdefault((fact.kind, fact.subject), fact)
    return Progress(tuple(StepState(step, first.get((step.kind, step.subject))) for step in steps))
