"""What is not shown, so that no figure tells of fewer than five people: pure.

One to four people are few. A cell of nobody tells of nobody: it is shown, else each question that nobody left out
would lose one more cell, and nobody could see that a choice was never made.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

FEWEST = 5
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Cell:
    """How often something was so, and which share that is; None where it is not shown."""

    key: str
    count: int | None
    share: float | None


def is_few(people: int) -> bool:
    return 0 < people < FEWEST


def tells(people: int, others: int) -> bool:
    """Whether a figure of these people, beside a known whole, tells of few: of them, or of the others."""
    return is_few(people) or is_few(others)


def hidden_parts(people: Mapping[Key, int], also: Collection[Key] = ()) -> set[Key]:
    """The cells of one known whole that are not shown: those of few people, those named, and more if need be.

    Whoever knows the whole takes the shown ones from it. So others join them, in the order of their keys and not of
    their counts, which would tell something again. What is hidden is not always small: pages must not say it is.
    """
    hidden = {key for key, count in people.items() if is_few(count) or (key in also and count)}
    others = sorted(key for key, count in people.items() if count and key not in hidden)
    while hidden and others and not _is_open([people[key] for key in hidden]):
        hidden.add(others.pop(0))
    return hidden


def _is_open(counts: Collection[int]) -> bool:
    """Whether these may be several things, though their sum is known: not if each has to be as many as few can be."""
    return len(counts) > 1 and sum(counts) >= FEWEST and sum(counts) != len(counts) * (FEWEST - 1)


def hidden_pairs(people: Mapping[Key, tuple[int, int]]) -> set[Key]:
    """The same for shares of several things whose mean is known: each is given as those with it and those without."""
    hidden = {key for key, (with_it, without) in people.items() if tells(with_it, without)}
    others = sorted(key for key in people if all(people[key]) and key not in hidden)
    while hidden and others and not are_covered([people[key] for key in hidden]):
        hidden.add(others.pop(0))
    return hidden


def are_covered(pairs: Collection[tuple[int, int]]) -> bool:
    """Whether these may be several things on either side, though their mean is known."""
    return all(_is_open(side) for side in zip(*pairs, strict=True))
