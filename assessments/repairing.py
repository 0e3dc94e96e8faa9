"""What a repair would do, before it is done: the attempts concerned, their results before and after, what follows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from . import papers
from .counting import is_passed, what_counts
from .kinds import ORDERING
from .models import Attempt, QuestionVersion, QuizVersion, Repair
from .models.quiz import Counts
from .results import Result, repaired

# The attempts that count together: of a person, at a quiz, in a context (its kind and its key).
Series = tuple[int, int, str, str]


@dataclass(frozen=True)
class Change:
    """A marked attempt whose result a repair changes, and what that means for the quiz by the rule of what counts.

    What was before is kept here, since applying the repair changes the attempt. `gives`: its pass is to be told to
    the apps above.
    """

    attempt: Attempt
    after: Result
    passed_before: bool
    passes_after: bool
    quiz_before: bool
    quiz_after: bool
    gives: bool

    @property
    def gains(self) -> bool:
        """Whether its person passes the quiz only now, with whatever attempts count."""
        return self.quiz_after and not self.quiz_before

    @property
    def loses(self) -> bool:
        """Whether its person no longer passes the quiz."""
        return self.quiz_before and not self.quiz_after

    @property
    def passes_now(self) -> bool:
        """Of this attempt alone."""
        return self.passes_after and not self.passed_before

    @property
    def fails_now(self) -> bool:
        """Of this attempt alone."""
        return self.passed_before and not self.passes_after

    @property
    def alone(self) -> bool:
        """Whether each attempt passes the quiz by itself, whatever the others are."""
        return self.attempt.quiz_version.rule("counts") == Counts.BEST


@dataclass(frozen=True)
class Consequence:
    """What an app above makes of a change: `deed` is issue, keep or revoke; `title` says what it concerns."""

    attempt: Attempt
    deed: str
    title: str
    serial: str = ""


def problems_of(repair: Repair) -> list[str]:
    """What forbids this repair, each in a sentence."""
    faulty, corrected = repair.faulty, repair.corrected
    found = []
    if corrected.question_id != faulty.question_id or corrected.number <= faulty.number:
        found.append(_("Choose a later version of the same question as the corrected one."))
    if corrected.state != QuestionVersion.State.READY:
        found.append(_("The corrected version is not ready. Finish it first."))
    compares = repair.policy in (Repair.Policy.EITHER, Repair.Policy.NEW_ONLY)
    if compares and not found and not _same_shape(faulty, corrected):
        found.append(
            _(
                "The corrected version has another type or other choices: the answers given cannot be read by it. "
                "Give full marks, or leave the marks as they are."
            )
        )
    return found


def _same_shape(faulty: QuestionVersion, corrected: QuestionVersion) -> bool:
    """Whether answers to one can be read as answers to the other; an ordering may have another right order."""
    if faulty.kind == corrected.kind == ORDERING:
        return sorted(faulty.content["items"]) == sorted(corrected.content["items"])
    shapes = [
        papers.asked(0, version.kind, version.content, Decimal(1), sorted) | {"numbers": [], "unit": ""}
        for version in (faulty, corrected)
    ]
    return shapes[0] == shapes[1]


def concerned(version: QuestionVersion) -> QuerySet[Attempt]:
    """The attempts at the quizzes that ask this version which are submitted or marked, the oldest first."""
    rows = QuizVersion.objects.values_list("pk", "sections")
    quizzes = [pk for pk, sections in rows if any(version.pk in section["questions"] for section in sections)]
    ended = Attempt.objects.filter(state__in=[Attempt.State.SUBMITTED, Attempt.State.MARKED], quiz_version__in=quizzes)
    return ended.select_related("quiz_version__quiz", "person").order_by("pk")


def changes_of(repair: Repair, *, lock: bool = False) -> Iterator[Change]:
    """Each marked attempt whose marks this repair would change; nothing is written.

    Only the places of the faulty question are marked anew. `lock` holds submitted ones too, so that none is being
    marked by the old policy meanwhile; a submitted one is marked by the new policy when its turn comes.
    """
    found = concerned(repair.faulty)
    if lock:
        found = found.select_for_update(of=("self",))
    altered: list[tuple[Attempt, Result]] = []
    for attempt in found.iterator(chunk_size=500):
        changes = attempt.state == Attempt.State.MARKED and repair.policy != Repair.Policy.NO_CHANGE
        if changes and (after := _after(attempt, repair)):
            altered.append((attempt, after))
    yield from _changes(altered)


def _after(attempt: Attempt, repair: Repair) -> Result | None:
    """The result under the repair; None where it earns the same, however the old marks were written."""
    before = [Decimal(mark["earned"]) for mark in attempt.marks]
    after = Result(
        answers=[mark["answer"] for mark in attempt.marks],
        earned=list(before),
        points=[Decimal(question["points"]) for question in attempt.paper],
    )
    for place, question in enumerate(attempt.paper):
        if question["version"] == repair.faulty_id:
            old, answer, most = after.earned[place], after.answers[place], after.points[place]
            new = repaired(old, repair, answer, most, attempt.language)
            after.earned[place] = old if new is None else new
    return None if after.earned == before else after


def _changes(altered: Sequence[tuple[Attempt, Result]]) -> Iterator[Change]:
    """Each with what becomes of its quiz: all that changed in its series is taken together."""
    percents = _percents([attempt for attempt, _after in altered])
    new: dict[Series, dict[int, Decimal]] = {}
    for attempt, after in altered:
        new.setdefault(_series(attempt), {})[attempt.pk] = after.percent
    for attempt, after in altered:
        series, mark, rule = _series(attempt), attempt.quiz_version.pass_mark, attempt.quiz_version.rule("counts")
        old, changed = percents[series], new[series]
        before, now = list(old.items()), list((old | changed).items())  # `|` keeps the order of the first
        was, passes, passed = is_passed(rule, before, mark), is_passed(rule, now, mark), after.percent >= mark
        if rule == Counts.BEST:
            gives = passed and not attempt.passed
        else:  # told once: by the attempt that counts, or by the last that changed where all count together
            counted = what_counts(rule, now).attempt or [pk for pk in old if pk in changed][-1]
            gives = passes and not was and attempt.pk == counted
        yield Change(attempt, after, bool(attempt.passed), passed, was, passes, gives)


def _series(attempt: Attempt) -> Series:
    return attempt.person_id, attempt.quiz_id, attempt.context_kind, attempt.context_key


def _percents(attempts: Sequence[Attempt]) -> dict[Series, dict[int, Decimal]]:
    """As `results.marked_percents` for each of these attempts, in one query for all of them: by series and attempt."""
    found: dict[Series, dict[int, Decimal]] = {_series(attempt): {} for attempt in attempts}
    quizzes = {attempt.quiz_id for attempt in attempts}
    marked = Attempt.objects.filter(quiz__in=quizzes, state=Attempt.State.MARKED).order_by("started_at", "pk")
    rows = marked.values_list("person", "quiz", "context_kind", "context_key", "pk", "percent")
    for *series, pk, percent in rows.iterator(chunk_size=2000):
        if (key := tuple(series)) in found:
            found[key][pk] = percent
    return found
