"""What a repair would do, before it is done: the attempts concerned, their results before and after, what follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from . import papers
from .models import Attempt, QuestionVersion, QuizVersion, Repair
from .results import Result, repaired


@dataclass(frozen=True)
class Change:
    """A marked attempt whose result a repair changes."""

    attempt: Attempt
    after: Result
    passes_after: bool

    @property
    def gains(self) -> bool:
        return self.passes_after and not self.attempt.passed

    @property
    def loses(self) -> bool:
        return self.attempt.passed and not self.passes_after


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
    shapes = [
        papers.asked(0, version.kind, version.content, Decimal(1), sorted) | {"numbers": []}
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
    for attempt in found.iterator(chunk_size=500):
        changes = attempt.state == Attempt.State.MARKED and repair.policy != Repair.Policy.NO_CHANGE
        if changes and (change := _change(attempt, repair)):
            yield change


def _change(attempt: Attempt, repair: Repair) -> Change | None:
    after = Result(
        answers=[mark["answer"] for mark in attempt.marks],
        earned=[Decimal(mark["earned"]) for mark in attempt.marks],
        points=[Decimal(question["points"]) for question in attempt.paper],
    )
    for place, question in enumerate(attempt.paper):
        if question["version"] == repair.faulty_id:
            old, answer, most = after.earned[place], after.answers[place], after.points[place]
            new = repaired(old, repair, answer, most, attempt.language)
            after.earned[place] = old if new is None else new
    if after.marks() == attempt.marks:
        return None
    return Change(attempt, after, after.percent >= attempt.quiz_version.pass_mark)
