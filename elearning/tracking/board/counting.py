"""All that the board counts: each office on the day, and all of them from month to month."""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import caches
from django.db.models import QuerySet

from elearning.people.models import Office

from ..readiness.counting import Asked, Counts, count, expiring, firsts
from .lines import Line, lines_of


@dataclass(frozen=True)
class Counted:
    """The line of each office's own people by its id, and the counts of all together day by day, oldest first."""

    own: dict[int, Line]
    trend: list[tuple[datetime.date, Counts]]


def counted(asked: Asked, offices: QuerySet[Office], months: int) -> Counted:
    """Three queries. The trend has the first day of each of the last `months`, and the day that is asked for."""
    found = count(asked, offices, [*firsts(asked.on, months), asked.on])
    return Counted(lines_of(found.own, expiring(asked, offices)), found.together)


def remembered(
    asked: Asked, offices: QuerySet[Office], months: int, *, ids: Iterable[int], written: datetime.datetime | None
) -> Counted:
    """What `counted` gives, kept by this process until standings are written again.

    `ids` are those of the offices. What is known since standings were last `written` is nothing: it is one moment.
    """
    if written is None:
        return counted(asked, offices, months)
    question = (asked.requirement.pk, asked.on, min(asked.known_at, written), *asked.traits.items(), months)
    place = hashlib.sha256(repr((question, sorted(ids), written)).encode()).hexdigest()
    found = caches["figures"].get(place)
    if found is None:
        found = counted(asked, offices, months)
        caches["figures"].set(place, found)
    return found
