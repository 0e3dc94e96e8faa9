"""Draws a figure sheet as PDF in the house design, in one language and its direction."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from elearning.identity import site_name
from elearning.pdf import draw, fonts
from workshops.plans.paper import drawn
from workshops.reports.document import Section

from ..models import FigureSheet
from .questions import read_question
from .sheet_words import asked_of, provenance, target_words
from .showing import on_paper, sections_of
from .words import definitions


def sheet_pdf(sheet: FigureSheet, language: str) -> bytes:
    """The same numbers as the page of the sheet."""
    with translation.override(language):
        title = f"{_('Figure sheet')} {sheet}: {sheet.title}"
        page = render_to_string("workshops/reports/report_pdf.html", _shown(sheet))
        return draw(page, title=title)


def _shown(sheet: FigureSheet) -> dict[str, Any]:
    question = read_question(sheet.question)
    asked = [f"{term}: {meaning}" for term, meaning in asked_of(question)]
    target = [target_words(sheet.result["target"])] if sheet.result["target"] else []
    number, *tables = sections_of(sheet.result, question, whole=True)
    number = Section(number.key, number.title, texts=target, tiles=number.tiles)
    sections = [
        Section("asked", _("What is asked"), texts=asked),
        number,
        *tables,
        Section("definitions", _("What is counted"), texts=[f"{term}: {text}" for term, text in definitions()]),
    ]
    return {
        "cover": {
            "site": drawn(site_name()),
            "heading": drawn(f"{_('Figure sheet')} {sheet}"),
            "title": drawn(sheet.title),
            "lines": [drawn(line) for line in provenance(sheet)],
        },
        "demonstration": None,
        "sections": [on_paper(section) for section in sections],
        "foot": drawn(f"{sheet} · SHA-256 {sheet.sha256[:16]}"),
        "way": "rtl" if get_language_bidi() else "ltr",
        "fonts": fonts(),
    }
