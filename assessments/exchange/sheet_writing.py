"""Writes our own sheet (XLSX): each cell is a text that no program takes for a formula, a number or a date."""

import base64
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..schemas import problems
from .numbers import in_figures
from .questions import FileQuestion, LeftOut
from .sheet_cells import PICTURES, SHEET
from .sheet_columns import COLUMNS, FEWEST_SLOTS, MOST_SLOTS, OF_SLOT, Slot, category_as, tags_as
from .sheet_kinds_writing import written
from .texts import CONTROL
from .writing import NotWritten

# What a cell of Excel holds; openpyxl would cut the rest off without a word.
LONGEST = 32_767
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
Line = tuple[dict[str, str], list[Slot]]


def write(questions: Iterable[FileQuestion], language: str = "") -> tuple[bytes, list[LeftOut]]:
    """The file, and the questions that it cannot hold; without a language, all languages are written."""
    lines: list[Line] = []
    left_out: list[LeftOut] = []
    pictures: dict[str, bytes] = {}
    for question in questions:
        try:
            lines += _lines(question, language)
        except NotWritten as reason:
            left_out.append(LeftOut(question.line, question.name, str(reason)))
            continue
        pictures |= {picture.name: picture.data for picture in question.pictures}
    return book_of(lines, pictures), left_out


def _lines(question: FileQuestion, language: str) -> list[Line]:
    texts = question.content["texts"]
    chosen = {language: texts[language]} if language in texts else {} if language else texts
    if not chosen:
        raise NotWritten(_("It has no text in “%(language)s”.") % {"language": language})
    if found := problems(question.kind, {**question.content, "texts": chosen}):
        raise NotWritten(" ".join(dict.fromkeys(found)))
    lines = [_line(question, code, said) for code, said in chosen.items()]
    for cells, slots in lines:
        said = [*cells.values(), *(getattr(slot, name) for slot in slots for name in OF_SLOT)]
        if any(len(_LOOKS_ESCAPED.sub("_x005F_", text)) > LONGEST for text in said) or len(slots) > MOST_SLOTS:
            raise NotWritten(_("A text is longer than a cell, or there are more answers than columns."))
    return lines


def _line(question: FileQuestion, language: str, texts: Mapping[str, Any]) -> Line:
    cells, slots = written(question.kind, question.content, texts)
    return {
        "code": question.code,
        "name": question.name,
        "category": category_as(question.category),
        "tags": tags_as(question.tags),
        "objective": question.objective,
        "type": question.kind,
        "points": in_figures(question.points),
        "language": language,
        "format": "html" if texts.get("format") == "html" else "",
        "question": texts["stem"],
        "general feedback": texts.get("general_feedback", ""),
    } | cells, slots


def book_of(lines: list[Line], pictures: Mapping[str, bytes], *, more: Any = None) -> bytes:
    """The file with these lines; `more` may add sheets to the book before it is saved."""
    from openpyxl import Workbook  # takes a third of a second to import
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET.capitalize())
    sheet.freeze_panes = "C2"
    for name, width in {"code": 16, "name": 24, "category": 24, "question": 60, "general feedback": 30}.items():
        sheet.column_dimensions[get_column_letter(COLUMNS.index(name) + 1)].width = width
    many = max([FEWEST_SLOTS, *(slots[-1].number for _cells, slots in lines if slots)])
    cells_of = Cells(sheet)
    sheet.append([cells_of.text(name, heading=True) for name in headings(many)])
    for cells, slots in lines:
        said = {slot.number: slot for slot in slots}
        row = [cells.get(name, "") for name in COLUMNS]
        row += [getattr(said.get(n, Slot(n)), name) for n in range(1, many + 1) for name in OF_SLOT]
        sheet.append([cells_of.text(text) for text in row])
    if pictures:
        _add_pictures(book, pictures)
    if more:
        more(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def headings(many: int) -> list[str]:
    return [*COLUMNS, *(f"{name} {n}" for n in range(1, many + 1) for name in OF_SLOT)]


class Cells:
    """Makes cells whose text stays one, also when somebody edits it; nothing for an empty text."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font

        self.sheet, self.make = sheet, WriteOnlyCell
        self.styles = []
        for is_heading, is_quoted in ((False, False), (False, True), (True, False)):
            cell = WriteOnlyCell(sheet, "")
            cell.number_format = "@"
            cell.quotePrefix = is_quoted
            if is_heading:
                cell.font = Font(bold=True)
            self.styles.append(cell._style)  # to set the style of each cell anew takes longer than all else

    def text(self, text: str, *, heading: bool = False) -> Any:
        if not text:
            return None
        cell = self.make(self.sheet)
        cell._value = _LOOKS_ESCAPED.sub("_x005F_", CONTROL.sub("", text))
        cell.data_type = "s"
        cell._style = self.styles[2 if heading else 1 if text[0] in "=+-@'" else 0]
        return cell


def _add_pictures(book: Any, pictures: Mapping[str, bytes]) -> None:
    """Each picture in pieces that a cell holds: a sheet for machines."""
    sheet = book.create_sheet(PICTURES.capitalize())
    cells_of = Cells(sheet)
    sheet.append(["name", "piece", "base64"])
    for name, data in pictures.items():
        for number, piece in enumerate(_pieces(base64.b64encode(data).decode()), start=1):
            sheet.append([cells_of.text(name), number, cells_of.text(piece)])


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), 32_000):
        yield text[start : start + 32_000]
