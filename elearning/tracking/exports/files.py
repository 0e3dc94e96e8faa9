"""Writes a table as CSV, XLSX or JSON, a row at a time, with the id of the export in it. No database."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _

from elearning.spreadsheets import as_csv, harmless

KINDS = ("csv", "xlsx", "json")
Words = list[tuple[str, str]]


@dataclass(frozen=True)
class Sheet:
    """What goes into a file: `facts` (the question) and `definitions` in words, heads, and rows to be read once.

    Each row ends with what stands in `tail`: both dates and the export's id, so that a line torn out still says them.
    """

    export_id: str
    facts: Words
    definitions: Words
    head: Sequence[str]
    rows: Callable[[], Iterable[Sequence[Any]]]
    tail: dict[str, str]

    def table(self) -> Iterator[list[Any]]:
        """The heads, then the rows."""
        yield [*self.head, *self.tail]
        end = list(self.tail.values())
        for row in self.rows():
            yield [*row, *end]


def csv_of(sheet: Sheet) -> Iterator[str]:
    """One header line and the rows: any program reads it. The id stands in the last column."""
    return as_csv(sheet.table())


def json_of(sheet: Sheet) -> Iterator[str]:
    """`{"meta": {…}, "rows": [{…}, …]}`, a row a line."""
    meta = {**sheet.tail, "question": dict(sheet.facts), "definitions": dict(sheet.definitions)}
    yield f'{{"meta": {json.dumps(meta, ensure_ascii=False, default=str)},\n"rows": ['
    between = "\n"
    for row in sheet.rows():
        named = dict(zip(sheet.head, row, strict=True))
        yield between + json.dumps(named, ensure_ascii=False, default=str)
        between = ",\n"
    yield "\n]}\n"


def xlsx_of(sheet: Sheet) -> IO[bytes]:
    """The figures, and a sheet that says what was asked; the id stands in the foot of each printed page."""
    from openpyxl import Workbook  # takes a third of a second to import

    book = Workbook(write_only=True)
    about = [(_("Export"), sheet.export_id), *sheet.facts, *sheet.definitions]
    for title, table in ((_("Figures"), sheet.table()), (_("About"), about)):
        page = book.create_sheet(title)
        page.oddHeader.center.text = page.oddFooter.center.text = sheet.export_id
        for row in table:
            page.append([harmless(value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response that sends it closes it)
    book.save(file)
    file.seek(0)
    return file
