"""What room mode makes of a bad day: pages in place of answers, a slow line, wrong clocks, no storage, no camera."""

import datetime
import os
import re
import uuid
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.room_steps import film, record
from tests.browser.rooms import (  # noqa: F401  (fixtures)
    APP,
    EVENTS,
    ROSTER,
    RUNS,
    the_prepared,
    the_tablet,
    the_workshop,
)
from tests.workshops.room.rooms import NAMES
from workshops.models import AttendanceEvent, Device, HeadCount, ItemRun

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PORTAL = {"content_type": "text/html", "body": "<!doctype html><title>Welcome to the hotel</title>"}
SHOTS = os.environ.get("SHOTS")
MINUTE = datetime.timedelta(minutes=1)


def answer_all(context: BrowserContext, *addresses: str, **answer) -> list[str]:
    """From now on something in between answers for the server; gives the addresses that were asked."""
    asked: list[str] = []

    def fulfil(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(**answer)

    for address in addresses or (EVENTS, RUNS, ROSTER):
        context.unroute(f"**{address}")
        context.route(f"**{address}", fulfil)
    return asked


def kept(page: Page, what: str) -> Any:
    """What the device keeps, as its own scripts read it."""
    return page.evaluate(f"""async () => (await import("/static/js/room/base.js")).{what}""")


def let_through(context: BrowserContext) -> None:
    for address in (EVENTS, RUNS, ROSTER):
        context.unroute(f"**{address}")


def test_a_page_in_place_of_an_answer_costs_nothing(prepared, workshop):
    """The hotel asks for a room number, a proxy is out of order: whatever the status, it is not our server's word."""
    context, page = prepared()
    answer_all(context, status=503, **PORTAL)
    record(page, "P01", "Came in: Zoë Okafor")
    page.get_by_label("Heads that you count").fill("1")
    page.get_by_role("button", name="Keep the count").click()
    page.get_by_role("link", name="This device").click()
    for status in (200, 401, 403, 410, 413, 429):
        asked = answer_all(context, status=status, **PORTAL)
        with page.expect_response(f"**{EVENTS}"):
            page.get_by_role("button", name="Send now").click()
        expect(page.locator("[data-network]")).to_have_text("No network")
        assert len(asked) < 5
    let_through(context)
    answer_all(context, EVENTS, status=503, **PORTAL)
    page.reload()
    page.get_by_role("link", name="Attendance").click()
    expect(page.locator("[data-queue]")).to_have_text("2 not sent yet")
    assert len(kept(page, 'fact("roster")')["people"]) == len(NAMES)
    expect(page.locator("[data-alarm]")).to_be_hidden()
    let_through(context)
    page.reload()
    expect(page.locator("[data-queue]")).to_have_text("All sent")
    assert (AttendanceEvent.objects.get().badge, HeadCount.objects.get().heads) == ("BADGE001", 1)


def test_a_page_in_place_of_the_list_is_not_taken_for_it(prepared, workshop):
    context, page = prepared()
    for address, status in ((ROSTER, 200), (ROSTER, 403), (ROSTER, 410), (RUNS, 403)):
        let_through(context)
        answer_all(context, address, status=status, **PORTAL)
        if address == RUNS:
            page.get_by_label("Heads that you count").fill("1")
            page.get_by_role("button", name="Keep the count").click()
        with page.expect_response(f"**{address}"):
            page.reload()
        page.reload()
        record(page, "P01", "Came in: Zoë Okafor")
        expect(page.locator("[data-alarm]")).to_be_hidden()


def test_what_arrives_after_the_wipe_is_not_kept(prepared, workshop):
    context, page = prepared()
    held: list[Route] = []
    context.route(f"**{ROSTER}", lambda route: held.append(route))
    page.get_by_role("link", name="This device").click()
    page.get_by_role("button", name="Send now").click()
    page.get_by_role("button", name="Wipe this device…").click()
    page.get_by_role("button", name="Wipe", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("This device was wiped.")
    assert held
    with page.expect_response(f"**{ROSTER}"):
        held[0].continue_()
    page.wait_for_timeout(300)
    assert kept(page, 'fact("roster")') is None


def test_a_slow_clock_leaves_the_timer_running_and_another_devices_run_can_be_ended(prepared, workshop, chen):
    context, page = prepared()
    item = workshop.items.get(code="D1-03")
    began = timezone.now() - 15 * MINUTE
    ItemRun.objects.create(
        item=item, started_at=began, updated_at=began, planned_minutes=60, by=chen
    )  # by the page Now
    page.clock.install(time=timezone.now() - 10 * MINUTE)
    page.goto(page.url + "#timer")
    page.reload()
    expect(page.get_by_text("The clock of this device is 10 min off.")).to_be_visible()
    card = page.get_by_role("article").filter(has_text="Item D1-01")
    card.get_by_role("button", name="Start").dblclick()
    expect(page.locator("[data-queue]")).to_have_text("All sent")
    with page.expect_response(f"**{ROSTER}"):
        page.reload()
    expect(page.get_by_role("timer")).to_have_count(2)
    expect(card.locator("[aria-current=step]")).to_contain_text("Welcome")
    expect(card.get_by_role("button", name="Next step")).to_be_visible()
    theirs = page.get_by_role("article").filter(has_text="Item D1-03")
    expect(theirs.get_by_role("timer")).to_contain_text("44:")
    theirs.get_by_role("button", name="Finish").click()
    expect(theirs).to_contain_text("planned 60 min, took 15 min")
    expect(page.locator("[data-queue]")).to_have_text("All sent")
    mine, other = ItemRun.objects.order_by("item__code")
    assert mine.ended_at is None
    assert abs(other.ended_at - timezone.now()) < MINUTE > abs(other.started_at - began)


def test_a_clock_that_is_put_back_does_not_stop_the_list_from_being_renewed(prepared, workshop):
    _context, page = prepared()
    expect(page.locator("[data-queue]")).to_have_text("All sent")
    page.clock.install(time=timezone.now() - 180 * MINUTE)
    with page.expect_response(f"**{ROSTER}"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_browser_that_stores_nothing_says_so_and_no_device_is_made(tablet, live_server, workshop, chen, client_for):
    context = tablet()
    session = client_for(chen).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    context.add_init_script("""IDBFactory.prototype.open = () => { throw new DOMException("No", "SecurityError"); };""")
    page = context.pages[0]
    page.goto(live_server.url + APP)
    expect(page.get_by_role("alert")).to_contain_text("its storage is full or closed")
    page.goto(live_server.url + APP.removesuffix("app/"))
    page.locator("#id_label").fill("Private window")
    page.locator("[data-prepare] button").click()
    expect(page.get_by_role("alert")).to_contain_text("This device could not be prepared.")
    assert Device.objects.count() == 0


def test_two_badges_side_by_side_are_two_facts_and_the_camera_ends_with_the_wipe(prepared, tmp_path, workshop):
    """The detector names now the one, now the other; holding both for a while is coming in once each."""
    picture = film(tmp_path / "badge.y4m", "BADGE003")
    flags = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    film_of_it = f"--use-file-for-fake-video-capture={picture}"
    context, page = prepared(args=[*flags, film_of_it], viewport={"width": 360, "height": 640})
    context.set_offline(True)
    page.evaluate("""() => {
        let many = 0;
        globalThis.BarcodeDetector = class {
            static async getSupportedFormats() { return ["qr_code"]; }
            async detect() {
                document.body.dataset.looks = ++many;
                if (many === 3) throw new Error("a frame that cannot be read");
                return [{ rawValue: many % 2 ? "BADGE001" : "BADGE002" }];
            }
        };
    }""")
    page.get_by_role("button", name="Scan with the camera").click()
    expect(page.locator("body")).to_have_attribute("data-looks", re.compile(r"\d\d"))
    expect(page.locator("[data-queue]")).to_have_text("2 not sent yet")
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/camera.png")
    page.get_by_role("link", name="This device").click()
    page.evaluate("globalThis.watched = document.querySelector('video').srcObject")
    page.get_by_role("button", name="Wipe this device…").click()
    page.get_by_role("button", name="Wipe", exact=True).click()
    page.wait_for_timeout(500)
    assert page.evaluate("watched.getTracks().map((track) => track.readyState)") == ["ended"]


def test_why_somebody_was_excused_does_not_stay_on_the_device(prepared, workshop):
    _context, page = prepared()
    page.evaluate(
        """async (row) => (await import("/static/js/room/base.js")).put("events", row)""",
        {
            "id": str(uuid.uuid4()), "verb": "set", "value": "excused", "reason": "At the hospital",
            "badge": "BADGE001", "person": "P01",
            "checkpoint": str(workshop.items.get(code="D1-01").uuid), "at": timezone.now().isoformat(),
        },
    )  # fmt: skip
    page.reload()
    expect(page.locator("[data-queue]")).to_have_text("All sent")
    assert AttendanceEvent.objects.get().reason == "At the hospital"
    assert [(row["status"], row["reason"]) for row in kept(page, 'rows("events")')] == [("accepted", "")]


def test_a_version_that_comes_in_between_is_taken_whole_at_the_next_start(prepared, tablet, live_server, workshop):
    context, page = prepared()
    workshop.texts.update(title="Another title")  # the shell and with it the worker are others now
    page.evaluate("""async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        const coming = new Promise((done) => { registration.onupdatefound = () => done(registration.installing); });
        await registration.update();
        const worker = await coming;
        await new Promise((done) => { worker.onstatechange = () => worker.state === "installed" && done(); });
    }""")
    context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Trust in Nairobi")).to_be_visible()
    record(page, "P01", "Came in: Zoë Okafor")
    context = tablet(offline=True)
    page = context.pages[0]
    page.goto(live_server.url + APP)
    expect(page.get_by_role("heading", name="Another title")).to_be_visible()
    expect(page.locator("[data-queue]")).to_have_text("1 not sent yet")
    record(page, "P02", "Came in: Yusuf Ali")
    assert len(page.evaluate("caches.keys()")) == 1


def test_a_session_that_ended_prepares_no_device_and_leads_nowhere(tablet, live_server, workshop, chen, client_for):
    context = tablet()
    session = client_for(chen).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.pages[0]
    page.goto(live_server.url + APP.removesuffix("app/"))
    page.locator("#id_label").fill("Tablet")
    context.clear_cookies(name="sessionid")
    page.locator("[data-prepare] button").click()
    expect(page.get_by_role("alert")).to_contain_text("This device could not be prepared.")
    assert Device.objects.count() == 0
