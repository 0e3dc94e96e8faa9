"""How many are asked and how many have met it today, for many requirements at once."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Max, Q, QuerySet, Sum

from elearning.people.models import Office

from ..models import FAR_DAY, FAR_MOMENT, Snapshot, Stale, Standing
from ..readiness.counting import STATES, Counts
from ..readiness.counting_rows import EVERYBODY


def counts_on(day: datetime.date, requirements: Iterable[int], offices: QuerySet[Office]) -> dict[int, Counts]:
    """The counts of each requirement over these offices on a day, as known now. Four queries.

    As `readiness.counting` does it for one: the last snapshot, and what began and ended since.
    """
    ids, here = list(requirements), Q(office__in=offices.order_by().values("pk"))
    steps = Snapshot.objects.filter(requirement__in=ids, day__lte=day, **EVERYBODY).order_by()
    last = dict(steps.values_list("requirement").annotate(last=Max("day")))
    step = min(last.values(), default=None)
    counted: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(STATES, 0))
    sums = {f"all_{state}": Sum(state) for state in STATES}
    for requirement, *numbers in (
        steps.filter(here, day=step).values("requirement").annotate(**sums).values_list("requirement", *sums)
    ):
        counted[requirement].update(zip(STATES, numbers, strict=True))
    rows = Standing.objects.filter(here, requirement__in=ids, known_to=FAR_MOMENT).order_by()
    without = [requirement for requirement in ids if requirement not in last]
    begun = rows.filter(_since(step, without, "day_from"), day_from__lte=day)
    over = rows.filter(_since(step, without, "day_to"), day_to__lte=day, day_to__lt=FAR_DAY)
    for sign, found in ((1, begun), (-1, over)):
        for requirement, state, number in found.values_list("requirement", "state").annotate(number=Count("pk")):
            counted[requirement][state] += sign * number
    return {requirement: Counts(**numbers) for requirement, numbers in counted.items()}


def _since(step: datetime.date | None, without: list[int], field: str) -> Q:
    """After the step; of all time for those of which there is no snapshot."""
    if step is None:
        return Q()
    after = Q(**{f"{field}__gt": step})
    return after | Q(requirement__in=without) if without else after


def are_behind() -> bool:
    """Whether something became known that is not in the figures yet."""
    return Stale.objects.exists()
