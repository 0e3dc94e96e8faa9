"""The paragraphs of a page in plain words, each with the name that it has on the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from elearning.templatetags.anchors import anchor_of, numbered, top_elements
from elearning.text import plain

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

    from ..models import ModulePage

FIRST_WORDS = 70


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, or one block that is not running text."""

    anchor: str
    text: str
    is_heading: bool = False


def paragraphs_of(page: "ModulePage") -> list[Paragraph]:
    """The paragraphs of a module in the order of the page; those without words are left out."""
    return [paragraph for block in page.body for paragraph in _of_block(block) if paragraph.text]


def _of_block(block: "StreamValue.StreamChild") -> Iterable[Paragraph]:
    name = anchor_of(block.id)
    if block.block_type == "text":
        elements = top_elements(block.value.source)
        yield from (Paragraph(numbered(name, count), plain(each)) for count, each in enumerate(elements, 1))
        return
    words = " ".join(map(str, block.block.get_searchable_content(block.value)))
    yield Paragraph(name, plain(words), block.block_type == "heading")


def heading_before(paragraphs: Sequence[Paragraph], anchor: str) -> str:
    """The name of the nearest heading at or before this paragraph; empty where there is none."""
    found = ""
    for paragraph in paragraphs:
        found = paragraph.anchor if paragraph.is_heading else found
        if paragraph.anchor == anchor:
            return found
    return ""


def first_words(text: str) -> str:
    """How a paragraph begins: whole words, at most 70 signs."""
    if len(text) <= FIRST_WORDS:
        return text
    cut = text[:FIRST_WORDS]
    return f"{cut.rpartition(' ')[0] or cut}…"
