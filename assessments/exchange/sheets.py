"""Reads our own sheet (XLSX): a row for each question and language, see `sheet_columns` and its explaining sheet.

Rows with the same code are one question in several languages; without codes, rows with the same category and name.
What all languages share stands in the first of them; in the others it may be left out, but not contradict.
"""

import base64
import binascii
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ..kinds import KINDS
from ..schemas import problems
from . import sheet_columns as columns
from .cleaning import clean
from .drafts import NotOurs, name_from, points_in
from .language_codes import language_in
from .questions import Fault, FileQuestion, LeftOut, Picture, Reading
from .sheet_cells import NoSheet, Sheet, open_sheet
from .sheet_columns import Row, Slot, wrong
from .sheet_kinds import ANSWERS_OF_LANGUAGE, RIGHT_ONCE, parts_of
from .texts import Refused


class InRow(Refused):
    """A fault in a row of a further language."""

    def __init__(self, line: int, reason: str):
        super().__init__(reason)
        self.line = line


FORMATS = {"": "plain", "plain": "plain", "html": "html"}
NEEDED = ("type", "question")


def read(data: bytes, language: str) -> Reading:
    """All that the sheet gives; `language` is that of rows which name none."""
    reading = Reading()
    try:
        sheet = open_sheet(data)
        rows = list(_rows_of(sheet, reading))
    except NoSheet as fault:
        return Reading(faults=[Fault(1, str(fault))])
    if reading.faults:
        return reading
    pictures = _pictures_of(sheet)
    for group in _groups(rows, language):
        try:
            reading.questions.append(_question(group, language, pictures))
        except NotOurs as reason:
            reading.left_out.append(LeftOut(group[0].line, _name_of(group), str(reason)))
        except Refused as fault:
            reading.faults.append(Fault(getattr(fault, "line", group[0].line), str(fault), _name_of(group)))
    reading.faults.sort(key=lambda fault: fault.line)
    return reading


def _rows_of(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    places = {}
    for place, header in enumerate(sheet.header):
        named = columns.column_named(header)
        if named in places.values() or (named is None and header and not header.startswith("#")):
            why = _("The column “%(column)s” is not known, or stands here twice. Notes of your own begin with #.")
            reading.faults.append(Fault(1, why % {"column": header[:60]}))
        elif named:
            places[place] = named
    for name in NEEDED:
        if (name, 0) not in places.values():
            reading.faults.append(Fault(1, _("The column “%(column)s” is missing.") % {"column": name}))
    for cells in sheet.merged:
        reading.faults.append(Fault(1, _("The cells %(cells)s are merged: divide them.") % {"cells": cells}))
    for line, cells in sheet.rows:
        row = Row(line)
        for place, (column, number) in places.items():
            cell = cells[place] if place < len(cells) else None
            if cell and cell.fault:
                title = f"{column} {number}" if number else column
                reading.faults.append(Fault(line, str(wrong(title, cell.fault))))
            if cell and cell.text:
                _put(row, column, number, cell.text)
        if row.cells or row.slots:
            yield row


def _put(row: Row, column: str, number: int, text: str) -> None:
    if not number:
        row.cells[column] = text
        return
    slot = row.slots.get(number) or Slot(number)
    row.slots[number] = replace(slot, **{column: text})


def _groups(rows: list[Row], language: str) -> list[list[Row]]:
    """The rows of each question. A second row of the same name and language begins another question."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    often: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        key: tuple[Any, ...] = (row["code"],)
        if not row["code"]:
            name = (row["category"], row["name"], row["type"].casefold())
            key = (*name, often[*name, _language_of(row, language)]) if row["name"] else (row.line, 0)
            often[*name, _language_of(row, language)] += 1
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _language_of(row: Row, language: str) -> str:
    return row["language"].casefold() or language


def _name_of(group: list[Row]) -> str:
    return group[0]["name"] or name_from(group[0]["question"]) or group[0]["code"]


def _question(group: list[Row], language: str, pictures: dict[str, bytes]) -> FileQuestion:
    first = group[0]
    kind = _kind_of(first)
    shared, texts = None, {}
    for row in group:
        try:
            content, (code, said) = _parts(kind, row, first, language)
            if code in texts:
                raise wrong("language", _("“%(value)s” stands twice for this question.") % {"value": code})
            if shared not in (None, content):
                raise Refused(_("What is right, or how it is marked, differs from row %(n)d.") % {"n": first.line})
        except Refused as fault:
            raise InRow(row.line, str(fault)) from None
        shared, texts[code] = content, said
    content = {**shared, "texts": texts}
    if found := problems(kind, content):
        raise Refused(" ".join(dict.fromkeys(found)))
    return _in_place(group, kind, content, pictures)


def _parts(kind: str, row: Row, first: Row, language: str) -> tuple[dict[str, Any], tuple[str, dict[str, Any]]]:
    """What all languages share, the language of this row, and its texts."""
    whole = row if row is first else _filled(kind, row, first)
    code = language_in(row["language"]) if row["language"] else language
    if not code:
        raise wrong("language", _("“%(value)s” is no code of a language, as en or fr.") % {"value": row["language"]})
    content, said = parts_of(kind, whole)
    return content, (code, _texts(whole, said))


def _kind_of(row: Row) -> str:
    kind = "_".join(row["type"].casefold().replace("-", " ").replace("/", " ").split())
    if not kind:
        raise wrong("type", _("write the type of the question."))
    if kind not in KINDS:
        raise NotOurs(_("“%(type)s” is no type of ours.") % {"type": row["type"][:60]})
    return kind


def _filled(kind: str, row: Row, first: Row) -> Row:
    """A row of a further language with what it may leave out taken from the first row; where it says it, it counts."""
    cells = {name: first[name] for name in (*columns.PLACE, *columns.SHARED) if first[name]}
    for name in columns.SHARED:
        if row[name] and row[name].casefold() != first[name].casefold():
            why = _("row %(line)d contradicts row %(first)d.") % {"line": row.line, "first": first.line}
            raise wrong(name, why)
    if kind in ANSWERS_OF_LANGUAGE:
        return Row(row.line, cells | row.cells, row.slots)
    slots = {number: row.slots.get(number) or Slot(number) for number in {*first.slots, *row.slots}}
    for column in ("right",) if kind in RIGHT_ONCE else ():
        if not any(slot.right for slot in slots.values()):
            slots = {n: replace(slot, right=first.slots[n].right) for n, slot in slots.items() if n in first.slots}
        if kind == "numeric" and column and not any(slot.answer for slot in slots.values()):
            slots = {n: replace(slot, answer=first.slots[n].answer) for n, slot in slots.items() if n in first.slots}
    return Row(row.line, cells | row.cells, slots)


def _texts(row: Row, said: dict[str, Any]) -> dict[str, Any]:
    """The texts of one language. An HTML text is cleaned as it is written, once more as it is stored."""
    text_format = FORMATS.get(row["format"].casefold())
    if text_format is None:
        raise wrong("format", _("write plain or html, or leave it empty."))
    texts = {"stem": row["question"], "general_feedback": row["general feedback"], **said}
    return _clean(texts) | {"format": "html"} if text_format == "html" else texts


def _clean(part: Any, name: str = "") -> Any:
    if isinstance(part, dict):
        return {key: _clean(value, key) for key, value in part.items()}
    if isinstance(part, list):  # accepted answers are compared with what people type: they are no HTML
        return [each | {"feedback": clean(each["feedback"])} for each in part]
    return clean(part)


def _in_place(group: list[Row], kind: str, content: dict[str, Any], pictures: dict[str, bytes]) -> FileQuestion:
    first = group[0]
    texts = str(content["texts"]) if pictures else ""
    try:
        points = points_in(first["points"]) if first["points"] else Decimal(1)
    except Refused as fault:
        raise wrong("points", str(fault)) from None
    return FileQuestion(
        line=first.line,
        kind=kind,
        name=_name_of(group),
        content=content,
        code=first["code"],
        category=columns.category_in(first["category"]),
        tags=columns.tags_in(first["tags"]),
        objective=first["objective"],
        points=points,
        pictures=tuple(Picture(name, data) for name, data in pictures.items() if f'"media:{name}"' in texts),
    )


def _pictures_of(sheet: Sheet) -> dict[str, bytes]:
    """The files of the sheet of pictures: each row has the name and a piece of it."""
    pieces: dict[str, list[str]] = {}
    for name, _number, piece in sheet.pictures:
        pieces.setdefault(name, []).append(piece)
    found = {}
    for name, parts in pieces.items():
        try:
            found[name] = base64.b64decode("".join(parts), validate=True)
        except binascii.Error:
            found[name] = b""
    return found
