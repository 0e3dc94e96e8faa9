"""Counts put together: a snapshot, what changed between it and the day, and late news that is to be taken off.

So the work is that of half a month, not that of all years, and several days cost little more than one.
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
from .snapshots import month_after

Day = datetime.date
Start = Day | None  # none: the beginning of time
States = Counter[str]  # how many stand in each state
Places = Counter[tuple[int, str]]  # how many of each office (by id) stand in each state
MONTH = datetime.timedelta(days=31)
HALF = 15  # a later day of a month is counted back from the next month


@dataclass(frozen=True)
class Counted:
    """The counts of each office's own people by its id on the day asked for; those of all together, day by day."""

    own: dict[int, Counts]
    together: list[tuple[Day, Counts]]


@dataclass(frozen=True)
class _Steps:
    """Snapshots: of which days there are any, those of all offices together, and the newest office by office.

    `following` is the nearest day, not before the last that is asked for, of which there may be one.
    """

    days: list[Day]
    following: Day
    together: dict[Day, States]
    newest: Places


@dataclass
class _Span:
    """The days after one up to another, within which changes are counted as we know them now, or as was known then.

    One that `is_back` leads from a step after the day back to the day: what changed in it is taken off.
    """

    after: Start
    to: Day
    is_open: bool = False
    is_back: bool = False
    places: Places = field(default_factory=Counter)
    states: States = field(default_factory=Counter)

    @property
    def leads_to(self) -> Day:
        return self.after if self.is_back else self.to


def count(asked: Asked, offices: QuerySet[Office], days: Sequence[Day] = ()) -> Counted:
    """What stands on `asked.on`, and of all together on each of these days (none later). Two queries.

    Offices without anybody are left out.
    """
    settled = asked.settled
    wanted = sorted({*days, asked.on})
    bases = sorted({min(day, settled) for day in wanted})
    steps = _steps(asked, offices, bases, together=bool(days))
    begins = {base: max((day for day in steps.days if day <= base), default=None) for base in bases}
    if steps.following in steps.days:
        begins[settled] = steps.following
    spans = _spans(begins, [day for day in wanted if day > settled])
    news = _count_changes(asked, offices, spans, bases)
    own = _own(steps, begins[settled], spans, news[settled])
    if not days:
        return Counted(own, [])
    tallies = _day_by_day(steps, begins, spans, news)
    return Counted(own, [(day, Counts(**{state: tallies[day][state] for state in STATES})) for day in days])


def _steps(asked: Asked, offices: QuerySet[Office], bases: list[Day], *, together: bool) -> _Steps:
    """One query. A day of which nobody asked for stood anywhere is a step all the same."""
    earliest = bases[0] - MONTH if bases[0] - Day.min > MONTH else Day.min
    following = month_after(bases[-1]) if bases[-1].day > HALF else bases[-1]
    days, sums, newest = [], {}, Counter()
    for day, place, *numbers in sql.snapshots(asked, offices, earliest, following, together=together):
        if place == sql.ANY:
            days.append(day)
        elif place == sql.TOGETHER:
            sums[day] = Counter(dict(zip(STATES, numbers, strict=True)))
        else:
            newest.update({(place, state): number for state, number in zip(STATES, numbers, strict=True)})
    return _Steps(days, following, sums, newest)


def _spans(begins: dict[Day, Start], opened: list[Day]) -> list[_Span]:
    """From each day counted on, or its step if that is later, to the next; then from one open day to the next."""
    found, last = [], None
    for base, step in begins.items():
        after = max((day for day in (last, step) if day), default=None)
        if step and step > base:
            found.append(_Span(base, step, is_back=True))
        elif after != base:
            found.append(_Span(after, base))
        last = base
    return found + [_Span(after, to, is_open=True) for after, to in pairwise([last, *opened])]


def _count_changes(asked: Asked, offices: QuerySet[Office], spans: list[_Span], bases: list[Day]) -> dict[Day, Places]:
    """Fill the spans with who came to stand so, less who did no more; one query.

    Returns what late news changed on each of the days counted on: it is to be taken off.
    """
    may_hold, each, whole = sql.held(bases), sql.each_held(bases), sql.all_of(len(bases))
    parts = [(-1, None, (sql.LEARNED, may_hold, each)), (1, None, (sql.GIVEN_UP, may_hold, each))]
    for span in spans:
        ours, sign = sql.KNOWN if span.is_open else sql.CURRENT, -1 if span.is_back else 1
        parts.append((sign, span, (ours, sql.within("day_from", span.after, span.to), whole)))
        parts.append((-sign, span, (ours, sql.within("day_to", span.after, span.to), whole)))
    news: dict[Day, Places] = {day: Counter() for day in bases}
    for place, office, state, *numbers in sql.by_office(asked, offices, [part for _sign, _span, part in parts]):
        sign, span, _part = parts[place]
        if span is None:
            for day, number in zip(bases, numbers, strict=True):
                news[day][office, state] += sign * number
        else:
            span.places[office, state] += sign * numbers[0]
            span.states[state] += sign * numbers[0]
    return news


def _own(steps: _Steps, step: Start, spans: list[_Span], news: Places) -> dict[int, Counts]:
    """Office by office on the last day: all spans after its step, or from there back."""
    total = Counter(steps.newest if step else ())
    total.update(news)
    for span in spans:
        if span.is_open or span.is_back or not step or (span.after and span.after >= step):
            total.update(span.places)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for (office, state), number in total.items():
        if number:
            found[office][state] = number
    return {office: Counts(**numbers) for office, numbers in found.items()}


def _day_by_day(
    steps: _Steps, begins: dict[Day, Start], spans: list[_Span], news: dict[Day, Places]
) -> dict[Day, States]:
    """All offices together: what stands is carried from day to day, anew from each step."""
    ends, found = {span.leads_to: span for span in spans}, {}
    standing: States = Counter()
    step: Start = None
    for base, start in begins.items():
        if start != step:
            standing, step = Counter(steps.together.get(start)), start
        standing.update(ends[base].states if base in ends else {})
        found[base] = Counter(standing)
        for (_office, state), number in news[base].items():
            found[base][state] += number
    last = Counter(found[base])
    for span in spans:
        if span.is_open:
            last.update(span.states)
            found[span.to] = Counter(last)
    return found
