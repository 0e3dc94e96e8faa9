"""Codes and e-mail addresses on Arabic pages: each stands apart, so that what is around it stays in order."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.utils.translation import override

from elearning.records.pdf import code_on_page
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

LEFT_TO_RIGHT = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]+|\b[A-Z]{2,}(?:-[A-Z0-9]+)+\b")
OPEN = {"meta", "link", "input", "img", "br", "hr", "path", "source", "track"}
UNSHOWN = {"script", "style", "title", "option", "textarea"}


class Texts(HTMLParser):
    """Collects what stands on a right-to-left page without being set apart."""

    def __init__(self) -> None:
        super().__init__()
        self.around: list[tuple[str, bool]] = []
        self.mixed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag not in OPEN:
            before = bool(self.around) and self.around[-1][1]
            said = dict(attrs).get("dir")
            apart = tag in {"bdi", "code", "svg"} | UNSHOWN or said in ("ltr", "auto") or (before and said != "rtl")
            self.around.append((tag, apart))

    def handle_endtag(self, tag: str) -> None:
        while self.around and tag in [name for name, _ in self.around] and self.around.pop()[0] != tag:
            pass

    def handle_data(self, text: str) -> None:
        if self.around and not self.around[-1][1] and LEFT_TO_RIGHT.search(text):
            self.mixed.append(" ".join(text.split())[:80])


def mixed(text: str) -> list[str]:
    texts = Texts()
    texts.feed(text)
    return texts.mixed


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p dir=rtl>من amina@example.org</p>", ["من amina@example.org"]),
        ("<p dir=rtl>من <bdi>amina@example.org</bdi> CG-2026-000003</p>", ["CG-2026-000003"]),
        ("<p dir=rtl>من <a dir=ltr>amina@example.org</a></p><script>'CG-2026'</script>", []),
        ("<div dir=ltr><p>CG-2026</p><p dir=rtl>CG-2027</p></div>", ["CG-2027"]),
    ],
)
def test_what_stands_apart_is_told_from_what_does_not(html, found):
    assert mixed(html) == found


def test_codes_and_addresses_stay_in_order_on_every_arabic_page(client, client_for, request, world):  # noqa: F811
    visits = [(client, path) for path in [*of_anybody(world, "ar"), "/accessibility/"]]
    for person, paths in of_people(world, "ar").items():
        visits += [(client_for(request.getfixturevalue(person)), path) for path in paths]
    found = set()
    for visitor, path in visits:
        visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
        text = visitor.get(path, follow=True).content.decode()
        assert '<html lang="ar" dir="rtl"' in text, path
        found |= {(path, each) for each in mixed(text)}
    assert sorted(found) == []


def test_a_code_that_begins_with_digits_keeps_its_order_on_an_arabic_certificate():
    with override("ar"):
        assert code_on_page("12345678f0cm") == "\u200e1234-5678-f0cm"
    with override("en"):
        assert code_on_page("12345678f0cm") == "1234-5678-f0cm"
