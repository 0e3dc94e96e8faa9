"""A table of a Word file as the table of a module, if it is small enough to be one."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from elearning.text import plain

from .runs import Words
from .styles import W

MOST_COLUMNS, LONGEST_CELL, MOST_ROWS = 6, 400, 200


def table_of(element: Any, number: int, words: Callable[[Any], Words]) -> tuple[dict | None, str]:
    """The value of a table block; or nothing and a sentence that says why. The first row gives the headings."""
    rows = [
        [cell for each in row.findall(f"{W}tc") for cell in _cells(each, words)] for row in element.findall(f"{W}tr")
    ]
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    about = {"number": number}
    if width > MOST_COLUMNS:
        return None, _("Table %(number)d is left out: it has more than 6 columns. Divide it.") % about
    if width < 2 or len(rows) < 2:
        return None, _("Table %(number)d is left out: a table has two columns and two rows at least.") % about
    if len(rows) > MOST_ROWS:
        return None, _("Table %(number)d is left out: it has more than 200 rows. Offer it as a document.") % about
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        return None, _("Table %(number)d is left out: a cell has more than 400 signs. Make it text.") % about
    filled = [row + [""] * (width - len(row)) for row in rows]
    caption = _("Table %(number)d") % about
    return {"caption": caption, "header": filled[0], "rows": filled[1:]}, ""


def _cells(cell: Any, words: Callable[[Any], Words]) -> list[str]:
    """The words of a cell, and empty ones for the columns that it reaches over."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    wide = span.get(f"{W}val") or "" if span is not None else ""
    more = min(int(wide), 50) - 1 if wide.isdecimal() and len(wide) < 4 else 0
    text = " ".join(plain(words(each).html) for each in cell.iter(f"{W}p"))
    return [" ".join(text.split()), *[""] * max(0, more)]
