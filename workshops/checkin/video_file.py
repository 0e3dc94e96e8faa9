"""Reads the file of a video service that says who joined and left when: CSV or XLSX, in the wordings of several."""

import csv
import datetime
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from assessments.exchange.sheet_cells import NoSheet, open_sheet

MOST_LINES, MOST_CELLS = 5000, 60
LARGEST = 2_000_000
LONGEST_CELL = 300
# What each column is called, without case, signs and what stands in brackets.
HEADS = {
    "name": "name|full name|display name|participant|participant name|attendee|attendee name|user name|user"
    "|nom|nom complet|nom du participant|nome|nome completo|الاسم",
    "first": "first name|prénom|nome próprio",
    "last": "last name|surname|family name|nom de famille|apelido|sobrenome",
    "email": "email|e mail|email address|e mail address|user email|attendee email|participant email|mail|upn"
    "|adresse e mail|adresse email|courriel|endereço de e mail|correio eletrónico|البريد الإلكتروني",
    "joined": "join time|joined|joined at|time joined|first join|first join time|join|entry time|joined time"
    "|heure d arrivée|heure d entrée|première connexion|hora de entrada|وقت الانضمام",
    "left": "leave time|left|left at|time exited|time left|last leave|last leave time|leave|exit time|left time"
    "|heure de départ|heure de sortie|dernière déconnexion|hora de saída|وقت المغادرة",
}
NAMES = {word: column for column, words in HEADS.items() for word in words.split("|")}


class NoVideoFile(ValueError):
    """The file cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One line: who, and the two times as they were written; `zones` is what stood in brackets in their headings."""

    line: int
    name: str
    email: str
    joined: str
    left: str
    zones: tuple[str, str] = ("", "")


def read_file(data: bytes) -> list[Row]:
    """The lines of the last part of the file that names a person and a time. Raises `NoVideoFile`."""
    if len(data) > LARGEST:
        raise NoVideoFile(_("The file is larger than 2 MB. Divide it."))
    cells = _workbook(data) if data.startswith(b"PK\x03\x04") else _text(data)
    parts: list[list[Row]] = []
    columns: dict[str, tuple[int, str]] = {}
    for line, row in cells:
        if line > MOST_LINES:
            raise NoVideoFile(_("The file has more than %(most)s lines. Divide it.") % {"most": MOST_LINES})
        if heading := _heading(row):
            columns = heading
            parts.append([])
        elif columns and sum(map(bool, row)) > 1:
            parts[-1].append(_row(line, row, columns))
    found = [part for part in parts if part]
    if not found:
        raise NoVideoFile(_("No line names the columns: a name or an e-mail address, and a join time."))
    return found[-1]


def _heading(row: list[str]) -> dict[str, tuple[int, str]]:
    """Where each column stands, and what is in brackets in its heading; empty if this is no line of headings."""
    found: dict[str, tuple[int, str]] = {}
    for place, cell in enumerate(row):
        if column := NAMES.get(_word(cell)):
            found.setdefault(column, (place, "".join(re.findall(r"\([^)]*\)", cell))))
    named = {"name", "email", "first", "last"} & set(found)
    return found if named and "joined" in found else {}


def _word(cell: str) -> str:
    text = re.sub(r"\([^)]*\)", " ", unicodedata.normalize("NFC", cell)).casefold()
    return " ".join(re.sub(r"[^\w]+|_", " ", text).split())


def _row(line: int, row: list[str], columns: dict[str, tuple[int, str]]) -> Row:
    def cell(column: str) -> str:
        place = columns.get(column, (-1, ""))[0]
        return row[place].strip() if 0 <= place < len(row) else ""

    name = cell("name") or " ".join(filter(None, (cell("first"), cell("last"))))
    zones = tuple(columns.get(column, (0, ""))[1] for column in ("joined", "left"))
    return Row(line, name, cell("email"), cell("joined"), cell("left"), zones)


def _text(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data)
    head = text[:4000]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max("\t;,", key=head.count))
    try:
        for row in rows:
            yield rows.line_num, [_clean(cell) for cell in row[:MOST_CELLS]]
    except csv.Error as fault:
        raise NoVideoFile(_("Line %(line)s cannot be read as CSV.") % {"line": rows.line_num}) from fault


def _decoded(data: bytes) -> str:
    coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(coding)
    except UnicodeDecodeError as fault:
        raise NoVideoFile(_("The file is not UTF-8 text. Save it as “CSV UTF-8”, or send the Excel sheet.")) from fault


def _workbook(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The cells of the first sheet as texts, once the reader of sheets has found nothing hostile in it."""
    from openpyxl import load_workbook  # takes a third of a second to import

    try:
        open_sheet(data)
    except NoSheet as fault:
        raise NoVideoFile(str(fault)) from fault
    sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False).worksheets[0]
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True, max_row=MOST_LINES + 1, max_col=MOST_CELLS)
    for line, row in enumerate(islice(rows, MOST_LINES + 1), start=1):
        yield line, [_clean(_said(value)) for value in row]


def _said(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return value.replace(microsecond=0).isoformat(" ")
    return "" if value is None else str(value)


def _clean(cell: str) -> str:
    """Without signs that no column of a database holds."""
    return "".join(sign for sign in cell[:LONGEST_CELL] if unicodedata.category(sign) not in ("Cc", "Cs")).strip()
