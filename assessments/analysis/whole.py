"""The figures of a quiz from all attempts that are looked at, and of each of its questions: pure."""

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .figures import alpha, deviation, error_of_measurement, mean
from .gathering import Gathered, Row, gather
from .hiding import FEWEST, Cell, hidden_parts, tells
from .items import Facts, ItemFigures, figures_of, mean_tells, veiled

BANDS = 10


class NoAlpha(StrEnum):
    """Why there is no Cronbach's alpha."""

    FEW_QUESTIONS = "few_questions"
    ALL_ALIKE = "all_alike"


@dataclass(frozen=True)
class QuizFigures:
    """All figures but counts are percent. Alpha is over `alpha_over` questions that every attempt had.

    The error of measurement is that of the whole score: there is none where papers differ. Mean and deviation are None
    where they would give away how few had a question right, or wrong.
    """

    attempts: int
    people: int
    mean: float | None
    median: float
    deviation: float | None
    bands: list[Cell]
    passed: Cell
    alpha: float | None
    alpha_over: int
    no_alpha: NoAlpha | None
    error: float | None


@dataclass(frozen=True)
class Analysis:
    """A quiz, and its questions in the order in which they were given."""

    quiz: QuizFigures
    items: list[ItemFigures]


def analyse(rows: Iterable[Row], facts: Mapping[int, Facts]) -> Analysis | None:
    """All there is to say of these attempts at these versions of questions; nothing of fewer than five people."""
    found = gather(rows)
    if len(set(found.people)) < FEWEST:
        return None
    hide = veiled(found.taken, facts)
    items = [figures_of(key, found.taken.get(key), each, hide) for key, each in facts.items()]
    return Analysis(_quiz_figures(found, mean_tells(found.taken, hide)), items)


def _quiz_figures(found: Gathered, mean_is_hidden: bool) -> QuizFigures:
    passed, spread = _passed(found), None if mean_is_hidden else deviation(found.percents) or 0.0
    common = found.common()
    reliability = alpha([[share * taken.points for share in taken.shares] for taken in common])
    is_whole = found.lengths == {len(common)}
    no_alpha = NoAlpha.FEW_QUESTIONS if len(common) < 2 else NoAlpha.ALL_ALIKE
    return QuizFigures(
        attempts=len(found),
        people=len(set(found.people)),
        mean=None if mean_is_hidden else mean(found.percents),
        median=statistics.median(found.percents),
        deviation=spread,
        bands=_bands(found, passed.count is not None),
        passed=passed,
        alpha=reliability,
        alpha_over=len(common),
        no_alpha=no_alpha if reliability is None else None,
        error=error_of_measurement(spread, reliability) if None not in (spread, reliability) and is_whole else None,
    )


def _passed(found: Gathered) -> Cell:
    yes, no = ({p for p, so in zip(found.people, found.passed, strict=True) if so is side} for side in (True, False))
    count = sum(found.passed)
    return Cell("passed", None, None) if tells(len(yes), len(no)) else Cell("passed", count, count / len(found))


def _bands(found: Gathered, passed_is_shown: bool) -> list[Cell]:
    """How many lie in each tenth; 100 % in the last. Who passed is a whole of its own where their number is shown:
    else the bands above the pass mark, taken from it, would give one away."""  # fmt: skip
    places = [min(int(percent // BANDS), BANDS - 1) for percent in found.percents]
    people: dict[tuple[bool, int], set[int]] = {}
    for place, passed, person in zip(places, found.passed, found.people, strict=True):
        people.setdefault((passed and passed_is_shown, place), set()).add(person)
    hidden = set()
    for side in (True, False):
        whole = {place: len(those) for (passed, place), those in people.items() if passed is side}
        hidden |= hidden_parts(whole)
    counts = [places.count(place) for place in range(BANDS)]
    return [
        Cell(str(place * BANDS), None, None) if place in hidden else Cell(str(place * BANDS), count, count / len(found))
        for place, count in enumerate(counts)
    ]
