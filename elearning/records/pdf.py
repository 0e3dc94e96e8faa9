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

from elearning.pdf import draw, drawable, font_of, fonts, without_vowel_marks

if TYPE_CHECKING:
    from .models import Certificate

DESIGN = 1  # goes up with each change of the page; a certificate keeps the number that it was drawn with
CROWDED = 260  # letters of both names and the title, beyond which the lines stand closer to fit one page
TOKEN_KEY, NAME_KEY = "/CertificateToken", "/CertificateName"

logger = logging.getLogger(__name__)


def proof_address(certificate: "Certificate") -> str:
    """What the QR code holds: the page that verifies, and behind the # what proves itself without a network."""
    return f"{settings.BASE_URL}{reverse('records:verify_code', args=[certificate.code])}#{certificate.token}"


def certificate_pdf(certificate: "Certificate") -> bytes:
    """The document of a certificate, A4 landscape, in its own language, fonts inside."""
    code = io.BytesIO()
    segno.make(proof_address(certificate), error="l", micro=False).save(code, kind="png", scale=4, border=2)
    with translation.override(certificate.language):
        page = render_to_string("records/certificate_pdf.html", _shown(certificate, code.getvalue()))
    proof = {TOKEN_KEY: certificate.token, NAME_KEY: certificate.name}
    return draw(page, title=certificate.title, facts=proof)


def names_on_page(certificate: "Certificate") -> tuple[str, str]:
    """The name and below it the one in own script, each if it can be drawn; the serial number if neither can."""
    drawn = [text for text in (certificate.name, certificate.name_own_script) if drawable(text)]
    if certificate.name not in drawn:
        logger.error("Certificate %s: no font of ours has the letters of %s", certificate.serial, certificate.name)
    drawn = [text for text in dict.fromkeys(drawn) if text] or [certificate.serial]
    return drawn[0], drawn[1] if drawn[1:] else ""


def _shown(certificate: "Certificate", code: bytes) -> dict:
    name, own = (without_vowel_marks(text) for text in names_on_page(certificate))
    return {
        "crowded": len(certificate.name + certificate.name_own_script + certificate.title) > CROWDED,
        "certificate": certificate,
        "name": name,
        "name_font": font_of(name),
        "own": own,
        "own_font": font_of(own),
        "title": without_vowel_marks(certificate.title),
        "title_font": font_of(certificate.title),
        "code": "data:image/png;base64," + base64.b64encode(code).decode(),
        "code_text": "-".join(certificate.code[i : i + 4] for i in range(0, len(certificate.code), 4)),
        "site": settings.SITE_NAME,
        "verify": f"{settings.BASE_URL}{reverse('records:verify')}".split("://")[-1].rstrip("/"),
        "rtl": translation.get_language_bidi(),
        "fonts": fonts(),
    }
