"""Counts persons, participations and hours from facts of records; in whatever order they come. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

DIMENSIONS = (
    "region",
    "country",
    "office",
    "sex",
    "category",
    "language",
    "organisation_type",
    "organisation",
)
WHOLE = 10_000  # a share of a hundred percent: shares are counted in hundredths of a percent
Traits = tuple[str, ...]


class Fact(NamedTuple):
    """One record that counts: whose, of which event, when (as in 2026-03-04); `tenths` of an hour; its `traits`.

    `traits` stand in the order of DIMENSIONS; a trait that she has not is empty.
    """

    person: int
    event: tuple[str, ...]
    day: str
    record: int
    tenths: int
    traits: Traits


@dataclass
class Measures:
    """What is counted of a group of people."""

    persons: int = 0
    participations: int = 0
    tenths: int = 0

    def add(self, other: "Measures") -> None:
        self.persons += other.persons
        self.participations += other.participations
        self.tenths += other.tenths


@dataclass
class Paid:
    """What a funding line paid for: whole, and by its share (`WHOLE` is one)."""

    whole: Measures = field(default_factory=Measures)
    share: Measures = field(default_factory=Measures)


@dataclass
class Count:
    """The figures of a question; `cells` are additive: each person and each participation stands in one of them."""

    cells: dict[Traits, Measures] = field(default_factory=dict)
    paid: dict[str, Paid] = field(default_factory=dict)
    total: Measures = field(default_factory=Measures)
    repeated: int = 0
    people: list[int] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """To be kept; `read` makes the same of it."""
        return {
            "cells": [[traits, astuple(measures)] for traits, measures in self.cells.items()],
            "paid": {name: [astuple(paid.whole), astuple(paid.share)] for name, paid in self.paid.items()},
            "repeated": self.repeated,
            "people": self.people,
        }

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Count":
        """The count of `as_json`; of nothing, that of nobody."""
        cells = {tuple(traits): Measures(*numbers) for traits, numbers in kept.get("cells", ())}
        paid = {name: Paid(*(Measures(*each) for each in both)) for name, both in kept.get("paid", {}).items()}
        counted = cls(cells, paid, Measures(), kept.get("repeated", 0), list(kept.get("people", ())))
        counted.sum_up()
        return counted

    def sum_up(self) -> None:
        """The total is what stands in all cells."""
        self.total = Measures()
        for measures in self.cells.values():
            self.total.add(measures)

    def add(self, other: "Count") -> None:
        """With the figures of other people of the same question: nobody may stand in both."""
        for traits, measures in other.cells.items():
            self.cells.setdefault(traits, Measures()).add(measures)
        for name, paid in other.paid.items():
            own = self.paid.setdefault(name, Paid())
            own.whole.add(paid.whole)
            own.share.add(paid.share)
        self.total.add(other.total)
        self.repeated += other.repeated
        self.people += other.people

    @property
    def unpaid(self) -> Measures:
        """By share (`WHOLE` is one), what no line paid: with the shares of all lines it makes the total."""
        rest = Measures(*(part * WHOLE for part in astuple(self.total)))
        for paid in self.paid.values():
            rest.add(Measures(*(-part for part in astuple(paid.share))))
        return rest

    def by(self, *names: str) -> dict[tuple[str, ...], Measures]:
        """The figures for each combination of these dimensions that somebody has."""
        places = [DIMENSIONS.index(name) for name in names]
        found: dict[tuple[str, ...], Measures] = {}
        for traits, measures in self.cells.items():
            found.setdefault(tuple(traits[place] for place in places), Measures()).add(measures)
        return dict(sorted(found.items()))


def attended(facts: Iterable[Fact]) -> list[Fact]:
    """One fact for each event, though a person hold several records of it: the earliest, with the longest hours."""
    facts = list(facts)
    if len(facts) == 1:
        return facts
    found: dict[tuple[str, ...], Fact] = {}
    for fact in sorted(facts, key=lambda fact: (fact.day, fact.record)):
        known = found.get(fact.event)
        found[fact.event] = known._replace(tenths=max(known.tenths, fact.tenths)) if known else fact
    return sorted(found.values(), key=lambda fact: (fact.day, fact.event, fact.record))


def count(facts: Iterable[Fact], funding: Mapping[tuple[str, ...], Mapping[str, int]] | None = None) -> Count:
    """The figures of facts in any order. `funding` maps an event to its lines and their shares (of WHOLE)."""
    return count_sorted(sorted(facts, key=attrgetter("person")), funding)


def count_sorted(facts: Iterable[Fact], funding: Mapping[tuple[str, ...], Mapping[str, int]] | None = None) -> Count:
    """As `count`, for facts that come person by person: only one person's are held at a time.

    A person counts once, as she was at the last of her events; participations as she was at each.
    """
    counted = Count()
    for person, own in groupby(facts, key=attrgetter("person")):
        events = attended(own)
        counted.people.append(person)
        counted.repeated += len(events) > 1
        for fact in events:
            cell = _cell(counted, fact.traits)
            cell.participations += 1
            cell.tenths += fact.tenths
        cell.persons += 1  # as she was at the last of them
        if funding:
            _pay(counted, events, funding)
    counted.sum_up()
    return counted


def _cell(counted: Count, traits: Traits) -> Measures:
    cell = counted.cells.get(traits)
    if cell is None:
        cell = counted.cells[traits] = Measures()
    return cell


def _pay(counted: Count, events: list[Fact], funding: Mapping[tuple[str, ...], Mapping[str, int]]) -> None:
    """Whole: each line that paid any part. By share: each participation and, at her last event, the person is split."""
    seen = set()
    for fact in events:
        for name, share in funding.get(fact.event, {}).items():
            paid = counted.paid.setdefault(name, Paid())
            paid.whole.add(Measures(name not in seen, 1, fact.tenths))
            last = share if fact is events[-1] else 0
            paid.share.add(Measures(last, share, fact.tenths * share))
            seen.add(name)
