"""Draws a module as a PDF, A4, in its language and direction, with page numbers and the address it came from."""

import base64
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _

from elearning.identity import site_name
from elearning.pdf import draw, font_of, fonts, without_vowel_marks
from elearning.text import plain

from .facts import facts_of
from .pictures import jpeg_of
from .pieces import Piece, pieces_of

if TYPE_CHECKING:
    from ..models import ModulePage

_LINE = re.compile(r"</(?:p|li)\s*>|<br\s*/?>", re.IGNORECASE)
_LINK = re.compile(r'<a href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_LISTS = re.compile(r"(<ol>.*?</ol>)", re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s()]+")
_LTR = "\u200e"  # its signs at the ends belong to an address, and stay beside it in a line from the right
BOX, DOT = "[   ] ", "• "


@dataclass(frozen=True)
class Line:
    """A line of text: what it is (a class of the page), its font, its direction, and the side on which it stands."""

    kind: str
    text: str
    font: str
    way: str
    side: str


def module_pdf(page: "ModulePage") -> bytes:
    """The document. Raises `RuntimeError` if the library cannot draw it."""
    with override(page.locale.language_code):
        facts = facts_of(page)
        context = {
            "site": _line("site", site_name()),
            "title": _line("title", page.title),
            "summary": _line("summary", page.summary),
            "facts": [_line("soft", f"{label}: {value}") for label, value in facts],
            "parts": [part for piece in pieces_of(page) for part in _parts(piece)],
            "foot": _line("foot", f"{page.title} · {site_name()}"),
            "way": "rtl" if get_language_bidi() else "ltr",
            "fonts": fonts(),
        }
        return draw(render_to_string("toolkit/papers/module_pdf.html", context), title=page.title)


def _line(kind: str, text: str) -> Line:
    """Arabic in naskh and from the right; figures and the site's name stand on the side of the paper."""
    text = " ".join(without_vowel_marks(text).split())
    strong = [sign for sign in map(unicodedata.bidirectional, text) if sign in ("L", "R", "AL")]
    rtl = strong[0] != "L" if strong else get_language_bidi()
    font = font_of(text, "naskh" if {"R", "AL"} & set(strong) else "sans")
    if rtl:
        text = _ADDRESS.sub(rf"{_LTR}\g<0>{_LTR}", text)
    on_right = get_language_bidi() if kind == "site" else rtl
    return Line(kind, text, font, "rtl" if rtl else "ltr", "right" if on_right else "left")


def _parts(piece: Piece) -> list[dict]:
    """What the page draws for a piece, from top to bottom."""
    if piece.kind == "figure":
        return _figure(piece)
    if piece.kind == "table":
        return [{"line": _line("label", piece.text)}, {"table": _rows(piece.rows)}]
    return [{"line": line} for line in _lines(piece)]


def _lines(piece: Piece) -> list[Line]:
    if piece.kind == "text":
        return [_line("item" if mark else "words", mark + text) for mark, text in marked_lines(piece.text)]
    if piece.kind == "list":
        mark = BOX if piece.mark == "box" else DOT
        return [_line("item", mark + item) for item in piece.items]
    found = [_line("words" if piece.kind == "link" else piece.kind, piece.text)]
    if piece.url:
        found.append(_line("address", piece.url))
    return found


def marked_lines(text: str) -> list[tuple[str, str]]:
    """The lines of a clean HTML text without its tags, each with its number or dot; an address follows its link."""
    found = []
    text = _LINK.sub(lambda link: link[2] if link[1] in link[2] else f"{link[2]} ({link[1]})", text)
    for part in _LISTS.split(text):
        number = 0
        for line in _LINE.split(part):
            opens = "<li>" in line
            number += opens
            if words := plain(line):
                found.append((f"{number}. " if opens and part.startswith("<ol>") else DOT if opens else "", words))
    return found


def _rows(rows: tuple[tuple[str, ...], ...]) -> list[list[tuple[Line, int]]]:
    width = 100 // max(1, len(rows[0]))
    return [[(_line("cell", cell), width) for cell in row] for row in rows]


def _figure(piece: Piece) -> list[dict]:
    """The picture, or in words what it shows where it is a drawing or its file is lost; its caption."""
    found, picture = [], jpeg_of(piece.image)
    if picture:
        width = min(160, round(160 * picture.width / max(picture.width, picture.height)))  # millimetres
        found.append({"picture": "data:image/jpeg;base64," + base64.b64encode(picture.data).decode(), "width": width})
    elif piece.alt:
        found.append({"line": _line("words", _("Picture: %(words)s") % {"words": piece.alt})})
    return [*found, {"line": _line("soft", piece.text)}] if piece.text else found
