"""What axe cannot see, on every page of the walk: order, names, focus, size, zoom, spacing, stillness, tongues."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import probes
from tests.browser.looks import NORMAL, SETTLE, Row, browser_of
from tests.browser.steps import sign_in
from tests.browser.test_pages import (  # noqa: F401  (fixtures)
    begin,
    body,
    course,
    french_toolkit,
    homes,
    make_module,
    of_anybody,
    of_people,
    papers,
    picture,
    toolkit,
    world,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
WIDE, ZOOMED = {"width": 1280, "height": 1024}, {"width": 320, "height": 256}  # 1280 px wide at 400 %
MEDIA = {"light": {}, "dark": {"color_scheme": "dark"}, "forced colours": {"forced_colors": "active"}}


def faults_of(page: Page) -> list[str]:
    """All that the probes find on the page that is open; afterwards it stands as before."""
    page.evaluate(probes.SEEN)
    found = [*page.evaluate(probes.ORDER), *page.evaluate(probes.TONGUES), *page.evaluate(probes.TARGETS)]
    for medium, media in MEDIA.items():
        page.emulate_media(**NORMAL | media)
        page.evaluate(SETTLE)
        found += [f"{fault} ({medium})" for fault in page.evaluate(probes.FOCUS)]
    page.emulate_media(**NORMAL, reduced_motion="reduce")
    found += page.evaluate(probes.STILL)
    words = page.evaluate(probes.WORDS)
    page.set_viewport_size(ZOOMED)
    lost = set(words) - set(page.evaluate(probes.WORDS))
    found += [f"lost at 400 %: {sorted(lost)}"] if lost else []
    found += [f"at 400 %: {fault}" for fault in page.evaluate(probes.FITS)]
    page.evaluate(probes.SPACE)
    found += [f"with wide spacing: {fault}" for fault in page.evaluate(probes.FITS)]
    page.evaluate(probes.UNSPACE)
    page.set_viewport_size(WIDE)
    page.emulate_media(**NORMAL, reduced_motion="no-preference")
    return found


def walk(context: BrowserContext, site: str, paths: list[str]) -> list[str]:
    page, found = context.new_page(), []
    for path in paths:
        page.goto(site + path, wait_until="load")
        page.keyboard.press("Tab")
        found += [f"{path}: {fault}" for fault in faults_of(page)]
    page.close()
    return found


def test_every_page_can_be_used_by_everyone(new_context, live_server, client_for, request, world):  # noqa: F811
    site = live_server.url
    context = browser_of(new_context, site, [Row("en", WIDE["width"], {"color_scheme": "light"})])
    found = walk(context, site, [*of_anybody(world, "en"), "/accessibility/", "/courses/"])
    for person, paths in of_people(world, "en").items():
        session = client_for(request.getfixturevalue(person)).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        found += walk(context, site, paths)
    assert not found, "\n".join(sorted(set(found)))


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
