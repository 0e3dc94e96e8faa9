"""Reads who took which side of a pair of tests within one context, and which contexts there are; three queries."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from .analysis.figures import mean
from .counting import what_counts
from .gain import Gain, Points, Taken, gain_of
from .models import Attempt, PaperScore, QuestionVersion, TestPair

Side = PaperScore.Side
FIELDS = ("pk", "person", "quiz", "percent", "paper", "marks")


class Context(NamedTuple):
    """Where it was: this workshop, that course. The app above knows what it means."""

    kind: str
    key: str


class One(NamedTuple):
    """An attempt, as far as it matters here."""

    pk: int
    person: int
    quiz: int
    percent: Decimal
    paper: Sequence[Mapping[str, Any]]
    marks: Sequence[Mapping[str, Any]]


def gain_in(pair: TestPair, context: Context, rules: Mapping[str, str] | None = None) -> Gain | None:
    """The gain of those who took both sides here.

    `rules` says which attempt pairs on a side (best, last, first, average); else the one that counts by the quiz.
    Who answered here and on paper too is taken by her answers here.
    """
    before, after = takings(pair, context, rules)
    return gain_of(before, after)


def takings(
    pair: TestPair, context: Context, rules: Mapping[str, str] | None = None
) -> tuple[dict[int, Taken], dict[int, Taken]]:
    """What each person reached before and after."""
    marked = Attempt.objects.filter(quiz__in=[pair.before_id, pair.after_id], state=Attempt.State.MARKED)
    marked = marked.exclude(percent=None).in_context(*context).order_by("started_at", "pk")
    attempts = [One(*values) for values in marked.values_list(*FIELDS)]
    papers = PaperScore.objects.filter(pair=pair, context_kind=context.kind, context_key=context.key)
    scores = list(papers.filter(withdrawn_at__isnull=True).values_list("side", "person", "score", "max_score"))
    objectives = _objectives(attempts)
    sides = []
    for side, quiz in ((Side.BEFORE, pair.before), (Side.AFTER, pair.after)):
        rule = (rules or {}).get(side) or _rule_of(quiz)
        found = {who: Taken(float(score / of), on_paper=True) for at, who, score, of in scores if at == side}
        sides.append(found | _taken([each for each in attempts if each.quiz == quiz.pk], rule, objectives))
    return sides[0], sides[1]


def _rule_of(quiz) -> str:
    return quiz.current_version.rule("counts") if quiz.current_version else quiz.counts


def _taken(attempts: Iterable[One], rule: str, objectives: Mapping[int, str]) -> dict[int, Taken]:
    by_person: dict[int, list[One]] = {}
    for each in attempts:
        by_person.setdefault(each.person, []).append(each)
    found = {}
    for person, own in by_person.items():
        counted = what_counts(rule, [(each.pk, each.percent) for each in own])
        chosen = [each for each in own if counted.may_be(each.pk)]
        share = mean([float(each.percent) for each in chosen]) / 100
        found[person] = Taken(share, _by_objective(chosen, objectives))
    return found


def _by_objective(attempts: Iterable[One], objectives: Mapping[int, str]) -> dict[str, Points]:
    """What was earned, of what, on the questions of each objective; all attempts together."""
    found: dict[str, Points] = {}
    for each in attempts:
        for question, mark in zip(each.paper, each.marks, strict=False):
            name = objectives.get(question["version"], "")
            earned, of = found.get(name, (0.0, 0.0))
            found[name] = (earned + float(mark["earned"]), of + float(question["points"]))
    found.pop("", None)
    return found


def _objectives(attempts: Iterable[One]) -> dict[int, str]:
    asked = {question["version"] for each in attempts for question in each.paper}
    return dict(QuestionVersion.objects.filter(pk__in=asked).values_list("pk", "question__objective"))


def contexts_of(pairs: Sequence[TestPair]) -> dict[int, list[Context]]:
    """Where each of these pairs was taken, on either side; two queries whatever their number."""
    quizzes = {quiz for pair in pairs for quiz in (pair.before_id, pair.after_id)}
    marked = Attempt.objects.filter(Q(quiz__in=quizzes), state=Attempt.State.MARKED).order_by()
    by_quiz: dict[int, set[Context]] = {}
    for quiz, kind, key in marked.values_list("quiz", "context_kind", "context_key").distinct():
        by_quiz.setdefault(quiz, set()).add(Context(kind, key))
    scores = PaperScore.objects.filter(pair__in=pairs, withdrawn_at__isnull=True).order_by()
    by_pair: dict[int, set[Context]] = {}
    for pk, kind, key in scores.values_list("pair", "context_kind", "context_key").distinct():
        by_pair.setdefault(pk, set()).add(Context(kind, key))
    nowhere: set[Context] = set()
    return {
        pair.pk: sorted(
            by_quiz.get(pair.before_id, nowhere) | by_quiz.get(pair.after_id, nowhere) | by_pair.get(pair.pk, nowhere)
        )
        for pair in pairs
    }
