"""From a nomination to a confirmed seat: clean for everyone, walked by keyboard, the balance changing at a tick."""

import datetime
import os

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.steps import complaints, faults, sign_in, tab_to
from tests.factories import make_person
from tests.workshops.seating import endorsed, invited, make_partner, make_quota, make_workshop, states, waiting
from workshops.actions import offering
from workshops.actions.confirming import add_to_team
from workshops.actions.nominating import nominate
from workshops.models import Offer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
CODE = "CEP-2026-ACC"
SHOTS = os.environ.get("SHOTS")


@pytest.fixture
def workshop(offices):
    """Seats in Accra some weeks from now."""
    today = timezone.now().date()
    days = {name: today + datetime.timedelta(days=many) for name, many in (("starts_on", 60), ("ends_on", 62))}
    workshop = make_workshop(offices, nominations_until=today + datetime.timedelta(days=20), **days)
    make_quota(workshop, offices["GH"], least=2, most=3, least_sex="female", least_percent=50)
    make_quota(workshop, most=7)
    return workshop


@pytest.fixture
def busy(workshop, offices, kofi, amina, bruno, efua, chen, dana) -> Offer:
    """Something in every state: a freed seat waits, an offer is open, a screening is pending."""
    now = timezone.now()
    until = now + datetime.timedelta(days=7)
    dana.user_permissions.add(Permission.objects.get(codename="screen_participant"))
    ama = make_person("Ama Boateng", offices["GH"], sex="female", job_title="Trainer of trainers", supervisor=efua)
    make_partner(workshop, focal_point=chen)
    offer = invited(workshop, ama, dana, now, until)
    waiting(workshop, kofi, dana, now)
    offering.answer(offer, accept=False, at=now)
    nominate(workshop, amina, by=dana, motivation="She trains the border police of three districts.", at=now)
    endorsed(workshop, bruno, dana, now)
    police = make_person("Kwesi Officer", offices["GH"], category="police", sex="male")
    add_to_team(workshop, chen, role="lead", language="en", by=dana, at=now)
    return invited(workshop, police, dana, now, until)


@pytest.mark.parametrize("setting", [("light", "en", 1280), ("dark", "ar", 360)])
def test_the_pages_of_seats_are_clean_for_everyone(new_context, live_server, busy, amina, client_for, dana, setting):
    scheme, locale, width = setting
    context = new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    session = client_for(dana).cookies["sessionid"].value
    for name, value in (("django_language", locale), ("sessionid", session)):
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    addresses = [("quotas",), ("quota", busy.registration.quota_id), ("nominations",), ("selection",), ("capacity",)]
    addresses += [("endorse", amina.uuid), ("substitute", busy.registration.person.uuid), ("seat", busy.secret)]
    addresses += [("screening",), ("team",), ("walk_in",), ("people",)]
    page, found, said = context.new_page(), [], complaints(context)
    for name, *keys in addresses:
        page.goto(live_server.url + reverse(f"workshops:{name}", args=[CODE, *keys]))
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{name}: {fault}" for fault in [*faults(page), *([f"{wide} px too wide"] if wide > 0 else [])]]
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{locale}.png", full_page=True)
    assert found == said == []


def test_efua_nominates_and_ranks_by_keyboard(page, live_server, workshop, offices, kofi, efua):
    nominate(workshop, kofi, by=efua)
    make_person("Ama Boateng", offices["GH"], sex="female")
    sign_in(page, live_server.url, "efua", reverse("workshops:nominations", args=[CODE]))
    tab_to(page, page.get_by_label("Person"))
    page.keyboard.type("Ama")
    page.keyboard.press("Tab")
    page.keyboard.type("She trains others.")
    tab_to(page, page.get_by_role("button", name="Nominate"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("She and, if known, her supervisor are told.")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Move Ama Boateng up"))
    page.keyboard.press("Enter")
    expect(page.locator("tbody th bdi").filter(has_text="Boateng")).to_be_visible()
    expect(page.locator("section tbody tr").first).to_contain_text("Ama Boateng")
    ranks = workshop.registrations.order_by("rank").values_list("person__name", flat=True)
    assert list(ranks) == ["Ama Boateng", "Kofi Mensah"]


def test_dana_sees_the_balance_at_each_tick_and_kofi_accepts_from_his_mail(
    page, live_server, new_context, workshop, kofi, amina, dana
):
    for person in (kofi, amina):
        endorsed(workshop, person, dana, timezone.now())
    sign_in(page, live_server.url, "dana", reverse("workshops:selection", args=[CODE]))
    balance = page.locator("#balance")
    page.get_by_label("Kofi Mensah").first.check()
    expect(balance).to_contain_text("Counting 1 who is ticked.")
    expect(balance).to_contain_text("0% women, least 50%")
    assert set(states(workshop).values()) == {"endorsed"}
    page.get_by_role("button", name="Select", exact=True).click()
    expect(page.get_by_text("Done for 1 person.")).to_be_visible()
    page.get_by_role("button", name="Send the invitations").click()
    expect(page.get_by_text("1 invitation is sent.")).to_be_visible()
    his = new_context().new_page()
    his.goto(live_server.url + reverse("workshops:seat", args=[CODE, Offer.objects.get().secret]))
    tab_to(his, his.get_by_role("button", name="I accept the seat"))
    his.keyboard.press("Enter")
    expect(his.get_by_text("your number is P01")).to_be_visible()
    assert states(workshop) == {"Kofi": "confirmed", "Amina": "endorsed"}
