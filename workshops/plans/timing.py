"""When each step of a plan begins, and how a plan's minutes stand to its slot. No database."""

import datetime
import zoneinfo
from collections.abc import Iterable, Iterator
from typing import Any


def running(
    steps: Iterable[Any], starts_at: datetime.datetime | None, zone: zoneinfo.ZoneInfo | None
) -> Iterator[tuple[Any, int, datetime.time | None]]:
    """Each step with the minute of the session at which it begins, and what the clocks show then.

    `steps` have `minutes`; without `starts_at` (an item without a slot, a template) the time is None.
    """
    gone = 0
    for step in steps:
        at = (starts_at + datetime.timedelta(minutes=gone)).astimezone(zone).time() if starts_at else None
        yield step, gone, at
        gone += step.minutes


def beyond(planned: int, slot: int | None) -> int:
    """Minutes that the plan lasts longer than its slot; below nought it leaves some free. Nought where one is unknown.

    A plan without steps says nothing on its length.
    """
    return planned - slot if planned and slot else 0
