"""The texts of a question in a file: from the formats of other programs to plain texts or clean HTML.

A text stays plain where nothing is lost by it: `<p>x</p>` and `caf&eacute;` are plain, a list or a picture is not.
Where one text of a question is not plain, all of them become clean HTML, as `schemas` asks. Formats are Moodle's:

    html      as it says; white space is one space
    moodle    HTML in which a line break is one
    plain     no sign means anything
    markdown  as `elearning.text` reads it
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from elearning.text import from_markdown

from .cleaning import clean
from .pictures import Pictures
from .questions import Picture

# Moodle trims these, and no other white space.
BLANKS = " \t\n\r\0\x0b"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# More than any question needs; parsers of HTML and Markdown get slow where thousands of things are nested.
MOST_TAGS = 5000
MOST_BRACKETS = 200
_TAG = re.compile(r"(<[^>]*>)")
# No tag is so long once a picture that is written out in it is gone.
_LONG_TAG = re.compile(r"<[a-z/?][^<>]{4000}", re.IGNORECASE)
_WRITTEN_OUT = re.compile(r"""(["'])\s*data:[^"'<>]*\1""", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\f\r]+")
_LINES_BETWEEN_TAGS = re.compile(r"(?<=>)[ \t]*\n\s*(?=<)")
_SIMPLE = re.compile(r"\s*<p>([^<&]*)</p>\s*")


class Refused(Exception):
    """The question is wrong in itself: a fault of the file. Its text says what to do."""


@dataclass(frozen=True)
class Source:
    """A text as it stands in a file, with the files that came with it."""

    text: str
    format: str = "moodle"
    files: Mapping[str, bytes] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.text.strip(BLANKS))


@dataclass(frozen=True)
class Settled:
    """The texts of a question as `schemas` has them."""

    texts: dict[str, Any]
    pictures: tuple[Picture, ...]
    notes: tuple[str, ...]


def settle(tree: Mapping[str, Any]) -> Settled:
    """The texts with each Source in its final form; what is no Source stays as it is."""
    pictures = Pictures()
    pieces = {id(source): _piece(source, pictures) for source in _sources(tree)}
    rich = any(piece.plain is None for piece in pieces.values())

    def put(part: Any) -> Any:
        if isinstance(part, Source):
            piece = pieces[id(part)]
            return piece.html() if rich else piece.plain
        if isinstance(part, Mapping):
            return {key: put(value) for key, value in part.items()}
        return [put(value) for value in part] if isinstance(part, list) else part

    texts = put(tree)
    if rich:
        texts["format"] = "html"
    return Settled(texts, pictures.found(), tuple(pictures.notes))


def plain_of(source: Source) -> str:
    """The words alone, for a name or for what is compared with an answer."""
    if source.format == "plain" or not ("<" in source.text or "&" in source.text):
        return _tidy(source.text)
    return _unescaped(_TAG.sub("", _clean(source.text))).strip(BLANKS)


def as_html(text: str) -> str:
    """A plain text as HTML."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def _sources(part: Any) -> Iterator[Source]:
    if isinstance(part, Source):
        yield part
    elif isinstance(part, Mapping | list):
        for value in part.values() if isinstance(part, Mapping) else part:
            yield from _sources(value)


@dataclass(frozen=True)
class _Piece:
    """One text: `plain` is None where it would lose something; what is clean already is `cleaned`."""

    plain: str | None
    cleaned: str | None = None

    def html(self) -> str:
        return as_html(self.plain or "") if self.cleaned is None or self.plain == "" else self.cleaned


def _piece(source: Source, pictures: Pictures) -> _Piece:
    text = _tidy(source.text)
    if source.format == "plain":
        return _Piece(text)
    if source.format == "markdown":
        pictures.of_markdown(text)
        cleaned = _from_markdown(text)
        return _Piece(_bare(cleaned), cleaned)
    if source.format == "html" and (simple := _SIMPLE.fullmatch(text)) and not source.files:
        return _Piece(_SPACES.sub(" ", simple[1]).strip(" "), f"<p>{html.escape(simple[1], quote=False)}</p>")
    if not ("<" in text or "&" in text or source.files):
        as_it_is = html.escape(text, quote=False)
        return _Piece(_SPACES.sub(" ", text), as_it_is) if source.format == "html" else _Piece(text)
    return _marked_up(source, text, pictures)


def _marked_up(source: Source, text: str, pictures: Pictures) -> _Piece:
    text = pictures.placed(text, source.files)
    cleaned = pictures.only_known(_clean(text))
    if source.format != "moodle":
        return _Piece(_bare(cleaned), cleaned)
    if "<" not in cleaned:
        return _Piece(_unescaped(cleaned), cleaned.replace("\n", "<br>"))
    broken = pictures.only_known(_clean(_LINES_BETWEEN_TAGS.sub("", text).replace("\n", "<br>")))
    return _Piece(_bare(broken), broken)


def _clean(text: str) -> str:
    if text.count("<") > MOST_TAGS:
        raise Refused(_("A text has more than %(most)d tags: make it simpler.") % {"most": MOST_TAGS})
    text = _WRITTEN_OUT.sub('""', text)
    if _LONG_TAG.search(text):
        raise Refused(_("A tag of a text does not end: close it with >."))
    return clean(text)


def _from_markdown(text: str) -> str:
    try:
        if text.count("[") + text.count("<") <= MOST_BRACKETS:
            return from_markdown(text)
    except RecursionError:  # lists in lists without end
        pass
    raise Refused(_("A text in Markdown has too much inside each other: make it simpler."))


def _tidy(text: str) -> str:
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip(BLANKS)


def _unescaped(text: str) -> str:
    return _tidy(html.unescape(text))


def _bare(cleaned: str) -> str | None:
    """The words of clean HTML, where tags say no more than that this is one paragraph."""
    tokens = _inside(_without_empty_paragraphs(token for token in _TAG.split(cleaned) if token))
    if tokens and tokens[0] == "<p>" and tokens[-1] == "</p>":
        tokens = _inside(tokens[1:-1])
    if any(token.startswith("<") for token in tokens):
        return None
    return _unescaped(_SPACES.sub(" ", "".join(tokens))).strip()


def _without_empty_paragraphs(pieces: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for piece in pieces:
        blank = []
        while piece == "</p>" and kept and _is_blank(kept[-1]):
            blank.append(kept.pop())
        if piece == "</p>" and kept and kept[-1] == "<p>":
            kept.pop()
        else:
            kept += [*reversed(blank), piece]
    return kept


def _inside(pieces: list[str]) -> list[str]:
    """Without what shows nothing at both ends."""
    start, end = 0, len(pieces)
    while start < end and _is_blank(pieces[start]):
        start += 1
    while end > start and _is_blank(pieces[end - 1]):
        end -= 1
    return pieces[start:end]


def _is_blank(piece: str) -> bool:
    return piece == "<br>" or not html.unescape(piece).strip()
