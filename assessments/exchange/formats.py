"""The formats by their names: how each is recognised, read and written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .questions import Fault, FileQuestion, LeftOut, Reading

LARGEST = 20 * 1024 * 1024
Written = tuple[bytes, list[LeftOut]]


def _read_gift(data: bytes, language: str) -> Reading:
    from . import gift

    return gift.read(data, language)


def _write_gift(questions: Sequence[FileQuestion], language: str) -> Written:
    from . import gift_writing

    text, left_out = gift_writing.write(questions, language)
    return text.encode(), left_out


def _read_moodle(data: bytes, language: str) -> Reading:
    from . import moodle_xml

    return moodle_xml.read(data, language)


def _write_moodle(questions: Sequence[FileQuestion], language: str) -> Written:
    from . import moodle_xml_writing

    return moodle_xml_writing.write(questions, language)


def _read_sheet(data: bytes, language: str) -> Reading:
    from . import sheets

    return sheets.read(data, language)


def _write_sheet(questions: Sequence[FileQuestion], language: str) -> Written:
    from . import sheet_writing

    return sheet_writing.write(questions, language)


def _read_qti(data: bytes, language: str) -> Reading:
    from . import qti

    return qti.read(data, language)


def _write_qti(questions: Sequence[FileQuestion], language: str) -> Written:
    from . import qti_writing

    return qti_writing.write(questions, language)


@dataclass(frozen=True)
class Format:
    """A format; `many_languages`: a file of it can hold all languages at once."""

    name: str
    label: Any
    ending: str
    content_type: str
    read: Callable[[bytes, str], Reading]
    write: Callable[[Sequence[FileQuestion], str], Written]
    many_languages: bool = False


_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    each.name: each
    for each in (
        Format(
            "gift",
            gettext_lazy("GIFT (Moodle, text)"),
            "gift.txt",
            "text/plain; charset=utf-8",
            _read_gift,
            _write_gift,
        ),
        Format("moodle-xml", gettext_lazy("Moodle XML"), "xml", "application/xml", _read_moodle, _write_moodle),
        Format("xlsx", gettext_lazy("Sheet (Excel, .xlsx)"), "xlsx", _SHEET_TYPE, _read_sheet, _write_sheet, True),
        Format("qti", gettext_lazy("QTI 2.1 (.zip)"), "zip", "application/zip", _read_qti, _write_qti),
    )
}


class Unknown(ValueError):
    """The file is of no format that we read; its text says so."""


def recognised(name: str, data: bytes) -> Format:
    """The format of a file, by what it holds; its name decides only between texts."""
    if data.startswith(b"PK\x03\x04"):
        return FORMATS["xlsx" if b"xl/workbook.xml" in data else "qti"]
    start = data[:4000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"<"):
        if b"<quiz" in start:
            return FORMATS["moodle-xml"]
        if b"assessmentitem" in start:
            return FORMATS["qti"]
        if PurePath(name).suffix.lower() == ".xml":
            return FORMATS["moodle-xml"]
    if PurePath(name).suffix.lower() in (".txt", ".gift", ".md") and b"\0" not in data[:4000]:
        return FORMATS["gift"]
    raise Unknown(_("The file is of no format that is known here. Choose its format, if you know it."))


def read_file(name: str, data: bytes, language: str, format_name: str = "") -> tuple[Format, Reading]:
    """The format and all that the file gives; a file that is too big is not looked at."""
    chosen = FORMATS.get(format_name)
    if len(data) > LARGEST:
        why = _("The file is larger than %(most)d MB: divide it.") % {"most": LARGEST // 1024 // 1024}
        return chosen or FORMATS["gift"], Reading(faults=[Fault(1, why)])
    chosen = chosen or recognised(name, data)
    return chosen, chosen.read(data, language)
