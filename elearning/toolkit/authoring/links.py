"""The links of a module's text, read out of its stored form; pure."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urlsplit

PAGE, DOCUMENT, INSIDE, OUTSIDE = "page", "document", "inside", "outside"


class Link(NamedTuple):
    """Where it leads (an id, a path or an address), as which kind, in which words, and in which block it stands."""

    kind: str
    target: str
    words: str
    block: str


class _Anchors(HTMLParser):
    """Finds each anchor of rich text with its words."""

    def __init__(self):
        super().__init__()
        self.found: list[tuple[dict, list[str]]] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "a":
            self.found.append((dict(attrs), []))
            self.open = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            self.found[-1][1].append(data)


def links_of(blocks: list[dict], hosts: set[str]) -> list[Link]:
    """Every link of a stream as it is stored, in the order of the text; `hosts` are the names of this site."""
    return [link for block in blocks for link in _in_value(block["value"], block.get("id") or "", hosts)]


def _in_value(value: Any, block: str, hosts: set[str]) -> Iterator[Link]:
    if isinstance(value, str) and "<a" in value:
        yield from _in_text(value, block, hosts)
    elif isinstance(value, list):
        for item in value:
            yield from _in_value(item, block, hosts)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == "url" and isinstance(item, str) and item:
                yield _led_to(item, str(value.get("title") or item), block, hosts)
            else:
                yield from _in_value(item, block, hosts)


def _in_text(text: str, block: str, hosts: set[str]) -> Iterator[Link]:
    parser = _Anchors()
    parser.feed(text)
    for attributes, words in parser.found:
        said = "".join(words).strip()
        if attributes.get("linktype") in (PAGE, DOCUMENT):
            yield Link(attributes["linktype"], attributes.get("id") or "", said, block)
        elif (href := attributes.get("href") or "") and not href.startswith(("mailto:", "tel:", "#")):
            yield _led_to(href, said or href, block, hosts)


def _led_to(href: str, words: str, block: str, hosts: set[str]) -> Link:
    try:
        parts = urlsplit(href)
        host = parts.hostname
    except ValueError:
        return Link(OUTSIDE, href, words, block)
    if host in hosts or (host is None and not parts.scheme):
        return Link(INSIDE, parts.path or "/", words, block)
    return Link(OUTSIDE, href, words, block)
