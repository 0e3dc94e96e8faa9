"""The figures of a form: counts, means, texts, and what must not be told of a few. No database."""

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .questions import MARKS, SCALE, TEXT, Question

FEW = 5  # fewer than so many are not told


@dataclass(frozen=True)
class Cell:
    """One possible answer; `count` is None where it is not told."""

    texts: Mapping[str, str]
    count: int | None
    percent: int | None


@dataclass(frozen=True)
class Figure:
    """One question: how many answered it, how, and in which words.

    `hidden` where too few did; `mean` is None where there is none, or where one could work hidden cells out of it.
    """

    key: str
    kind: str
    texts: Mapping[str, str]
    answered: int
    mean: float | None = None
    cells: tuple[Cell, ...] = ()
    words: tuple[str, ...] = ()
    hidden: bool = False


def figures(
    questions: Sequence[Question], answers: Sequence[Mapping[str, Any]], *, least: int = 0, hide_small: bool = False
) -> list[Figure]:
    """The figures of these answers, question by question; texts stand in the order of the alphabet.

    Nothing is told of fewer than `least`; with `hide_small`, cells under five are not told either, and none can be
    worked out from the others.
    """
    return [_figure(question, answers, least, hide_small) for question in questions]


def _figure(question: Question, answers: Sequence[Mapping[str, Any]], least: int, hide_small: bool) -> Figure:
    key, kind = question["key"], question["kind"]
    given = [answer[key] for answer in answers if key in answer]
    facts = {"key": key, "kind": kind, "texts": question["texts"], "answered": len(given)}
    if kind == TEXT:
        return Figure(**facts, words=tuple(sorted(given, key=lambda text: (text.casefold(), text))))
    if len(given) < least:
        return Figure(**facts, hidden=True)
    places = list(MARKS) if kind == SCALE else list(range(len(question["choices"])))
    labels = [{"en": str(mark)} for mark in MARKS] if kind == SCALE else question["choices"]
    found = Counter(given)
    counts = [found[place] for place in places]
    told = without_small(counts) if hide_small else counts
    cells = tuple(Cell(label, count, _percent(count, len(given))) for label, count in zip(labels, told, strict=True))
    known = kind == SCALE and given and None not in told
    return Figure(**facts, cells=cells, mean=round(statistics.fmean(given), 2) if known else None)


def without_small(counts: Sequence[int]) -> list[int | None]:
    """The counts without those under five; where one alone is missing, the next smallest is not told either."""
    told: list[int | None] = [count if count >= FEW else None for count in counts]
    missing = [place for place, count in enumerate(told) if count is None]
    if len(missing) == 1 and len(counts) > 1:
        others = [place for place in range(len(counts)) if told[place] is not None]
        told[min(others, key=lambda place: counts[place])] = None
    return told


def _percent(count: int | None, of: int) -> int | None:
    if count is None:
        return None
    return round(count * 100 / of) if of else 0
