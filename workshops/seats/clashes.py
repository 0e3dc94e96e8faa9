"""What else a candidate has on the days of the workshop: other workshops and absences, whose kind stays untold."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F

from elearning.people.models import Absence

from ..models import Registration, Workshop

OVER = (Workshop.State.CANCELLED, Workshop.State.POSTPONED)


@dataclass(frozen=True)
class Clash:
    """From a day to a day (none: without an end); `workshop` is the code of another workshop, empty for an absence."""

    from_day: datetime.date
    to_day: datetime.date | None
    workshop: str = ""


def clashes_of(workshop: Workshop, people: Collection[int]) -> dict[int, list[Clash]]:
    """By the key of the person; two queries whatever their number."""
    found: dict[int, list[Clash]] = defaultdict(list)
    elsewhere = Registration.objects.holding().filter(person__in=people).exclude(workshop=workshop)
    elsewhere = elsewhere.exclude(workshop__state__in=OVER).filter(
        workshop__starts_on__lte=workshop.ends_on, workshop__ends_on__gte=workshop.starts_on
    )
    days = {"start": F("workshop__starts_on"), "end": F("workshop__ends_on"), "code": F("workshop__code")}
    for row in elsewhere.order_by("workshop__starts_on").values("person", **days):
        found[row["person"]].append(Clash(row["start"], row["end"], row["code"]))
    away = Absence.objects.standing().filter(person__in=people).overlapping(workshop.starts_on, workshop.ends_on)
    for person, start, end in away.order_by("started_on").values_list("person", "started_on", "ended_on"):
        found[person].append(Clash(start, end))
    return found
