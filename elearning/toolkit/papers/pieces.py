"""A module as a row of plain pieces, in the order of its page: what its PDF and its EPUB are both made of."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.rich_text import RichText, expand_db_html

from elearning.text import clean_html

if TYPE_CHECKING:
    from ..models import ModulePage, ToolkitImage

_OWN_LINK = re.compile(r'href="/(?!/)')
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot);)\w+;")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Piece:
    """One part: of kind heading, sub, label, words (plain), text (clean XHTML), list, table, link or figure."""

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    mark: str = ""  # of a list: dot or box
    rows: tuple[tuple[str, ...], ...] = ()  # of a table, with the headings first
    url: str = ""
    image: "ToolkitImage | None" = None
    alt: str = ""


def pieces_of(page: "ModulePage") -> list[Piece]:
    """Every block that says something, in the active language; pictures that its readers may not see are left out."""
    found = []
    if page.objectives:
        goals = tuple(plain_text(each.value["text"]) for each in page.objectives)
        found = [Piece("heading", _("After this module you can")), Piece("list", items=goals, mark="dot")]
    for block in page.body:
        found += _MAKERS[block.block_type](block.value, page)
    return found


def absolute(path: str) -> str:
    """The address as it works away from the site."""
    return f"{settings.BASE_URL}{path}" if path.startswith("/") else path


def plain_text(text: Any) -> str:
    """The text without signs that no XML may hold."""
    return _NOT_XML.sub("", str(text or ""))


def xhtml(text: RichText | str | None) -> str:
    """Clean, well formed, with addresses that work away from the site."""
    source = expand_db_html(text.source if isinstance(text, RichText) else str(text or ""))
    cleaned = _OWN_LINK.sub(f'href="{settings.BASE_URL}/', clean_html(source)).replace("<br>", "<br/>")
    return plain_text(_NAMED.sub(lambda found: html.escape(html.unescape(found[0])), cleaned))


def _heading(value: Any, _page: Any) -> Iterator[Piece]:
    yield Piece("heading", plain_text(value))


def _text(value: Any, _page: Any) -> Iterator[Piece]:
    if text := xhtml(value):
        yield Piece("text", text)


def _labelled(label: str, words: Any) -> Iterator[Piece]:
    yield Piece("label", label)
    yield Piece("words", plain_text(words))


def _key_message(value: Any, _page: Any) -> Iterator[Piece]:
    yield from _labelled(_("Key message"), value)


def _reflection(value: Any, _page: Any) -> Iterator[Piece]:
    yield from _labelled(_("For you to think about"), value["prompt"])


def _example(value: Any, page: Any) -> Iterator[Piece]:
    yield Piece("label", _("Example from the field"))
    yield Piece("sub", plain_text(value["title"]))
    yield from _text(value["text"], page)


def _steps(value: Any, page: Any) -> Iterator[Piece]:
    yield Piece("sub", plain_text(value["title"]))
    for number, step in enumerate(value["items"], start=1):
        yield Piece("step", plain_text(f"{number}. {step['title']}"))
        yield from _text(step["text"], page)


def _checklist(value: Any, _page: Any) -> Iterator[Piece]:
    yield Piece("sub", plain_text(value["title"]))
    yield Piece("list", items=tuple(map(plain_text, value["items"])), mark="box")


def _table(value: Any, _page: Any) -> Iterator[Piece]:
    rows = [value["header"], *value["rows"]]
    yield Piece("table", plain_text(value["caption"]), rows=tuple(tuple(map(plain_text, row)) for row in rows))


def _figure(value: Any, page: "ModulePage") -> Iterator[Piece]:
    image = value["image"]
    if image and not image.hidden_from(page.audience):
        caption = " ".join(filter(None, [value["caption"], value["credit"]]))
        yield Piece("figure", plain_text(caption), image=image, alt=plain_text(image.contextual_alt_text))


def _link(title: str, document: Any, page: "ModulePage") -> Iterator[Piece]:
    if document and not document.hidden_from(page.audience):
        words = f"{title} ({document.file_extension.upper()}, {filesizeformat(document.file_size or 0)})"
        yield Piece("link", plain_text(words), url=absolute(document.url))


def _document(value: Any, page: Any) -> Iterator[Piece]:
    yield from _link(value["title"], value["document"], page)


def _video(value: Any, page: Any) -> Iterator[Piece]:
    yield from _link(value["title"], value["film"], page)
    yield Piece("label", _("Transcript"))
    yield from _text(value["transcript"], page)


def _term(value: Any, page: Any) -> Iterator[Piece]:
    if value["term"]:
        yield from _labelled(plain_text(value["term"].term), value["term"].definition)
        yield from _text(value["text"], page)


def _sources(value: Any, _page: Any) -> Iterator[Piece]:
    yield Piece("heading", _("Sources"))
    for source in value:
        known = pgettext("between the parts of a list", ", ").join(
            str(each) for each in (source["publisher"], source["year"]) if each
        )
        yield Piece("link", plain_text(f"{source['title']}. {known}."), url=source["url"] or "")


_MAKERS = {
    "heading": _heading,
    "text": _text,
    "key_message": _key_message,
    "example": _example,
    "steps": _steps,
    "checklist": _checklist,
    "table": _table,
    "figure": _figure,
    "document": _document,
    "video": _video,
    "term": _term,
    "reflection": _reflection,
    "sources": _sources,
}
