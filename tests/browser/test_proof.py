"""Six people, a lead facilitator, and their certificates: names, preview, warnings, issue, progress, download."""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from elearning.records.models import Certificate
from tests.browser.steps import complaints, faults, let_the_worker_work, sign_in
from tests.workshops.proof.rooms import CODE, make_room
from workshops.proof.links import address_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SHOTS = os.environ.get("SHOTS")


def look(page, found: list[str], name: str) -> None:
    """Collects what is wrong with the page that is open."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    found += [f"{name}: {fault}" for fault in [*faults(page), *([f"{wide} px too wide"] if wide > 0 else [])]]
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/proof-{name}.png", full_page=True)


def test_from_the_preview_to_the_document(new_context, live_server, settings, offices, amina, bruno, chen):
    settings.BASE_URL = live_server.url
    room, found = make_room(offices, chen), []
    context = new_context(viewport={"width": 1280, "height": 900})
    said, page = complaints(context), context.new_page()
    sign_in(page, live_server.url, "chen", reverse("workshops:certificates", args=[CODE]))
    look(page, found, "preview")
    expect(page.get_by_text("50.0% where 80% are asked.")).to_be_visible()
    for box in page.locator("input[name=acknowledged]").all():
        box.check()
    page.get_by_role("button", name="Issue 4 certificates").click()
    expect(page.locator("#issue-progress")).to_contain_text("0 of 4")
    look(page, found, "progress")
    let_the_worker_work()
    expect(page.locator("#issue-progress")).to_contain_text("4 certificates were issued.")  # it asked by itself
    page.get_by_role("link", name="Hand them over").click()
    look(page, found, "links")
    expect(page.locator("input[readonly]")).to_have_count(2)
    page.goto(live_server.url + reverse("workshops:names", args=[CODE]))
    look(page, found, "names")
    page.get_by_role("button", name="Comfort Addo says it is right").click()
    expect(page.get_by_text("The name of P03 is confirmed.")).to_be_visible()
    hers = new_context(viewport={"width": 360, "height": 700}, color_scheme="dark").new_page()
    hers.goto(address_of(room.registrations.select_related("workshop").get(number="P03")))
    look(hers, found, "own")
    with hers.expect_download() as download:
        hers.locator(".verdict a.button").click()
    certificate = Certificate.objects.get(name="Comfort Addo")
    assert download.value.suggested_filename == f"{certificate.serial}.pdf"
    assert found == said == []
