"""The only cleaning of HTML written by people: bleach lives here and nowhere else."""

import html
import re

import bleach
import markdown

# What a text may carry. `linktype` and `id` are how Wagtail stores a link to a page or a document.
TAGS = frozenset({"a", "b", "br", "em", "i", "li", "ol", "p", "strong", "ul"})
ATTRIBUTES = {"a": ["href", "linktype", "id"]}
PROTOCOLS = frozenset({"http", "https", "mailto"})
# bleach keeps the text inside a forbidden tag; these hold no text that a reader should see.
_SILENT = re.compile(r"<(script|style|template|noscript|iframe|svg|math)\b.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_LINK_NUMBER = re.compile(r"[0-9]{1,12}")


def clean_html(text: str) -> str:
    """The text with plain formatting and safe links kept, all else taken away; well formed."""
    cleaner = bleach.Cleaner(
        tags=TAGS, attributes=_attribute_may_stay, protocols=PROTOCOLS, strip=True, strip_comments=True
    )
    return cleaner.clean(_SILENT.sub("", text.replace("\0", "")))


def plain(text: str) -> str:
    """The words of an HTML text, without its tags, on one line."""
    words = bleach.clean(_SILENT.sub("", re.sub(r"<(br|/p|/li)\b", r" <\1", text)), tags=(), strip=True)
    return " ".join(html.unescape(words).split())


def from_markdown(text: str) -> str:
    """Markdown as clean HTML."""
    return clean_html(markdown.markdown(text, output_format="html", extensions=["sane_lists"]))


def _attribute_may_stay(tag: str, name: str, value: str) -> bool:
    if name not in ATTRIBUTES.get(tag, ()):
        return False
    if name == "linktype":
        return value in ("page", "document")
    return name != "id" or bool(_LINK_NUMBER.fullmatch(value))
