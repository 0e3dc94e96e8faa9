"""Every page that a person can meet, loaded once in English and in Arabic, in each row of looks: nothing is wrong."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from playwright.sync_api import BrowserContext, Page

from tests.browser.addresses import REFUSED, of_anybody, of_authors, of_people, signed_in
from tests.browser.looks import LANGUAGES, ROWS, Row, browser_of, look, of, probe
from tests.browser.steps import complaints
from tests.browser.world import *  # noqa: F403  (fixtures)

ON_PURPOSE = re.compile("status of 40[34]")  # the console's own line of a page that answers so
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def walk(page: Page, site: str, paths: list[str], rows: list[Row], *, probes: bool = False) -> list[str]:
    """What is wrong with any of these pages in any of these rows; each is loaded once."""
    found = []
    for path in paths:
        status = page.goto(site + path, wait_until="load").status
        found += [] if status == REFUSED.get(path, 200) else [f"{path} answers {status}"]
        found += look(page, path, rows)
        if probes:
            found += [f"{path}: {fault}" for fault in probe(page)]
    return found


@pytest.fixture
def broken():
    """A page that meets 403 and 503 at addresses of these names, as the site would answer in this language.

    It is one of its own: what answers in the place of the server keeps a page from finding anything in its cache.
    """

    def routed(context: BrowserContext, locale: str) -> tuple[Page, list[str]]:
        page = context.new_page()
        with override(locale):
            texts = {
                "403": render_to_string("403.html", request=RequestFactory().get("/")),
                "503": render_to_string("503.html"),
            }
        for code, text in texts.items():
            page.route(f"**/{code}", lambda route, _, text=text: route.fulfill(body=text, content_type="text/html"))
        return page, [f"/{code}" for code in texts]

    return routed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_clean_for_everyone(new_context, broken, live_server, request, world, language):
    site, rows = live_server.url, of(ROWS, language)
    context = browser_of(new_context, site, rows, locale=language)
    page, said = context.new_page(), complaints(context)
    in_english = language == "en"
    found = walk(page, site, of_anybody(world, language), rows, probes=in_english)
    other, paths = broken(context, language)
    found += walk(other, site, paths, rows)
    for session, paths in signed_in(of_people(world, language), world, request):
        context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        found += walk(page, site, paths, rows, probes=in_english)
    for session, paths in signed_in(of_authors(world), world, request):
        context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        found += walk(page, site, paths, rows)
    found += [line for line in said if not ON_PURPOSE.search(line)]
    assert not found, "\n".join(found)
