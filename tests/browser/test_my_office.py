"""A focal point's day: she looks at her office, reminds one and all, marks it offline, lends her role."""

import datetime
import os

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from elearning.journal.models import LogEntry
from elearning.people.actions import end_posting, post
from elearning.people.models import Posting, User
from elearning.tracking.models import Nudge
from elearning.tracking.office.nudging import RUN, remind_some
from elearning.tracking.readiness.deriving import derive
from elearning.tracking.requirements.actions import create_requirement, publish_version
from tests.browser.steps import complaints, faults, sign_in, speak
from tests.factories import make_office, make_person
from tests.tracking.requirements.conftest import asked, make_course

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SHOTS = os.environ.get("SHOTS")
DAY = datetime.timedelta(days=1)


@pytest.fixture
def house(offices, efua, kofi, amina, dana) -> Posting:
    """Three people who are overdue, a newcomer, and Kofi who leaves and leaves something."""
    today, now = timezone.localdate(), timezone.now()
    titles = {"en": "Know the basics", "fr": "Connaître les bases", "ar": "معرفة الأساسيات"}
    make_person("Gifty Osei", make_office("GH-TEM", kind="sub", parent=offices["GH"], name="Tema"))
    Posting.objects.update(recorded_at=now - 500 * DAY)
    made = create_requirement("BASICS", by=dana, at=now - 90 * DAY)
    terms = asked(make_course("BASICS"), titles=titles, from_day=today - 90 * DAY, days=60)
    publish_version(made, by=dana, at=now - 90 * DAY, **terms)
    post(make_person("Nana Boateng"), offices["GH"], started_on=today - 7 * DAY)
    kofi.handovers.create(kind="parked_point", key="1", label={"en": "Who pays?"}, taken_by=dana, taken_at=now)
    derive(User.objects.values_list("pk", flat=True))
    return end_posting(kofi.postings.get(), ended_on=today + 20 * DAY, by=dana)


def test_a_focal_point_looks_after_her_office(new_context, live_server, house):
    context = new_context(viewport={"width": 360, "height": 740})
    page, found, said = context.new_page(), [], complaints(context)

    def look(where: Page, name: str) -> None:
        wide = where.evaluate("document.documentElement.scrollWidth - innerWidth")
        found.extend([f"{name}: {fault}" for fault in [*faults(where), *([f"{wide} px too wide"] if wide > 0 else [])]])
        if SHOTS:
            where.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
            where.set_viewport_size({"width": 1280, "height": 800})
            where.emulate_media(color_scheme="dark")
            where.screenshot(path=f"{SHOTS}/{name}-wide.png", full_page=True)
            where.emulate_media(color_scheme="light")
            where.set_viewport_size({"width": 360, "height": 740})

    sign_in(page, live_server.url, "efua", "/my-office/")
    look(page, "office")
    page.get_by_role("button", name="Remind Gifty Osei of Know the basics").click()
    expect(page.get_by_text("Gifty Osei is reminded")).to_be_visible()
    expect(page.get_by_role("button", name="Remind Gifty Osei")).to_have_count(0)
    page.get_by_role("link", name="Remind all").click()
    look(page, "all")
    page.get_by_role("button", name="Send 2 reminders").click()
    expect(page.get_by_text("They are being reminded")).to_be_visible()
    remind_some(LogEntry.objects.get(action=RUN), 0, {})
    page.reload()
    expect(page.get_by_text("2 reminders were sent. Not to 1:")).to_be_visible()
    assert Nudge.objects.count() == 3

    page.get_by_role("link", name="Who covers for me").click()
    page.get_by_label("E-mail address of your colleague").fill("amina@example.org")
    page.get_by_label("To", exact=True).fill((timezone.localdate() + 5 * DAY).isoformat())
    look(page, "cover")
    page.get_by_role("button", name="Lend").click()
    expect(page.get_by_text("Amina Odhiambo covers for me")).to_be_visible()
    page.get_by_role("link", name="Offline", exact=True).click()
    page.get_by_label("From").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("cell", name="not known yet")).to_be_visible()
    look(page, "offline")
    page.get_by_role("link", name="Who is due").click()
    page.get_by_role("link", name="all taken over").click()
    expect(page.get_by_text("closed: all is taken over")).to_be_visible()
    look(page, "handover")
    speak(page, "ar")
    page.goto(f"{live_server.url}/my-office/")
    look(page, "office-ar")
    assert (found, said) == ([], [])
