"""Headquarters writes down what is asked, sees what it would do, publishes it; a learner finds it on her day."""

import datetime
import os

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from elearning.people.models import Posting
from elearning.tracking.models import Requirement
from elearning.tracking.readiness.deriving import derive_stale
from tests.browser.steps import complaints, faults, sign_in, speak
from tests.tracking.requirements.conftest import make_course

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SHOTS = os.environ.get("SHOTS")
URL = "/requirements/"


def test_from_a_code_to_the_day_of_a_learner(new_context, live_server, offices, dana, amina, kofi):
    Posting.objects.update(recorded_at=datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC))
    make_course("BASICS")
    context = new_context(viewport={"width": 1280, "height": 800})
    page, found, said = context.new_page(), [], complaints(context)

    def look(where, name: str) -> None:
        wide = where.evaluate("document.documentElement.scrollWidth - innerWidth")
        found.extend([f"{name}: {fault}" for fault in [*faults(where), *([f"{wide} px too wide"] if wide > 0 else [])]])
        if SHOTS:
            where.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)

    sign_in(page, live_server.url, "dana", f"{URL}new/")
    page.get_by_label("Code").fill("BASICS")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("English").fill("Know the basics")
    page.get_by_role("group", name="Line 1").get_by_label("What satisfies it").select_option("Course BASICS")
    page.get_by_role("button", name="More lines").click()
    line = page.get_by_role("group", name="Line 6")
    line.get_by_label("What satisfies it").select_option("thematic")
    line.get_by_label("Participation is enough").check()
    page.get_by_text("Offices", exact=True).first.click()
    look(page, "form")
    page.get_by_role("button", name="Try it out").click()
    expect(page.get_by_role("heading", name="Who would change")).to_be_visible()
    look(page, "dry-run")
    page.get_by_role("button", name="Publish exactly this").click()
    expect(page.get_by_text("Version 1 is published.")).to_be_visible()
    look(page, "requirement")
    page.get_by_role("link", name="Exemptions").click()
    page.get_by_role("link", name="Exempt somebody").click()
    page.get_by_label("Person").fill("kofi@example.org")
    page.get_by_label("Reason").fill("Seconded")
    look(page, "exempt")
    page.get_by_role("button", name="Exempt", exact=True).click()
    look(page, "exemptions")
    derive_stale()

    phone = new_context(color_scheme="dark", viewport={"width": 360, "height": 740}).new_page()
    sign_in(phone, live_server.url, "amina", "/my-day/")
    look(phone, "my-day-dark")
    phone.get_by_role("link", name="Show me how").click()
    expect(phone.get_by_role("heading", name="Any one of these meets it")).to_be_visible()
    look(phone, "way-dark")
    row = Requirement.objects.get().try_outs.get()
    narrow = new_context(viewport={"width": 360, "height": 740}).new_page()
    sign_in(narrow, live_server.url, "dana", URL)
    look(narrow, "list-narrow")
    speak(narrow, "ar")
    for name, path in {"dry-run": f"{URL}BASICS/dry-runs/{row.uuid}/", "form": f"{URL}BASICS/version/"}.items():
        narrow.goto(live_server.url + path)
        look(narrow, f"{name}-arabic")
    assert (found, said) == ([], [])
    assert Requirement.objects.get().versions.get().from_day == timezone.localdate()
