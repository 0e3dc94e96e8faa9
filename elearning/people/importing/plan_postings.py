"""What a file of postings would do to the postings of one person. No database."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .plan import REFUSED, UNCHANGED, Step

NEW, MOVED, ENDED = "new", "moved", "ended"
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PostingLine:
    """A line of the file; category, job title, supervisor and end may be empty: they stay as they are."""

    number: int
    person: str
    office: Any
    started_on: datetime.date
    ended_on: datetime.date | None = None
    category: str = ""
    job_title: str = ""
    supervisor: str = ""

    @property
    def says(self) -> tuple[Any, ...]:
        return (self.office, self.started_on, self.ended_on, self.category, self.job_title, self.supervisor)


@dataclass
class Stretch:
    """A posting as it stands, or as it would stand; `fate` says what the plan did to one that was there."""

    office: Any
    started_on: datetime.date
    ended_on: datetime.date | None = None
    category: str = "staff"
    job_title: str = ""
    supervisor: int | None = None
    pk: int | None = None
    fate: str = ""


def clashes_of_one(lines: Sequence[PostingLine]) -> dict[int, int]:
    """Among the lines of one person: those that cannot be true together, the number of each with that of another."""
    found: dict[int, int] = {}
    ordered = sorted(lines, key=lambda line: (line.started_on, line.number))
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            same_day = other.started_on == one.started_on and other.says != one.says
            within = one.started_on < other.started_on and one.ended_on and other.started_on <= one.ended_on
            if same_day or within:
                found.setdefault(one.number, other.number)
                found.setdefault(other.number, one.number)
    return found


def plan_postings(
    lines: Sequence[PostingLine], stretches: list[Stretch], *, person: int, who: str, supervisors: dict[str, int]
) -> list[Step]:
    """A step for each line of one person; `stretches`, her postings, is brought to what would stand afterwards.

    The lines are taken by their days, whatever their order; those that contradict each other are all refused.
    """
    clashing = clashes_of_one(lines)
    steps = []
    for line in sorted(lines, key=lambda line: (line.started_on, line.number)):
        if other := clashing.get(line.number):
            reason = _("Line %(line)d speaks of the same time and says otherwise.") % {"line": other}
            steps.append(Step(line.number, REFUSED, person, {}, reason))
            continue
        act, reason = _apply(line, stretches, person=person, who=who, supervisor=supervisors.get(line.supervisor))
        steps.append(Step(line.number, act, person, {}, reason))
    return steps


def _apply(
    line: PostingLine, stretches: list[Stretch], *, person: int, who: str, supervisor: int | None
) -> tuple[str, str]:
    """What becomes of one line, and why it is refused if it is."""
    if supervisor == person:
        return REFUSED, _("Nobody supervises herself.")
    if same := next((each for each in stretches if each.started_on == line.started_on), None):
        return _meet(line, same, who, supervisor)
    over = [each for each in stretches if _overlaps(each, line)]
    if not over:
        stretches.append(_made(line, supervisor, Stretch(line.office, line.started_on)))
        return NEW, ""
    current = over[0]
    if len(over) > 1 or current.ended_on or current.started_on > line.started_on:
        sentence = _("%(person)s is posted at %(office)s in that time. End that posting first.")
        return REFUSED, sentence % {"person": who, "office": current.office.name}
    if not _differs(line, current, supervisor):
        said = {"person": who, "office": current.office.name, "day": _day(current.started_on)}
        return REFUSED, _("%(person)s is posted at %(office)s already, since %(day)s.") % said
    current.ended_on = line.started_on - DAY
    current.fate = MOVED
    stretches.append(_made(line, supervisor, current))
    return MOVED, ""


def _meet(line: PostingLine, same: Stretch, who: str, supervisor: int | None) -> tuple[str, str]:
    """A line about a posting that begins on the same day: nothing new, its end, or a contradiction."""
    if _differs(line, same, supervisor):
        sentence = _(
            "%(person)s is posted at %(office)s from that day, otherwise than here. Withdraw that posting first."
        )
        return REFUSED, sentence % {"person": who, "office": same.office.name}
    if line.ended_on in (None, same.ended_on):
        return UNCHANGED, ""
    if same.ended_on:
        said = {"person": who, "office": same.office.name, "day": _day(same.ended_on)}
        return REFUSED, _("The posting of %(person)s at %(office)s ended on %(day)s already.") % said
    same.ended_on = line.ended_on
    same.fate = ENDED
    return ENDED, ""


def _made(line: PostingLine, supervisor: int | None, before: Stretch) -> Stretch:
    """A new stretch; of the one before it keeps what the line leaves empty, as a move in the CMS does."""
    return Stretch(
        office=line.office,
        started_on=line.started_on,
        ended_on=line.ended_on,
        category=line.category or before.category,
        job_title=line.job_title or before.job_title,
        supervisor=supervisor,
    )


def _differs(line: PostingLine, stretch: Stretch, supervisor: int | None) -> bool:
    pairs = (
        (line.office, stretch.office),
        (line.category, stretch.category),
        (line.job_title, stretch.job_title),
        (supervisor, stretch.supervisor),
    )
    return any(said and said != stands for said, stands in pairs)


def _overlaps(stretch: Stretch, line: PostingLine) -> bool:
    begins_before_end = line.ended_on is None or stretch.started_on <= line.ended_on
    return begins_before_end and (stretch.ended_on is None or stretch.ended_on >= line.started_on)


def _day(day: datetime.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
