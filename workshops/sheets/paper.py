"""Draws a sheet as PDF: pages of rows with boxes to sign, from what was frozen when it was made."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from elearning.identity import site_name
from elearning.pdf import draw, fonts, without_vowel_marks

from ..models import Sheet
from ..papers.pdf import name_to_draw
from .words import WORDS

COLUMNS = {"code": 15, "name": 58, "office": 40}
# In millimetres: the height of the page, the width of the text, of a row the height and its columns.
PORTRAIT = {"size": "a4 portrait", "height": 297, "text": 186, "rows": 22, "row": 10} | COLUMNS
LANDSCAPE = {"size": "a4 landscape", "height": 210, "text": 273, "rows": 15, "row": 9} | COLUMNS
UPRIGHT = 3  # boxes that fit beside the names on a page that stands
LONGEST = 80  # letters of a name that fit into a row
LONGEST_OWN = 40  # and of the name in her own script below it


def sheet_pdf(sheet: Sheet) -> bytes:
    """The sheet in its language and direction; the same whenever it is drawn."""
    paper = PORTRAIT if len(sheet.checkpoints) <= UPRIGHT else LANDSCAPE
    rtl = sheet.language == "ar"
    widths = _widths(paper, len(sheet.checkpoints))
    title = f"{WORDS[sheet.language]['heading']} {sheet.code}"
    context = {
        "sheet": sheet, "words": WORDS[sheet.language], "said": _drawn(sheet.said), "paper": paper, "fonts": fonts(),
        "way": "rtl" if rtl else "ltr", "side": "right" if rtl else "left", "site": site_name(),
        "heads": _heads(sheet, widths), "pages": list(_pages(sheet, paper["rows"])),
        "demonstration": sheet.workshop.demonstration,
    }  # fmt: skip
    with translation.override(sheet.language):
        html = render_to_string("workshops/sheets/sheet_pdf.html", context)
    return draw(without_vowel_marks(html), title=title)


def _drawn(said: dict[str, str]) -> dict[str, dict[str, str]]:
    return {name: name_to_draw(text) for name, text in said.items()}


def _widths(paper: dict[str, Any], boxes: int) -> list[float]:
    """In percent of the text: code, name, office, and each box alike."""
    fixed = [paper["code"], paper["name"], paper["office"]]
    each = (paper["text"] - sum(fixed)) / boxes
    return [round(width * 100 / paper["text"], 2) for width in [*fixed, *[each] * boxes]]


def _heads(sheet: Sheet, widths: list[float]) -> list[dict[str, Any]]:
    words = WORDS[sheet.language]
    texts = [(words["row"], ""), (words["name"], ""), (words["office"], "")]
    texts += [(box["label"], box["hours"]) for box in sheet.checkpoints]
    return [{"text": text, "hours": hours, "width": width} for (text, hours), width in zip(texts, widths, strict=True)]


def _pages(sheet: Sheet, most: int) -> Iterator[list[list[dict[str, Any]]]]:
    """The rows, so many a page, each as its cells; right to left the library turns them."""
    for start in range(0, len(sheet.rows), most):
        yield [_cells(row, sheet.checkpoints) for row in sheet.rows[start : start + most]]


def _cells(row: dict[str, Any], boxes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    signed = [{"kind": "closed" if row["row"] in box["not_for"] else "box"} for box in boxes]
    name, own = name_to_draw(row["name"][:LONGEST]), name_to_draw(row["own"][:LONGEST_OWN])
    if not name["text"]:
        name, own = (own, name) if own["text"] else (name_to_draw(row["number"] or ""), own)
    office = name_to_draw(row["office"][:LONGEST])
    return [
        {"kind": "code", "text": row["row"]},
        {"kind": "name", "name": name, "own": own, "fit": _fit(max(len(name["text"]), len(own["text"]) + 6))},
        {"kind": "office", "name": office, "fit": _fit(len(office["text"]) + 5)},
        *signed,
    ]


def _fit(letters: int) -> str:
    return "long" if letters > 60 else "mid" if letters > 30 else ""
