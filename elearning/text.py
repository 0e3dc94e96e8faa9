"""The only cleaning of HTML written by people: bleach lives here and nowhere else."""

import html
import re

import bleach
import markdown

# What a text may carry. `linktype` and `id` are how Wagtail stores a link to a page or a document.
TAGS = frozenset({"a", "b", "br", "em", "i", "li", "ol", "p", "strong", "ul"})
ATTRIBUTES = {"a": ["href", "linktype", "id"]}
PROTOCOLS = frozenset({"http", "https", "mailto"})
# A picture is one of our own: it is named, never an address that another server answers.
PICTURE = {"img": ["src", "alt", "width", "height"]}
# bleach keeps the text inside a forbidden tag; these hold no text that a reader should see.
_SILENT = re.compile(r"<(script|style|template|noscript|iframe|svg|math)\b.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_LINK_NUMBER = re.compile(r"[0-9]{1,12}")
_OWN_PICTURE = re.compile(r"media:[A-Za-z0-9._%-]+")
_PIXELS = re.compile(r"[0-9]{1,5}")
_IMAGE = re.compile(r'<img(?: [a-z]+="[^"]*")*\s*/?>')


def clean_html(text: str, *, pictures: bool = False) -> str:
    """The text with plain formatting and safe links kept, all else taken away; well formed.

    With `pictures`, an `img` stays where its source is `media:` and a name; it may have a text and a size.
    """
    cleaner = bleach.Cleaner(
        tags=TAGS | {"img"} if pictures else TAGS,
        attributes=_attribute_may_stay,
        protocols=PROTOCOLS | {"media"} if pictures else PROTOCOLS,
        strip=True,
        strip_comments=True,
    )
    cleaned = cleaner.clean(_SILENT.sub("", text.replace("\0", "")))
    return _IMAGE.sub(_with_source, cleaned) if pictures else cleaned


def plain(text: str) -> str:
    """The words of an HTML text, without its tags, on one line."""
    words = bleach.clean(_SILENT.sub("", re.sub(r"<(br|/p|/li)\b", r" <\1", text)), tags=(), strip=True)
    return " ".join(html.unescape(words).split())


def from_markdown(text: str) -> str:
    """Markdown as clean HTML."""
    return clean_html(markdown.markdown(text, output_format="html", extensions=["sane_lists"]))


def _with_source(image: re.Match[str]) -> str:
    """The image, unless the cleaning took its source away: then nothing would be seen but a broken one."""
    return image[0] if ' src="' in image[0] else ""


def _attribute_may_stay(tag: str, name: str, value: str) -> bool:
    if tag == "img":
        return name in PICTURE["img"] and _of_picture(name, value)
    if name == "href" and re.sub(r"[\s\0-\x20]", "", value).casefold().startswith("media:"):
        return False
    if name not in ATTRIBUTES.get(tag, ()):
        return False
    if name == "linktype":
        return value in ("page", "document")
    return name != "id" or bool(_LINK_NUMBER.fullmatch(value))


def _of_picture(name: str, value: str) -> bool:
    if name == "src":
        return bool(_OWN_PICTURE.fullmatch(value))
    return name == "alt" or bool(_PIXELS.fullmatch(value))
