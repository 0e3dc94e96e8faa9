"""Measures ten screens and the board beside a one-query page of the same server, then the rest. `make bench`.

BENCH_PEOPLE=100000 measures readiness among so many people instead; BENCH_PLANS=1 shows its five heaviest queries.
"""

import base64
import json
import os
import re
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests import bench_agenda as agenda
from tests import bench_attendance as attendance
from tests import bench_certificates as certificates
from tests import bench_publishing as publishing
from tests import bench_quizzes as quizzes
from tests import bench_readiness as readiness
from tests import bench_report as reporting
from tests import bench_room as room

ROOT = Path(__file__).resolve().parent.parent
ONE_QUERY = "/health/ready"
ROUNDS = 40
ASSETS = re.compile(r"""(?:href|src)="(/static/[^"]+\.(css|js|woff2?|svg))\"""")


@dataclass
class Screen:
    """One page, for whom it is shown, and what was measured."""

    name: str
    path: str
    cookie: str = ""
    queries: int = 0
    html: int = 0
    css: int = 0
    js: int = 0
    fonts: int = 0
    requests: int = 1
    seconds: float = 0


def environment(folder: str, port: int) -> dict[str, str]:
    """A demonstration of its own, in `folder`; the database is the one that DATABASE_URL names, else SQLite."""
    return os.environ | {
        "DEMO": "1",
        "SECRET_KEY": f"demo-{secrets.token_hex(20)}",
        "CERTIFICATE_SIGNING_KEY": base64.b64encode(os.urandom(32)).decode(),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "VAR_DIR": folder,
        "MEDIA_ROOT": f"{folder}/media",
        "ENV_FILE": os.devnull,
        "DJANGO_SETTINGS_MODULE": "elearning.settings",
    }


def prepare(people: int) -> None:
    """Migrate, collect, load the demonstration, and so many people more."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("seed_demo", people=people, verbosity=0)


def screens() -> list[Screen]:
    """The ten screens, each with the session of the one who looks."""
    from assessments.models import Attempt
    from courses.actions import confirm_read, enrol, start_quiz
    from courses.models import Course
    from elearning.people.models import User
    from elearning.records.models import Certificate
    from elearning.toolkit.models import ModulePage

    amina, chen, dana, efua = (
        User.objects.get(email=f"{name}@example.org") for name in ("amina", "chen", "dana", "efua")
    )
    module = ModulePage.objects.get(code="m1", locale__language_code="en")
    course = Course.objects.get()
    enrolment = enrol(amina, course)
    for step in enrolment.version.rule[:-1]:
        confirm_read(enrolment, module_key=step.subject, uuid=step.uuid, language="en", revision=None)
    attempt = start_quiz(enrolment, step=enrolment.version.rule[-1].uuid, language="en")
    passed = Attempt.objects.filter(person=efua, passed=True).get()
    code = Certificate.objects.filter(record__person=efua).get().code
    return [
        Screen("home", "/en/"),
        Screen("module", f"/en/cep-toolkit/{module.slug}/", session(amina)),
        Screen("course", f"/courses/{course.code}/", session(amina)),
        Screen("quiz", f"/attempts/{attempt.uuid}/", session(amina)),
        Screen("result", f"/attempts/{passed.uuid}/result/", session(efua)),
        Screen("verify", f"/verify/{code}/"),
        Screen("agenda", "/workshops/CEP-2023-MBA/agenda/"),
        Screen("calendar", "/workshops/CEP-2023-MBA/agenda.ics"),
        Screen("builder", "/workshops/CEP-ACC-NEXT/builder/", session(chen)),
        Screen("board", "/board/", session(dana)),
    ]


def session(person) -> str:
    """The cookie of somebody who is signed in."""
    from django.test import Client

    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def count_queries(screen: Screen) -> int:
    """How many queries the second request for the page costs."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.cookies.load(screen.cookie)
    client.get(screen.path, headers={"host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(screen.path, headers={"host": "127.0.0.1"})
    if answer.status_code != 200:
        raise SystemExit(f"{screen.path} answers {answer.status_code}.")
    return len(captured)


def queries_of_a_save(learner: quizzes.Learner) -> int:
    """How many queries it costs to save one answer."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.cookies.load(learner.cookie)
    row = {"position": 0, "answer": ["a"], "uuid": str(uuid.uuid4()), "sequence": 500}
    body, path = json.dumps({"answers": [row]}), f"/attempts/{learner.attempt}/answers/"
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(path, body, content_type="application/json", headers={"host": "127.0.0.1"})
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}.")
    return len(captured)


def fetch(address: str, cookie: str = "") -> bytes:
    """The body as it crosses the line: brotli or gzip."""
    headers = {"Accept-Encoding": "br, gzip", "Cookie": cookie}
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=60) as answer:
        return answer.read()


def weigh(screen: Screen, base: str) -> None:
    """The bytes of a first visit, pictures apart."""
    screen.html = len(fetch(base + screen.path, screen.cookie))
    text = _plain(base + screen.path, screen.cookie)
    for path, ending in dict(ASSETS.findall(text)).items():
        size, screen.requests = len(fetch(base + path)), screen.requests + 1
        if ending == "css":
            screen.css += size
        elif ending == "js":
            screen.js += size
        elif ending.startswith("woff"):
            screen.fonts += size


def _plain(address: str, cookie: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookie}), timeout=60) as answer:
        return answer.read().decode()


def medians(all_screens: list[Screen], base: str) -> float:
    """The median of each screen and of the one-query page, taken in turns so that a noisy moment meets them all."""
    taken: dict[str, list[float]] = {path: [] for path in [ONE_QUERY, *(screen.path for screen in all_screens)]}
    cookies = {screen.path: screen.cookie for screen in all_screens}
    for _round in range(ROUNDS):
        for path, times in taken.items():
            times.append(_timed(lambda path=path: fetch(base + path, cookies.get(path, ""))))
    for screen in all_screens:
        screen.seconds = statistics.median(taken[screen.path])
    return statistics.median(taken[ONE_QUERY])


def _timed(deed: Callable[[], object]) -> float:
    started = time.perf_counter()
    deed()
    return time.perf_counter() - started


def report(all_screens: list[Screen], base_time: float) -> None:
    """One line a screen."""
    from django.db import connection

    print(f"\n{connection.vendor}, {ROUNDS} rounds, bytes compressed, first visit, pictures apart")
    print(
        f"{'screen':8} {'queries':>7} {'html':>7} {'css':>7} {'js':>7} {'fonts':>6} {'total':>7} {'requests':>8}"
        f" {'ms':>7} {'×':>5}"
    )
    for s in all_screens:
        total = s.html + s.css + s.js + s.fonts
        print(
            f"{s.name:8} {s.queries:7} {s.html:7} {s.css:7} {s.js:7} {s.fonts:6} {total:7} {s.requests:8}"
            f" {s.seconds * 1000:7.1f} {s.seconds / base_time:5.1f}"
        )
    print(f"{ONE_QUERY} (one query): {base_time * 1000:.1f} ms; × is a screen's median over it.")


def serve(port: int, env: dict[str, str]) -> subprocess.Popen:
    """The real server, waited for."""
    command = [sys.executable, "-m", "gunicorn", "elearning.wsgi", "-k", "gthread", "-w", "2", "--threads", "32"]
    server = subprocess.Popen([*command, "-b", f"127.0.0.1:{port}", "--log-level", "warning"], cwd=ROOT, env=env)
    for _ in range(100):
        try:
            fetch(f"http://127.0.0.1:{port}/health/live")
            return server
        except OSError:
            time.sleep(0.2)
    server.terminate()
    raise SystemExit("The server did not start.")


def main() -> None:
    """Everything in a folder of its own, gone afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="elearning-bench-") as folder:
        os.environ.update(env := environment(folder, port))
        import django

        django.setup()
        print("Loading the demonstration…")
        people = int(os.environ.get("BENCH_PEOPLE", "0"))  # with so many more, readiness alone is measured
        prepare(people)
        measured = [] if people else screens()
        for screen in measured:
            screen.queries = count_queries(screen)
        server = serve(port, env)
        try:
            readiness.measure_readiness(f"http://127.0.0.1:{port}", session, server.pid)
            if people:
                return
            for screen in measured:
                weigh(screen, f"http://127.0.0.1:{port}")
            report(measured, medians(measured, f"http://127.0.0.1:{port}"))
            quizzes.measure_saving(f"http://127.0.0.1:{port}", session, queries_of_a_save)
            quizzes.measure_import()
            quizzes.measure_analysis()
            agenda.measure_flow()
            publishing.measure_publishing()
            attendance.measure_receiving()
            attendance.measure_fold()
            certificates.measure_certificates()
            reporting.measure_report()
            room.measure_room(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
