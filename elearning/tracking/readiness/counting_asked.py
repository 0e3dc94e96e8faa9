"""What is asked of the standings, and the counts that answer; pure."""

import datetime
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..models import Requirement


@dataclass(frozen=True)
class Asked:
    """One requirement, on a day, as known at a moment; empty traits ask for everybody. It has one answer for ever."""

    requirement: "Requirement"
    on: datetime.date
    known_at: datetime.datetime
    category: str = ""
    sex: str = ""
    language: str = ""

    @property
    def traits(self) -> dict[str, str]:
        """The traits that are asked for, by their field's name."""
        asked = {"category": self.category, "sex": self.sex, "language": self.language}
        return {field: value for field, value in asked.items() if value}

    @property
    def settled(self) -> datetime.date:
        """The last day of which no news may come but late news: the day before that of `known_at` (UTC), or `on`."""
        return min(self.on, self.known_at.astimezone(datetime.UTC).date() - datetime.timedelta(days=1))


@dataclass(frozen=True)
class Counts:
    """How many people stand how; each is counted once."""

    not_required: int = 0
    met: int = 0
    due: int = 0
    overdue: int = 0
    exempt: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def required(self) -> int:
        """The denominator: who must comply that day. The exempt stand apart, as do those of whom nothing is asked."""
        return self.met + self.due + self.overdue

    @property
    def people(self) -> int:
        """Everybody who was posted that day."""
        return self.required + self.exempt + self.not_required

    def share(self, part: int) -> int | None:
        """A part of the required in whole percent, half up; None where nobody is required."""
        return (200 * part + self.required) // (2 * self.required) if self.required else None

    @property
    def met_share(self) -> int | None:
        return self.share(self.met)


STATES = tuple(field.name for field in fields(Counts))
