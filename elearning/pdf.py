"""Draws HTML as a PDF with the fonts of this house inside, and knows which letters they have."""

import functools
import io
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import fontpkg_amiri
import fontpkg_noto_sans

from elearning.identity import site_name

FONT_ROOTS = (Path(fontpkg_noto_sans.ROOT), Path(fontpkg_amiri.ROOT))
SANS = next(FONT_ROOTS[0].rglob("NotoSans[[]*.ttf"))
NASKH = next(FONT_ROOTS[1].rglob("Amiri-Regular.ttf"))
NASKH_BOLD = NASKH.with_name("Amiri-Bold.ttf")
FILES = {"naskh": (NASKH, NASKH_BOLD), "sans": (SANS,)}


def fonts() -> dict[str, str]:
    """The files that a page names in its @font-face: `sans`, `naskh`, `naskh_bold`."""
    return {"sans": str(SANS), "naskh": str(NASKH), "naskh_bold": str(NASKH_BOLD)}


def draw(html: str, *, title: str, facts: Mapping[str, str] | None = None) -> bytes:
    """The page as a PDF; `facts` go into its metadata. Nothing is read but our fonts and data: addresses.

    Raises `RuntimeError` if the library cannot draw it.
    """
    from pypdf import PdfReader, PdfWriter  # these and xhtml2pdf take half a second to import
    from xhtml2pdf import pisa
    from xhtml2pdf.config.resources import ResourceAccessPolicy

    drawn = io.BytesIO()
    policy = ResourceAccessPolicy(allow_remote=False, base_dir=None, extra_roots=[str(root) for root in FONT_ROOTS])
    result = pisa.CreatePDF(
        html, dest=drawn, encoding="utf-8", link_callback=lambda uri, _from: uri, resource_policy=policy
    )
    if result.err:
        raise RuntimeError(f"“{title}” could not be drawn.")
    writer = PdfWriter(clone_from=PdfReader(drawn))
    writer.add_metadata({"/Title": title, "/Author": site_name(), **(facts or {})})
    final = io.BytesIO()
    writer.write(final)
    return final.getvalue()


def pages_of(document: bytes) -> int:
    """How many pages a drawn document has."""
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(document)).pages)


def without_vowel_marks(text: str) -> str:
    """Arabic as it is usually written: the PDF library drops its marks in odd places, so they go first."""
    return "".join(sign for sign in text if not ("\u064b" <= sign <= "\u0652" and unicodedata.combining(sign)))


def font_of(text: str, first: str = "naskh") -> str:
    """The class of the font that has every letter of the text: no name is patched together of two.

    `first` is taken where both have.
    """
    other = "sans" if first == "naskh" else "naskh"
    return first if _has_all(first, text) or not _has_all(other, text) else other


def drawable(text: str) -> bool:
    """Whether one of our fonts has every letter of the text; if none has, boxes would be printed."""
    return any(_has_all(font, without_vowel_marks(text)) for font in FILES)


def _has_all(font: str, text: str) -> bool:
    return all(ord(sign) in _letters_of(font) for sign in text)


@functools.cache
def _letters_of(font: str) -> frozenset[int]:
    from reportlab.pdfbase.ttfonts import TTFontFile

    return frozenset.intersection(*(frozenset(TTFontFile(str(file)).charToGlyph) for file in FILES[font]))
