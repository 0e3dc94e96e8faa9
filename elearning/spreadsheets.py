"""Tables for spreadsheets: as CSV and XLSX, with no text that one of them would run as a formula."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

# What XML 1.0 has no place for: control signs, halves of surrogate pairs, and two code points that are no signs.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula (OWASP: CSV injection), nor refuses for its control signs."""
    if not isinstance(value, str):
        return value
    text = _CONTROLS.sub(" ", value)
    return f"'{text}" if value.startswith(_FORMULA) else text


def as_csv(table: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The table as RFC 4180 text, a piece at a time, with a byte order mark so that spreadsheets read UTF-8."""
    line = io.StringIO()
    writer = csv.writer(line)
    yield "\ufeff"
    for row in table:
        writer.writerow([harmless(value) for value in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def as_workbook(*sheets: tuple[str, Iterable[Sequence[Any]]]) -> IO[bytes]:
    """The tables as XLSX, each under the title of its sheet; a file for the response that sends it."""
    from openpyxl import Workbook  # takes a third of a second to import

    book = Workbook(write_only=True)
    for title, table in sheets:
        sheet = book.create_sheet(title)
        for row in table:
            sheet.append([harmless(value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response that sends it closes it)
    book.save(file)
    file.seek(0)
    return file
