"""Draws a copy of a report as PDF, in the house design: tables with their bars, in the language and its direction."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from elearning.fields import localized
from elearning.identity import site_name
from elearning.pdf import draw, fonts

from ..models import Report
from ..plans.paper import Drawn, drawn, paragraphs
from .copies import copy_of
from .document import Copy, Grid, Section, shown
from .sections import sections_of

PIECE = 60  # rows of a table that are drawn as one
SHORT = 10  # rows of a table that is kept on one page, with the heading above it


def report_pdf(report: Report, *, outside: bool, language: str) -> bytes:
    """One copy of an edition in one language; the same edition gives the same figures whenever it is drawn."""
    with translation.override(language):
        copy = copy_of(report, outside=outside, language=language)
        title = f"{_('Report')} {report}: {localized(copy.dataset['workshop']['titles'], language)}"
        page = render_to_string("workshops/reports/report_pdf.html", _shown(report, copy, title))
        return draw(page, title=title)


def _shown(report: Report, copy: Copy, title: str) -> dict[str, Any]:
    frame = copy.dataset["workshop"]
    return {
        "cover": {
            "site": drawn(site_name()),
            "heading": drawn(_("Report")),
            "title": drawn(localized(frame["titles"], copy.language)),
            "lines": [drawn(line) for line in provenance(report, copy)],
        },
        "demonstration": drawn(_("Demonstration content: the agenda and the people are invented."))
        if frame["demonstration"]
        else None,
        "sections": [_section(section) for section in sections_of(copy)],
        "foot": drawn(f"{report} · {kind_of(copy)} · SHA-256 {report.sha256[:16]}"),
        "way": "rtl" if get_language_bidi() else "ltr",
        "fonts": fonts(),
    }


def provenance(report: Report, copy: Copy) -> list[str]:
    """What the document is: number, dates, place, state, for whom, and the data set behind it."""
    frame = copy.dataset["workshop"]
    lines = [
        f"{frame['code']} · {frame['venue']}",
        f"{frame['starts_on']} – {frame['ends_on']} ({frame['zone']})",
        f"{_('Report')} {report} · {kind_of(copy)}",
        _("Data set of %(when)s UTC, SHA-256 %(digest)s")
        % {"when": copy.dataset["taken_at"][:16].replace("T", " "), "digest": report.sha256},
    ]
    if report.state == Report.State.APPROVED:
        when = date_format(report.approved_at, "DATE_FORMAT")
        by = _("headquarters") if copy.outside else report.approved_by.name
        lines.append(_("Approved by %(name)s on %(when)s.") % {"name": by, "when": when})
    else:
        lines.append(_("Not approved: %(state)s.") % {"state": report.get_state_display()})
    return lines


def kind_of(copy: Copy) -> str:
    """For whom this copy is."""
    return (
        _("copy for outside: no names, small numbers hidden")
        if copy.outside
        else _("internal copy: names people, do not pass it on")
    )


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": drawn(section.title),
        "texts": [line for text in section.texts for line in paragraphs(text)],
        "tiles": [(drawn(shown(value)), drawn(label)) for label, value in section.tiles],
        "grids": [part for grid in section.grids for part in _parts(_grid(grid))],
        "keeps": bool(section.tiles or (section.grids and len(section.grids[0].rows) <= SHORT)),
    }


def _parts(shown: dict[str, Any]) -> list[dict[str, Any]]:
    """A long table in pieces, each with its heads: the library takes ever longer for a table of many pages."""
    rows = shown["rows"]
    if len(rows) <= PIECE:
        return [shown]
    parts = [shown | {"rows": rows[start : start + PIECE], "note": None} for start in range(0, len(rows), PIECE)]
    parts[-1]["note"] = shown["note"]
    return parts


def _grid(grid: Grid) -> dict[str, Any]:
    """Rows of (line, width, length of the bar or None); the bar stands in the cell of its number."""
    lengths = grid.lengths()
    rows = []
    for place, row in enumerate(grid.rows):
        cells: list[tuple[Drawn, int, int | None]] = []
        for column, value in enumerate(row):
            bar = lengths[place] if column == grid.bar and value is not None else None
            cells.append((drawn(shown(value)), grid.widths[column], bar))
        rows.append(cells)
    return {
        "title": drawn(grid.title),
        "note": drawn(grid.note) if grid.note else None,
        "heads": [(drawn(head), width) for head, width in zip(grid.heads, grid.widths, strict=True)],
        "rows": rows
        or [[(drawn(_("none") if not place else ""), width, None) for place, width in enumerate(grid.widths)]],
        "short": len(rows) <= SHORT,
    }
