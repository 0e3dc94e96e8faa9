"""The tablet of the room as fixtures: a browser that keeps what it kept when it is closed, prepared for a workshop."""

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from tests.workshops.room.rooms import CODE, make_room

APP, ROOM, EVENTS, RUNS, ROSTER = (
    reverse(f"workshops:{name}", args=[CODE])
    for name in ("room_app", "room", "room_events", "room_runs", "room_roster")
)


@pytest.fixture(name="workshop")
def the_workshop(offices, chen):
    return make_room(offices, chen)


@pytest.fixture(name="tablet")
def the_tablet(browser_type, browser_type_launch_args, tmp_path):
    """Opens the browser of the tablet, with whatever it kept when it was closed."""
    opened: list[BrowserContext] = []

    def open_again(**options) -> BrowserContext:
        for context in opened:
            context.close()
        args = [*browser_type_launch_args["args"], *options.pop("args", [])]
        values = browser_type_launch_args | {"args": args, "headless": True}
        opened[:] = [browser_type.launch_persistent_context(str(tmp_path / "tablet"), **values, **options)]
        return opened[0]

    yield open_again
    for context in opened:
        context.close()


@pytest.fixture(name="prepared")
def the_prepared(tablet, live_server, workshop, chen, client_for):
    """The tablet after it was prepared, with room mode open and kept; the network is there."""

    def prepare(language: str = "en", **options) -> tuple[BrowserContext, Page]:
        context = tablet(**options)
        session = client_for(chen).cookies["sessionid"].value
        for name, value in (("sessionid", session), ("django_language", language)):
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.pages[0]
        page.goto(live_server.url + ROOM)
        page.locator("#id_label").fill("Chen's tablet")
        page.locator("[data-prepare] button").click()
        page.wait_for_url(live_server.url + APP)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        expect(page.locator("[data-view=attendance]")).to_be_visible()
        return context, page

    return prepare
