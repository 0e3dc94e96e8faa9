"""What one person may do at one quiz: its rules, and what was granted to her on top."""

import datetime
from dataclasses import dataclass

from elearning.people.models import User

from .models import Accommodation, QuizVersion


@dataclass(frozen=True)
class Allowance:
    """Attempts (None: no limit), the time for each, and the window in which they may begin and must end."""

    attempts: int | None
    time_limit: datetime.timedelta | None
    opens_at: datetime.datetime | None
    closes_at: datetime.datetime | None

    def deadline(self, started_at: datetime.datetime) -> datetime.datetime | None:
        """When an attempt that began then has to end."""
        ends = [started_at + self.time_limit] if self.time_limit else []
        ends += [self.closes_at] if self.closes_at else []
        return min(ends, default=None)


def allowance_of(person: User | int, version: QuizVersion) -> Allowance:
    """The rules of the version, widened by the accommodations of this person that are in force; one query.

    Minutes and attempts of several add up; of the windows the one that was given last holds.
    """
    granted = list(
        Accommodation.objects.filter(person=person, quiz=version.quiz_id, withdrawn_at=None).order_by("given_at", "pk")
    )
    attempts, minutes = version.rule("attempts_allowed"), version.rule("time_limit")
    opens, closes = version.moment("opens_at"), version.moment("closes_at")
    for each in granted:
        opens, closes = each.opens_at or opens, each.closes_at or closes
    return Allowance(
        attempts=attempts and attempts + sum(each.more_attempts for each in granted),
        time_limit=minutes and datetime.timedelta(minutes=minutes + sum(each.more_minutes for each in granted)),
        opens_at=opens,
        closes_at=closes,
    )
