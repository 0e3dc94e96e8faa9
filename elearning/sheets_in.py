"""Bounded reading of sheets that people upload: CSV and XLSX as a stream of rows of texts, with their line numbers."""

import codecs
import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_ROWS = 200_000
MOST_CELLS = 60
LONGEST_CELL = 2000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 1000
SHEET_ENDS = 1_048_576  # the last row that an Excel sheet has
_FORBIDDEN = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:[a-z]+:)?f[ />]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
BROKEN = gettext_lazy("The file cannot be read as an Excel sheet (.xlsx): open it and save it again.")
ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")  # what a cell shows that went wrong


class NotReadable(ValueError):
    """The file is no sheet that we read; the message says why and what to do."""


def rows_of(file: IO[bytes], *, most_rows: int = MOST_ROWS) -> Iterator[tuple[int, list[str]]]:
    """Each row in which something stands: its line (the first is 1) and its cells as texts up to the last that says
    something, at most MOST_CELLS.

    Days are ISO 8601; a formula gives its last value, or stands as its own text (“=A1”) where it was never worked out.
    Raises `NotReadable`, also in the middle.
    """
    file.seek(0)
    head = file.read(4)
    rows = _workbook(file) if head == b"PK\x03\x04" else _text(file)
    count = 0
    for line, row in rows:
        cells = [cell.strip()[:LONGEST_CELL] for cell in row[:MOST_CELLS]]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > most_rows:
            raise NotReadable(_("The sheet has more than %(most)d rows: divide it.") % {"most": most_rows})
        yield line, cells


def _text(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    last, stream = 0, io.TextIOWrapper(file, encoding=_coding(file), newline="")
    try:
        head = stream.read(4000)
        if "\x00" in head:
            raise NotReadable(_("The file is no sheet: send CSV or Excel (.xlsx)."))
        stream.seek(0)
        rows = csv.reader(stream, delimiter=max("\t;,", key=head.partition("\n")[0].count))
        for row in rows:
            yield last + 1, row
            last = rows.line_num
    except (csv.Error, UnicodeError) as fault:
        raise NotReadable(_("Line %(line)s cannot be read as CSV.") % {"line": last + 1}) from fault
    finally:
        if not file.closed:
            stream.detach()  # the file is the caller's, and stays open


def _coding(file: IO[bytes]) -> str:
    """UTF-16 by its mark, UTF-8 if all of it is that, else what old Excels write in Western Europe."""
    file.seek(0)
    if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        coding = "utf-16"
    else:
        coding = "utf-8-sig" if _decodes(file, "utf-8") else "cp1252"
        if coding == "cp1252" and not _decodes(file, coding):
            raise NotReadable(_("The file is not UTF-8 text. Save it as “CSV UTF-8”, or send the Excel sheet."))
    file.seek(0)
    return coding


def _decodes(file: IO[bytes], coding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(coding)()
    try:
        while piece := file.read(1 << 16):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _workbook(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """The first sheet; a gap is not walked beyond the last row that Excel has."""
    has_formulas = _check(file)
    from openpyxl import load_workbook  # takes a third of a second to import

    how = {"read_only": True, "keep_links": False}
    try:
        sheets = [load_workbook(file, data_only=True, **how).worksheets[0]]
        if has_formulas:
            sheets.append(load_workbook(file, **how).worksheets[0])
        walks = []
        for sheet in sheets:
            sheet.reset_dimensions()
            walks.append(sheet.iter_rows(max_row=SHEET_ENDS, max_col=MOST_CELLS, values_only=True))
        for line, rows in enumerate(zip(*walks, strict=True), start=1):
            if any(row.count(None) < len(row) for row in rows):  # a million empty rows are passed over at once
                yield line, [_said(*values) for values in zip(*rows, strict=True)]
    except NotReadable:
        raise
    except Exception as fault:  # openpyxl raises whatever it stumbles over in a file that is broken
        raise NotReadable(str(BROKEN)) from fault


def _check(file: IO[bytes]) -> bool:
    """Before anything is parsed: a zip with the parts of a workbook, not too big, no entities. Are there formulas?"""
    found = False
    try:
        with zipfile.ZipFile(file) as book:
            parts = book.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise NotReadable(_("The sheet is too big once unpacked: divide it."))
            if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
                raise NotReadable(_("The file is no Excel sheet (.xlsx)."))
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    found |= _check_part(book, part)
    except NotReadable:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as fault:
        raise NotReadable(_("The file is no Excel sheet (.xlsx), or it is locked with a password.")) from fault
    except Exception as fault:  # zlib.error and what else a damaged part gives
        raise NotReadable(str(BROKEN)) from fault
    return found


def _check_part(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """A piece at a time, each with the end of the one before; whether a formula stands in it."""
    found, before = False, b""
    with book.open(part) as stream:
        while piece := stream.read(1 << 20):
            if not before and (piece.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in piece[:4]):
                raise NotReadable(_("The sheet is not in UTF-8: open it and save it again."))
            both = before + piece
            if _FORBIDDEN.search(both):
                raise NotReadable(_("The sheet declares entities, which no Excel does: it is refused."))
            found = found or bool(_FORMULA.search(both))
            before = piece[-16:]
    return found


def _said(value: Any, formula: Any = None) -> str:
    """A cell as it is read by people: 7 for 7.0, a day without its midnight."""
    if value is None:
        return str(formula) if isinstance(formula, str) and formula.startswith("=") else ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
