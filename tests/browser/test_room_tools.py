"""The timer, the camera and the fold of room mode in a real browser, and its looks: clean for everyone."""

import datetime
import os

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.room_steps import as_json, film, press, stories
from tests.browser.rooms import APP, ROOM, the_prepared, the_tablet, the_workshop  # noqa: F401  (fixtures)
from tests.browser.steps import complaints, faults, tab_to
from workshops.attendance.fold import fold
from workshops.models import AttendanceEvent, ItemRun

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SHOTS = os.environ.get("SHOTS")


def test_the_timer_runs_on_without_a_network_and_through_a_reload(prepared, workshop, live_server):
    context, page = prepared()
    context.set_offline(True)
    page.get_by_role("link", name="Timer").click()
    card = page.get_by_role("article").filter(has_text="Item D1-01")
    tab_to(page, card.get_by_role("button", name="Start"))
    page.keyboard.press("Enter")
    expect(card.get_by_role("timer")).to_contain_text("left")
    for code in ("D1-02A", "D1-02B"):
        page.get_by_role("article").filter(has_text=f"Item {code}").get_by_role("button", name="Start").click()
    press(card, "Next step")
    expect(card.locator("[aria-current=step]")).to_contain_text("Round of names")
    page.reload()
    expect(card.locator("[aria-current=step]")).to_contain_text("Round of names")
    expect(page.get_by_role("timer")).to_have_count(3)
    # A quick hand: the second deed waits for the first, it is not lost.
    card.evaluate(
        "card => ['pause', 'finish', 'finish'].forEach((deed) => card.querySelector(`[data-do=${deed}]`).click())"
    )
    expect(card).to_contain_text("planned 60 min, took 0 min")
    assert ItemRun.objects.count() == 0
    context.set_offline(False)
    expect(page.locator("[data-queue]")).to_have_text("All sent")
    runs = ItemRun.objects.order_by("item__code")
    assert [(run.item.code, run.ended_at is None) for run in runs] == [
        ("D1-01", False), ("D1-02A", True), ("D1-02B", True),
    ]  # fmt: skip
    assert [step["text"] for step in runs[0].steps] == ["Welcome", "Round of names"]


def test_the_camera_reads_a_badge_and_a_fast_clock_is_told_and_put_right(prepared, tmp_path, workshop):
    picture = film(tmp_path / "badge.y4m", "BADGE003")
    flags = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    _context, page = prepared(args=[*flags, f"--use-file-for-fake-video-capture={picture}"])
    page.clock.install(time=timezone.now() + datetime.timedelta(minutes=6))
    page.reload()
    expect(page.get_by_text("The clock of this device is 6 min off.")).to_be_visible()
    page.get_by_role("button", name="Scan with the camera").click()
    expect(page.locator("[data-said]")).to_contain_text("Came in: Xenia Moyo")
    expect(page.locator("[data-said]")).to_contain_text("no photographs")
    expect(page.locator("[data-queue]")).to_have_text("All sent")
    page.get_by_role("button", name="Stop the camera").click()
    event = AttendanceEvent.objects.get()
    assert (event.badge, event.problem) == ("BADGE003", "")
    assert abs(event.received_at - event.occurred_at) < datetime.timedelta(seconds=30)
    assert event.device_at - event.occurred_at > datetime.timedelta(minutes=5)


def test_the_device_folds_as_the_server_does(page, live_server, workshop):
    """Every story of up to three comings and goings, a decision and a void among them."""
    cases, expected = stories(), []
    for events, items in cases:
        expected.append(fold(events, items, late_after=5).status)
    page.goto(live_server.url + APP)
    said = [
        {"items": [as_json(item) for item in items], "events": [as_json(event) for event in events]}
        for events, items in cases
    ]
    found = page.evaluate(
        """async (cases) => {
            const { fold } = await import("/static/js/room/fold.js");
            return cases.map(({ events, items }) => fold(events, items, 5).status);
        }""",
        said,
    )
    assert len(cases) > 400
    assert [case for case, one, other in zip(cases, found, expected, strict=True) if one != other] == []


@pytest.mark.parametrize("setting", [("light", "en", 1280), ("dark", "ar", 360)])
def test_room_mode_is_clean_for_everyone(prepared, live_server, workshop, setting):
    scheme, language, width = setting
    context, page = prepared(language, color_scheme=scheme, viewport={"width": width, "height": 800})
    said, found = complaints(context), []
    for name, address in (("room", ROOM), ("attendance", APP), ("timer", f"{APP}#timer"), ("device", f"{APP}#device")):
        page.goto(live_server.url + address)
        if name == "attendance":
            page.locator("[data-list=unseen] summary").click()
            page.locator("[data-list=unseen] button").first.click()
            found += [f"dialog: {fault}" for fault in faults(page)]
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/dialog-{language}.png")
            page.keyboard.press("Escape")
            page.evaluate("scrollTo(0, 0)")
        if name == "timer":
            page.locator("[data-do=start]").first.click()
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{name}: {fault}" for fault in [*faults(page), *([f"{wide} px too wide"] if wide > 0 else [])]]
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{language}.png", full_page=True)
    assert found == said == []
