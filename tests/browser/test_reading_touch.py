"""Amina marks a passage with her thumb while the line is cut and loses no word; and with the keys alone."""

import re

import pytest
from playwright.sync_api import expect

from elearning.toolkit.models import Highlight
from tests.browser.steps import complaints, sign_in
from tests.browser.test_reading import BODY, PAINTED, SELECT
from tests.toolkit.conftest import homes, make_module, toolkit  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_she_marks_with_her_thumb_and_loses_nothing_when_the_line_is_cut(new_context, live_server, make_module, amina):  # noqa: F811
    context = new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 640})
    heard, page = complaints(context), context.new_page()
    module = make_module("m1", audience="public", title="Trust", body=BODY)
    sign_in(page, live_server.url, "amina", module.get_url())
    bar = page.get_by_role("toolbar", name="The selected passage")
    own = page.get_by_role("region", name="My highlights and notes")
    page.evaluate(SELECT, ["foot", "foot"])
    bar.get_by_role("button", name="Highlight", exact=True).tap()
    expect(own.get_by_role("listitem")).to_have_count(1)
    assert page.evaluate(PAINTED) == ["foot"]

    page.evaluate(SELECT, ["Trust", "Trust grows"])
    context.set_offline(True)
    bar.get_by_role("button", name="Highlight with a note").tap()
    page.get_by_label("Your note. Only you can read it.").last.fill("Tell the team")
    keep = page.get_by_role("button", name="Keep", exact=True)
    keep.tap()
    fault = "This was not kept: there is no connection. Try again."
    expect(page.get_by_role("dialog").locator("form")).to_have_attribute("data-fault", fault)
    expect(page.get_by_label("Your note. Only you can read it.").last).to_have_value("Tell the team")
    context.set_offline(False)
    keep.tap()
    expect(own.get_by_role("listitem")).to_have_count(2)
    expect(bar).to_be_hidden()
    page.evaluate(SELECT, ["Trust", "Trust grows"])  # marked again, it is the same
    bar.get_by_role("button", name="Highlight", exact=True).tap()
    expect(bar).to_be_hidden()
    expect(own.get_by_role("listitem")).to_have_count(2)
    assert Highlight.objects.get(quote="Trust grows").note == "Tell the team"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    own.get_by_role("listitem").filter(has_text="Tell the team").get_by_role("button", name="Delete").tap()
    expect(own.get_by_role("listitem")).to_have_count(1)
    assert Highlight.objects.get().quote == "foot"
    assert heard == []


def test_by_keyboard_tab_leads_to_the_bar_and_what_is_missing_is_said_where_she_looks(
    page, live_server, make_module, amina  # noqa: F811
):  # fmt: skip
    module = make_module("m1", audience="public", title="Trust", body=BODY)
    sign_in(page, live_server.url, "amina", module.get_url())
    bar = page.get_by_role("toolbar", name="The selected passage")
    button = page.get_by_role("button", name="Highlight what is selected").first
    button.focus()
    page.keyboard.press("Enter")
    expect(bar).to_have_attribute("data-fault", re.compile("Select a passage first"))
    expect(bar).to_be_visible()
    page.get_by_text("foot", exact=True).dblclick()
    page.keyboard.press("Shift+Control+ArrowRight")
    page.keyboard.press("Tab")
    expect(bar.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Enter")
    own = page.get_by_role("region", name="My highlights and notes")
    expect(own.get_by_role("listitem")).to_have_count(1)
    expect(bar).to_be_hidden()
    expect(page.get_by_role("main")).to_be_focused()  # where she was
    assert [words.strip() for words in page.evaluate(PAINTED)] == ["foot meet"]
