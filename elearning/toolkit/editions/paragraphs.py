"""A module as plain text, paragraph by paragraph: what an edition keeps and two editions are compared by."""

import hashlib
import json
import re
from typing import TYPE_CHECKING, NamedTuple

from wagtail.blocks import ListBlock, RegexBlock, StructBlock
from wagtail.images.blocks import ImageBlock

from elearning.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.blocks import Block

    from ..models import ModulePage

_PARAGRAPH = re.compile(r"</(?:p|li)\s*>|<br\s*/?>", re.IGNORECASE)


class Paragraph(NamedTuple):
    """One block of a module: its place on the page, its kind, its text (a line for each part)."""

    anchor: str
    kind: str
    text: str


def paragraphs_of(page: "ModulePage") -> list[Paragraph]:
    """Title, summary, objectives and every block that says something, in the order of the page."""
    found = [Paragraph("title", "title", page.title), Paragraph("summary", "summary", page.summary)]
    for letter, stream in (("o", page.objectives), ("p", page.body)):
        for block in stream:
            text = "\n".join(_lines(block.block, block.value))
            found.append(Paragraph(f"{letter}-{str(block.id)[:8]}", block.block_type, text))
    return [each for each in found if each.text]


def digest_of(paragraphs: list[Paragraph]) -> str:
    """What is equal for two texts that a reader could not tell apart."""
    said = json.dumps([[each.kind, each.text] for each in paragraphs], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def read(kept: list) -> list[Paragraph]:
    """The paragraphs of an edition."""
    return [Paragraph(*each) for each in kept]


def _lines(block: "Block", value: object) -> "Iterator[str]":
    """The words of a block as its reader meets them; a chosen thing by its name."""
    if isinstance(block, ImageBlock):
        value = getattr(value, "contextual_alt_text", "")
    if isinstance(block, RegexBlock):  # a key or a code, which no reader is shown
        return
    if isinstance(block, StructBlock) and not isinstance(block, ImageBlock):
        for name, child in block.child_blocks.items():
            yield from _lines(child, value.get(name))
    elif isinstance(block, ListBlock):
        for each in value:
            yield from _lines(block.child_block, each)
    elif value:
        for part in _PARAGRAPH.split(str(getattr(value, "source", value))):
            if line := plain(part):
                yield line
