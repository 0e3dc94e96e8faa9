"""One pass over the attempts, which keeps of each only what the figures are made of: pure."""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import Any, NamedTuple

from .. import papers
from ..kinds import FREE_TEXT

Said = tuple[str, ...]


class Row(NamedTuple):
    """A marked attempt; `marks` has for each position of the paper {"answer": […], "earned": "0.50"}."""

    person: int
    language: str
    percent: float
    passed: bool
    paper: Sequence[papers.Asked]
    marks: Sequence[Mapping[str, Any]]


class Taken:
    """All answers to one version of a question; the lists run side by side, an answer of nothing is empty.

    A share is that of the points of the question; a rest is what all others on the same paper earned, as a share too.
    """

    def __init__(self, points: float):
        self.points = points
        self.people: list[int] = []
        self.shares: list[float] = []
        self.rests: list[float | None] = []
        self.answers: list[Said] = []
        self.languages: list[str] = []

    def __len__(self) -> int:
        return len(self.people)

    def how_many(self, where: Iterable[bool]) -> int:
        """How many people gave the answers for which this is so."""
        return len({person for person, so in zip(self.people, where, strict=True) if so})


class Gathered:
    """What all attempts together have: a list of each fact, and the answers by the version of the question."""

    def __init__(self) -> None:
        self.people: list[int] = []
        self.percents: list[float] = []
        self.passed: list[bool] = []
        self.lengths: set[int] = set()
        self.taken: dict[int, Taken] = {}

    def __len__(self) -> int:
        return len(self.people)

    def common(self) -> list[Taken]:
        """The questions that every attempt had; their lists run side by side then."""
        return [taken for taken in self.taken.values() if len(taken) == len(self)]


def gather(rows: Iterable[Row]) -> Gathered:
    """Read the rows once, none of them is kept: ten thousand papers would not fit where this runs."""
    found, same = Gathered(), {}
    for row in rows:
        found.people.append(row.person)
        found.percents.append(row.percent)
        found.passed.append(row.passed)
        found.lengths.add(len(row.paper))
        _gather_answers(found.taken, row, same)
    return found


def _gather_answers(taken: dict[int, Taken], row: Row, same: dict[Said, Said]) -> None:
    """Each answer with what the rest of its paper earned; of a question that is asked twice the first counts."""
    earned = [float(mark["earned"]) for mark in row.marks]
    points = [float(question["points"]) for question in row.paper]
    total, most, had = fsum(earned), fsum(points), set()
    for question, mark, got, of in zip(row.paper, row.marks, earned, points, strict=False):
        key = question["version"]
        if key in had:
            continue
        had.add(key)
        one = taken.get(key)
        if one is None:
            one = taken[key] = Taken(of)
        one.people.append(row.person)
        one.shares.append(got / of)
        one.rests.append((total - got) / (most - of) if len(points) > 1 else None)
        said = _said(question, mark["answer"])
        one.answers.append(same.setdefault(said, said))
        one.languages.append(row.language)


def _said(question: papers.Asked, answer: Sequence[str]) -> Said:
    """The answer; of a free text only that there is one."""
    if papers.is_empty(question, answer):
        return ()
    return ("",) if question["kind"] == FREE_TEXT else tuple(answer)
