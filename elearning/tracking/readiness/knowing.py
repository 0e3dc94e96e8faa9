"""From what was known at each moment to rectangles of days and knowledge, each as large as it can be.

The normal form: for each day what was said of it is merged along knowledge first; then days beside each other that say
the same, known from and to the same moments, become one row. So a late fact makes rows only where it changed something.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from .facts import FAR_MOMENT


class Rect(NamedTuple):
    """A row of Standing without its person and requirement."""

    office: int
    category: str
    sex: str
    language: str
    state: str
    until: datetime.date | None
    day_from: datetime.date
    day_to: datetime.date
    known_from: datetime.datetime
    known_to: datetime.datetime

    @property
    def late(self) -> bool:
        """Whether a bound of knowledge lies on a later day (UTC) than its first day."""
        last = self.known_from if self.known_to == FAR_MOMENT else self.known_to
        return last.astimezone(datetime.UTC).date() > self.day_from


def rectangles(seen: Iterable[tuple[datetime.datetime, list[tuple]]]) -> list[Rect]:
    """`seen` are moments in order, each with pieces (day_from, day_to, value) in order, as known from then on."""
    closed: dict[tuple, list[tuple]] = defaultdict(list)
    current: list[tuple] = []  # (day_from, day_to, value, known_from)
    for moment, pieces in seen:
        current = _learn(current, pieces, moment, closed)
    for day_from, day_to, value, known_from in current:
        closed[value, known_from, FAR_MOMENT].append((day_from, day_to))
    rects = [
        Rect(*value, day_from, day_to, known_from, known_to)
        for (value, known_from, known_to), days in closed.items()
        for day_from, day_to in _joined(days)
    ]
    return sorted(rects, key=lambda rect: (rect.day_from, rect.known_from))


def _learn(current: list[tuple], pieces: list[tuple], moment: datetime.datetime, closed: dict) -> list[tuple]:
    """What is held true after a moment: what goes on being said keeps its `known_from`, the rest is closed."""
    same = 0
    while same < len(current) and same < len(pieces) and current[same][:3] == pieces[same]:
        same += 1  # most of what is learned says nothing new of the days before
    result, held = current[:same], current[same:][::-1]
    fresh = [(*piece, moment) for piece in reversed(pieces[same:])]
    while held and fresh:
        old, new = _beside(held, fresh)
        if old and new and old[2] == new[2]:
            result.append(old)
            continue
        if old:
            closed[old[2], old[3], moment].append(old[:2])
        if new:
            result.append(new)
    for old in held:
        closed[old[2], old[3], moment].append(old[:2])
    return result + fresh[::-1]


def _beside(held: list[tuple], fresh: list[tuple]) -> tuple[tuple | None, tuple | None]:
    """The next days on which both say something, or only one does; what remains of both is left for later."""
    old, new = held.pop(), fresh.pop()
    start = max(old[0], new[0])
    if old[0] == new[0]:
        end = min(old[1], new[1])
        _put_back(held, old, end)
        _put_back(fresh, new, end)
        return (start, end, *old[2:]), (start, end, *new[2:])
    if old[0] < start:
        fresh.append(new)
        cut = min(start, old[1])
        _put_back(held, old, cut)
        return (old[0], cut, *old[2:]), None
    held.append(old)
    cut = min(start, new[1])
    _put_back(fresh, new, cut)
    return None, (new[0], cut, *new[2:])


def _put_back(stack: list[tuple], row: tuple, day: datetime.date) -> None:
    """Leave what remains of a row from a day on for later."""
    if day < row[1]:
        stack.append((day, *row[1:]))


def _joined(days: list[tuple]) -> list[tuple]:
    """Stretches of days, with those that touch as one."""
    if len(days) == 1:
        return days
    found: list[tuple] = []
    for day_from, day_to in sorted(days):
        if found and found[-1][1] == day_from:
            day_from = found.pop()[0]
        found.append((day_from, day_to))
    return found
