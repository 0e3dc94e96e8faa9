"""The readiness board: asked, filtered, opened down to the people, shared; clean in the dark, small, and in Arabic."""

# ruff: noqa: F811  (fixtures of other folders are arguments here)

import os
import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import complaints, faults, sign_in, speak
from tests.tracking.board.conftest import cast, requirement, stand  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SHOTS = os.environ.get("SHOTS")
ASKED = "on=2026-06-10&known_at=2026-06-11T00:00:00"


def look(page, name: str) -> list[str]:
    """What is wrong with the page that is open; a picture of it where one is asked for."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/board-{name}.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{name}: {fault}" for fault in [*faults(page), *([f"{wide} px too wide"] if wide > 0 else [])]]


def test_a_figure_is_followed_from_the_world_to_a_name(new_context, live_server, cast):
    context = new_context(viewport={"width": 1280, "height": 900})
    page, said, found, hosts = context.new_page(), complaints(context), [], set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    sign_in(page, live_server.url, "dana", "/board/")
    page.goto(f"{live_server.url}/board/?{ASKED}")
    expect(page.get_by_role("img", name="Share of the required who have met it")).to_be_visible()
    found += look(page, "wide")
    if SHOTS:
        page.pdf(path=f"{SHOTS}/board.pdf", format="A4")
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("Sex").select_option("male")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Only: male.").first).to_be_visible()
    page.locator("[data-level] a", has_text="Ghana").click()
    expect(page).to_have_url(re.compile(r"/board/GH/\?.*sex=male"))
    page.get_by_role("navigation", name="By state").get_by_role("link", name="Overdue").click()
    expect(page.get_by_role("row", name=re.compile("Kofi Mensah.*overdue"))).to_be_visible()
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 740})
    found += look(page, "office-dark-small")
    page.goto(f"{live_server.url}/board/?{ASKED}")
    found += look(page, "dark-small")
    speak(page, "ar")
    found += look(page, "dark-small-arabic")
    page.emulate_media(color_scheme="light")
    page.goto(f"{live_server.url}/board/changes/?{ASKED}")
    found += look(page, "changes-arabic")
    assert found == []
    assert said == []
    assert hosts == {live_server.url.split("/")[2]}
