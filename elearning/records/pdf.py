"""Draws a certificate as a PDF: its page, its QR code, its signed text in the metadata."""

import base64
import io
import logging
from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from elearning.identity import site_name
from elearning.pdf import draw, drawable, font_of, fonts, pages_of, without_vowel_marks

if TYPE_CHECKING:
    from .models import Certificate

DESIGN = 2  # goes up with each change of the page; a certificate keeps the number that it was drawn with
TOKEN_KEY, NAME_KEY = "/CertificateToken", "/CertificateName"

logger = logging.getLogger(__name__)


def proof_address(certificate: "Certificate") -> str:
    """What the QR code holds: the page that verifies, and behind the # what proves itself without a network."""
    return f"{settings.BASE_URL}{reverse('records:verify_code', args=[certificate.code])}#{certificate.token}"


def certificate_pdf(certificate: "Certificate") -> bytes:
    """The document of a certificate, A4 landscape, in its own language, fonts inside; one page, whatever it takes.

    Where the lines need more than a page, it is drawn once more with smaller ones closer together.
    """
    code = io.BytesIO()
    segno.make(proof_address(certificate), error="l", micro=False).save(code, kind="png", scale=4, border=2)
    proof = {TOKEN_KEY: certificate.token, NAME_KEY: certificate.name}
    with translation.override(certificate.language):
        shown = _shown(certificate, code.getvalue())
        for crowded in (False, True):
            page = render_to_string("records/certificate_pdf.html", {**shown, "crowded": crowded})
            document = draw(page, title=certificate.title, facts=proof)
            if pages_of(document) == 1:
                break
    return document


def names_on_page(certificate: "Certificate") -> tuple[str, str]:
    """The name and below it the one in own script, each if it can be drawn; the serial number if neither can."""
    drawn = [text for text in (certificate.name, certificate.name_own_script) if drawable(text)]
    if certificate.name not in drawn:
        logger.error("Certificate %s: no font of ours has the letters of %s", certificate.serial, certificate.name)
    drawn = [text for text in dict.fromkeys(drawn) if text] or [certificate.serial]
    return drawn[0], drawn[1] if drawn[1:] else ""


def code_on_page(code: str) -> str:
    """In groups of four, behind a mark that keeps groups of digits in their order in a line of Arabic."""
    groups = "-".join(code[i : i + 4] for i in range(0, len(code), 4))
    return f"\u200e{groups}" if translation.get_language_bidi() else groups


def _shown(certificate: "Certificate", code: bytes) -> dict:
    name, own = (without_vowel_marks(text) for text in names_on_page(certificate))
    return {
        "certificate": certificate,
        "name": name,
        "name_font": font_of(name),
        "own": own,
        "own_font": font_of(own),
        "title": without_vowel_marks(certificate.title),
        "title_font": font_of(certificate.title),
        "code": "data:image/png;base64," + base64.b64encode(code).decode(),
        "code_text": code_on_page(certificate.code),
        "site": site_name(),
        "verify": f"{settings.BASE_URL}{reverse('records:verify')}".split("://")[-1].rstrip("/"),
        "rtl": translation.get_language_bidi(),
        "fonts": fonts(),
    }
