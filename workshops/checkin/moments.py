"""Which checkpoint is on at a moment, and which comes next. Pure."""

import datetime
from collections.abc import Iterable, Sequence

from ..attendance.checkpoints import Checkpoint

EARLY = datetime.timedelta(minutes=30)  # so long before it begins people may check in, if nothing else is on


def on_at(found: Iterable[Checkpoint], at: datetime.datetime) -> Checkpoint | None:
    """The one that runs, else the next one if it begins soon."""
    found = list(found)
    running = [one for one in found if one.starts_at <= at < one.ends_at]
    if running:
        return max(running, key=lambda one: one.starts_at)
    coming = next_after(found, at)
    return coming if coming and coming.starts_at - EARLY <= at else None


def next_after(found: Iterable[Checkpoint], at: datetime.datetime) -> Checkpoint | None:
    """The first that has not begun."""
    return min((one for one in found if one.starts_at > at), key=lambda one: one.starts_at, default=None)


def of_day(found: Iterable[Checkpoint], day: datetime.date) -> list[Checkpoint]:
    """Those of a day at the place."""
    return [one for one in found if one.day == day]


def days_of(found: Iterable[Checkpoint]) -> list[datetime.date]:
    """The days on which attendance is taken."""
    return sorted({one.day for one in found})


def chosen_day(days: Sequence[datetime.date], typed: str, today: datetime.date) -> datetime.date | None:
    """The day that was asked for, else today, else the nearest: the next one before the workshop, the last after it."""
    asked = next((day for day in days if day.isoformat() == typed), None)
    return asked or next((day for day in days if day >= today), days[-1] if days else None)
