"""Draws a transcript as a PDF: pages with a repeated head, its QR code, what was signed in its metadata."""

import base64
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from elearning.identity import site_name
from elearning.pdf import draw, drawable, font_of, fonts, without_vowel_marks

from ..pdf import NAME_KEY, TOKEN_KEY
from .content import SHOWN, signed_line

if TYPE_CHECKING:
    from ..models import Transcript

CONTENT_KEY = "/TranscriptContent"
# Of the hundred. From the right the library turns the columns of a table round by itself.
WIDTHS = {"title": 35, "says": 22, "day": 17, "hours": 9, "until": 17}


@dataclass(frozen=True)
class Line:
    """A text as the page draws it: with the font that has its letters, from its side."""

    text: str
    font: str
    way: str
    side: str


def transcript_pdf(transcript: "Transcript") -> bytes:
    """The document, A4, in its own language, fonts inside, as many pages as its rows take."""
    with translation.override(transcript.language):
        page = render_to_string("records/transcripts/transcript_pdf.html", _shown(transcript))
        title = f"{_('Transcript of learning')} {transcript.serial}"
    content = json.dumps(transcript.content, ensure_ascii=False)
    facts = {TOKEN_KEY: transcript.token, NAME_KEY: transcript.content["name"], CONTENT_KEY: content}
    return draw(page, title=title, facts=facts)


def proof_address(transcript: "Transcript") -> str:
    """What the QR code holds, as on a certificate: the page that verifies, and behind the # what proves itself."""
    return f"{settings.BASE_URL}{reverse('records:verify_code', args=[transcript.code])}#{transcript.token}"


def _shown(transcript: "Transcript") -> dict[str, Any]:
    said, right = transcript.content, translation.get_language_bidi()
    return {
        "names": [_line(text, right) for text in _names(transcript)],
        "labels": {name: _line(text, right) for name, text in _labels(transcript).items()},
        "heads": [(_line(text, right), WIDTHS[name]) for name, text in _heads().items()],
        "rows": [[(_cell(row, name, right), WIDTHS[name]) for name in SHOWN] for row in said["rows"]],
        "foot": f"{transcript.serial} · {signed_line(said)}",
        "code": "-".join(transcript.code[i : i + 4] for i in range(0, len(transcript.code), 4)),
        "qr": _qr(proof_address(transcript)),
        "verify": f"{settings.BASE_URL}{reverse('records:verify')}".split("://")[-1].rstrip("/"),
        "site": site_name(),
        "way": "rtl" if right else "ltr",
        "side": "right" if right else "left",
        "fonts": fonts(),
    }


def _heads() -> dict[str, str]:
    return {
        "title": _("Title"),
        "says": _("Kind"),
        "day": _("Achieved on"),
        "hours": _("Hours"),
        "until": _("Valid until"),
    }


def _labels(transcript: "Transcript") -> dict[str, str]:
    said = transcript.content
    values = {"number": len(said["rows"]), "day": said["made"]}
    return {
        "heading": _("Transcript of learning"),
        "serial": f"{_('Serial number')}: {transcript.serial}",
        "made": _("Records: %(number)d. As they stood on %(day)s; what came later is not on it.") % values,
        "scan": _("Scan the code, or type it in at"),
    }


def _names(transcript: "Transcript") -> list[str]:
    """The name and the one in own script, each if it can be drawn; the serial number if neither can."""
    drawn = [text for text in (transcript.content["name"], transcript.content["own"]) if text and drawable(text)]
    return list(dict.fromkeys(drawn)) or [transcript.serial]


def _cell(row: dict[str, str], name: str, right: bool) -> Line:
    text = row[name]
    if not drawable(text):
        text = _("(in letters that this document cannot print)")
    return _line(text or "–", right)


def _line(text: str, right: bool) -> Line:
    bare = without_vowel_marks(text)
    return Line(bare, font_of(bare, first="sans"), "rtl" if right else "ltr", "right" if right else "left")


def _qr(text: str) -> str:
    picture = io.BytesIO()
    segno.make(text, error="l", micro=False).save(picture, kind="png", scale=4, border=2)
    return "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode()
