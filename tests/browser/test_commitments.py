"""A plan is filled on the phone, and a follow-up is answered by the link of the mail, without signing in."""

import os

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from elearning.notices.models import Notice
from tests.browser.steps import complaints, faults, sign_in
from tests.workshops.commitments.conftest import DAY, fresh
from tests.workshops.papers import take_part
from tests.workshops.seating import make_workshop
from workshops.actions.endorsing_plans import endorse_plan
from workshops.actions.following_up import due_follow_ups
from workshops.models import ActionPlan, FrameworkStatement, Workshop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
CODE = "CEP-2026-ACC"
SHOTS = os.environ.get("SHOTS")
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def workshop(offices, kofi, efua, dana) -> Workshop:
    """Over for 181 days."""
    today = timezone.localdate()
    days = {"starts_on": today - 183 * DAY, "ends_on": today - 181 * DAY}
    workshop = make_workshop(offices, state=Workshop.State.REPORTING, **days)
    take_part(workshop, kofi, "P01")
    FrameworkStatement.objects.create(code="agreed", texts={"en": "It is agreed in writing."})
    return workshop


def test_a_plan_is_written_on_the_phone_and_answered_by_the_link_of_the_mail(
    new_context, live_server, workshop, efua, dana, client_for
):
    context = new_context(**PHONE)
    page, found, said = context.new_page(), [], complaints(context)

    def look(where, name: str) -> None:
        wide = where.evaluate("document.documentElement.scrollWidth - innerWidth")
        found.extend([f"{name}: {fault}" for fault in [*faults(where), *([f"{wide} px too wide"] if wide > 0 else [])]])
        if SHOTS:
            where.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)

    sign_in(page, live_server.url, "kofi", reverse("workshops:action_plans", args=[CODE]))
    look(page, "plans")
    page.get_by_role("button", name="Begin your plan").click()
    page.get_by_role("link", name="Add a commitment").click()
    page.get_by_label("What you will do").fill("Hold a forum with women traders")
    page.get_by_label("How it will be seen").fill("Two forums, with minutes")
    page.get_by_label("Until when").fill(timezone.localdate().isoformat())
    look(page, "commitment")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Hold a forum with women traders")).to_be_visible()
    look(page, "plan")
    page.get_by_role("button", name="Send for endorsement").click()
    expect(page.get_by_text("Whoever is to endorse it is told.")).to_be_visible()

    plan = ActionPlan.objects.get()
    endorse_plan(plan, by=efua, seen=fresh(plan).revision)
    assert due_follow_ups() == 1
    hers = new_context(**PHONE).new_page()
    hers.goto(live_server.url + Notice.objects.get(kind="follow_up_asked").path)
    look(hers, "answer")
    hers.get_by_label("Applied").select_option("partly")
    hers.get_by_label("What hindered").select_option("funds")
    hers.get_by_label("It is agreed in writing.").select_option("3")
    hers.get_by_role("button", name="Save").click()
    expect(hers.get_by_text("Saved. Thank you.")).to_be_visible()
    expect(hers.get_by_label("Applied")).to_have_value("partly")

    assert due_follow_ups() == 1
    hers.goto(live_server.url + Notice.objects.get(kind="follow_up_view").path)
    look(hers, "view")
    hers.get_by_label("Yes").check()
    hers.get_by_role("button", name="Save my view").click()
    expect(hers.get_by_text("Your view is kept since")).to_be_visible()

    wide = new_context(color_scheme="dark", viewport={"width": 360, "height": 740})
    session = client_for(dana).cookies["sessionid"].value
    for name, value in (("django_language", "ar"), ("sessionid", session)):
        wide.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    told = wide.new_page()
    for name, *keys in (
        ("follow_up", CODE),
        ("ratings", CODE),
        ("follow_up_overdue",),
        ("initiatives_of", "GH"),
        ("framework",),
    ):
        told.goto(live_server.url + reverse(f"workshops:{name}", args=keys))
        look(told, f"{name}-ar")
    assert found == said == []
