"""Amina checks in by the code on her telephone, Chen takes the others by hand and signs the day; axe finds nothing."""

import datetime
import os
import zoneinfo

import pytest
from playwright.sync_api import expect

from tests.browser.steps import complaints, faults, sign_in
from tests.workshops.checkin.rooms import BASE, make_room
from workshops.models import AttendanceEvent, DayClosing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SHOTS = os.environ.get("SHOTS")


@pytest.fixture
def room(offices, chen, amina, bruno, kofi):
    """A day of one checkpoint that is on whenever this runs."""
    today = datetime.datetime.now(zoneinfo.ZoneInfo("Africa/Nairobi")).date()
    items = (("D1-01", today, 0, "", 0, True), ("D1-02", today, 23, "", 0, False))
    return make_room(offices, chen, amina, bruno, kofi, items=items, starts_on=today, ends_on=today, checkpoint="day")


def look(page, name: str) -> list[str]:
    """What is wrong with the page as it stands."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/checkin-{name}.png", full_page=True)
    return [f"{name}: {fault}" for fault in [*faults(page), *([f"{wide} px too wide"] if wide > 0 else [])]]


def test_a_day_is_taken_and_signed(new_context, live_server, room):
    desk, phone = new_context(), new_context(viewport={"width": 360, "height": 740}, color_scheme="dark")
    said, found = [complaints(desk), complaints(phone)], []
    screen, hers = desk.new_page(), phone.new_page()
    sign_in(screen, live_server.url, "chen", f"{BASE}/check-in/screen/")
    found += look(screen, "screen")
    code = screen.locator(".checkin-code strong").inner_text()
    sign_in(hers, live_server.url, "amina", f"{BASE}/check-in/")
    found += look(hers, "check-in")
    hers.get_by_label("Code of the room").fill(code)
    hers.get_by_role("button", name="I am here").click()
    expect(hers.get_by_text("You are checked in for")).to_be_visible()
    found += look(hers, "mine")
    screen.goto(f"{live_server.url}{BASE}/attendance/")
    found += look(screen, "attendance")
    screen.get_by_role("link", name="2 not seen yet").click()
    for name in ("Bruno Machava", "Kofi Mensah"):
        screen.get_by_label(name).check()
    screen.get_by_role("button", name="I saw those who are ticked").click()
    expect(screen.get_by_text("2 people were taken for")).to_be_visible()
    screen.goto(f"{live_server.url}{BASE}/attendance/of/P01/")
    found += look(screen, "person")
    screen.goto(f"{live_server.url}{BASE}/closing/")
    found += look(screen, "closing")
    screen.get_by_role("button", name="Sign the day").click()
    expect(screen.get_by_text("Say why this stays as it is").first).to_be_visible()
    screen.get_by_label("1 person checked in alone").fill("I saw her in the first row.")
    screen.get_by_role("button", name="Sign the day").click()
    expect(screen.get_by_text("Signed by Chen Liang,")).to_be_visible()
    found += look(screen, "signed")
    assert found == said[0] == said[1] == []
    assert sorted(AttendanceEvent.objects.values_list("source", flat=True)) == ["facilitator", "facilitator", "self"]
    assert DayClosing.objects.get().figures["differences"][0]["remark"] == "I saw her in the first row."


def test_the_pages_of_the_desk_fit_a_telephone_in_arabic(new_context, live_server, room, chen, client_for):
    room.delivery = "hybrid"
    room.save()
    context = new_context(color_scheme="dark", viewport={"width": 360, "height": 740})
    for name, value in (("django_language", "ar"), ("sessionid", client_for(chen).cookies["sessionid"].value)):
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page, found = context.new_page(), []
    for path in ("check-in/screen", "attendance", "attendance/of/P01", "attendance/remote", "attendance/remote/video",
                 "closing"):  # fmt: skip
        page.goto(f"{live_server.url}{BASE}/{path}/")
        found += look(page, path.replace("/", "-"))
    assert found == []
