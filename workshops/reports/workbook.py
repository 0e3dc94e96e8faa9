"""A copy of a report as XLSX: a sheet for each section, numbers as numbers, a chart beside each table with bars."""

import tempfile
from typing import IO, Any

from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from elearning.spreadsheets import harmless

from ..models import Report
from .copies import copy_of
from .document import Grid, Hidden, Section, Share, Value
from .pdf import provenance
from .sections import sections_of

LONGEST_NAME = 31  # of a sheet, by the file format
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def report_xlsx(report: Report, *, outside: bool, language: str) -> IO[bytes]:
    """The same figures as the PDF of the same copy; a file for the response that sends it."""
    from openpyxl import Workbook  # takes a third of a second to import

    with translation.override(language):
        copy = copy_of(report, outside=outside, language=language)
        book = Workbook()
        first = book.active
        first.title = _name(_("Report"), [])
        for line in provenance(report, copy):
            first.append([harmless(line)])
        for section in sections_of(copy):
            sheet = book.create_sheet(_name(section.title, book.sheetnames))
            sheet.sheet_view.rightToLeft = get_language_bidi()
            _write(sheet, section)
        first.sheet_view.rightToLeft = get_language_bidi()
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response that sends it closes it)
    book.save(file)
    file.seek(0)
    return file


def _name(title: str, taken: list[str]) -> str:
    """A name that a sheet may have, and no other sheet has."""
    name = title.translate(FORBIDDEN).strip("' ")[:LONGEST_NAME] or "-"
    return name if name not in taken else f"{name[: LONGEST_NAME - 3]} {len(taken)}"


def _write(sheet: Any, section: Section) -> None:
    sheet.column_dimensions["A"].width = 44
    sheet.append([harmless(section.title)])
    for text in section.texts:
        sheet.append([harmless(text)])
    for label, value in section.tiles:
        _row(sheet, [label, value])
    for grid in section.grids:
        sheet.append([])
        _grid(sheet, grid)


def _grid(sheet: Any, grid: Grid) -> None:
    sheet.append([harmless(grid.title)])
    sheet.append([harmless(head) for head in grid.heads])
    top = sheet.max_row
    for row in grid.rows:
        _row(sheet, row)
    if grid.note:
        sheet.append([harmless(grid.note)])
    if grid.bar is not None and grid.rows:
        _chart(sheet, grid, top)


def _row(sheet: Any, row: list[Value]) -> None:
    sheet.append([_plain(value) for value in row])
    for place, value in enumerate(row, start=1):
        if isinstance(value, Share):
            sheet.cell(sheet.max_row, place).number_format = "0.0%"


def _plain(value: Value) -> Any:
    if isinstance(value, Share):
        return value.value
    return str(value) if isinstance(value, Hidden) else harmless(value)


def _chart(sheet: Any, grid: Grid, top: int) -> None:
    """A bar chart to the right of the table, read from its cells."""
    from openpyxl.chart import BarChart, Reference

    column, bottom = (grid.bar or 0) + 1, top + len(grid.rows)
    chart = BarChart()
    chart.type, chart.title, chart.legend = "bar", grid.title, None
    chart.add_data(Reference(sheet, min_col=column, min_row=top, max_row=bottom), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=top + 1, max_row=bottom))
    chart.height = max(6, min(24, 2 + 0.6 * len(grid.rows)))
    sheet.add_chart(chart, f"{chr(ord('A') + len(grid.heads) + 1)}{top}")
