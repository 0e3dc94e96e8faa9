"""A real Chromium, the system's own; without one the journeys are skipped, and in CI they fail instead."""

import os
import shutil

import pytest

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
