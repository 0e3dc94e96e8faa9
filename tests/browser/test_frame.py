"""Headquarters makes a workshop, writes its texts, names a supporter and sees what is missing; axe finds nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import complaints, faults, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_headquarters_sets_a_workshop_up(page: Page, live_server, dana):
    errors = complaints(page.context)
    sign_in(page, live_server.url, "dana", then="/workshops/")
    page.get_by_role("link", name="New workshop").click()
    assert faults(page) == []
    for label, value in {
        "Code": "CEP-2030-ACC",
        "Title in English": "Policing with people",
        "Venue": "Accra",
        "Time zone": "Mars/Olympus",
        "First day": "2030-03-05",
        "Last day": "2030-03-04",
        "Capacity": "24",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Kind").select_option("refresher")
    page.get_by_label("Host office").select_option(label="Ghana")
    page.get_by_label("English", exact=True).check()
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text("is not a time zone").first).to_be_visible()
    assert faults(page) == []
    page.get_by_label("Time zone", exact=True).fill("Africa/Accra")
    page.get_by_label("Last day", exact=True).fill("2030-03-06")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text("The draft is made.")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Texts").click()
    page.get_by_role("link", name="English").click()
    page.get_by_label("Status").select_option("reviewed")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("cell", name="reviewed")).to_be_visible()
    page.get_by_role("link", name="Supporters").click()
    page.get_by_label("Or organisation").fill("Coast Trust")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("rowheader", name="Coast Trust")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="State", exact=True).click()
    expect(page.get_by_text("Say until when nominations are taken")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Frame", exact=True).click()
    page.get_by_label("Nominations until").fill("2030-02-01")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="State", exact=True).click()
    page.get_by_role("button", name="Move to “open”").click()
    expect(page.get_by_text("The workshop is now: open.")).to_be_visible()
    assert errors == []
