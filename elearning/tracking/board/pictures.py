"""The geometry of bars and of the trend line; pure. The figures themselves stand in the tables beneath."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from ..readiness.counting import Counts
from .lines import percent

WIDTH, HEIGHT = 720, 220
START, END, TOP, FOOT = 44, 706, 12, 184  # of the field in which the lines run
NAME = 120  # the room of the longest name of a month and of half the next one


@dataclass(frozen=True)
class Tick:
    """A word beside an axis."""

    place: int
    label: str


@dataclass(frozen=True)
class Trend:
    """Two lines of the shares of the required: who had met it, and who was overdue; a gap where nobody was required."""

    met: list[str]
    overdue: list[str]
    met_dots: list[tuple[float, float]]
    overdue_dots: list[tuple[float, float]]
    days: list[tuple[float, datetime.date]]
    shares: list[tuple[float, int]]


def trend_of(points: Sequence[tuple[datetime.date, Counts]]) -> Trend:
    """Points lie where their day lies; every second day or fewer is named if there are many, none upon another."""
    first, last = points[0][0], points[-1][0]
    span = max(1, (last - first).days)
    places = [START + (END - START) * (day - first).days / span for day, _counts in points]
    met = [(x, percent(of.met, of.required)) for x, (_day, of) in zip(places, points, strict=True)]
    overdue = [(x, percent(of.overdue, of.required)) for x, (_day, of) in zip(places, points, strict=True)]
    step = -(-len(points) // 7)
    named = [(round(x, 1), day) for x, (day, _of) in zip(places[:-1:step], points[:-1:step], strict=True)]
    between = [(x, day) for x, day in named[1:] if START + NAME <= x < END - NAME]
    return Trend(
        met=_strokes(met),
        overdue=_strokes(overdue),
        met_dots=_dots(met),
        overdue_dots=_dots(overdue),
        days=[*named[:1], *between, (END, last)] if len(points) > 1 else [(START, last)],
        shares=[(_height(share), share) for share in (0, 25, 50, 75, 100)],
    )


def _height(share: int) -> float:
    return round(FOOT - (FOOT - TOP) * share / 100, 1)


def _dots(line: Sequence[tuple[float, int | None]]) -> list[tuple[float, float]]:
    return [(round(x, 1), _height(share)) for x, share in line if share is not None]


def _strokes(line: Sequence[tuple[float, int | None]]) -> list[str]:
    """The line as points for <polyline>, broken where there is no share."""
    strokes, stroke = [], []
    for x, share in [*line, (0, None)]:
        if share is not None:
            stroke.append(f"{x:.1f},{_height(share)}")
        elif stroke:
            strokes.append(" ".join(stroke))
            stroke = []
    return strokes


def bar(met: int, due: int, overdue: int) -> tuple[int, int, int, int, int] | None:
    """A bar of 1000 units: width of met, then start and width of due, and of overdue; None where nobody is required."""
    whole = met + due + overdue
    if not whole:
        return None
    first = round(1000 * met / whole)
    second = round(1000 * (met + due) / whole)
    return first, first, second - first, second, 1000 - second
