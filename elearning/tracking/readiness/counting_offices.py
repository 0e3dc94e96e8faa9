"""How many people of each office stand how, and whose validity ends soon."""

from django.db.models import QuerySet

from elearning.people.models import Office

from . import counting_sql as sql
from .counting_asked import Asked, Counts
from .counting_steps import count

WINDOWS = (30, 60, 90)  # days after the day asked for


def count_offices(asked: Asked, offices: QuerySet[Office]) -> dict[int, Counts]:
    """The counts of each office's own people, by its id; offices without anybody are left out. Two queries."""
    return count(asked, offices).own


def expiring(asked: Asked, offices: QuerySet[Office]) -> dict[int, tuple[int, int, int]]:
    """Of those who have met it: how many have their last valid day within 30, 60 and 90 days after. One query."""
    return {office: tuple(numbers) for office, *numbers in sql.ending(asked, offices, WINDOWS)}
