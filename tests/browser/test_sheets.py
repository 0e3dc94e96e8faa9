"""A signed sheet typed back in the browser, with the names beside the codes; the pages of sheets and tests for all."""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.models import Attempt, PaperScore
from tests.browser.steps import complaints, faults
from tests.workshops.proof.rooms import AT, CODE, DAY, make_room
from workshops.actions.sheets import make_sheet
from workshops.attending import CONTEXT
from workshops.models import Sheet, TestWindow, Workshop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SHOTS = os.environ.get("SHOTS")


@pytest.fixture
def sheet(offices, chen, amina, bruno) -> Sheet:
    """A day in Accra with six people, a sheet in Arabic, totals of both sides."""
    workshop = make_room(offices, chen)
    Attempt.objects.update(score=1, max_score=1, percent=100)
    place = {"pair": workshop.test_pair, "context_kind": CONTEXT, "context_key": workshop.code}
    for one in workshop.registrations.participants():
        said = {"person": one.person, "max_score": 10, "taken_on": DAY, "entered_by": chen}
        for side, score in (("before", 3), ("after", 8)):
            if not PaperScore.objects.filter(person=one.person, side=side).exists():
                PaperScore.objects.create(side=side, score=score, **said, **place)
    TestWindow.objects.create(workshop=workshop, side="before", opened_at=AT, opened_by=chen)
    return make_sheet(workshop, DAY, language="ar", by=chen)


def as_person(context, live_server, client, locale: str) -> None:
    for name, value in (("django_language", locale), ("sessionid", client.cookies["sessionid"].value)):
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])


def test_a_sheet_is_typed_back_and_compared(new_context, live_server, sheet, chen, dana, client_for):
    context = new_context(viewport={"width": 360, "height": 800})
    as_person(context, live_server, client_for(chen), "en")
    said, page = complaints(context), context.new_page()
    page.goto(live_server.url + reverse("workshops:sheet_typing", args=[CODE, sheet.code]))
    first, second, third = (row["row"] for row in sheet.rows[:3])
    box = page.locator("textarea").first
    box.press_sequentially(f"{first.lower()} {second}/25 99X")
    names = page.locator(".sheet-names").first
    expect(names).to_contain_text(f"{second}/25 Bruno Machava")
    expect(names.locator("[data-fault]")).to_have_text("99X: not on this sheet")
    page.get_by_role("button", name="Keep what is typed").click()
    expect(page.get_by_role("alert")).to_contain_text("line 1, word 3")
    expect(box).to_have_value(f"{first.lower()} {second}/25 99X")
    box.fill(third)
    page.get_by_label("Everybody signed, except these").first.check()
    expect(names).to_contain_text("not signed: 1")
    page.get_by_role("button", name="Keep what is typed").click()
    expect(page.get_by_text("entries are kept.")).to_be_visible()
    assert sheet.events.values("registration").distinct().count() == 5
    other = new_context()
    as_person(other, live_server, client_for(dana), "en")
    hers = other.new_page()
    hers.goto(live_server.url + reverse("workshops:sheet_verify", args=[CODE, sheet.code]))
    hers.get_by_role("button", name="It is as on the paper").click()
    expect(hers.get_by_text("is verified.")).to_be_visible()
    assert said == []


@pytest.mark.parametrize("setting", [("light", "en", 1280), ("dark", "ar", 360)])
def test_the_pages_are_clean_for_everyone(new_context, live_server, sheet, chen, amina, dana, client_for, setting):
    scheme, locale, width = setting
    Workshop.objects.update(state="live")
    morning = {sheet.checkpoints[0]["key"]: [{"row": sheet.rows[0]["row"], "late": 25, "left": "10:30"}]}
    Sheet.objects.update(typed={"signed": morning, "walk_ins": {}}, typed_by=chen, typed_at=AT)
    lead = [("sheets",), ("sheet_typing", "S01"), ("sheet_verify", "S01"), ("tests",), ("gain",), ("gain_screen",)]
    lead += [("test_totals", "after")]
    found, said = [], []
    for person, addresses in ((dana, lead), (amina, [("my_tests",)])):
        context = new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
        as_person(context, live_server, client_for(person), locale)
        said += [complaints(context)]
        page = context.new_page()
        for name, *keys in addresses:
            answer = page.goto(live_server.url + reverse(f"workshops:{name}", args=[CODE, *keys]))
            found += [f"{name}: {answer.status}"] if answer.status != 200 else []
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found += [f"{name}: {fault}" for fault in [*faults(page), *([f"{wide} px too wide"] if wide > 0 else [])]]
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{name}-{locale}.png", full_page=True)
    assert found == []
    assert said == [[], []]
