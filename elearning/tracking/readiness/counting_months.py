"""How the counts went from month to month."""

import datetime

from django.db.models import QuerySet

from elearning.people.models import Office

from .counting_asked import Asked, Counts
from .counting_steps import count


def trend(asked: Asked, offices: QuerySet[Office], months: int) -> list[tuple[datetime.date, Counts]]:
    """The counts of these offices together on the first day of each of the last months, and on the day asked for.

    Oldest first; each is what `count_offices` gives for that day and the same moment of knowledge. Two queries.
    """
    return count(asked, offices, [*firsts(asked.on, months), asked.on]).together


def firsts(on: datetime.date, months: int) -> list[datetime.date]:
    """The first days of so many months before a day, oldest first; that of its own month only if it has passed."""
    day, found = (on - datetime.timedelta(days=1)).replace(day=1), []
    while len(found) < months and day.year > 1:
        found.append(day)
        day = (day - datetime.timedelta(days=1)).replace(day=1)
    return found[::-1]
