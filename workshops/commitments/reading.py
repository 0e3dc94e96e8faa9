"""Plans and follow-ups of a workshop, read in a fixed number of queries: for the page and for the report."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone

from ..models import ActionPlan, FollowUp, Progress, Registration, Workshop
from .states import Standing, late_to_endorse, standing


@dataclass(frozen=True)
class Followed:
    """One follow-up of one plan: where it stands, and how many of the commitments were applied."""

    row: FollowUp
    standing: Standing
    commitments: int
    applied: Counter[str]  # by Progress.Applied
    hindrances: Counter[str]  # by Progress.Hindrance

    @property
    def hindered(self) -> list[tuple[str, int]]:
        """What hindered, in words, with how often it was named."""
        return [(label, self.hindrances[code]) for code, label in Progress.Hindrance.choices if self.hindrances[code]]

    @property
    def percent(self) -> int | None:
        """The share of all commitments of the plan that were applied; nothing where nothing was answered."""
        return share(self.applied["yes"], self.commitments) if self.row.answered_at else None


@dataclass(frozen=True)
class PlanRow:
    """One plan of a workshop, or an office that has none yet."""

    name: str
    plan: ActionPlan | None
    commitments: int = 0
    late: bool = False
    followed: list[Followed] = field(default_factory=list)

    @property
    def overdue(self) -> bool:
        return self.late or any(each.standing.code == "overdue" for each in self.followed)


@dataclass(frozen=True)
class Moment:
    """All plans of a workshop at 30, 90 or 180 days."""

    days: int
    asked: int
    answered: int
    overdue: int
    commitments: int  # of the plans that answered
    applied: Counter[str]

    @property
    def percent(self) -> int | None:
        return share(self.applied["yes"], self.commitments) if self.answered else None

    @property
    def percent_partly(self) -> int | None:
        """Those that were applied at least in part."""
        begun = self.applied["yes"] + self.applied["partly"]
        return share(begun, self.commitments) if self.answered else None


@dataclass(frozen=True)
class Commitments:
    """What a workshop's offices committed to, and what became of it."""

    rows: list[PlanRow]
    states: Counter[str]  # by ActionPlan.State, and "none" for offices without a plan
    commitments: int
    moments: list[Moment]
    hindrances: Counter[str]


def share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def plans_read(plans: QuerySet[ActionPlan]) -> QuerySet[ActionPlan]:
    """Plans with all that `followed_of` needs."""
    progress = Prefetch("progress", Progress.objects.order_by("pk"))
    follow_ups = FollowUp.objects.select_related("supervisor").prefetch_related(progress).order_by("days")
    plans = plans.select_related("office", "owner__person", "endorsed_by", "workshop")
    return plans.prefetch_related(Prefetch("follow_ups", follow_ups)).annotate(size=Count("commitments"))


def commitments_of(workshop: Workshop, *, at: datetime.datetime | None = None) -> Commitments:
    """Numbers for each state, what was applied after 30, 90 and 180 days, what hindered, and the list by office."""
    now = at or timezone.now()
    plans = list(plans_read(workshop.action_plans.all()).order_by("office__path", "pk"))
    rows = [row_of(plan, now) for plan in plans] + _without(workshop, plans)
    followed = [each for row in rows for each in row.followed]
    latest = [row.followed for row in rows]
    return Commitments(
        rows=rows,
        states=Counter(row.plan.state if row.plan else "none" for row in rows),
        commitments=sum(row.commitments for row in rows),
        moments=[_moment(days, [each for each in followed if each.row.days == days]) for days in FollowUp.DAYS],
        hindrances=sum((_last(of_plan) for of_plan in latest), Counter()),
    )


def row_of(plan: ActionPlan, now: datetime.datetime) -> PlanRow:
    name = plan.office.name if plan.office else plan.owner.person.name
    asked = list(plan.follow_ups.all())
    followed = [_followed(each, asked, plan.size, now) for each in asked]
    return PlanRow(name, plan, plan.size, late_to_endorse(plan, now), followed)


def _followed(row: FollowUp, siblings: list[FollowUp], commitments: int, now: datetime.datetime) -> Followed:
    said = list(row.progress.all())
    hindrances = Counter(each.hindrance for each in said if each.hindrance)
    return Followed(row, standing(row, siblings, now), commitments, Counter(each.applied for each in said), hindrances)


def _without(workshop: Workshop, plans: list[ActionPlan]) -> list[PlanRow]:
    """The offices of participants that have no plan yet."""
    known = {plan.office_id for plan in plans if plan.office_id}
    taking_part = Registration.objects.taking_part().participants().filter(workshop=workshop, office__isnull=False)
    offices = taking_part.exclude(office__in=known).order_by("office__path")
    return [PlanRow(name, None) for name in dict.fromkeys(offices.values_list("office__name", flat=True))]


def _moment(days: int, followed: Iterable[Followed]) -> Moment:
    followed = list(followed)
    answered = [each for each in followed if each.row.answered_at]
    return Moment(
        days=days,
        asked=sum(each.row.asked_at is not None for each in followed),
        answered=len(answered),
        overdue=sum(each.standing.code == "overdue" for each in followed),
        commitments=sum(each.commitments for each in answered),
        applied=sum((each.applied for each in answered), Counter()),
    )


def _last(followed: list[Followed]) -> Counter[str]:
    """What hindered, as the last answer of a plan says: an obstacle that lasts is counted once."""
    answered = [each for each in followed if each.row.answered_at]
    return answered[-1].hindrances if answered else Counter()
