"""Draws a certificate as a PDF: its page, its QR code, its signed text in the metadata."""

import base64
import functools
import io
import logging
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import fontpkg_amiri
import fontpkg_noto_sans
import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

if TYPE_CHECKING:
    from .models import Certificate

DESIGN = 1  # goes up with each change of the page; a certificate keeps the number that it was drawn with
CROWDED = 260  # letters of both names and the title, beyond which the lines stand closer to fit one page
TOKEN_KEY, NAME_KEY = "/CertificateToken", "/CertificateName"
FONT_ROOTS = (Path(fontpkg_noto_sans.ROOT), Path(fontpkg_amiri.ROOT))
SANS = next(FONT_ROOTS[0].rglob("NotoSans[[]*.ttf"))
NASKH = next(FONT_ROOTS[1].rglob("Amiri-Regular.ttf"))
NASKH_BOLD = NASKH.with_name("Amiri-Bold.ttf")
FILES = {"naskh": (NASKH, NASKH_BOLD), "sans": (SANS,)}

logger = logging.getLogger(__name__)


def proof_address(certificate: "Certificate") -> str:
    """What the QR code holds: the page that verifies, and behind the # what proves itself without a network."""
    return f"{settings.BASE_URL}{reverse('records:verify_code', args=[certificate.code])}#{certificate.token}"


def certificate_pdf(certificate: "Certificate") -> bytes:
    """The document of a certificate, A4 landscape, in its own language, fonts inside."""
    from pypdf import PdfReader, PdfWriter  # these and xhtml2pdf take half a second to import
    from xhtml2pdf import pisa
    from xhtml2pdf.config.resources import ResourceAccessPolicy

    code = io.BytesIO()
    segno.make(proof_address(certificate), error="l", micro=False).save(code, kind="png", scale=4, border=2)
    with translation.override(certificate.language):
        page = render_to_string("records/certificate_pdf.html", _shown(certificate, code.getvalue()))
    drawn = io.BytesIO()
    policy = ResourceAccessPolicy(allow_remote=False, base_dir=None, extra_roots=[str(root) for root in FONT_ROOTS])
    result = pisa.CreatePDF(
        page, dest=drawn, encoding="utf-8", link_callback=lambda uri, _from: uri, resource_policy=policy
    )
    if result.err:
        raise RuntimeError(f"Certificate {certificate.serial} could not be drawn.")
    writer = PdfWriter(clone_from=PdfReader(drawn))
    writer.add_metadata(
        {
            "/Title": certificate.title,
            "/Author": settings.SITE_NAME,
            TOKEN_KEY: certificate.token,
            NAME_KEY: certificate.name,
        }
    )
    final = io.BytesIO()
    writer.write(final)
    return final.getvalue()


def without_vowel_marks(text: str) -> str:
    """Arabic as it is usually written: the PDF library drops its marks in odd places, so they go first."""
    return "".join(sign for sign in text if not ("\u064b" <= sign <= "\u0652" and unicodedata.combining(sign)))


def font_of(text: str) -> str:
    """The class of the font that has every letter of the text: no name is patched together of two."""
    return "naskh" if _has_all("naskh", text) else "sans"


def drawable(text: str) -> bool:
    """Whether one of our fonts has every letter of the text; if none has, boxes would be printed."""
    return any(_has_all(font, without_vowel_marks(text)) for font in FILES)


def names_on_page(certificate: "Certificate") -> tuple[str, str]:
    """The name and below it the one in own script, each if it can be drawn; the serial number if neither can."""
    drawn = [text for text in (certificate.name, certificate.name_own_script) if drawable(text)]
    if certificate.name not in drawn:
        logger.error("Certificate %s: no font of ours has the letters of %s", certificate.serial, certificate.name)
    drawn = [text for text in dict.fromkeys(drawn) if text] or [certificate.serial]
    return drawn[0], drawn[1] if drawn[1:] else ""


def _has_all(font: str, text: str) -> bool:
    return all(ord(sign) in _letters_of(font) for sign in text)


@functools.cache
def _letters_of(font: str) -> frozenset[int]:
    from reportlab.pdfbase.ttfonts import TTFontFile

    return frozenset.intersection(*(frozenset(TTFontFile(str(file)).charToGlyph) for file in FILES[font]))


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
        "fonts": {
            "sans": str(SANS),
            "naskh": str(NASKH),
            "naskh_bold": str(NASKH_BOLD),
        },
    }
