"""The counts at the beginning of each month, as known now: changed by differences, and carried into a new month."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from elearning.journal.models import Heartbeat

from ..models import FAR_MOMENT, Snapshot, Standing, groups_of

TURN = "readiness"  # whoever writes standings holds this row; `seen_at` lies in the month of the last snapshot
WRITTEN = "standings"  # `seen_at` is when standings or their counts were last written
KEY = ("requirement_id", "office_id", "category", "sex", "language")
STATES = tuple(Standing.State.values)

Cells = Counter[tuple]  # (first day of the month, values of KEY, state): how many
Stay = tuple[tuple, str, datetime.date, datetime.date, int]  # values of KEY, state, from, to, how many


def take_turn() -> datetime.date:
    """Wait until nobody else writes standings; within a transaction. Returns the day of the last snapshot."""
    held, _ = Heartbeat.objects.select_for_update().get_or_create(name=TURN, defaults={"seen_at": timezone.now()})
    last, this = month_of(held.seen_at.date()), month_of(timezone.now().date())
    while last < this:
        last = month_after(last)
        add(cells_of(last))
    if month_of(held.seen_at.date()) < this:
        Heartbeat.objects.filter(pk=held.pk).update(seen_at=timezone.now())
    return last


def note_written() -> None:
    """At the end of a transaction that wrote: what was counted before is counted anew. One query."""
    now = Heartbeat(name=WRITTEN, seen_at=timezone.now())
    Heartbeat.objects.bulk_create([now], update_conflicts=True, unique_fields=["name"], update_fields=["seen_at"])


def last_snapshot() -> datetime.date:
    """The first day of the last month whose snapshot is made."""
    held = Heartbeat.objects.filter(name=TURN).first()
    return month_of((held.seen_at if held else timezone.now()).date())


def cells_of(day: datetime.date) -> Cells:
    """How many stand how on a day, as known now; one query."""
    rows = Standing.objects.filter(known_to=FAR_MOMENT, day_from__lte=day, day_to__gt=day)
    counted = rows.order_by().values_list(*KEY, "state").annotate(Count("pk"))
    return Counter({(day, tuple(key), state): many for *key, state, many in counted})


def spread(stays: Iterable[Stay], last: datetime.date) -> Cells:
    """In how many snapshots, up to the last, each stay is counted."""
    steps: dict[tuple, Counter] = defaultdict(Counter)
    for key, state, day_from, day_to, many in stays:
        begins, ends = first_at(day_from), first_at(day_to)
        if begins < ends and begins <= last:
            steps[key, state][begins] += many
            steps[key, state][ends] -= many
    cells: Cells = Counter()
    for (key, state), turns in steps.items():
        many = 0
        days = sorted(turns)
        for day, following in zip(days, [*days[1:], last + datetime.timedelta(1)], strict=True):
            many += turns[day]
            while many and day < following and day <= last:
                cells[day, key, state] = many
                day = month_after(day)
    return cells


def add(cells: Cells) -> None:
    """Add to the stored snapshots; one statement makes a row or adds to it, a person in each group that counts her."""
    rows = grouped(cells)
    if not rows:
        return
    table, columns = Snapshot._meta.db_table, ("day", *KEY, *STATES)
    sums = ", ".join(f"{state} = {table}.{state} + excluded.{state}" for state in STATES)
    statement = (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))}) "  # noqa: S608  # nosec B608
        f"ON CONFLICT ({', '.join(('day', *KEY))}) DO UPDATE SET {sums}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [(connection.ops.adapt_datefield_value(day), *key, *numbers) for (day, *key), numbers in rows.items()],
        )


def grouped(cells: Cells) -> dict[tuple, list[int]]:
    """Rows of Snapshot: (day, values of KEY) and the numbers in the order of STATES; ALL in place of traits too."""
    place = {state: number for number, state in enumerate(STATES)}
    rows: dict[tuple, list[int]] = defaultdict(lambda: [0] * len(STATES))
    for (day, (requirement, office, *traits), state), many in cells.items():
        for group in groups_of(*traits):
            rows[day, requirement, office, *group][place[state]] += many
    return rows


def month_of(day: datetime.date) -> datetime.date:
    """The first day of its month."""
    return day.replace(day=1)


def month_after(day: datetime.date) -> datetime.date:
    """The first day of the next month."""
    return (day.replace(day=28) + datetime.timedelta(4)).replace(day=1)


def first_at(day: datetime.date) -> datetime.date:
    """The first day of a month that does not lie before this day."""
    return day if day.day == 1 or day.year == datetime.MAXYEAR else month_after(day)
