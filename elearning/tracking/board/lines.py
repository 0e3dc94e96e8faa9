"""A line of the board: how many people stand how, and whose validity ends soon; pure."""

from collections.abc import Mapping
from typing import NamedTuple

from ..readiness.counting import Counts


class Line(NamedTuple):
    """Each person once in the first five; `in_30`, `in_60` and `in_90` are parts of `met`, each inside the next."""

    not_required: int = 0
    met: int = 0
    due: int = 0
    overdue: int = 0
    exempt: int = 0
    in_30: int = 0
    in_60: int = 0
    in_90: int = 0

    def __add__(self, other: "Line") -> "Line":
        return Line(*map(int.__add__, self, other))

    @property
    def required(self) -> int:
        """The denominator: met, due and overdue."""
        return self.met + self.due + self.overdue

    @property
    def people(self) -> int:
        """Everybody who was posted that day."""
        return self.required + self.exempt + self.not_required

    @property
    def met_share(self) -> int | None:
        return percent(self.met, self.required)


def percent(part: int, whole: int) -> int | None:
    """Whole percent, half up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def lines_of(counts: Mapping[int, Counts], soon: Mapping[int, tuple[int, int, int]]) -> dict[int, Line]:
    """The line of each office's own people, by its id; offices without anybody are left out."""
    return {
        pk: Line(of.not_required, of.met, of.due, of.overdue, of.exempt, *soon.get(pk, (0, 0, 0)))
        for pk, of in counts.items()
    }
