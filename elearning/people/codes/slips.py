"""Slips of paper with a code, a PIN and the steps in words, each in the language of its reader."""

import base64
import io
from collections.abc import Iterable
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from elearning.identity import site_name
from elearning.pdf import draw, drawable, font_of, fonts, without_vowel_marks

from ..models import User
from .making import Slip

A_SHEET = 3


def language_of(person: User, fallback: str) -> str:
    """Hers; else that of her office, else that in which it is printed."""
    posting = person.posting_today
    wanted = [person.language, posting.office.language if posting else "", fallback]
    return next((code for code in wanted if code in dict(settings.LANGUAGES)), settings.LANGUAGE_CODE)


def shown_code(code: str) -> str:
    """In two halves, as one reads it out."""
    return f"{code[:4]}-{code[4:]}"


def address_of(code: str) -> str:
    """Where the printed square leads: the code is filled in there, the PIN is not."""
    return f"{settings.BASE_URL}{reverse('codes:sign_in')}?c={code}"


def qr(text: str) -> str:
    """A square of dots as a picture inside a page."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=4, border=1)
    return "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode()


def slip_pdf(slips: Iterable[Slip]) -> bytes:
    """Three slips to a sheet of A4, with lines to cut along."""
    title, active = _("Sign-in codes"), translation.get_language()
    drawn = [_drawn(slip, language_of(slip.person, active)) for slip in slips]
    sheets = [drawn[start : start + A_SHEET] for start in range(0, len(drawn), A_SHEET)]
    page = render_to_string("people/codes/slips_pdf.html", {"sheets": sheets, "fonts": fonts()})
    return draw(page, title=title)


def _drawn(slip: Slip, language: str) -> str:
    """One slip as HTML, in its own language and direction."""
    person = slip.person
    with translation.override(language):
        values: dict[str, Any] = {
            "way": "rtl" if translation.get_language_bidi() else "ltr",
            "side": "right" if translation.get_language_bidi() else "left",
            "name": _name(person.name),
            "own": _name(person.name_own_script if person.name_own_script != person.name else ""),
            "code": shown_code(slip.code.code),
            "pin": slip.pin,
            "until": slip.code.expires_at.date(),
            "address": f"{settings.BASE_URL}{reverse('codes:sign_in')}",
            "qr": qr(address_of(slip.code.code)),
            "site": site_name(),
        }
        return without_vowel_marks(render_to_string("people/codes/_slip_pdf.html", values))


def _name(text: str) -> dict[str, str]:
    """A name that our fonts can draw, and the class of the font; empty if none of them can."""
    plain = without_vowel_marks(text) if drawable(text) else ""
    return {"text": plain, "font": font_of(plain)}
