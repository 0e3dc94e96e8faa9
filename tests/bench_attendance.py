"""Measures attendance: receiving a batch of 200 events, and the fold of 50 people at 40 items."""

import datetime
import statistics
import time
import uuid

BATCH, PEOPLE, ITEMS = 200, 50, 40
ROUNDS, FOLDS = 9, 20
BEGINS = datetime.datetime(2023, 7, 4, 5, 30, tzinfo=datetime.UTC)


class Undone(Exception):
    """Takes a measured round back."""


def measure_receiving() -> None:
    """The median of some batches, each undone; the queries of one."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from workshops.models import Workshop

    workshop = Workshop.objects.get(code="CEP-2023-MBA")
    seconds = []
    for _round in range(ROUNDS):
        try:
            with transaction.atomic(), CaptureQueriesContext(connection) as captured:
                seconds.append(_received(workshop, captured))
                raise Undone
        except Undone:
            pass
    milliseconds = statistics.median(taken for taken, _queries in seconds) * 1000
    queries = seconds[-1][1]
    print(f"receive a batch of {BATCH} events: median {milliseconds:.0f} ms, {queries} queries")


def _received(workshop, captured) -> tuple[float, int]:
    from workshops.actions.receiving import Given, receive
    from workshops.attending import checkpoints_of

    places = checkpoints_of(workshop)
    numbers = list(workshop.registrations.participants().values_list("number", flat=True))
    given = [
        Given(uuid.uuid4(), "in", place.starts_at, place.key, numbers[index % len(numbers)])
        for index, place in ((index, places[index % len(places)]) for index in range(BATCH))
    ]
    before, started = len(captured), time.perf_counter()
    answers = receive(workshop, given)
    taken = time.perf_counter() - started
    if len(answers) != BATCH:
        raise SystemExit("Not every event was answered.")
    return taken, len(captured) - before


def measure_fold() -> None:
    """The median of the fold of everybody, from events that are scrambled; no query."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    items, events = _items(), _events()
    seconds = []
    with CaptureQueriesContext(connection) as captured:
        for _each in range(FOLDS):
            started = time.perf_counter()
            _folded(items, events)
            seconds.append(time.perf_counter() - started)
    milliseconds = statistics.median(seconds) * 1000
    print(f"fold {PEOPLE} people × {ITEMS} items: median {milliseconds:.1f} ms, {len(captured)} queries")


def _items():
    from workshops.attendance.checkpoints import Meant

    length = datetime.timedelta(minutes=45)
    return [
        Meant(str(n), f"D-{n}", BEGINS.date(), BEGINS.time(), BEGINS + n * length, BEGINS + (n + 1) * length, 45)
        for n in range(ITEMS)
    ]


def _events():
    """For each person and item she comes, goes, comes again; every seventh is excused."""
    from workshops.attendance.events import Event

    minute = datetime.timedelta(minutes=1)
    found = {}
    for person in range(PEOPLE):
        for number in range(ITEMS):
            begins = BEGINS + number * 45 * minute
            told = [("in", begins - minute), ("out", begins + 20 * minute), ("in", begins + 25 * minute)]
            own = [Event(f"{person}-{number}-{at}", verb, "scan", at) for verb, at in told]
            if (person + number) % 7 == 0:
                own.append(Event(f"{person}-{number}-set", "set", "facilitator", begins, "excused"))
            found[person, number] = own[::-1]
    return found


def _folded(items, events) -> int:
    from workshops.attendance.checkpoints import checkpoints
    from workshops.attendance.fold import fold
    from workshops.attendance.rule import Policy, outcome

    places = checkpoints(items, "item")
    credited = 0
    for person in range(PEOPLE):
        records = {
            place.key: fold(events[person, number], place.items, late_after=5) for number, place in enumerate(places)
        }
        credited += outcome(places, records, group_id=None, policy=Policy()).credited
    return credited
