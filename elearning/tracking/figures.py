"""The figures of the board: pure sums over the tree of offices, and their shares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elearning.people.models import Office


@dataclass(frozen=True)
class Figures:
    """How many persons; each stands inside `people`, and `in_progress` and `completed` have nobody in common."""

    people: int = 0
    enrolled: int = 0
    in_progress: int = 0
    completed: int = 0
    certified: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(mine + theirs for mine, theirs in zip(self.values, other.values, strict=True)))

    @property
    def values(self) -> tuple[int, ...]:
        return (self.people, self.enrolled, self.in_progress, self.completed, self.certified)

    def share(self, part: int) -> int | None:
        """A part of the people in whole percent, half up; None where there is nobody."""
        return (200 * part + self.people) // (2 * self.people) if self.people else None

    @property
    def completed_share(self) -> int | None:
        return self.share(self.completed)

    @property
    def started_share(self) -> int | None:
        """Completed and in progress together, for the longer bar behind."""
        return self.share(self.completed + self.in_progress)


@dataclass(frozen=True)
class Row:
    """One office: its own people, and with all offices below it. `level` counts from 0 at the top of the board."""

    office: Office
    parent: Office | None
    level: int
    own: Figures
    total: Figures
    below: int


def roll_up(offices: Iterable[Office], own: Mapping[int, Figures]) -> list[Row]:
    """A row for each office, in the order of the tree; `own` maps an office's id to the figures of its own people."""
    ordered = sorted(offices, key=lambda office: office.path)
    by_path = {office.path: office for office in ordered}
    above = {office.path: [by_path[path] for path in paths_above(office) if path in by_path] for office in ordered}
    totals = {office.path: own.get(office.pk, Figures()) for office in ordered}
    below = dict.fromkeys(totals, 0)
    for office in ordered:
        for higher in above[office.path]:
            totals[higher.path] += own.get(office.pk, Figures())
            below[higher.path] += 1
    return [
        Row(
            office=office,
            parent=above[office.path][-1] if above[office.path] else None,
            level=len(above[office.path]),
            own=own.get(office.pk, Figures()),
            total=totals[office.path],
            below=below[office.path],
        )
        for office in ordered
    ]


def paths_above(office: Office) -> list[str]:
    """The tree paths of the offices above, from the top down."""
    return [office.path[:end] for end in range(office.steplen, len(office.path), office.steplen)]


def grand_total(rows: Iterable[Row]) -> Figures:
    """The sum of all rows, each person once."""
    return sum((row.own for row in rows), Figures())
