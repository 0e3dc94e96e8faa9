"""A morning without a network: everything outlives a closed browser, and is on the server exactly once at noon."""

import datetime
import json

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.room_steps import record, unsent
from tests.browser.rooms import APP, EVENTS, the_prepared, the_tablet, the_workshop  # noqa: F401  (fixtures)
from tests.workshops.room.rooms import NAMES
from workshops.actions.devices import revoke_device
from workshops.models import AttendanceEvent, HeadCount

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
# A long morning: 449 scans that wait.
FULL = """async (at) => {
    const { begin, put } = await import("/static/js/room/base.js");
    begin("CEP-ROOM");
    const rows = Array.from({ length: 449 }, () => ({ id: crypto.randomUUID(), verb: "in", badge: "BADGE001", at }));
    await Promise.all(rows.map((row) => put("events", row)));
}"""


def test_a_morning_without_a_network_is_on_the_server_once(prepared, tablet, live_server, workshop):
    context, page = prepared()
    page.get_by_role("link", name="This device").click()
    expect(page.get_by_text("Ready: this page opens without a network.")).to_be_visible()
    page.get_by_role("link", name="Attendance").click()
    context.set_offline(True)
    for place in ("D1-01", "D1-02", "D1-03"):
        page.get_by_label("Checkpoint").select_option(label=place_of(page, place))
        record(page, " badge-001", "Came in: Zoë Okafor")
        record(page, "p2", "Came in: Yusuf Ali")
        page.get_by_label("Look for a name").fill("moyo xe")
        page.get_by_role("list", name="Found").get_by_role("button", name="Xenia Moyo").click()
        page.get_by_role("button", name="Came in", exact=True).click()
        expect(page.locator("[data-said]")).to_contain_text("Came in: Xenia Moyo")
        record(page, "stranger", "Kept: STRANGER is not on the list of this device.")
        expect(page.locator("[data-list=unseen] summary")).to_have_text("1 Not yet")
    expect(page.locator("[data-queue]")).to_have_text("12 not sent yet")
    assert AttendanceEvent.objects.count() == 0

    context = tablet(offline=True)
    sent: list[str] = []
    context.on("requestfinished", lambda asked: sent.extend(ids(asked)) if asked.url.endswith(EVENTS) else None)
    page = context.pages[0]
    page.goto(live_server.url + APP)
    expect(page.locator("[data-queue]")).to_have_text("12 not sent yet")
    expect(page.locator("[data-network]")).to_have_text("No network")
    page.get_by_label("Checkpoint").select_option(label=place_of(page, "D1-03"))
    page.locator("[data-list=unseen] summary").click()
    decide(page, "Wanjiku Mwangi")
    page.get_by_role("button", name="Take back: Came in: Xenia Moyo").click()
    expect(page.locator("[data-queue]")).to_have_text("14 not sent yet")
    page.get_by_label("Heads that you count").fill("3")
    page.get_by_role("button", name="Keep the count").click()
    expect(page.locator("[data-counted]")).to_contain_text("Counted: 3.")

    second = context.new_page()
    second.goto(live_server.url + APP)
    expect(second.locator("[data-queue]")).to_have_text("15 not sent yet")
    context.set_offline(False)
    for tab in (page, second):
        expect(tab.locator("[data-queue]")).to_have_text("All sent")
    assert len(sent) == len(set(sent)) == 14
    events = AttendanceEvent.objects.all()
    facts = sorted(set(events.values_list("verb", "badge", "problem")))
    assert len(set(events.filter(verb="in").values_list("checkpoint", "badge"))) == 12
    assert (events.count(), facts) == (14, [
        ("in", "BADGE001", ""), ("in", "BADGE002", ""), ("in", "BADGE003", ""), ("in", "STRANGER", "unknown_badge"),
        ("set", "BADGE004", ""), ("void", "BADGE003", ""),
    ])  # fmt: skip
    assert set(events.filter(verb="set").values_list("source", "value", "reason")) == {
        ("facilitator", "excused", "Visa at the embassy")
    }
    assert HeadCount.objects.get().heads == 3
    page.get_by_role("link", name="This device").click()
    expect(page.get_by_text("Kept; somebody will look at it: 3")).to_be_visible()


def place_of(page: Page, code: str) -> str:
    """The line of the list that names this checkpoint."""
    lines = page.locator("#checkpoint option").all_inner_texts()
    return next(line for line in lines[1:] if f"· {code} ·" in line)


def decide(page: Page, name: str) -> None:
    page.locator("[data-list=unseen]").get_by_role("button", name=name).click()
    page.get_by_label("Excused").check()
    page.get_by_role("button", name="Keep the decision").click()
    expect(page.get_by_text("Choose one, and say why in a few words.")).to_be_visible()
    page.get_by_label("Reason").fill("Visa at the embassy")
    page.get_by_role("button", name="Keep the decision").click()
    expect(page.locator("[data-said]")).to_contain_text(f"Kept: {name}: excused")


def ids(asked) -> list[str]:
    return [event["id"] for event in json.loads(asked.post_data)["events"]]


def stored(page: Page) -> str:
    """All that the databases of the page hold, as text."""
    return page.evaluate("""async () => {
        const found = [];
        for (const { name } of await indexedDB.databases()) {
            const asked = indexedDB.open(name);
            const base = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
            for (const store of base.objectStoreNames) {
                const asked = base.transaction(store).objectStore(store).getAll();
                found.push(await new Promise((done) => { asked.onsuccess = () => done(asked.result); }));
            }
            base.close();
        }
        return JSON.stringify(found);
    }""")


def test_two_days_after_the_end_it_wipes_before_it_shows_anything(prepared, tablet, live_server, workshop):
    context, page = prepared()
    context.set_offline(True)
    record(page, "P01", "Came in: Zoë Okafor")
    page.get_by_label("Heads that you count").fill("3")
    page.get_by_role("button", name="Keep the count").click()
    expect(page.locator("[data-queue]")).to_have_text("2 not sent yet")
    assert all(name in stored(page) for name in NAMES)
    context = tablet(offline=True)
    page = context.pages[0]
    page.clock.install(time=timezone.now() + datetime.timedelta(days=6))
    page.goto(live_server.url + APP)
    expect(page.get_by_role("alert")).to_contain_text("The workshop is over: this device was wiped. 2 not sent yet")
    expect(page.get_by_role("navigation")).to_have_count(0)
    left = stored(page)
    assert [name for name in (*NAMES, "Kenya", "P01") if name in left] == []
    assert "BADGE001" in left
    context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_text("The workshop is over: this device was wiped.")
    assert (AttendanceEvent.objects.get().badge, HeadCount.objects.get().heads) == ("BADGE001", 3)
    assert "BADGE001" not in stored(page)


def test_a_revoked_device_sends_what_waits_in_batches_and_then_forgets(prepared, workshop, chen):
    context, page = prepared()
    sizes: list[int] = []
    context.on("requestfinished", lambda asked: sizes.append(len(ids(asked))) if asked.url.endswith(EVENTS) else None)
    context.set_offline(True)
    page.evaluate(FULL, timezone.now().isoformat())
    record(page, "P02", "Came in: Yusuf Ali")
    expect(page.locator("[data-queue]")).to_have_text("450 not sent yet")
    revoke_device(workshop.devices.get(), reason="Left in a taxi", by=chen)
    context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_text("This device was revoked, and wiped.", timeout=15_000)
    assert sizes == [200, 200, 50]
    assert AttendanceEvent.objects.filter(problem="revoked").count() == AttendanceEvent.objects.count() == 450
    assert [name for name in (*NAMES, "BADGE") if name in stored(page)] == []
    page.reload()
    expect(page.get_by_role("heading", name="This device is not prepared")).to_be_visible()


def test_wiping_by_hand_says_what_would_be_lost(prepared, workshop):
    context, page = prepared()
    context.set_offline(True)
    record(page, "P02", "Came in: Yusuf Ali")
    page.get_by_role("link", name="This device").click()
    page.get_by_role("button", name="Wipe this device…").click()
    expect(page.get_by_text("1 not sent yet will be lost. Wipe this device all the same?")).to_be_visible()
    page.get_by_role("button", name="Keep everything").click()
    assert unsent(page) == "1 not sent yet"
    page.get_by_role("button", name="Wipe this device…").click()
    page.get_by_role("button", name="Wipe", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("This device was wiped.")
    assert "BADGE" not in stored(page)
