"""An anonymous form whose tab is closed half way, then sent; a good practice with a photograph; clean for everyone."""

# ruff: noqa: F811  (fixtures of other folders are arguments here)

import io
import os

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from elearning.toolkit.models import GoodPracticePage
from tests.browser.steps import complaints, faults, sign_in
from tests.toolkit.conftest import homes, make_module, toolkit  # noqa: F401  (fixtures)
from tests.workshops.feedback.conftest import make, own, workshop  # noqa: F401  (fixtures)
from tests.workshops.practices.conftest import reviewer, take_part  # noqa: F401  (fixtures)
from workshops.actions.answering import send_answers
from workshops.actions.feedback import reply
from workshops.models import FormAnswer, GoodPractice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
CODE = "CEP-2026-ACC"
SHOTS = os.environ.get("SHOTS")


@pytest.fixture
def form(make):
    return make()


def look(page, name: str) -> list[str]:
    """What is wrong with the page that is open; a picture of it where one is asked for."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/feedback-{name}.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{name}: {fault}" for fault in [*faults(page), *([f"{wide} px too wide"] if wide > 0 else [])]]


def test_what_amina_wrote_is_still_there_after_her_tab_was_closed_and_nobody_else_has_it(
    new_context,
    live_server,
    form,
    own,
):
    context = new_context(viewport={"width": 360, "height": 740})
    page, said, found = context.new_page(), complaints(context), []
    address = reverse("workshops:form", args=[CODE, form.pk])
    sign_in(page, live_server.url, "amina", address)
    expect(page.get_by_text("Anonymous: nobody can find out who answered what.")).to_be_visible()
    page.get_by_role("group", name="The workshop was relevant").get_by_label("4", exact=True).check()
    page.get_by_label("What should we keep?").fill("The role play at the market.")
    expect(page.get_by_text("kept on this device only")).to_be_visible()
    found += look(page, "form")
    page.close()
    assert not FormAnswer.objects.exists()
    page = context.new_page()
    page.goto(live_server.url + address)
    expect(page.get_by_label("What should we keep?")).to_have_value("The role play at the market.")
    expect(page.get_by_role("group", name="The workshop was relevant").get_by_label("4", exact=True)).to_be_checked()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("You have sent this form. Thank you.")).to_be_visible()
    found += look(page, "form-sent")
    assert FormAnswer.objects.get().answers == {"relevance": 4, "keep": "The role play at the market."}
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('form-'))") == []
    assert found == said == []


def test_a_form_with_names_is_saved_as_she_goes(new_context, live_server, make, own, workshop):
    form = make("daily", day=workshop.starts_on, mode="named")
    context = new_context()
    page, said = context.new_page(), complaints(context)
    sign_in(page, live_server.url, "amina", reverse("workshops:form", args=[CODE, form.pk]))
    page.get_by_label("What will you take with you from today?").fill("Listening first.")
    page.get_by_label("Just right").check()
    expect(page.locator("#saved")).to_contain_text("Saved at")
    row = FormAnswer.objects.get()
    assert (row.complete, row.answers) == (False, {"pace": 1, "learned": "Listening first."})
    assert said == []


def test_amina_writes_a_good_practice_and_a_reviewer_publishes_it(
    new_context,
    live_server,
    make_module,
    own,
    offices,
    reviewer,
    client_for,
):
    make_module("m1", audience="public")
    own.office = offices["KE"]
    own.save()
    context = new_context(viewport={"width": 360, "height": 740})
    page, said, found = context.new_page(), complaints(context), []
    sign_in(page, live_server.url, "amina", reverse("workshops:practices", args=[CODE]))
    page.get_by_role("link", name="Write a good practice").click()
    page.get_by_label("Title").fill("Market mornings")
    page.get_by_label("Module that it puts to use").select_option("m1")
    picture = io.BytesIO()
    Image.new("RGB", (1800, 900), "teal").save(picture, "JPEG")
    page.get_by_label("Photograph").first.set_input_files(
        {"name": "market.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    )
    found += look(page, "practice-new")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("img", name="Your photograph")).to_be_visible()
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("It is saved, and not sent yet.")).to_be_visible()
    found += look(page, "practice-missing")
    texts = {"Context": "A border market.", "What was done, step by step": "1. We listened."}
    texts |= {"What made it work": "The same officers.", "What the photograph shows": "A stall"}
    for label, text in texts.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Everybody in the photograph agreed").check()
    page.get_by_label("It may be published").check()
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("It is being reviewed.")).to_be_visible()
    found += look(page, "practice-sent")
    practice = GoodPractice.objects.get()
    assert (practice.state, practice.office, practice.photo.width) == ("sent", offices["KE"], 1600)
    context.clear_cookies()
    context.add_cookies(
        [{"name": "sessionid", "value": client_for(reviewer).cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(live_server.url + reverse("practices_cms:index"))
    found += look(page, "cms-index")
    page.get_by_role("link", name="Market mornings").click()
    expect(page.get_by_role("img", name="A stall")).to_be_visible()
    found += look(page, "cms-show")
    page.get_by_role("button", name="Publish under its module").click()
    expect(page.get_by_text("Published: the author is told.")).to_be_visible()
    page.goto(live_server.url + GoodPracticePage.objects.get().url)
    expect(page.get_by_role("img", name="A stall")).to_be_visible()
    found += look(page, "practice-page")
    assert found == said == []


def test_the_other_pages_are_clean_in_the_dark_and_from_right_to_left(
    new_context,
    live_server,
    form,
    workshop,
    own,
    offices,
    chen,
    client_for,
):
    from tests.factories import make_person

    take_part(workshop, chen, "F01", role="lead")
    for number in range(2, 8):
        one = take_part(workshop, make_person(f"N{number} Person", offices["KE"]), f"P{number:02}")
        send_answers(form, one, {"relevance": 4, "keep": "الدور", "recommend": 0})
    reply(form, [{"said": {"en": "Breaks"}, "did": {"en": "Longer"}}], by=None)
    context = new_context(color_scheme="dark", viewport={"width": 360, "height": 800})
    for name, value in (("django_language", "ar"), ("sessionid", client_for(chen).cookies["sessionid"].value)):
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page, said, found = context.new_page(), complaints(context), []
    addresses = [("forms",), ("form_new",), ("form_results", form.pk), ("form_reply", form.pk), ("you_said",)]
    addresses += [("form_edit", form.pk), ("practices",)]
    for name, *keys in addresses:
        page.goto(live_server.url + reverse(f"workshops:{name}", args=[CODE, *keys]))
        found += look(page, f"{name}-ar")
    assert found == said == []
