"""Who is due, overdue, or met only for a while: one line a person and requirement, the worst first."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from elearning.people.models import Absence, Office, User
from elearning.people.rules import sees_all

from ..models import Nudge, Standing
from .asof import AsOf
from .reasons import NOT_TWICE_WITHIN, why_not

State = Standing.State
ASKED = (State.OVERDUE, State.DUE)
EXPIRES_WITHIN = datetime.timedelta(days=90)
PAGE = 50
SHOWN = {"overdue": Q(state=State.OVERDUE), "due": Q(state=State.DUE)}


@dataclass(frozen=True)
class Line:
    """A row of the table: a standing with its title, and why she cannot be reminded now (empty: she can)."""

    standing: Standing
    titles: dict[str, str]
    why_not: str


def of_office(asof: AsOf, office: Office, reader: User) -> QuerySet[Standing]:
    """How the people of this office and below stand whom the reader may see."""
    rows = asof.standings().filter(office__path__startswith=office.path)
    if sees_all(reader):
        return rows
    return rows.filter(person__in=User.objects.visible_to(reader).order_by().values("pk"))


def expiring(on: datetime.date) -> Q:
    """Met, with a last valid day within 90 days."""
    return Q(state=State.MET, until__lte=on + EXPIRES_WITHIN)


def counts(rows: QuerySet[Standing], on: datetime.date) -> dict[str, int]:
    """How many lines are overdue, due, expiring; one query."""
    return rows.aggregate(
        overdue=Count("pk", filter=SHOWN["overdue"]),
        due=Count("pk", filter=SHOWN["due"]),
        expiring=Count("pk", filter=expiring(on)),
    )


def worst_first(rows: QuerySet[Standing], on: datetime.date, show: str = "") -> QuerySet[Standing]:
    """Overdue, then due, then expiring, each by its day; only one of the three if `show` names it."""
    wanted = {**SHOWN, "expiring": expiring(on)}
    rows = rows.filter(wanted[show] if show in wanted else Q(state__in=ASKED) | expiring(on))
    worse = Case(
        When(state=State.OVERDUE, then=Value(0)), When(state=State.DUE, then=Value(1)), default=Value(2),
        output_field=IntegerField(),
    )  # fmt: skip
    return rows.order_by(worse, "until", "person__name", "pk")


class Counted(Paginator):
    """Pages of rows that were counted already."""

    def __init__(self, rows: QuerySet, total: int):
        super().__init__(rows, PAGE)
        self.count = total


def page_of(rows: QuerySet[Standing], total: int, number: object) -> Page:
    """One page of the keys of these rows, in their order; one query."""
    page = Counted(rows.values_list("pk", flat=True), total).get_page(number)
    page.object_list = list(page.object_list)
    return page


def lines_of(keys: Sequence[int], asof: AsOf, reader: User, now: datetime.datetime) -> list[Line]:
    """The lines of these standings, in this order; one query."""
    found = lines_by_key(keys, [], asof, reader, now)
    return [found[key] for key in keys if key in found]


def lines_by_key(
    keys: Sequence[int], persons: Sequence[int], asof: AsOf, reader: User, now: datetime.datetime
) -> dict[int, Line]:
    """The lines of these standings, and all that is said of these people today; one query."""
    wanted = Q(pk__in=keys) | Q(asof.condition, person__in=persons)
    return {row.pk: line_of(row, reader, now) for row in with_care(Standing.objects.filter(wanted), asof, now)}


def reason(reader: User, asof: AsOf, now: datetime.datetime) -> Case:
    """`reasons.why_not` for the rows that are due or overdue, reckoned by the database: for counts of many."""
    here = {"person": OuterRef("person")}
    of_it = Nudge.objects.filter(kind=Nudge.Kind.NUDGE, requirement=OuterRef("requirement"), **here)
    reasons = {
        "self": Q(person=reader),
        "away": Exists(Absence.objects.standing().on(asof.on).filter(**here)),
        "recent": Exists(of_it.filter(at__gt=now - NOT_TWICE_WITHIN)),
        "unreachable": Q(person__email__isnull=True) | Q(person__is_active=False),
    }
    whens = [When(condition, then=Value(key)) for key, condition in reasons.items()]
    return Case(*whens, default=Value(""), output_field=CharField())


def with_care(rows: QuerySet[Standing], asof: AsOf, now: datetime.datetime) -> QuerySet[Standing]:
    """With person, office, title, the last reminder of the week, and whether she is away today."""
    of_it = Nudge.objects.filter(person=OuterRef("person"), requirement=OuterRef("requirement"))
    last = of_it.filter(kind=Nudge.Kind.NUDGE, at__gt=now - NOT_TWICE_WITHIN).order_by().values("person")
    away = Absence.objects.standing().on(asof.on).filter(person=OuterRef("person"))
    titles = asof.versions().filter(requirement=OuterRef("requirement")).values("titles")[:1]
    return rows.select_related("person", "office", "requirement").annotate(
        nudged_at=Subquery(last.annotate(last=Max("at")).values("last")), away=Exists(away), titles=Subquery(titles)
    )


def line_of(standing: Standing, reader: User, now: datetime.datetime) -> Line:
    """A row that `with_care` has read, as a line."""
    care = {"by": reader, "away": standing.away, "nudged_at": standing.nudged_at, "now": now}
    reason = why_not(standing.state, standing.person, **care)
    return Line(standing, standing.titles or {"en": standing.requirement.code}, reason)
