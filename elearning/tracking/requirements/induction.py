"""What is asked of one person, in the order in which a newcomer meets it, with its days; no database."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .comparing import DUE, MET, NOT_REQUIRED, OVERDUE

OPEN = (DUE, OVERDUE)


@dataclass(frozen=True)
class Stood:
    """How she stands towards one requirement: a state of Standing with its `until`, and what satisfies it."""

    place: int
    code: str
    titles: dict[str, str]
    state: str
    until: datetime.date | None
    subjects: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True)
class Row:
    """A line of the induction: its number in the list, what is asked, and by when."""

    number: int
    stood: Stood
    due_on: datetime.date | None
    valid_until: datetime.date | None

    @property
    def is_open(self) -> bool:
        """Whether there is something for her to do."""
        return self.stood.state in OPEN

    def met_by(self, course: Any) -> bool:
        """Whether a completion of this course (`uuid`, `toolkit_key`) meets it."""
        asked = {("course", str(course.uuid)), ("topic", str(course.toolkit_key))}
        return any((each["kind"], str(each["value"])) in asked for each in self.stood.subjects)


def induction(stood: Iterable[Stood]) -> list[Row]:
    """The ordered list: what is not asked of her is left out; the others are numbered from 1."""
    asked = sorted((each for each in stood if each.state != NOT_REQUIRED), key=lambda each: (each.place, each.code))
    return [
        Row(
            number,
            each,
            each.until if each.state in OPEN else None,
            each.until if each.state == MET else None,
        )
        for number, each in enumerate(asked, start=1)
    ]


def next_of(rows: Iterable[Row]) -> Row | None:
    """The one to do next: what is overdue, then what is due first; of the same day the first in the order."""
    waiting = [row for row in rows if row.is_open]
    far = datetime.date.max
    return min(waiting, key=lambda row: (row.stood.state != OVERDUE, row.due_on or far, row.number), default=None)
