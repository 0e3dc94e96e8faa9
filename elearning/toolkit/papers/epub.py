"""Binds a module as an EPUB 3: one text with its pictures, its contents and what it says about itself."""

import datetime
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid5

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language_bidi, override

from elearning.identity import site_name

from ..languages import address_of
from .facts import facts_of
from .pictures import jpeg_of
from .pieces import Piece, absolute, pieces_of, plain_text

if TYPE_CHECKING:
    from ..models import ModulePage

CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
CSS = (
    "body { line-height: 1.5; } h1, h2, h3 { line-height: 1.25; } figure { margin: 1em 0; }\n"
    "img { max-width: 100%; height: auto; } .label { font-weight: bold; } .boxes { list-style: none; }\n"
    "table { border-collapse: collapse; } th, td { border: 1px solid; padding: 0.3em; text-align: start; }\n"
)
STILL = (1980, 1, 1, 0, 0, 0)  # the time of every file inside: the same module gives the same bytes


@dataclass(frozen=True)
class Inside:
    """A picture inside the book."""

    name: str
    kind: str
    data: bytes


def module_epub(page: "ModulePage") -> bytes:
    """The book."""
    with override(page.locale.language_code):
        pieces, pictures = pieces_of(page), {}
        parts = [(place, piece, _inside(piece, pictures)) for place, piece in enumerate(pieces)]
        context = {
            "page": page,
            "title": plain_text(page.title),
            "summary": plain_text(page.summary),
            "language": page.locale.language_code,
            "way": "rtl" if get_language_bidi() else "ltr",
            "identifier": uuid5(page.translation_key, page.locale.language_code),
            "modified": f"{(page.last_published_at or timezone.now()).astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}",
            "site": site_name(),
            "address": absolute(address_of(page)),
            "facts": facts_of(page),
            "parts": parts,
            "headings": [(place, piece.text) for place, piece in enumerate(pieces) if piece.kind == "heading"],
            "pictures": list(pictures.values()),
        }
        texts = {name: render_to_string(f"toolkit/papers/{name}", context) for name in TEMPLATES}
    return _bound(texts, list(pictures.values()))


TEMPLATES = ("package.opf", "nav.xhtml", "text.xhtml")


def _inside(piece: Piece, pictures: dict[int, Inside]) -> Inside | None:
    """The picture of a piece, taken into the book once."""
    image = piece.image
    if image is None or image.pk in pictures:
        return pictures.get(image.pk) if image else None
    if image.is_svg():
        try:
            with image.file.open("rb") as file:
                pictures[image.pk] = Inside(f"p{image.pk}.svg", "image/svg+xml", file.read())
        except OSError:
            return None
    elif jpeg := jpeg_of(image):
        pictures[image.pk] = Inside(f"p{image.pk}.jpg", "image/jpeg", jpeg.data)
    return pictures.get(image.pk)


def _bound(texts: dict[str, str], pictures: list[Inside]) -> bytes:
    """The files in one: the type first and not packed, as the standard has it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        _put(book, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _put(book, "META-INF/container.xml", CONTAINER.encode())
        for name, text in texts.items():
            _put(book, f"EPUB/{name}", text.encode())
        _put(book, "EPUB/style.css", CSS.encode())
        for picture in pictures:
            _put(book, f"EPUB/{picture.name}", picture.data, zipfile.ZIP_STORED)
    return made.getvalue()


def _put(book: zipfile.ZipFile, name: str, data: bytes, packed: int = zipfile.ZIP_DEFLATED) -> None:
    book.writestr(zipfile.ZipInfo(name, STILL), data, packed)
