"""Amina marks passages by pointer and by keyboard, finds them again, and goes on at the paragraph where she stopped."""

import pytest
from playwright.sync_api import Page, expect

from elearning.toolkit.models import Highlight, ReadingPlace
from tests.browser.steps import complaints, faults, sign_in
from tests.toolkit.conftest import homes, make_module, toolkit  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

BODY = [
    ("heading", "First"),
    ("text", "<p>Patrols on <b>foot</b> meet residents.</p>" + "<p>Much more is written here.</p>" * 40),
    ("heading", "Second"),
    ("text", "<p>Trust grows slowly.</p>" + "<p>And there is more.</p>" * 40),
]
SELECT = """([text, words]) => {
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(text);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(node, at, node, at + words.length);
        return;
    }
}"""
PAINTED = "() => [...CSS.highlights.get('kept')].map(String)"


def test_she_marks_finds_it_again_and_goes_on(page: Page, live_server, make_module, amina):  # noqa: F811
    heard = complaints(page.context)
    module = make_module("m1", audience="public", title="Trust", body=BODY)
    url = module.get_url()
    sign_in(page, live_server.url, "amina", url)
    bar = page.get_by_role("toolbar", name="The selected passage")
    expect(bar).to_be_hidden()

    # With the pointer: two clicks take a word, the bar appears, the selection stays while it is pressed.
    page.get_by_text("foot", exact=True).dblclick()
    bar.get_by_role("button", name="Highlight", exact=True).click()
    own = page.get_by_role("region", name="My highlights and notes")
    expect(own.get_by_role("listitem")).to_have_count(1)
    expect(own.get_by_role("status")).to_have_text("Kept. Only you can see it.")
    assert page.evaluate(PAINTED) == ["foot"]

    # By keyboard: the button at the end of the section is seen when it is reached.
    button = page.get_by_role("button", name="Highlight what is selected").last
    button.focus()
    page.keyboard.press("Enter")
    expect(own.get_by_role("status")).to_contain_text("Select a passage first")
    page.evaluate(SELECT, ["Trust", "Trust grows"])
    bar.get_by_role("button", name="Highlight with a note").press("Enter")
    page.get_by_label("Your note. Only you can read it.").last.fill("Tell the team")
    page.get_by_role("button", name="Keep", exact=True).press("Enter")
    expect(own.get_by_text("Tell the team")).to_be_visible()
    assert Highlight.objects.get(note="Tell the team").quote == "Trust grows"
    assert faults(page) == []

    # Where she stopped: what she scrolled to is sent when she leaves, and offered when she comes back.
    place = Highlight.objects.get(note="Tell the team").anchor
    page.evaluate("name => document.getElementById(name).scrollIntoView()", place)
    there = "name => Math.abs(document.getElementById(name).getBoundingClientRect().top) < 99"
    page.wait_for_function(there, arg=place)  # it is scrolled to smoothly
    page.goto(f"{live_server.url}/notes/")
    expect(page.get_by_text("Tell the team")).to_be_visible()
    for _time in range(50):  # a beacon is sent on the way out, and nobody waits for it
        if not ReadingPlace.objects.exists():
            page.wait_for_timeout(100)
    assert ReadingPlace.objects.get().anchor.startswith(place)
    assert faults(page) == []
    page.goto(f"{live_server.url}{url}")
    expect(page.get_by_text("Go on where you stopped:")).to_be_visible()
    assert page.evaluate(PAINTED) == ["foot", "Trust grows"]

    # The text is edited: one quote stands in another place, the other is gone.
    module.refresh_from_db()
    raw = module.body.raw_data
    raw[1]["value"] = "<p>Patrols by car.</p>"
    raw[3]["value"] = "<p>One more.</p><p>Trust grows slowly.</p>"
    module.save_revision().publish()
    page.reload()
    expect(own.get_by_text("The text has changed since.").first).to_be_visible()
    assert page.evaluate(PAINTED) == ["Trust grows"]
    own.get_by_role("button", name="Delete").first.click()
    expect(page).to_have_url(f"{live_server.url}{url}#kept")
    assert Highlight.objects.count() == 1
    assert heard == []
