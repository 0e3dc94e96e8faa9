"""Sums over the tree of offices: pure, for whatever can be added up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from elearning.people.models import Office

Sum = TypeVar("Sum")


@dataclass(frozen=True)
class Row(Generic[Sum]):
    """One office: its own people, and with all offices below it. `level` counts from 0 at the top of the board."""

    office: Office
    parent: Office | None
    level: int
    own: Sum
    total: Sum
    below: int


def roll_up(offices: Iterable[Office], own: Mapping[int, Sum], nothing: Sum) -> list[Row[Sum]]:
    """A row for each office, in the order of the tree; `own` maps an office's id to the figures of its own people.

    `nothing` stands where an office has none. An office whose parent is not among these is a top.
    """
    ordered = sorted(offices, key=lambda office: office.path)
    by_path = {office.path: office for office in ordered}
    above = {office.path: [by_path[path] for path in paths_above(office) if path in by_path] for office in ordered}
    totals = {office.path: own.get(office.pk, nothing) for office in ordered}
    below = dict.fromkeys(totals, 0)
    for office in reversed(ordered):  # from the leaves up, so that each is added once
        if above[office.path]:
            higher = above[office.path][-1].path
            if totals[office.path] is not nothing:
                totals[higher] += totals[office.path]
            below[higher] += 1 + below[office.path]
    return [
        Row(
            office=office,
            parent=above[office.path][-1] if above[office.path] else None,
            level=len(above[office.path]),
            own=own.get(office.pk, nothing),
            total=totals[office.path],
            below=below[office.path],
        )
        for office in ordered
    ]


def paths_above(office: Office) -> list[str]:
    """The tree paths of the offices above, from the top down."""
    return [office.path[:end] for end in range(office.steplen, len(office.path), office.steplen)]


def grand_total(rows: Iterable[Row[Sum]], nothing: Sum) -> Sum:
    """The sum of all rows, each person once: of the tops, which count all below them."""
    return sum((row.total for row in rows if row.parent is None), nothing)
