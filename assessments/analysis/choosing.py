"""Which attempts are analysed: each person's first, the one that counts, or all: pure."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from ..counting import what_counts
from .hiding import is_few


class Which(StrEnum):
    """The first is usual: who tries again has seen the questions, and mostly what is right."""

    FIRST = "first"
    COUNTS = "counts"
    ALL = "all"


class Light(NamedTuple):
    """What it takes to choose an attempt."""

    pk: int
    person: int
    context: tuple[str, str]
    percent: Decimal


def choose(which: Which, attempts: Sequence[Light], rule: str) -> set[int] | None:
    """The ids of those that are analysed, of marked attempts with the earliest first.

    None where fewer than five people would be taken with other attempts than their first: beside the figures of first
    attempts, such figures would tell of those few.
    """
    first = {each.person: each.pk for each in reversed(attempts)}
    if which == Which.FIRST:
        return set(first.values())
    chosen = {each.pk for each in attempts} if which == Which.ALL else _counting(attempts, rule)
    of = {each.pk: each.person for each in attempts}
    others = {of[pk] for pk in chosen ^ set(first.values())}
    return None if is_few(len(others)) else chosen


def _counting(attempts: Sequence[Light], rule: str) -> set[int]:
    """In each context the one that counts by the rule of the quiz; all where their mean counts."""
    groups: dict[tuple[int, tuple[str, str]], list[tuple[int, Decimal]]] = {}
    for each in attempts:
        groups.setdefault((each.person, each.context), []).append((each.pk, each.percent))
    found = set()
    for group in groups.values():
        counted = what_counts(rule, group)
        found |= {pk for pk, _percent in group if counted.may_be(pk)}
    return found
