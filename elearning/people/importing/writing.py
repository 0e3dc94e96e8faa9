"""While a part of a file is written: its facts carry a moment before the one at which others can read them."""

import datetime
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Min, QuerySet
from django.utils import timezone

from elearning.journal.actions import beat
from elearning.journal.models import Heartbeat

MARK = "import:"
LASTS = datetime.timedelta(hours=1)  # the mark of a killed worker holds nobody up for longer
INSTANT = datetime.timedelta(microseconds=1)


@contextmanager
def being_written() -> Iterator[None]:
    """Figures end before the moment at which this begins, until it is over. Outside of any transaction."""
    name = f"{MARK}{uuid.uuid4().hex[:20]}"
    beat(name)
    try:
        yield
    finally:
        Heartbeat.objects.filter(name=name).delete()


def marks() -> QuerySet[Heartbeat]:
    """What is being written now, the oldest first."""
    since = timezone.now() - LASTS
    return Heartbeat.objects.filter(name__startswith=MARK, seen_at__gt=since).order_by("seen_at")


def written_through() -> datetime.datetime:
    """The last moment of which all facts from files can be read: now, unless a part is being written."""
    now, oldest = timezone.now(), marks().aggregate(oldest=Min("seen_at"))["oldest"]
    return min(now, oldest - INSTANT) if oldest else now
