"""Whether a file is what its name says, judged by its first bytes; and pictures in SVG that carry nothing active."""

import re
import zipfile
from typing import IO

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_ACTIVE_TAGS = {
    "script", "foreignobject", "iframe", "embed", "object", "audio", "video", "image", "use", "a", "style", "link",
    "animate", "set", "animatetransform", "animatemotion", "handler", "listener", "feimage",
}  # fmt: skip
_REFERENCE = re.compile(r"url\(\s*['\"]?(?!#)|javascript:|data:|@import", re.IGNORECASE)
MOST_SVG_BYTES = 500_000


def check_document(file: IO[bytes], ending: str) -> None:
    """Refuse a document whose content is not of the kind that its ending says (ValidationError)."""
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    if ending in _OFFICE:
        right = _is_office(file, _OFFICE[ending])
    elif ending == "pdf":
        right = b"%PDF-" in start
    elif ending == "mp4":
        right = start[4:8] == b"ftyp"
    elif ending == "vtt":
        right = start.lstrip(b"\xef\xbb\xbf").startswith(b"WEBVTT")
    else:
        right = False
    file.seek(0)
    if not right:
        raise ValidationError(
            _("This is not a %(kind)s file, whatever its name says. Save it again in that format and try once more.")
            % {"kind": ending.upper()},
            code="wrong_content",
        )


def check_svg(file: IO[bytes]) -> None:
    """Refuse a drawing with scripts, links, outside references or entities: it is to be a picture (ValidationError)."""
    file.seek(0)
    source = file.read(MOST_SVG_BYTES + 1)
    file.seek(0)
    if len(source) > MOST_SVG_BYTES:
        raise ValidationError(
            _("This drawing is larger than 500 kB. Simplify it, or save it as PNG."), code="too_large"
        )
    try:
        root = ElementTree.fromstring(source, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise ValidationError(
            _("This drawing cannot be read as SVG: save it again as plain SVG."), code="wrong_content"
        ) from error
    styled = ["xml-stylesheet"] if b"<?xml-stylesheet" in source.lower() else []
    if faults := styled + [fault for element in root.iter() if (fault := _active_part(element))]:
        raise ValidationError(
            _("This drawing holds “%(part)s”, which can act or load something. Save it as plain SVG without it.")
            % {"part": faults[0]},
            code="active",
        )


def _active_part(element: ElementTree) -> str:
    tag = str(element.tag).rpartition("}")[2]
    if tag.lower() in _ACTIVE_TAGS:
        return tag
    for name, value in element.attrib.items():
        short = name.rpartition("}")[2].lower()
        if short.startswith("on") or (short == "href" and not value.startswith("#")) or _REFERENCE.search(value):
            return short
    return ""


def _is_office(file: IO[bytes], folder: str) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError):  # the latter for a version of ZIP that nobody can read
        return False
    return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
