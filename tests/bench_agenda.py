"""Measures the agenda: re-timing and checking 60 items, with no query."""

import datetime
import statistics
import time
import zoneinfo

ITEMS, DAYS, TIMES = 60, 5, 50
ZONE = zoneinfo.ZoneInfo("Africa/Nairobi")
FIRST = datetime.date(2026, 7, 6)
LANGUAGES = {"en": 18, "fr": 19, "pt": 6, "ar": 7}


def retime_and_check() -> int:
    """A week of 60 items in three lanes, timed from nothing, covered and checked; gives the number of findings."""
    from workshops.agenda import midnight_after, retime, utc_instants
    from workshops.agenda.checks import Agenda, check
    from workshops.agenda.coverage import coverage

    entries = []
    for number in range(DAYS):
        day = FIRST + datetime.timedelta(days=number)
        opens_at, closes_at = (utc_instants(day, datetime.time(hour, 30), 0, ZONE)[0] for hour in (8, 17))
        flow = retime(_pieces(day), opens_at=opens_at, closes_at=closes_at, midnight=midnight_after(day, ZONE))
        entries += [_entry(timed, day) for timed in flow.timed]
    groups = dict.fromkeys("ABC", LANGUAGES)
    agenda = Agenda(ZONE, FIRST, day, 50, tuple(entries), groups, LANGUAGES, has_teams=True)
    coverage(agenda)
    return len(check(agenda))


def _pieces(day: datetime.date) -> list:
    """Twelve items: plenaries, two rounds of three groups, a locked coffee and a locked lunch."""
    from workshops.agenda import Piece, utc_instants

    lanes = [0, 0, 0, 1, 2, 3, 0, 1, 2, 3, 0, 0]
    locks = {2: utc_instants(day, datetime.time(10), 0, ZONE)[0], 6: utc_instants(day, datetime.time(12), 0, ZONE)[0]}
    return [
        Piece(f"{day.day}-{place:02}", 50 + place, place, lane, 30, locks.get(place))
        for place, lane in enumerate(lanes)
    ]


def _entry(timed, day: datetime.date):
    from workshops.agenda import wall
    from workshops.agenda.checks import Entry, Person, Room, Team

    lane, place = timed.piece.lane, timed.piece.order
    return Entry(
        code=timed.piece.code,
        kind="break" if place in (2, 6) else "plenary",
        day=day,
        start=wall(timed.starts_at, ZONE)[1],
        starts_at=timed.starts_at,
        ends_at=timed.ends_at,
        group=" ABC"[lane].strip(),
        lane=lane,
        room=Room(f"Room {lane}", 15),
        persons=(Person(str(place % 4), "Facilitator"),),
        teams=(Team("Lusophone", "pt", 1), Team("Arabic", "ar", 2)),
        floor=("en",),
        interpreted=("pt", "ar"),
        shortest=timed.piece.shortest,
        plan_minutes=60,
    )


def measure_flow() -> None:
    """The median of fifty times, the queries of one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        findings = retime_and_check()
    taken = []
    for _each in range(TIMES):
        started = time.perf_counter()
        retime_and_check()
        taken.append(time.perf_counter() - started)
    print(
        f"re-time and check {ITEMS} items: median {statistics.median(taken) * 1000:.1f} ms, "
        f"slowest {max(taken) * 1000:.1f} ms, {len(captured)} queries, {findings} findings (at most 50 ms, no query)"
    )
