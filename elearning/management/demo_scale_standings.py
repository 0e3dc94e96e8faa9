"""How the people of the large demonstration stand: the same fold as for everybody, written in bulk."""

from collections.abc import Callable, Iterator

from django.db.models import Count

from elearning.tracking.models import FAR_MOMENT, Requirement, Snapshot, Standing
from elearning.tracking.readiness.deriving import STORED, rows_of
from elearning.tracking.readiness.reading import facts_of, versions_of
from elearning.tracking.readiness.snapshots import KEY, STATES, Stay, grouped, note_written, spread, take_turn

from .demo_scale_rows import batches, pour, without_indexes

AT_ONCE = 500


def stand_at_scale(people: list[int], tell: Callable[[str], object]) -> tuple[int, int]:
    """Derive the standings of people who have none, and count all snapshots anew; returns how many rows of each."""
    last = take_turn()
    with without_indexes(Standing):
        rows = pour(Standing, STORED, _rows(people, tell))
    Snapshot.objects.all().delete()
    snapshots = 0
    for requirement in Requirement.objects.all():
        cells = grouped(spread(_stays(requirement), last))
        snapshots += pour(Snapshot, ("day", *KEY, *STATES), ((*key, *numbers) for key, numbers in cells.items()))
    note_written()
    return rows, snapshots


def _rows(people: list[int], tell: Callable[[str], object]) -> Iterator[tuple]:
    versions, done = versions_of(), 0
    for some in batches(people, AT_ONCE):
        for person, facts in facts_of(some).items():
            yield from rows_of(person, facts, versions)
        done += len(some)
        if done % 20000 == 0:
            tell(f"{done} people reckoned")


def _stays(requirement: Requirement) -> Iterator[Stay]:
    """What we know now, alike rows together."""
    rows = Standing.objects.filter(requirement=requirement, known_to=FAR_MOMENT).order_by()
    alike = rows.values_list(*KEY, "state", "day_from", "day_to").annotate(Count("pk"))
    return ((tuple(row[: len(KEY)]), *row[len(KEY) :]) for row in alike.iterator(5000))
