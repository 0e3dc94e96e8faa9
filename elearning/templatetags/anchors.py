"""Gives each paragraph of a page a name that stays when the text around it is edited."""

import re
from collections.abc import Iterator

from django import template
from django.utils.safestring import SafeString

register = template.Library()

VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>[^>]*)>", re.IGNORECASE)


def anchor_of(block_id: str | None) -> str:
    """The name of the paragraph that a block of a StreamField begins; empty where the block was never stored."""
    return f"p-{block_id[:8]}" if block_id else ""


def with_anchors(html: str, name: str, *, each: bool = False) -> str:
    """The HTML with `name` as the id of its first element; with `each`, `name-2` of its second, and so on.

    An element that has an id keeps it: an empty one inside it takes the name.
    """
    done, last = [], 0
    for count, tag in enumerate(_top_tags(html), 1):
        if count == 1 or each:
            done += [html[last : tag.start()], _named(tag, numbered(name, count))]
            last = tag.end()
    return "".join([*done, html[last:]]) if done else f'<span id="{name}"></span>{html}'


def numbered(name: str, count: int) -> str:
    """The name of the element of a block that stands there, counted from one."""
    return name if count == 1 else f"{name}-{count}"


def top_elements(html: str) -> list[str]:
    """The elements of an HTML text that stand in no other, in the order in which `with_anchors` names them."""
    starts = [tag.start() for tag in _top_tags(html)]
    return [html[start:end] for start, end in zip(starts, [*starts[1:], len(html)], strict=True)]


def _top_tags(html: str) -> Iterator[re.Match[str]]:
    """The tags that open the elements which stand in no other."""
    depth = 0
    for tag in _TAG.finditer(html):
        if tag["end"]:
            depth -= 1
            continue
        if depth == 0:
            yield tag
        if tag["name"].lower() not in VOID and not tag["rest"].endswith("/"):
            depth += 1


@register.simple_block_tag
def anchored(content: SafeString, block) -> SafeString:
    """What stands between the tags, one block of a page, with the names of its paragraphs."""
    name = anchor_of(block.id)
    if not name:
        return content
    return SafeString(with_anchors(content, name, each=block.block_type == "text"))  # of escaped text  # nosec B703


def _named(tag: re.Match[str], name: str) -> str:
    if re.search(r"\sid=", tag["rest"]):
        return f'{tag[0]}<span id="{name}"></span>'
    return f'<{tag["name"]} id="{name}"{tag["rest"]}>'
