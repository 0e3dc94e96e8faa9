"""A real Chromium, the system's own; without one the journeys are skipped, and in CI they fail instead."""

import os
import shutil

import pytest
from django.db import connections

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# What belongs to the window around the pages and to no page: Chromium starts two more renderers for each new window,
# for the pop-ups of an address bar that nobody sees. They cost more than most pages.
UNSEEN = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "PreloadTopChromeWebUI"]
# Chromium takes the last list alone, so what Playwright switches off is said once more.
OFF = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
]
# The files that take longest, first: no worker is left alone with one of them at the end.
LONG = [
    "pages",
    "staff_pages",
    "budgets",
    "types",
    "types_kept",
    "learning",
    "learning_kept",
    "room_faults",
    "builder",
    "workshop",
    "seats",
]


def pytest_collection_modifyitems(items):
    places = {f"test_{name}": place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONG)) if "tests/browser" in str(item.path) else -1)
    if CHROMIUM or os.environ.get("CI"):
        return
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.skip(reason="Chromium is missing: install the Debian package chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    flags += [f"--disable-features={','.join(OFF + UNSEEN)}"]
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
