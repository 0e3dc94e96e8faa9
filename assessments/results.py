"""What each answer of an attempt earns, as its paper, the repairs of its questions and its markers have it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from . import marking, papers
from .counting import Counted, what_counts
from .kinds import FREE_TEXT
from .models import Attempt, GivenMark, LateDecision, QuestionVersion, Repair

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
    given = given_of([attempt]).get(attempt.pk, {}) if by_hand else {}
    return compute(attempt, answers, versions, policies_for(keys), given)


def hold_questions(keys: Collection[int]) -> None:
    """Hold these versions until the transaction ends: nobody marks by them while they are being repaired.

    Always before an attempt is held, so that a marking and a repair never wait for each other.
    """
    list(QuestionVersion.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


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
        most, answer = Decimal(question["points"]), papers.real(question, answers.get(place, []))
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


def given_of(attempts: Collection[Attempt]) -> dict[int, dict[int, Decimal]]:
    """What people gave, by attempt and position: the mean of the markers, once there are as many as are asked for."""
    asked = {attempt.pk: 2 if attempt.quiz_version.rule("second_marker") else 1 for attempt in attempts}
    found: dict[int, dict[int, Decimal]] = {}
    for (attempt, position), given in standing_marks(attempts).items():
        if len(given) >= asked[attempt]:
            points = [mark.points for mark in given.values()]
            found.setdefault(attempt, {})[position] = sum(points, Decimal()) / len(points)
    return found


def standing_marks(attempts: Collection[Attempt]) -> dict[tuple[int, int], dict[int, GivenMark]]:
    """The last mark of each marker, by attempt and position; two queries.

    A mark given before a late answer was let count was given for another text: it does not stand.
    """
    decisions = LateDecision.objects.filter(answer__attempt__in=attempts, counted=True)
    read_since = {
        (attempt, position): moment
        for attempt, position, moment in decisions.values_list("answer__attempt", "answer__position", "decided_at")
    }
    found: dict[tuple[int, int], dict[int, GivenMark]] = {}
    for mark in GivenMark.objects.filter(attempt__in=attempts).order_by("given_at", "pk"):
        place = mark.attempt_id, mark.position
        if place not in read_since or mark.given_at > read_since[place]:
            found.setdefault(place, {})[mark.marker_id] = mark
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
