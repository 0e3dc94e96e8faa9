"""Reads the cells of an XLSX file as texts, and refuses files that are none or would take all memory."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .numbers import in_figures, number_in
from .texts import BLANKS, CONTROL

MOST_UNPACKED = 150 * 1024 * 1024
MOST_PARTS = 1000
MOST_ROWS = 30_000
MOST_COLUMNS = 1300
BROKEN = gettext_lazy("The file cannot be read as an Excel sheet (.xlsx): open it and save it again.")
SHEET, PICTURES = "questions", "pictures"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FORBIDDEN = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHER_CODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["']|us-ascii["'])""", re.IGNORECASE)
_MERGED = re.compile(rb"""<mergeCell\b[^>]*?\bref=["']([A-Z]+[0-9]+:[A-Z]+[0-9]+)["']""")
_FORMULA = re.compile(rb"<(?:[a-z]+:)?f[ />]")


class NoSheet(Exception):
    """The file is no sheet that we read; its text says why."""


@dataclass(frozen=True)
class Cell:
    """A text, or why the cell has none."""

    text: str = ""
    fault: str = ""


@dataclass
class Sheet:
    """A sheet, row by row from its second; `merged` are cells that were made one."""

    header: list[str]
    rows: Iterator[tuple[int, list[Cell]]]
    pictures: list[list[str]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


def open_sheet(data: bytes) -> Sheet:
    """The sheet named “questions”, else the first one."""
    _check(data)
    from openpyxl import load_workbook  # takes a third of a second to import

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = {sheet.title.casefold(): sheet for sheet in book.worksheets}
        chosen = sheets.get(SHEET) or book.worksheets[0]
        raw = _raw(data, chosen)
        formulas = _formulas(data, chosen.title) if _FORMULA.search(raw) else set()
        header = _header(chosen)
        pictures = list(_plain_rows(sheets[PICTURES])) if PICTURES in sheets else []
    except NoSheet:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over in a file that is broken
        raise NoSheet(BROKEN) from error
    return Sheet(header, _rows(chosen, len(header), formulas), pictures, [ref.decode() for ref in _MERGED.findall(raw)])


def _check(data: bytes) -> None:
    """Before anything is parsed: a zip with the parts of a workbook, not too big, without entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = file.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise NoSheet(_("The sheet is too big once unpacked: divide it."))
            if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
                raise NoSheet(_("The file is no Excel sheet (.xlsx)."))
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    _check_part(file.read(part))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise NoSheet(_("The file is no Excel sheet (.xlsx), or it is locked with a password.")) from error


def _check_part(xml: bytes) -> None:
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in xml[:4] or _OTHER_CODING.search(xml[:200]):
        raise NoSheet(_("The sheet is not in UTF-8: open it and save it again."))
    if _FORBIDDEN.search(xml):
        raise NoSheet(_("The sheet declares entities, which no Excel does: it is refused."))


def _raw(data: bytes, sheet: Any) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(sheet._worksheet_path.lstrip("/"))


def _formulas(data: bytes, title: str) -> set[tuple[int, int]]:
    """Where formulas stand. Their last value counts; one that was never worked out would be read as nothing."""
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)[title]
    sheet.reset_dimensions()
    cells = (cell for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS) for cell in row)
    return {(cell.row, cell.column) for cell in cells if getattr(cell, "data_type", "") == "f"}


def _header(sheet: Any) -> list[str]:
    sheet.reset_dimensions()
    first = next(iter(sheet.iter_rows(min_row=1, max_row=1, max_col=MOST_COLUMNS + 1)), ())
    header = [_text(cell.value) for cell in first]
    while header and not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise NoSheet(_("The sheet has more than %(most)d columns.") % {"most": MOST_COLUMNS})
    return header


def _rows(sheet: Any, width: int, formulas: set[tuple[int, int]]) -> Iterator[tuple[int, list[Cell]]]:
    """The rows in which something stands: programs keep thousands of empty ones that were only coloured."""
    count = 0
    try:
        for number, row in enumerate(sheet.iter_rows(min_row=2, max_col=max(width, 1)), start=2):
            if all(cell.value is None and (number, place) not in formulas for place, cell in enumerate(row, start=1)):
                continue
            count += 1
            if count > MOST_ROWS:
                raise NoSheet(_("The sheet has more than %(most)d rows: divide it.") % {"most": MOST_ROWS})
            yield number, [_cell(cell, (number, place) in formulas) for place, cell in enumerate(row, start=1)]
    except SyntaxError as error:  # as the parser of XML calls what it cannot read
        raise NoSheet(BROKEN) from error


def _plain_rows(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()
    for row in sheet.iter_rows(min_row=2, max_row=MOST_ROWS, max_col=3, values_only=True):
        yield [_text(value) for value in row]


def _cell(cell: Any, is_formula: bool) -> Cell:
    value = cell.value
    if value is None:
        return Cell(fault=_("its formula has no value yet: write the value.")) if is_formula else Cell()
    if cell.data_type == "e":
        return Cell(fault=_("it shows an error: %(value)s.") % {"value": value})
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Cell(fault=_("it is a date: format the cell as text and write it again."))
    if isinstance(value, float | int) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return Cell(f"{_text(round(value * 100, 10))}%")
    return Cell(_text(value))


def _text(value: Any) -> str:
    """As it is seen: a number without needless zeros, lines ended in one way."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        number = number_in(repr(value))
        return str(value) if number is None else in_figures(number)
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value or ""))
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip(BLANKS)
