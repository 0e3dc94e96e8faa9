"""A visitor reads the agenda, a facilitator signs in and sees her list; axe finds nothing on the way."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import ALL, LANGUAGES, look, of
from tests.browser.steps import faults
from tests.factories import PASSWORD
from tests.workshops.conftest import all_offices, data, mombasa, mombasa_data  # noqa: F401  (fixtures)

PAGES = ["/workshops/", "/workshops/CEP-2023-MBA/", "/workshops/CEP-2023-MBA/agenda/", "/accounts/login/"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_are_clean_for_everyone(new_context, live_server, mombasa, language):  # noqa: F811
    rows = of(ALL, language)
    context = new_context(locale=language, **rows[0].options())
    page, errors = context.new_page(), []
    context.on("console", lambda message: errors.append(message.text))
    context.on("response", lambda answer: errors.append(answer.url) if answer.status >= 400 else None)
    for path in PAGES:
        page.goto(live_server.url + path, wait_until="networkidle")
        assert look(page, path, rows) == []
        assert errors == [], path


def test_a_facilitator_signs_in_by_keyboard_and_reads_who_comes(page: Page, live_server, mombasa, chen):  # noqa: F811
    mombasa.registrations.create(
        person=chen,
        role="lead",
        number="F01",
        confirmed_at=mombasa.registrations.first().confirmed_at,
        office=chen.postings.get().office,
        category="staff",
        sex=chen.sex,
        language="en",
    )
    page.goto(f"{live_server.url}/accounts/login/?next=/workshops/CEP-2023-MBA/")
    page.get_by_label("Email").focus()
    page.keyboard.type("chen@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("You take part: number F01, lead facilitator.")).to_be_visible()
    page.get_by_role("link", name="People", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("51 people.")).to_be_visible()
    assert faults(page) == []
    page.goto(f"{live_server.url}/people/me/")
    assert faults(page) == []
