"""What each answer of an attempt earns, as its paper, the repairs of its questions and its markers have it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from . import marking
from .counting import Counted, what_counts
from .kinds import FREE_TEXT
from .models import Attempt, GivenMark, QuestionVersion, Repair

# The repairs that change what the answers to a version earn, by the version, in the order in which they were applied.
Policies = Mapping[int, Sequence[Repair]]


@dataclass(frozen=True)
class Result:
    """The points of each position in the order of the paper; None where a person has not marked yet."""

    answers: list[list[str]]
    earned: list[Decimal | None]
    points: list[Decimal]

    @property
    def is_whole(self) -> bool:
        return None not in self.earned

    @property
    def score(self) -> Decimal:
        return sum((each for each in self.earned if each is not None), Decimal())

    @property
    def max_score(self) -> Decimal:
        return sum(self.points, Decimal())

    @property
    def percent(self) -> Decimal:
        return marking.percent(self.score, self.max_score)

    def marks(self) -> list[dict[str, Any]]:
        """As an attempt keeps them."""
        return [
            {"answer": answer, "earned": str(earned)} for answer, earned in zip(self.answers, self.earned, strict=True)
        ]


def result_of(attempt: Attempt) -> Result:
    """The result as it is now; four queries at most, whatever the number of questions."""
    answers, keys = attempt.answers(), [question["version"] for question in attempt.paper]
    versions = QuestionVersion.objects.in_bulk(keys)
    by_hand = any(version.kind == FREE_TEXT for version in versions.values())
    marks = GivenMark.objects.filter(attempt=attempt).select_related("attempt__quiz_version") if by_hand else []
    return compute(attempt, answers, versions, policies_for(keys), given_of(marks).get(attempt.pk, {}))


def policies_for(keys: Sequence[int]) -> Policies:
    """The repairs of these versions."""
    repairs = Repair.objects.filter(faulty__in=keys).exclude(policy=Repair.Policy.NO_CHANGE)
    found: dict[int, list[Repair]] = {}
    for repair in repairs.select_related("corrected").order_by("applied_at", "pk"):
        found.setdefault(repair.faulty_id, []).append(repair)
    return found


def compute(
    attempt: Attempt,
    answers: Mapping[int, list[str]],
    versions: Mapping[int, QuestionVersion],
    policies: Policies,
    given: Mapping[int, Decimal],
) -> Result:
    """The same from what was read before: many attempts share their questions."""
    said, earned, points = [], [], []
    for place, question in enumerate(attempt.paper):
        most, answer = Decimal(question["points"]), answers.get(place, [])
        version = versions[question["version"]]
        mark = marking.mark(version.kind, version.content, answer, most, attempt.language)
        for repair in policies.get(version.pk, ()):
            mark = repaired(mark, repair, answer, most, attempt.language)
        said.append(answer)
        earned.append(given.get(place) if mark is None else mark)
        points.append(most)
    return Result(said, earned, points)


def repaired(old: Decimal | None, repair: Repair, answer: list[str], most: Decimal, language: str) -> Decimal | None:
    """What the answer earns under the policy of the repair, given what it earned before it."""
    if repair.policy == Repair.Policy.FULL_MARKS:
        return most
    corrected = repair.corrected
    new = marking.mark(corrected.kind, corrected.content, answer, most, language)
    if repair.policy == Repair.Policy.NEW_ONLY or old is None or new is None:
        return new
    return max(old, new)


def given_of(marks: Iterable[GivenMark]) -> dict[int, dict[int, Decimal]]:
    """What people gave, by attempt and position: the mean of the markers, once there are as many as are asked for."""
    last: dict[tuple[int, int], dict[int, GivenMark]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.given_at, mark.pk)):
        last.setdefault((mark.attempt_id, mark.position), {})[mark.marker_id] = mark
    found: dict[int, dict[int, Decimal]] = {}
    for (attempt, position), by_marker in last.items():
        given = list(by_marker.values())
        if len(given) >= (2 if given[0].attempt.quiz_version.rule("second_marker") else 1):
            found.setdefault(attempt, {})[position] = sum((mark.points for mark in given), Decimal()) / len(given)
    return found


def comments_on(attempt: Attempt) -> dict[int, list[str]]:
    """What markers said to the learner, the last comment of each, once the attempt is marked."""
    if attempt.state != Attempt.State.MARKED:
        return {}
    last: dict[tuple[int, int], str] = {}
    for mark in GivenMark.objects.filter(attempt=attempt).order_by("given_at", "pk"):
        last[mark.position, mark.marker_id] = mark.comment
    found: dict[int, list[str]] = {}
    for (position, _marker), comment in last.items():
        found.setdefault(position, []).extend([comment] if comment else [])
    return found


def marked_percents(attempt: Attempt) -> list[tuple[int, Decimal]]:
    """Id and percent of all marked attempts of this person at this quiz in this context, the earliest first."""
    marked = Attempt.objects.filter(person=attempt.person_id, quiz=attempt.quiz_id, state=Attempt.State.MARKED)
    marked = marked.in_context(attempt.context_kind, attempt.context_key).order_by("started_at", "pk")
    return list(marked.values_list("pk", "percent"))


def counted_of(attempt: Attempt) -> Counted | None:
    """What counts after several attempts by the rule of the quiz; None before a second one."""
    marked = marked_percents(attempt)
    return what_counts(attempt.quiz_version.rule("counts"), marked) if len(marked) > 1 else None
