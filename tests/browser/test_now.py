"""In the room: a vote cast while the line is cut is there once when it is back; the screen is clean for everyone."""

import datetime
import os
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.steps import complaints, faults, let_answers_out, let_no_answer_out
from tests.workshops.agendas import join, place, publish_all
from tests.workshops.seating import make_workshop
from workshops.actions.drafting import draft_of
from workshops.actions.polling import open_poll, save_poll
from workshops.actions.room_questions import ask, moderate, support
from workshops.models import Vote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
BASE = "/workshops/CEP-2026-ACC"
PHONE = {"width": 360, "height": 740}
SHOTS = os.environ.get("SHOTS")


@pytest.fixture
def workshop(offices, amina, chen, kofi):
    """A workshop whose one item is on all day; Chen leads, Amina and Kofi take part; a poll is open."""
    today = timezone.now().astimezone(datetime.UTC).date()
    workshop = make_workshop(offices, starts_on=today, ends_on=today, state="live")
    draft = draft_of(workshop, by=chen)
    room = workshop.rooms.create(name="Baraza Hall", capacity=60)
    item = workshop.items.create(
        code="A-1", kind="plenary", titles={"en": "Community policing: what changes at the front desk"},
        floor_languages=["en"], interpreted_languages=["fr"],
    )  # fmt: skip
    one = place(draft, item, today, "00:00", 24 * 60 - 1)
    one.room = room
    one.save()
    publish_all(draft, by=chen, at=timezone.now())
    people = {name: join(workshop, person, role=role) for name, person, role in (
        ("chen", chen, "lead"), ("amina", amina, "participant"), ("kofi", kofi, "participant"))}  # fmt: skip
    choices = [{"en": "A shared plan with the community", "ar": "خطة مشتركة مع المجتمع"}, {"en": "More training first"},
               {"en": "I do not know yet"}]  # fmt: skip
    poll = save_poll(workshop, question={"en": "What would help your office most?"}, choices=choices, by=chen)
    open_poll(poll, by=chen)
    for text, name in (("How do we measure trust?", "kofi"), ("Who pays for interpreters?", "amina")):
        question = ask(people[name], text, uuid=uuid.uuid4(), language="en")
        moderate(question, "shown", by=chen)
    support(question, people["kofi"])
    return workshop


def session_of(client_for, person) -> str:
    return client_for(person).cookies["sessionid"].value


def signed_in(new_context, live_server, session: str, locale: str = "en", **options):
    """A browser of somebody who is signed in."""
    context = new_context(**options)
    cookies = {"sessionid": session, "django_language": locale}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    return context


def test_a_vote_cast_while_the_line_is_cut_arrives_once(new_context, live_server, workshop, amina, client_for):
    context = signed_in(new_context, live_server, session_of(client_for, amina), viewport=PHONE)
    let_no_answer_out(context)
    page = context.new_page()
    page.goto(f"{live_server.url}{BASE}/now/")
    expect(page.get_by_role("heading", name="Community policing")).to_be_visible()
    page.get_by_role("link", name="A poll is open: vote").click()
    page.get_by_label("More training first").check()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_text("Kept on this device.")).to_be_visible()
    assert not Vote.objects.exists()
    page.close()
    page = context.new_page()
    page.goto(f"{live_server.url}{BASE}/polls/")
    expect(page.get_by_label("More training first")).to_be_checked()
    expect(page.get_by_text("Kept on this device.")).to_be_visible()
    let_answers_out(page)
    expect(page.get_by_text("Your vote is taken.")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('vote:'))") == []
    page.reload()
    expect(page.get_by_label("More training first")).to_be_checked()
    assert [vote.choice for vote in Vote.objects.all()] == [1]


def test_on_a_line_that_carries_nothing_she_reads_at_once_that_her_vote_is_kept(
    new_context, live_server, workshop, amina, client_for
):
    context = signed_in(new_context, live_server, session_of(client_for, amina), viewport=PHONE)
    page = context.new_page()
    page.route("**/vote/", lambda route: None)
    page.goto(f"{live_server.url}{BASE}/polls/")
    page.get_by_label("More training first").check()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_text("Kept on this device.")).to_be_visible(timeout=3000)
    page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("setting", [("light", "en", 1280), ("dark", "ar", 360)])
def test_the_pages_of_the_room_are_clean_for_everyone(new_context, live_server, workshop, chen, client_for, setting):
    scheme, locale, width = setting
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    context = signed_in(new_context, live_server, session_of(client_for, chen), locale, **look)
    page, found, said = context.new_page(), [], complaints(context)
    addresses = ["now/", "late/?what=A-1&how=ends&minutes=1", "running/", "polls/", "polls/new/", "questions/"]
    for address in [*addresses, "questions/moderation/", "parking/", "screen/?result"]:
        answer = page.goto(f"{live_server.url}{BASE}/{address}")
        found += [] if answer.ok else [f"{address}: {answer.status}"]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{address}: {fault}" for fault in [*faults(page), *([f"{wide} px too wide"] if wide > 0 else [])]]
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{address.split('?')[0].strip('/').replace('/', '-')}-{locale}.png")
    if SHOTS:
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.goto(f"{live_server.url}{BASE}/screen/?result")
        page.screenshot(path=f"{SHOTS}/big-{locale}.png")
    assert found == said == []
