"""What axe cannot see: that each probe of the walks finds its faults, and where the keyboard stands after an error."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import probes
from tests.browser.steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
BAD = """<!doctype html><title>·</title><style>
    a, button { outline: none } i { animation: turn 2s infinite; display: block } b { overflow: hidden; display: block;
    inline-size: 9ch; block-size: 1lh } @keyframes turn { to { rotate: 90deg } } </style>
    <header></header><main><h1>One</h1><h3>Three</h3><h1>Two</h1><nav></nav><p tabindex="3">سلام</p>
    <button style="inline-size: 9px">.</button><button style="inline-size: 9px">.</button>
    <i>Turns</i><b>Far too long for this box</b><p style="inline-size: 500px">Wide</p></main>"""


def test_each_probe_finds_what_it_looks_for(page: Page):
    page.set_viewport_size({"width": 320, "height": 600})
    page.set_content(BAD)
    page.evaluate(probes.SEEN)
    page.keyboard.press("Tab")
    found = {
        name: [re.sub(r"\d+×\d+", "9×9", fault).split(":")[0] for fault in page.evaluate(getattr(probes, name))]
        for name in ("ORDER", "TONGUES", "TARGETS", "FOCUS", "STILL", "FITS")
    }
    assert found == {
        "ORDER": [
            "2 headings of the first level",
            "h3 after h1",
            "not one body > footer",
            "navs are named ",
            "comes out of order",
        ],
        "TONGUES": ["Arabic that says so nowhere"],
        "TARGETS": ["9×9 px is small", "9×9 px is small"],
        "FOCUS": ['no focus is seen on <button style="inline-size'],
        "STILL": ["moves"],
        "FITS": ["188 px beside the screen", "cut off"],
    }


def test_the_keyboard_skips_to_the_content_and_stands_on_what_is_wrong(page: Page, live_server, amina):
    sign_in(page, live_server.url, "amina", then="/people/me/")
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    form = page.locator("main form").filter(has=page.locator("input[name=name]"))
    form.locator("input[name=name]").fill("")
    form.locator("button").last.click()
    summary, field = page.locator(".error-summary"), page.locator("input[name=name]")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    page.goto(f"{live_server.url}/people/me/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["width"] > 24  # it is seen as soon as the keyboard stands on it
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
