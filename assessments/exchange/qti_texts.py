"""The texts of QTI items: their XHTML as a text of ours, and ours as XHTML."""

import html
import posixpath
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element  # nosec B405 - parsed by defusedxml only
from xml.sax.saxutils import escape, quoteattr  # nosec B406 - these write and read nothing

from django.utils.translation import gettext as _

from .qti_package import parsed, tag_of
from .texts import CONTROL, Refused, Source
from .writing import NotWritten

# A plain text is wrapped in a paragraph of this class, so that it comes back as one.
PLAIN = "plain-text"
PICTURES = "pictures"
# Where within a sentence the answer is to be typed in: as in a missing word of GIFT.
GAP = "_____"
_VOID = re.compile(r"<(br|img)\b([^<>]*?)\s*/?>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)[A-Za-z0-9]*;?")
_PICTURE = re.compile(r'src="media:([^"]+)"')


def source_of(element: Element, files: Mapping[str, bytes], without: tuple[str, ...] = ()) -> Source:
    """What stands in an element, but for these others in it."""
    plain = [each for each in element if each.get("class") == PLAIN]
    others = [each for each in element if each not in plain and _shows(each, without)]
    if plain and not others and not _words(element):
        return Source("\n".join(_lines(each) for each in plain), "plain")
    used: dict[str, bytes] = {}
    text = _inner(element, files, used, without)
    return Source(text, "html", used)


def _shows(element: Element, without: tuple[str, ...]) -> bool:
    """Whether anything is seen of it, but for what is taken apart."""
    if tag_of(element) in without:
        return False
    return tag_of(element) == "img" or bool(_words(element)) or any(_shows(each, without) for each in element)


def _words(element: Element) -> str:
    return ((element.text or "") + "".join(each.tail or "" for each in element)).strip()


def _lines(paragraph: Element) -> str:
    return (paragraph.text or "") + "".join(
        ("\n" if tag_of(each) == "br" else "".join(each.itertext())) + (each.tail or "") for each in paragraph
    )


def _inner(element: Element, files: Mapping[str, bytes], used: dict[str, bytes], without: tuple[str, ...]) -> str:
    parts = [escape(element.text or "")]
    for each in element:
        name = tag_of(each)
        if name and name not in without:
            inner = _inner(each, files, used, without)
            attributes = "".join(
                f" {key}={quoteattr(_attribute(name, key, value, files, used))}" for key, value in each.items()
            )
            parts.append(f"<{name}{attributes}>" + (inner + f"</{name}>" if name not in ("br", "img") else ""))
        elif name == "textEntryInteraction" and _words(element):
            parts.append(GAP)
        parts.append(escape(each.tail or ""))
    return "".join(parts)


def _attribute(tag: str, key: str, value: str, files: Mapping[str, bytes], used: dict[str, bytes]) -> str:
    name = posixpath.normpath(unquote(value))
    if tag == "img" and key == "src" and name in files:
        used[name] = files[name]
        return f"@@PLUGINFILE@@/{quote(name)}"
    return value


def xhtml(text: str, text_format: str, images: dict[str, str]) -> str:
    """A text of ours for an item; `images` are the names that its pictures have in the package."""
    text = CONTROL.sub("", text)
    if text_format != "html":
        return f'<p class="{PLAIN}">{escape(text).replace(chr(10), "<br/>")}</p>' if text else ""
    text = _VOID.sub(r"<\1\2/>", _ENTITY.sub(lambda found: escape(html.unescape(found[0])), text))

    def place(found: re.Match[str]) -> str:
        if found[1] not in images:
            raise NotWritten(_("Its picture “%(name)s” is missing.") % {"name": found[1]})
        return f"src={quoteattr(f'{PICTURES}/{quote(images[found[1]])}')}"

    text = _PICTURE.sub(place, text)
    try:
        parsed(f"<div>{text}</div>".encode())
    except Refused as fault:
        raise NotWritten(str(fault)) from None
    return f"<div>{text}</div>"
