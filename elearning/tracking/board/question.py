"""What is asked of the board, and the address that asks it again."""

import datetime
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from ..models import RequirementVersion
from ..readiness.counting import Asked


@dataclass(frozen=True)
class Question:
    """What is counted (`asked`), where the trend begins (the first day of a month), which people are listed.

    `version` is the version of the requirement that ruled on that day as known then; none: it asked nobody yet.
    """

    asked: Asked
    titles: dict[str, str]
    version: RequirementVersion | None
    begins: datetime.date
    state: str = ""

    @property
    def steps(self) -> int:
        """How many firsts of months the trend shows before the day that is asked for."""
        return months_between(self.begins, self.asked.on - datetime.timedelta(days=1)) + 1

    def with_state(self, state: str) -> "Question":
        return replace(self, state=state)

    @property
    def query(self) -> str:
        """The end of an address that gives the same answer for ever: both dates fixed, only filters that are set."""
        asked = self.asked
        said = {
            "requirement": asked.requirement.code,
            "on": asked.on.isoformat(),
            "known_at": written(asked.known_at),
            "category": asked.category,
            "sex": asked.sex,
            "language": asked.language,
            "from": f"{self.begins:%Y-%m}",
            "state": self.state,
        }
        return urlencode({name: value for name, value in said.items() if value})


def months_between(first: datetime.date, last: datetime.date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The first day of the month that lies so many months before the month of `day`; never before the year 1."""
    place = max(12, day.year * 12 + day.month - 1 - months)
    return datetime.date(place // 12, place % 12 + 1, 1)


def written(moment: datetime.datetime) -> str:
    """A moment as it stands in an address: UTC, to the second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
