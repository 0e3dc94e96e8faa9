"""Tables for spreadsheets: as CSV, and with no text that one of them would run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def harmless(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula (OWASP: CSV injection), nor refuses for its control signs."""
    if not isinstance(value, str):
        return value
    text = _CONTROLS.sub(" ", value)
    return f"'{text}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else text


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
