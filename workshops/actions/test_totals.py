"""The deed of typing in totals from paper, all of a side at once."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions import enter_paper_score, withdraw_paper_score
from assessments.models import PaperScore, TestPair
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..attending import CONTEXT
from ..models import Registration, Workshop
from ..rules import may_take_attendance
from ..testing.reading import Line
from ..testing.sides import pair_of, scores_of, why_no_test
from .deciding import refuse_if_not_held

AROUND = datetime.timedelta(days=60)


class FaultyLines(Refused):
    """Some lines cannot be kept: a sentence for each. Nothing was stored."""

    def __init__(self, faults: list[str]):
        super().__init__(_("Nothing was stored. Look at the lines that are named."))
        self.faults = faults


@dataclass(frozen=True)
class Kept:
    """How many totals are new, how many stand in place of another, how many were taken back."""

    new: int = 0
    corrected: int = 0
    withdrawn: int = 0


@transaction.atomic
def keep_totals(
    workshop: Workshop,
    side: str,
    lines: Sequence[Line],
    *,
    max_score: Decimal,
    taken_on: datetime.date,
    by: User,
    at: datetime.datetime | None = None,
) -> Kept:
    """Let these be the totals of these people on this side: all of them or nothing. The same again changes nothing.

    Another total than the one in force stands in its place, and the old one is kept as withdrawn. A total from paper
    is "taken" and never "passed". Raises `Refused`, or `FaultyLines`.
    """
    now = at or timezone.now()
    held = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
    refuse_if_not_held(held)
    pair = pair_of(held)
    if why := why_no_test(held, pair):
        raise Refused(why)
    if taken_on > now.astimezone(held.tz).date():
        raise Refused(_("The date lies in the future."), "taken_on")
    if not held.starts_on - AROUND <= taken_on <= held.ends_on + AROUND:
        raise Refused(_("This day is far from the workshop. Look at the month and the year."), "taken_on")
    said = {"max_score": max_score, "taken_on": taken_on}
    totals = _Totals(held, pair, side, said, by, now)
    faults = [fault for line in lines if (fault := totals.keep(line))]
    if faults:
        raise FaultyLines(faults)
    return totals.kept


class _Totals:
    """The totals of one side while lines are worked in."""

    def __init__(
        self, workshop: Workshop, pair: TestPair, side: str, said: dict, by: User, at: datetime.datetime
    ) -> None:
        self.place = {"side": side, "context_kind": CONTEXT, "context_key": workshop.code}
        self.pair, self.said, self.by, self.at = pair, said, by, at
        people = workshop.registrations.taking_part().select_related("person")
        self.people: dict[int, Registration] = {each.pk: each for each in people}
        self.there: dict[int, PaperScore] = {
            score.person_id: score for score in scores_of(workshop, pair).filter(side=side)
        }
        self.may: Callable[[User], bool] = lambda user: may_take_attendance(user, workshop)
        self.kept = Kept()

    def keep(self, line: Line) -> str:
        """Keep one line; the sentence that says why not, if not."""
        registration = self.people.get(line.who)
        if registration is None:
            return _("Line %(line)s: this person does not take part any more.") % {"line": line.number}
        try:
            with transaction.atomic():
                self._keep(registration.person, line.score)
        except ValidationError as refusal:
            why = " ".join(refusal.messages)
            return _("Line %(line)s, %(number)s: %(why)s") % {
                "line": line.number, "number": registration.number, "why": why,
            }  # fmt: skip
        return ""

    def _keep(self, person: User, score: Decimal | None) -> None:
        how, there = {"by": self.by, "at": self.at, "may": self.may}, self.there.get(person.pk)
        if there and score is not None and self._same(there, score):
            return
        if there:
            withdraw_paper_score(there, **how)
        if score is not None:
            enter_paper_score(self.pair, person, score=score, **self.said, **self.place, **how)
        now = self.kept
        self.kept = Kept(
            new=now.new + (not there and score is not None),
            corrected=now.corrected + bool(there and score is not None),
            withdrawn=now.withdrawn + bool(there and score is None),
        )

    def _same(self, there: PaperScore, score: Decimal) -> bool:
        said = {"score": score, **self.said}
        return all(getattr(there, name) == value for name, value in said.items())
