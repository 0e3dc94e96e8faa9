"""Duties of the tick that need a turn only once on each day."""

import datetime
from collections.abc import Callable

from elearning.journal.models import Heartbeat


def once_a_day(name: str, deed: Callable[[], int], at: datetime.datetime) -> int:
    """Do it unless it was done on this day (UTC); returns what it returns. Killed in the middle it is begun again."""
    mark = f"day:{name}"
    begins = datetime.datetime.combine(at.date(), datetime.time(), datetime.UTC)
    if Heartbeat.objects.filter(name=mark, seen_at__gte=begins).exists():
        return 0
    done = deed()
    Heartbeat.objects.update_or_create(name=mark, defaults={"seen_at": at})
    return done
