"""Serves the platform for a first look: migrated, with the demonstration world, until it is stopped."""

import base64
import ctypes
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from elearning.migrating import little_rendered

PR_SET_PDEATHSIG = 1
STATIC_INPUTS = ("requirements.lock", "elearning/static", "elearning/storage.py")


def demo_secrets(folder: Path) -> dict[str, str]:
    """The secret key and the certificate key of this demonstration, made once and kept in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "demo.env"
    if not file.exists():
        seed = base64.b64encode(secrets.token_bytes(32)).decode()
        file.touch(mode=0o600)
        file.write_text(f"SECRET_KEY=demo-{secrets.token_urlsafe(50)}\nCERTIFICATE_SIGNING_KEY={seed}\n")
    return dict(line.split("=", 1) for line in file.read_text().splitlines())


def secret_key_of_environment() -> str:
    """The secret key that is set, or one of the demonstration's kind where none is."""
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return "demo-"


class Command(BaseCommand):
    help = "Migrate, load the demonstration if the database is empty, and serve (web, worker and minute's tick)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args, port: int, **options):
        if not settings.DEMO:
            self.run_again_as_demo(port)
            return
        (settings.VAR_DIR / "log").mkdir(parents=True, exist_ok=True)
        collecting = self.collect_static()
        self.migrate()
        call_command("createcachetable", verbosity=0)
        call_command("seed_demo", if_empty=True)
        if collecting:
            if collecting.wait():
                raise CommandError("The static files could not be prepared. See the lines above.")
            self.stamp.touch()
        self.serve(port)

    @property
    def stamp(self) -> Path:
        """A file as old as the static files."""
        return settings.VAR_DIR / "static.stamp"

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database (once, about half a minute)…")
            self.stdout.flush()
        with little_rendered():
            call_command("migrate", verbosity=0)  # also where nothing is to be done: what follows may have been cut off

    def run_again_as_demo(self, port: int) -> None:
        """Start this command anew with the demonstration's settings: only here do its secrets exist."""
        if not secret_key_of_environment().startswith("demo-"):
            raise CommandError(
                "SECRET_KEY is set: these are a real site's settings. `make run` serves only the demonstration; "
                "the README says how to run a real site."
            )
        known = {"DEMO": "1", "BASE_URL": f"http://127.0.0.1:{port}", **demo_secrets(settings.VAR_DIR)}
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **known})

    def collect_static(self) -> subprocess.Popen | None:
        """Begin to collect static files beside, only when an app, the lock or a file of ours is newer than the last."""
        newest = 0.0
        for name in STATIC_INPUTS:
            path = settings.BASE_DIR / name
            newest = max([newest, path.stat().st_mtime, *(p.stat().st_mtime for p in path.rglob("*"))])
        if self.stamp.exists() and self.stamp.stat().st_mtime >= newest:
            return None
        self.stdout.write("Preparing static files…")
        self.stdout.flush()
        command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        return subprocess.Popen(command, cwd=settings.BASE_DIR, preexec_fn=_child_starts)

    def serve(self, port: int) -> None:
        python = sys.executable
        gunicorn = [python, "-m", "gunicorn", "elearning.wsgi", "-k", "gthread", "-w", "2", "--threads", "32"]
        commands = [
            [*gunicorn, "-b", f"127.0.0.1:{port}", "--log-level", "warning"],
            [python, "manage.py", "db_worker", "--interval", "1", "--no-startup-delay", "-v", "0"],
            [python, "manage.py", "tick", "--every-minute"],
        ]
        stop_on = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD}
        signal.pthread_sigmask(signal.SIG_BLOCK, stop_on)
        children = [
            subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True, preexec_fn=_child_starts)
            for command in commands
        ]
        try:
            self.greet(port, children[0])
            while signal.sigwait(stop_on) == signal.SIGCHLD:
                if any(child.poll() is not None for child in children):
                    self.stderr.write("A process ended; stopping the others.")
                    break
        finally:
            stop(children)
        if any(child.returncode not in (0, -signal.SIGTERM) for child in children):
            raise CommandError("The platform stopped on a fault. See the lines above.")

    def greet(self, port: int, web: subprocess.Popen) -> None:
        """Wait for the web server's first answer, then print the address and the accounts."""
        from elearning.management.demo_world import ACCOUNTS, PASSWORD

        address = f"http://127.0.0.1:{port}"
        for _ in range(120):
            if web.poll() is not None:
                return
            try:
                with urllib.request.urlopen(f"{address}/health/live", timeout=1):  # an address of our own  # nosec B310
                    break
            except OSError:
                time.sleep(0.5)
        self.stdout.write(f"\n  {settings.SITE_NAME} is at {address}/\n\n  Sign in with (password {PASSWORD}):")
        for email, who in ACCOUNTS:
            self.stdout.write(f"    {email:<28} {who}")
        self.stdout.write("\n  Stop with Ctrl-C. `make run` again starts where you left.\n")
        self.stdout.flush()


def _child_starts() -> None:
    """Let the child hear signals again, and (on Linux) be stopped when this process is killed outright."""
    signal.pthread_sigmask(signal.SIG_SETMASK, set())
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop(children: list[subprocess.Popen]) -> None:
    """Ask each process and all that it started to end, and wait; who does not is killed."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
