"""Amina keeps a course, loses the network, learns from a cold start, and all of it arrives once; signing out wipes."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Attempt
from courses.models import Evidence
from courses.offline.owners import owner_of
from elearning.toolkit.models import Highlight, Note
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
KEPT = re.compile(r"Kept on .+ kB, in French\.")


def kept_names(page: Page) -> list[str]:
    return page.evaluate("async () => (await caches.keys()).filter((name) => name.startsWith('offline'))")


def bases(page: Page) -> list[str]:
    names = page.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name)")
    return [name for name in names if name.startswith("offline")]


def refuse_where_it_is_full(context: BrowserContext) -> None:
    """A storage that has no room for whatever `fill_up` names: an address, or a store of the database."""
    context.add_init_script("""
        const stores = [[Cache, (_cache, [asked]) => asked.url ?? asked], [IDBObjectStore, (store) => store.name]];
        for (const [kind, nameOf] of stores) {
            const put = kind.prototype.put;
            kind.prototype.put = function (...given) {
                const { full } = localStorage;
                if (full && nameOf(this, given).includes(full)) throw new DOMException("full", "QuotaExceededError");
                return put.apply(this, given);
            };
        }
    """)


def fill_up(page: Page, name: str) -> None:
    page.evaluate("(name) => { localStorage.full = name; }", name)


def ask(page: Page, language: str) -> None:
    """What the course that is open would take in this language: said before anything is fetched."""
    page.locator("[data-keep] summary").click()
    page.get_by_label("Language", exact=True).select_option(language)
    expect(page.locator("[data-keep-size]")).to_contain_text(re.compile(r"\d+ kB on this device, in French"))
    assert kept_names(page) == []


def keep(page: Page, language: str) -> None:
    ask(page, language)
    page.get_by_role("button", name="Keep for offline").click()
    expect(page.locator("[data-kept-line]")).to_contain_text(KEPT, timeout=20_000)


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
    expect(page.get_by_role("status").locator("[data-unsent-count]")).to_contain_text("2")  # it is said aloud
    page.locator("#kept summary").click()
    page.locator("#kept textarea[name=note]").fill("De tout")
    page.locator("#kept details button").click()
    expect(page.locator("#kept textarea[name=note]")).to_have_value("")
    page.locator("footer form[method=post] button").click()  # what only the site can do is said, and the page stays
    expect(page.locator("[data-offline-here][data-tone=bad]")).to_be_visible()
    page = without_network(context, page)
    page.goto(f"{site}/courses/CEP/")
    page.locator("main a[href$='/practice/']").click()
    box = page.locator("[data-position='0']")
    box.locator("input[value=a]").check()
    box.locator("summary").click()
    expect(box.locator("[data-verdict]")).not_to_be_empty()
    page.locator("[data-finish]").click()
    expect(page.locator("[data-unsent-count]")).to_contain_text("4")
    page.goto(f"{site}/fr/pep/m1-fr/")
    expect(page.locator(".reflection textarea")).to_have_value("Au marché")
    expect(page.locator("form[action$='/read/']")).to_be_hidden()
    page.goto(f"{site}/workshops/")
    expect(page.locator("[data-waiting] > li")).to_have_count(4)
    assert [kind.objects.count() for kind in (Evidence, Note, Highlight, Attempt)] == [0, 0, 0, 0]
    gone = timezone.now()

    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-unsent-count]")).to_be_hidden()
    fact, note, attempt = Evidence.objects.get(), Note.objects.get(), Attempt.objects.get()
    assert begun < fact.occurred_at < gone < fact.received_at
    assert begun < note.written_at < gone
    assert [(mark.note, begun < mark.made_at < gone) for mark in Highlight.objects.all()] == [("De tout", True)]
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
    expect(page.locator("[data-unsent-count]")).to_contain_text("1")
    attempt = page.url
    page = without_network(context, page)
    page.goto(f"{site}/")
    expect(page.locator("[data-waiting] > li").get_by_role("link")).to_have_attribute(
        "href", attempt.removeprefix(site)
    )
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")  # what a closed tab left is sent from any page
    expect(page.locator("[data-unsent-count]")).to_be_hidden()
    assert Attempt.objects.get(context_kind="course").answers() == {0: ["b"]}
    page.goto(attempt)
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
    assert kept_names(page) == bases(page) == []
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"{site}/fr/pep/m1-fr/")


def test_another_person_is_shown_nothing_and_what_was_not_sent_waits_for_its_owner(
    new_context,
    live_server,
    enrolment,  # noqa: F811
    amina,
    bruno,
):
    site, context = live_server.url, new_context()
    refuse_where_it_is_full(context)
    page = context.new_page()
    sign_in(page, site, "amina", then="/courses/CEP/")
    fill_up(page, "/documents/")
    ask(page, "fr")
    page.locator("[data-keep-start]").click()
    expect(page.locator("[data-keep-said]")).to_contain_text(re.compile(r"no room for it: \d+ kB are needed"))
    expect(page.locator("[data-keep-size]")).to_contain_text("Still to fetch: 1 kB")
    fill_up(page, "")
    page.locator("[data-keep-start]").click()
    expect(page.locator("[data-kept-line]")).to_contain_text(KEPT, timeout=20_000)
    page = without_network(context, page)
    page.goto(f"{site}/fr/pep/m1-fr/")
    fill_up(page, "items")
    page.locator(".reflection textarea").fill("Hers")
    page.locator(".reflection button").click()
    expect(page.locator("[data-offline-here]")).to_have_attribute("data-tone", "bad")
    expect(page.locator(".reflection textarea")).to_have_value("Hers")
    fill_up(page, "")
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
    expect(page.locator("[data-offline-said]")).to_contain_text(
        "1 not sent yet. Sign in"
    )  # his signing out took his own
    sign_in(page, site, "amina", then="/offline/en/")
    expect(page.get_by_text("Everything is sent.")).to_be_visible()
    assert [(note.person, note.text) for note in Note.objects.all()] == [(amina, "Hers")]

    page.route("**/offline/", lambda route: route.abort())
    page.evaluate("""async () => {
        const { src } = document.querySelector("script[src*='offline/page']");
        const { queue } = await import(src.replace("page", "store"));
        await queue("note", { page: "1", key: "k", text: "Unasked", before: "" }, "M1");
    }""")
    token = {"X-CSRFToken": next(each["value"] for each in context.cookies() if each["name"] == "csrftoken")}
    assert page.request.post(f"{site}/accounts/logout/", headers=token | {"Referer": f"{site}/"}).ok  # as from the CMS
    page.goto(f"{site}/en/")
    expect(page.locator("[data-offline-said]")).to_contain_text("1 not sent yet. Sign in")  # nobody asked
    assert (kept_names(page), bases(page)) == ([], [hers := f"offline-{owner_of(amina)}"])
    sign_in(page, site, "amina", then="/courses/")
    expect(page.locator("[data-unsent-count]")).to_contain_text("1")
    expect(page.locator("[data-offline-said]")).to_be_empty()
    page.evaluate("(name) => { indexedDB.deleteDatabase(name); }", hers)
    page.goto(f"{site}/courses/")
    expect(page.locator("[data-offline-said]")).to_contain_text("thrown away all that was kept on this device")
