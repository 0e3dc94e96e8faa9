"""A lead publishes a new agenda and tells people; a participant reads what changed; axe finds nothing on the way."""

import datetime

import pytest
from playwright.sync_api import Page, expect

from elearning.notices.models import Notice
from tests.browser.steps import complaints, faults, sign_in
from tests.workshops.agendas import join, move
from tests.workshops.conftest import all_offices, data, mombasa, mombasa_data  # noqa: F401  (fixtures)
from workshops.actions.drafting import draft_of
from workshops.actions.publishing import publish
from workshops.actions.telling import deliver
from workshops.models import Announcement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
HOME = "/workshops/CEP-2023-MBA/"


@pytest.fixture
def draft(mombasa, chen, amina):  # noqa: F811
    """The reception an hour later, and one item that is shorter than it should be."""
    join(mombasa, chen, role="lead")
    join(mombasa, amina, group="A")
    draft = draft_of(mombasa, by=chen)
    move(draft, "D1-13", start=datetime.time(19, 30))
    mombasa.items.filter(code="D1-05").update(shortest=300)
    return draft


def seen(page: Page, said: list[str]) -> None:
    """Nothing is wrong with the page that is open."""
    assert faults(page) == []
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_new_agenda_is_published_reviewed_sent_and_read(new_context, live_server, draft):
    context = new_context(viewport={"width": 1280, "height": 900})
    page, said = context.new_page(), complaints(context)
    sign_in(page, live_server.url, "chen", f"{HOME}versions/")
    seen(page, said)
    page.get_by_role("link", name="Weigh and publish the draft").click()
    seen(page, said)
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.get_by_text("1 warning is not acknowledged yet.")).to_be_visible()
    page.get_by_label("D1-05").check()
    page.get_by_label("What it changes, in a sentence").fill("The boat is late")
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.get_by_text("Version 2 is published.")).to_be_visible()
    seen(page, said)
    page.get_by_role("link", name="Amina Odhiambo").click()
    expect(page.get_by_text("is now on Tuesday, July 4, 19:30–21:00")).to_be_visible()
    seen(page, said)
    page.get_by_role("link", name="Back to all notices").click()
    page.get_by_role("button", name="Send 52 notices").click()
    expect(page.get_by_text("The notices are being sent.")).to_be_visible()
    assert deliver(Announcement.objects.get(state="sending")) == Notice.objects.count() == 52
    page.reload()
    expect(page.get_by_text("52 of 52")).to_be_visible()
    seen(page, said)


def test_a_participant_reads_what_changed_and_gets_her_calendar(new_context, live_server, draft):
    draft.workshop.items.update(shortest=5)
    publish(draft, by=None, acknowledged=[])
    context = new_context(viewport={"width": 360, "height": 800}, color_scheme="dark")
    page, said = context.new_page(), complaints(context)
    sign_in(page, live_server.url, "amina", f"{HOME}agenda/")
    seen(page, said)
    page.get_by_role("link", name="What changed since the version before").click()
    expect(page.get_by_text("Moved: “Welcome reception (optional)”")).to_be_visible()
    seen(page, said)
    page.get_by_role("link", name="See the agenda").click()
    page.get_by_role("link", name="My own calendar").click()
    page.get_by_role("button", name="Get my address").click()
    seen(page, said)
    assert ".ics" in page.get_by_label("Your secret address").input_value()
