"""The headings of a sheet: which column says what."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from elearning.sheets_in import NotReadable, rows_of


@dataclass(frozen=True)
class Column:
    """A column by its name in our code; `heading` stands in the template, `words` are other headings it may have."""

    name: str
    heading: str
    words: tuple[str, ...] = ()
    needed: bool = False
    note: str = ""
    example: str = ""


Line = tuple[int, dict[str, str]]  # its number in the file, and what stands in each column that says something


def read_sheet(file: IO[bytes], columns: Sequence[Column]) -> tuple[list[str], Iterator[Line]]:
    """The headings that nobody knows (their columns are left out), and the lines as a stream. Raises `NotReadable`."""
    rows = rows_of(file)
    _line, headings = next(rows, (0, []))
    known = {word_of(word): column.name for column in columns for word in (column.name, column.heading, *column.words)}
    places = [known.get(word_of(heading)) for heading in headings]
    found = [name for name in places if name]
    if twice := {name for name in found if found.count(name) > 1}:
        raise NotReadable(_("Two columns are called “%(column)s”.") % {"column": min(twice)})
    if missing := [column.heading for column in columns if column.needed and column.name not in found]:
        sentence = _("These columns are missing: %(columns)s. The first line must hold the headings of the template.")
        raise NotReadable(sentence % {"columns": ", ".join(missing)})
    ignored = [heading[:60] for heading, name in zip(headings, places, strict=True) if heading and not name]
    return ignored, _lines(rows, places)


def _lines(rows: Iterator[tuple[int, list[str]]], places: Sequence[str | None]) -> Iterator[Line]:
    for line, row in rows:
        yield line, {name: cell for name, cell in zip(places, row, strict=False) if name and cell}


def word_of(heading: str) -> str:
    """A heading without case, signs and doubled spaces."""
    text = unicodedata.normalize("NFC", heading).casefold()
    return " ".join(re.sub(r"[^\w]+|_", " ", text).split())
