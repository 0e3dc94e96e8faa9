"""Draws the papers of a workshop as PDF: letters, badges, table signs, lists, what the kitchen needs to know."""

import base64
import io
from collections.abc import Sequence
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from elearning.identity import site_name
from elearning.pdf import draw, drawable, font_of, fonts, without_vowel_marks

from ..models import Letter
from .letters import date_in_words

CROWDED = 900  # letters beyond which a letter is set smaller, to stay on one page


def drawn(template: str, title: str, **context: Any) -> bytes:
    """The template of this folder as a PDF, in the active language and its direction."""
    way = "rtl" if translation.get_language_bidi() else "ltr"
    values = {**context, "fonts": fonts(), "site": site_name(), "way": way, "title": title}
    page = render_to_string(f"workshops/papers/{template}.html", values)
    return draw(without_vowel_marks(page), title=title)


def letter_pdf(letter: Letter) -> bytes:
    """What the letter said when it was issued, and above it, if so, by which it was replaced."""
    said = letter.said
    own = said["own"] if said["own"] != said["name"] else ""
    names = {"name": name_to_draw(said["name"]), "own": name_to_draw(own)}
    with translation.override(letter.language):
        context = {"said": said, "number": str(letter), "replaced": _replaced(letter), "crowded": _crowded(said)}
        return drawn("letter_pdf", str(letter), **context, **names)


def _crowded(said: dict[str, Any]) -> bool:
    return len(said["name"]) * 2 + len(said["own"]) + sum(map(len, said["paragraphs"])) > CROWDED


def _replaced(letter: Letter) -> str:
    if (new := letter.replaced_by) is None:
        return ""
    values = {"number": str(new), "date": date_in_words(new.issued_at.astimezone(letter.workshop.tz).date())}
    return _("This letter no longer holds: it was replaced by letter %(number)s of %(date)s.") % values


def name_to_draw(text: str) -> dict[str, str]:
    """A text without its vowel marks, and the class of the font that has its letters; empty if none of ours has."""
    plain = without_vowel_marks(text) if drawable(text) else ""
    return {"text": plain, "font": font_of(plain)}


def qr(text: str) -> str:
    """A QR code as a picture inside the page."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=4, border=1)
    return "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode()


def in_rows(things: Sequence[Any], across: int) -> list[list[Any]]:
    """The things, so many in a row; the last row is filled up with None."""
    rows = [list(things[start : start + across]) for start in range(0, len(things), across)]
    return [row + [None] * (across - len(row)) for row in rows]
