"""Codes and e-mail addresses on Arabic pages: each stands apart, so that what is around it stays in order."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.utils.translation import override

from elearning.records.pdf import code_on_page
from tests.browser.addresses import of_anybody, of_people, signed_in
from tests.browser.world import *  # noqa: F403  (fixtures)

LEFT_TO_RIGHT = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]+|\b[A-Z]{2,}(?:-[A-Z0-9]+)+\b")
OPEN = {"meta", "link", "input", "img", "br", "hr", "path", "source", "track"}
UNSHOWN = {"script", "style", "title", "option", "textarea"}


class Texts(HTMLParser):
    """Collects what stands on a right-to-left page without being set apart."""

    def __init__(self) -> None:
        super().__init__()
        self.around: list[tuple[str, bool]] = []
        self.mixed: list[str] = []
        self.foreign: list[str] = []  # of another language, and their last sign would go to the other side
        self.is_foreign = False

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag not in OPEN:
            before = bool(self.around) and self.around[-1][1]
            said = dict(attrs).get("dir")
            apart = tag in {"bdi", "code", "svg"} | UNSHOWN or said in ("ltr", "auto") or (before and said != "rtl")
            self.around.append((tag, apart))
            known = [code for code, _name in settings.LANGUAGES if code != "ar"]
            self.is_foreign = dict(attrs).get("lang") in known and not apart

    def handle_endtag(self, tag: str) -> None:
        while self.around and tag in [name for name, _ in self.around] and self.around.pop()[0] != tag:
            pass

    def handle_data(self, text: str) -> None:
        if self.is_foreign and text.strip() and not text.strip()[-1].isalnum():
            self.foreign.append(" ".join(text.split())[:80])
        self.is_foreign = self.is_foreign and not text.strip()
        if self.around and not self.around[-1][1] and LEFT_TO_RIGHT.search(text):
            self.mixed.append(" ".join(text.split())[:80])


def mixed(text: str) -> list[str]:
    texts = Texts()
    texts.feed(text)
    return texts.mixed + [f"not set apart: {each}" for each in texts.foreign]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p dir=rtl>من amina@example.org</p>", ["من amina@example.org"]),
        ("<p dir=rtl>من <bdi>amina@example.org</bdi> CG-2026-000003</p>", ["CG-2026-000003"]),
        ("<p dir=rtl>من <a dir=ltr>amina@example.org</a></p><script>'CG-2026'</script>", []),
        ("<div dir=ltr><p>CG-2026</p><p dir=rtl>CG-2027</p></div>", ["CG-2027"]),
        ("<p dir=rtl><q lang=en>Why?</q><q lang=en dir=auto>Why?</q><a lang=ar>لماذا</a>", ["not set apart: Why?"]),
        ("<p dir=rtl><a lang=en><bdi>Why?</bdi></a> <bdi lang=en>Why?</bdi></p><div dir=ltr><p lang=fr>Qui ?</p>", []),
    ],
)
def test_what_stands_apart_is_told_from_what_does_not(html, found):
    assert mixed(html) == found


def test_codes_and_addresses_stay_in_order_on_every_arabic_page(client, request, world):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    found = set()
    for session, paths in [("", of_anybody(world, "ar")), *signed_in(of_people(world, "ar"), world, request)]:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
        for path in paths:
            text = client.get(path, follow=True).content.decode()
            assert '<html lang="ar" dir="rtl"' in text or "<html" not in text, path
            found |= {(path, each) for each in mixed(text)}
    assert sorted(found) == []


def test_a_code_that_begins_with_digits_keeps_its_order_on_an_arabic_certificate():
    with override("ar"):
        assert code_on_page("12345678f0cm") == "\u200e1234-5678-f0cm"
    with override("en"):
        assert code_on_page("12345678f0cm") == "1234-5678-f0cm"
