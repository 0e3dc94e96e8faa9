"""Amina keeps a course, loses the network, learns from a cold start, and all of it arrives once; signing out wipes."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Attempt
from courses.models import Evidence
from elearning.toolkit.models import Note
from tests.browser.steps import choose, faults, finish, let_the_worker_work, sign_in, sign_out, speak, state
from tests.courses.offline.conftest import (  # noqa: F401  (fixtures)
    course,
    enrolment,
    french_toolkit,
    homes,
    make_module,
    modules,
    paper,
    picture,
    practice,
    toolkit,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
HERE = "Conservé sur cet appareil"


def kept_names(page: Page) -> list[str]:
    return page.evaluate("async () => (await caches.keys()).filter((name) => name.startsWith('offline'))")


def bases(page: Page) -> list[str]:
    return page.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name)")


def keep(page: Page, language: str) -> None:
    """Keep the course that is open, in this language; its size is said before anything is fetched."""
    page.locator("[data-keep] summary").click()
    page.get_by_label("Language", exact=True).select_option(language)
    expect(page.locator("[data-keep-size]")).to_contain_text(re.compile(r"\d+ kB on this device, in French"))
    assert kept_names(page) == []
    page.get_by_role("button", name="Keep for offline").click()
    expect(page.locator("[data-kept-line]")).to_contain_text(re.compile(r"Kept on .+ kB, in French\."), timeout=20_000)


def without_network(context: BrowserContext, page: Page) -> Page:
    """As after the device was switched off: no tab, no network."""
    page.close()
    context.set_offline(True)
    return context.new_page()


def test_amina_learns_without_a_network_from_a_cold_start_and_all_of_it_arrives_once(
    new_context,
    live_server,
    enrolment,  # noqa: F811
    modules,  # noqa: F811
):
    site, context = live_server.url, new_context()
    page = context.new_page()
    sign_in(page, site, "amina", then="/courses/CEP/")
    keep(page, "fr")
    assert faults(page) == []
    begun = timezone.now()

    page = without_network(context, page)
    page.goto(f"{site}/")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.locator("ul[data-kept] a").first.click()
    page.locator("main a", has_text="Le module").click()
    expect(page).to_have_url(f"{site}/fr/pep/m1-fr/")
    assert page.locator("figure img").evaluate("async (img) => { await img.decode(); return img.naturalWidth }") == 8
    page.locator("form[action$='/read/'] button").click()
    expect(page.locator("form[action$='/read/']")).to_be_hidden()
    page.locator(".reflection textarea").fill("Au marché")
    page.locator(".reflection button").click()
    expect(page.locator("[data-unsent-count]")).to_contain_text("2")
    page = without_network(context, page)
    page.goto(f"{site}/courses/CEP/")
    page.locator("main a[href$='/practice/']").click()
    box = page.locator("[data-position='0']")
    box.locator("input[value=a]").check()
    box.locator("summary").click()
    expect(box.locator("[data-verdict]")).not_to_be_empty()
    page.locator("[data-finish]").click()
    expect(page.locator("[data-unsent-count]")).to_contain_text("3")
    page.goto(f"{site}/fr/pep/m1-fr/")
    expect(page.locator(".reflection textarea")).to_have_value("Au marché")
    expect(page.locator("form[action$='/read/']")).to_be_hidden()
    page.goto(f"{site}/workshops/")
    expect(page.locator("[data-waiting] > li")).to_have_count(3)
    assert Evidence.objects.count() == Note.objects.count() == Attempt.objects.count() == 0
    gone = timezone.now()

    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-unsent-count]")).to_be_hidden()
    fact, note, attempt = Evidence.objects.get(), Note.objects.get(), Attempt.objects.get()
    assert begun < fact.occurred_at < gone < fact.received_at
    assert begun < note.written_at < gone
    assert begun < attempt.submitted_at < gone
    assert (fact.source, fact.language, note.text, attempt.answers()) == ("offline", "fr", "Au marché", {0: ["a"]})

    page.goto(f"{site}/fr/cep/m2/")
    page.locator("form[action$='/read/'] button").click()
    expect(page.locator("form[action$='/read/']")).to_have_count(0)
    page.goto(f"{site}/courses/CEP/")
    speak(page, "en")
    expect(page.get_by_text("2 of 3")).to_be_visible()
    page.get_by_role("button", name="Start the quiz").click()
    page.wait_for_url(f"{site}/attempts/**")
    context.set_offline(True)
    page.reload()  # the page of an open attempt is kept
    choose(page, 1, "b")
    expect(state(page, 1)).to_have_text("On this device only")
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(state(page, 1)).to_have_text(re.compile("^Saved"))
    finish(page)
    expect(page.get_by_role("heading", name="Passed")).to_be_visible()
    let_the_worker_work()
    page.goto(f"{site}/courses/CEP/")
    expect(page.get_by_text("You have completed this course.")).to_be_visible()

    modules["M2"].title = "Risks, anew"
    modules["M2"].save_revision().publish()
    page.goto(f"{site}/courses/CEP/")
    expect(page.locator("[data-keep-size]")).to_contain_text(re.compile(r"Newer versions of modules: 1 \(\d+ kB\)"))
    page.get_by_role("button", name="Fetch").click()
    expect(page.locator("[data-keep-size]")).to_be_empty()
    assert len(kept_names(page)) == 3
    sign_out(page)
    assert (kept_names(page), [name for name in bases(page) if name.startswith("offline")]) == ([], [])
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"{site}/fr/pep/m1-fr/")


def test_another_person_is_shown_nothing_and_what_was_not_sent_waits_for_its_owner(
    new_context,
    live_server,
    enrolment,  # noqa: F811
    bruno,
):
    site, context = live_server.url, new_context()
    page = context.new_page()
    sign_in(page, site, "amina", then="/courses/CEP/")
    keep(page, "fr")
    page = without_network(context, page)
    page.goto(f"{site}/fr/pep/m1-fr/")
    page.locator(".reflection textarea").fill("Hers")
    page.locator(".reflection button").click()
    expect(page.locator("[data-unsent-count]")).to_contain_text("1")

    page.close()
    context.clear_cookies(name="sessionid")  # her session ended
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{site}/en/")
    expect(page.locator("[data-offline-said]")).to_contain_text("1 not sent yet. Sign in")
    assert kept_names(page) == []
    sign_in(page, site, "bruno", then="/courses/CEP/")
    expect(page.locator("[data-unsent-count]")).to_be_hidden()
    page.goto(f"{site}/offline/en/")
    expect(page.get_by_text("Nothing is kept on this device.")).to_be_visible()
    assert (page.locator("[data-waiting] > li").count(), Note.objects.count()) == (0, 0)
    assert faults(page) == []
    page.goto(f"{site}/courses/CEP/")
    sign_out(page)
