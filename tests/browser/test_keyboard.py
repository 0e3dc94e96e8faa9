"""By keyboard alone: Ona comes for the first time; Amina signs in, searches, reads and confirms."""

import pytest
from playwright.sync_api import Page, expect

from courses.models import Evidence
from elearning.people.models import JoinRequest
from tests.browser.steps import complaints, sign_in, tab_to
from tests.browser.world import *  # noqa: F403  (fixtures)
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def press(page: Page, role: str, name: str) -> None:
    """Tab to it, and press Enter."""
    tab_to(page, page.get_by_role(role, name=name, exact=True).first)
    page.keyboard.press("Enter")


def test_amina_signs_in_searches_reads_and_confirms(page: Page, live_server, begin, amina):
    said = complaints(page.context)
    begin(amina, 0)
    page.goto(f"{live_server.url}/accounts/login/?next=/search/")
    tab_to(page, page.get_by_label("Email"))
    page.keyboard.type("amina@example.org")
    page.keyboard.press("Tab")
    tab_to(page, page.get_by_label("Password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/search/")
    tab_to(page, page.locator("main input[type=search]"))
    page.keyboard.type("residents")
    page.keyboard.press("Enter")
    found = page.get_by_role("link", name="Policing with people")
    expect(found.first).to_be_visible()
    tab_to(page, found.first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Policing with people")
    button = page.get_by_role("button", name="Highlight what is selected").first
    tab_to(page, button)
    expect(button).to_be_in_viewport()
    press(page, "button", "I have read this")
    expect(page.get_by_role("button", name="I have read this")).to_have_count(0)
    assert Evidence.objects.get(enrolment__person=amina).source == "web"
    assert said == []


def test_ona_comes_for_the_first_time(page: Page, live_server, course, offices, ona):
    said = complaints(page.context)
    sign_in(page, live_server.url, "ona", then="/people/joining/")
    tab_to(page, page.locator("input[name=office]").first)
    page.keyboard.type("Ghana")
    page.keyboard.press("Enter")
    press(page, "button", "I belong to Ghana")
    expect(page.get_by_text("You asked on").first).to_be_visible()
    assert JoinRequest.objects.get().office == offices["GH"]
    press(page, "button", "Finish, and go to my day")
    page.wait_for_url(f"{live_server.url}/my-day/")
    assert said == []
