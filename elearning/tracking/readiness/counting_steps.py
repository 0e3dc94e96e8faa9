"""Counts put together: a snapshot, what changed from it to the day, and late news that is to be taken off.

So the work is that of a month, not that of all years, and several days cost little more than one.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import QuerySet

from elearning.people.models import Office

from . import counting_sql as sql
from .counting_asked import STATES, Asked, Counts

Day = datetime.date
Start = Day | None  # none: the beginning of time
States = Counter[str]  # how many stand in each state
Places = Counter[tuple[int, str]]  # how many of each office (by id) stand in each state
MONTH = datetime.timedelta(days=31)
NEWS = -1  # in place of a span: what late news changed


@dataclass(frozen=True)
class Counted:
    """The counts of each office's own people by its id on the day asked for; those of all together, day by day."""

    own: dict[int, Counts]
    together: list[tuple[Day, Counts]]


@dataclass(frozen=True)
class _Steps:
    """Snapshots: of which days there are any, those of all offices together, and the newest office by office."""

    days: list[Day]
    together: dict[Day, States]
    newest: Places


@dataclass
class _Span:
    """The days after one up to another, within which changes are counted as we know them now, or as was known then."""

    after: Start
    to: Day
    is_open: bool
    places: Places = field(default_factory=Counter)
    states: States = field(default_factory=Counter)


def count(asked: Asked, offices: QuerySet[Office], days: Sequence[Day] = ()) -> Counted:
    """What stands on `asked.on`, and of all together on each of these days (none later). Three queries; two if no days.

    Offices without anybody are left out.
    """
    settled = asked.settled
    wanted = sorted({*days, asked.on})
    bases = sorted({min(day, settled) for day in wanted})
    steps = _steps(asked, offices, bases, together=bool(days))
    before = {base: max((day for day in steps.days if day <= base), default=None) for base in bases}
    spans = _spans(before, [day for day in wanted if day > settled])
    late = _count_changes(asked, offices, spans)
    own = _own(steps, before[settled], spans, late)
    if not days:
        return Counted(own, [])
    news = _news(asked, offices, bases)
    tallies = _day_by_day(steps, before, spans, news)
    return Counted(own, [(day, Counts(**{state: tallies[day][state] for state in STATES})) for day in days])


def _steps(asked: Asked, offices: QuerySet[Office], bases: list[Day], *, together: bool) -> _Steps:
    """One query. A day of which nobody asked for stood anywhere is a step all the same."""
    earliest = bases[0] - MONTH if bases[0] - Day.min > MONTH else Day.min
    days, sums, newest = [], {}, Counter()
    for day, place, *numbers in sql.snapshots(asked, offices, earliest, bases[-1], together=together):
        if place == sql.ANY:
            days.append(day)
        elif place == sql.TOGETHER:
            sums[day] = Counter(dict(zip(STATES, numbers, strict=True)))
        else:
            newest.update({(place, state): number for state, number in zip(STATES, numbers, strict=True)})
    return _Steps(days, sums, newest)


def _spans(before: dict[Day, Start], opened: list[Day]) -> list[_Span]:
    """From each day counted on, or its step if that is later, to the next; then from one open day to the next."""
    found, last = [], None
    for base, step in before.items():
        after = max((day for day in (last, step) if day), default=None)
        if after != base:
            found.append(_Span(after, base, is_open=False))
        last = base
    return found + [_Span(after, to, is_open=True) for after, to in pairwise([last, *opened])]


def _count_changes(asked: Asked, offices: QuerySet[Office], spans: list[_Span]) -> Places:
    """Fill the spans with who came to stand so, less who did no more; returns what late news changed. One query."""
    held = sql.held(asked.settled)
    parts = [(NEWS, -1, sql.LEARNED, held), (NEWS, 1, sql.GIVEN_UP, held)]
    for place, span in enumerate(spans):
        ours = sql.KNOWN if span.is_open else sql.CURRENT
        parts.append((place, 1, ours, sql.within("day_from", span.after, span.to)))
        parts.append((place, -1, ours, sql.within("day_to", span.after, span.to)))
    news: Places = Counter()
    for place, office, state, number in sql.by_office(asked, offices, parts):
        if place == NEWS:
            news[office, state] += number
        else:
            spans[place].places[office, state] += number
            spans[place].states[state] += number
    return news


def _own(steps: _Steps, step: Start, spans: list[_Span], news: Places) -> dict[int, Counts]:
    """Office by office on the last day: all spans after its step."""
    total = Counter(steps.newest if step else ())
    total.update(news)
    for span in spans:
        if span.is_open or not step or (span.after and span.after >= step):
            total.update(span.places)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for (office, state), number in total.items():
        if number:
            found[office][state] = number
    return {office: Counts(**numbers) for office, numbers in found.items()}


def _news(asked: Asked, offices: QuerySet[Office], bases: list[Day]) -> dict[Day, States]:
    """What late news changed on each of these days, to be taken off; one query."""
    news: dict[Day, States] = {day: Counter() for day in bases}
    for sign, state, *numbers in sql.on_days(asked, offices, [(-1, sql.LEARNED), (1, sql.GIVEN_UP)], bases):
        for day, number in zip(bases, numbers, strict=True):
            news[day][state] += sign * number
    return news


def _day_by_day(
    steps: _Steps, before: dict[Day, Start], spans: list[_Span], news: dict[Day, States]
) -> dict[Day, States]:
    """All offices together: what stands is carried from day to day, anew from each step."""
    ends, found = {span.to: span for span in spans}, {}
    standing: States = Counter()
    step: Start = None
    for base, begins in before.items():
        if begins != step:
            standing, step = Counter(steps.together.get(begins)), begins
        standing.update(ends[base].states if base in ends else {})
        found[base] = Counter(standing)
        found[base].update(news[base])
    last = Counter(found[base])
    for span in spans:
        if span.is_open:
            last.update(span.states)
            found[span.to] = Counter(last)
    return found
