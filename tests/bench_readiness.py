"""Measures the pages of readiness beside a one-query page, with the memory of the server and the heaviest queries."""

import datetime
import os
import statistics
import textwrap
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ONE_QUERY = "/health/ready"
ROUNDS = 30
HEAVIEST = 5
RUNS = 9  # of each query
ALIKE, SHOWN = 50, 600  # letters of a query: of what begins alike one is shown


@dataclass
class View:
    """One page as one person sees it."""

    name: str
    path: str
    cookie: str
    lists: bool = False  # whether it names people
    fresh: list[str] = field(default_factory=list)  # an address for each round, so that nothing is remembered
    queries: int = 0
    kilobytes: float = 0
    times: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.times)


def measure_readiness(base: str, session: Callable, pid: int) -> None:
    """`session` makes the cookie of a person, `pid` is the server's."""
    from elearning.tracking.readiness.deriving import derive_stale

    while derive_stale():
        pass
    views = _views(session)
    asked = [query for view in views for query in _ask(view)]
    plain = View("one query", ONE_QUERY, "")
    for turn in range(ROUNDS):
        for view in (plain, *views):
            path = view.fresh[turn] if view.fresh else view.path
            started = time.perf_counter()
            view.kilobytes = len(_fetch(base + path, view.cookie)) / 1000
            view.times.append(time.perf_counter() - started)
    _report(views, plain, pid)
    if os.environ.get("BENCH_PLANS"):
        _explain(asked)


def _views(session: Callable) -> list[View]:
    """The board as headquarters sees it, the people behind a number, what is known otherwise, and one person."""
    from django.db.models import Count

    from elearning.people.models import Office, User
    from elearning.tracking.models import Requirement

    dana, efua = (User.objects.get(email=f"{name}@example.org") for name in ("dana", "efua"))
    hers, focal = session(dana), session(efua)
    requirement = Requirement.objects.annotate(size=Count("standings")).order_by("-size").first()
    standing = requirement.standings.select_related("person").order_by("-pk").first()
    root = Office.objects.get(depth=1).code
    country = Office.objects.filter(kind="country", numchild__gt=0).first() or Office.objects.get(code="KE")

    def board(place: str = "", **asked: str) -> str:
        return f"/board/{place}?{urlencode({'requirement': requirement.code, **asked})}"

    changes = board("changes/", on=_ago(200))
    return [
        *_boards(board, hers),
        View("drill-down", board(f"{root}/", state="overdue"), hers, lists=True),
        View("drill-down, page 9", board(f"{root}/", state="overdue", page="9"), hers, lists=True),
        View("drill-down, country", board(f"{country.code}/", state="overdue"), hers, lists=True),
        View("changes", changes, hers),
        View("changes of years", f"{changes}&before={_ago(1000)}T12:00:00", hers),
        View("focal point's board", board(), focal),
        View("person", f"/people/{standing.person.uuid}/", hers),
    ]


def _boards(board: Callable[..., str], hers: str) -> list[View]:
    """The same address again and again, and (`each`) another one each time, which nobody has asked for before."""
    days = [_ago(300 + 7 * turn) for turn in range(ROUNDS)]
    moments = [f"{_ago(200)}T11:00:{turn:02}" for turn in range(ROUNDS)]
    return [
        View("board", board(), hers),
        View("filtered", board(sex="female", category="staff"), hers),
        View("as of", board(on=_ago(400)), hers),
        View("as of, each a new day", board(on=days[0]), hers, fresh=[board(on=each) for each in days]),
        View("as known", board(on=_ago(200), known_at=f"{_ago(200)}T12:00:00"), hers),
        View("before, as known since", board(on=_ago(400), known_at=f"{_ago(200)}T12:00:00"), hers),
        View(
            "as known, each anew",
            board(on=_ago(300), known_at=moments[0]),
            hers,
            fresh=[board(on=_ago(300), known_at=each) for each in moments],
        ),
    ]


def _ago(days: int) -> str:
    return (datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=days)).isoformat()


def _ask(view: View) -> list[tuple[str, str]]:
    """Count the queries of the second request, of what is asked anew too; returns each with the page's name."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.cookies.load(view.cookie)
    client.get(view.fresh[-1] if view.fresh else view.path, headers={"host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(view.path, headers={"host": "127.0.0.1"})
    if answer.status_code != 200:
        raise SystemExit(f"{view.path} answers {answer.status_code}.")
    if view.lists and b'href="/people/' not in answer.content:
        raise SystemExit(f"{view.path} lists nobody.")
    view.queries = len(captured)
    return [(view.name, query["sql"]) for query in captured.captured_queries]


def _fetch(address: str, cookie: str) -> bytes:
    headers = {"Accept-Encoding": "gzip", "Cookie": cookie}
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=120) as answer:
        return answer.read()


def _report(views: list[View], plain: View, pid: int) -> None:
    from django.db import connection

    from elearning.people.models import User
    from elearning.tracking.models import Standing

    people, standings = User.objects.count(), Standing.objects.count()
    print(f"\nreadiness, {connection.vendor}, {people} people, {standings} standings, {ROUNDS} rounds")
    print(f"{'page':24} {'queries':>7} {'kB':>6} {'ms':>7} {'×':>5}")
    for view in views:
        print(
            f"{view.name:24} {view.queries:7} {view.kilobytes:6.1f} {view.median * 1000:7.1f}"
            f" {view.median / plain.median:5.1f}"
        )
    print(
        f"{ONE_QUERY} (one query): {plain.median * 1000:.1f} ms; most memory of a server process: {_peak(pid):.0f} MB"
    )


def _peak(pid: int) -> float:
    """The most memory (resident, in MB) that one process of the server ever had; 0 where the system does not say."""
    found = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:  # it has just ended
            continue
        if str(pid) in (lines["Pid"].strip(), lines["PPid"].strip()) and "VmHWM" in lines:
            found = max(found, int(lines["VmHWM"].split()[0]) / 1000)
    return found


def _explain(asked: list[tuple[str, str]]) -> None:
    """The plans of the slowest queries of all pages, each once; a query is run again until its median is known."""
    from django.db import connection

    verb = (
        "EXPLAIN QUERY PLAN"
        if connection.vendor == "sqlite"
        else "EXPLAIN (ANALYZE, COSTS OFF, SUMMARY OFF, BUFFERS OFF)"
    )
    costs = {sql: (_cost(sql), page) for page, sql in asked if sql.startswith("SELECT")}
    seen: set[str] = set()
    for sql, (seconds, page) in sorted(costs.items(), key=lambda row: row[1], reverse=True):
        if len(seen) < HEAVIEST and sql[:ALIKE] not in seen:
            seen.add(sql[:ALIKE])
            print(f"\n{seconds * 1000:.1f} ms on “{page}”: {textwrap.shorten(sql, SHOWN, placeholder=' …')}")
            for row in _run(f"{verb} {sql}"):
                print("   ", str(row[-1])[:SHOWN])


def _cost(sql: str) -> float:
    times = []
    for _turn in range(RUNS):
        started = time.perf_counter()
        _run(sql)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _run(sql: str) -> list[tuple]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql.replace("%", "%%"), [])
        return cursor.fetchall()
