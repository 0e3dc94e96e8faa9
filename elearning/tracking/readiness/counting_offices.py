"""How many people of each office stand how, and whose validity ends soon."""

import datetime

from django.db.models import Count, Q, QuerySet

from elearning.people.models import Office

from ..models import Standing
from . import counting_rows as rows
from .counting_asked import Asked, Counts
from .counting_steps import count

WINDOWS = (30, 60, 90)  # days after the day asked for


def count_offices(asked: Asked, offices: QuerySet[Office]) -> dict[int, Counts]:
    """The counts of each office's own people, by its id; offices without anybody are left out. Two queries."""
    return count(asked, offices).own


def expiring(asked: Asked, offices: QuerySet[Office]) -> dict[int, tuple[int, int, int]]:
    """Of those who have met it: how many have their last valid day within 30, 60 and 90 days after. One query."""
    met = rows.standing(asked).filter(
        rows.among(offices),
        state=Standing.State.MET,
        until__gte=asked.on,
        until__lte=asked.on + datetime.timedelta(days=WINDOWS[-1]),
    )
    last = [asked.on + datetime.timedelta(days=days) for days in WINDOWS]
    within = {f"within_{days}": Count("pk", filter=Q(until__lte=day)) for days, day in zip(WINDOWS, last, strict=True)}
    counted = met.values("office").annotate(**within).values_list("office", *within)
    return {office: tuple(numbers) for office, *numbers in counted}
