"""A real Chromium, the system's own; without one the journeys are skipped, and in CI they fail instead."""

import os
import shutil

import pytest
from django.db import connections

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items):
    if CHROMIUM or os.environ.get("CI"):
        return
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.skip(reason="Chromium is missing: install the Debian package chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": flags}


@pytest.fixture(scope="session", autouse=True)
def same_connections(request, django_db_setup):
    """Journeys may follow other tests in one process.

    Playwright keeps a loop running in this thread, and there Django would open connections of its own, which know
    nothing of the rows that `serialized_rollback` restores. So it gets those that the database was made with.
    """
    made = {alias: connections[alias] for alias in connections}
    request.getfixturevalue("playwright")
    for alias, connection in made.items():
        connections[alias] = connection
