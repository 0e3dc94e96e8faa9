"""An answer as sections with tiles and tables, for the page and for paper alike."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.plans.paper import Drawn, drawn, paragraphs
from workshops.reports.document import Grid, Hidden, Section, Value, shown

from . import choices, words
from .answering import tenths_text
from .questions import MEASURES, Question

Answer = dict[str, Any]
PIECE = 60  # rows of a table that are drawn on paper as one
SHORT = 10  # rows of a table that is kept on one page


def sections_of(answer: Answer, question: Question, *, whole: bool) -> list[Section]:
    """The numbers, the table that is asked for, and (`whole`) every other one that has more than one line."""
    number = Section("numbers", _("The numbers"), tiles=_tiles(answer, question))
    names = [name for name in (answer["tables"] if whole else question.by) if name in answer["tables"]]
    grids = [_table(answer, name, question) for name in names if name in question.by or len(answer["tables"][name]) > 1]
    if answer["crossing"]:
        grids.insert(0, _crossing(answer))
    if answer["funding"]:
        grids.append(_funding(answer))
    texts = []
    if not set(question.by) <= set(answer["tables"]):
        texts = [_("A table is left out: beside that by country it would give small numbers away.")]
    if len(question.by) == 2 and not answer["crossing"]:
        texts = [_("The crossing of the two is left out: too few people are in it, or it is too large to be checked.")]
    return [number, Section("tables", _("Tables"), texts=texts, grids=grids)]


def main_number(answer: Answer, question: Question) -> Value:
    """The number that is asked for."""
    return _value(answer["total"], question.measure)


def _tiles(answer: Answer, question: Question) -> list[tuple[str, Value]]:
    total = answer["total"]
    first = [question.measure, *(name for name in MEASURES if name != question.measure)]
    tiles = [(_head(name), _value(total, name)) for name in first]
    tiles.append((_("Persons in two events or more"), Hidden() if total["repeated"] is None else total["repeated"]))
    return tiles


def _head(measure: str) -> str:
    heads = {"persons": _("Persons"), "participations": _("Participations"), "hours": _("Hours")}
    return heads[measure]


def _value(line: Answer, measure: str) -> Value:
    return float(line["hours"]) if measure == "hours" else line[measure]


def _table(answer: Answer, name: str, question: Question) -> Grid:
    head = str(choices.DIMENSION_WORDS[name])
    rows: list[list[Value]] = [
        [words.label(name, line["key"], answer["names"]), *(_value(line, measure) for measure in MEASURES)]
        for line in answer["tables"][name]
    ]
    bar = 1 + MEASURES.index(question.measure)
    heads = [head.capitalize(), *(_head(measure) for measure in MEASURES)]
    return Grid(_("By %(what)s") % {"what": head}, heads, rows, [46, 18, 18, 18], bar=bar)


def _crossing(answer: Answer) -> Grid:
    crossing = answer["crossing"]
    down, across = crossing["by"]
    hours = crossing["measure"] == "hours"

    def value(cell: int | None) -> Value:
        if cell is None:
            return Hidden()
        return float(tenths_text(cell)) if hours else cell

    columns = [words.label(across, key, answer["names"]) for key in crossing["columns"]]
    rows = [
        [words.label(down, key, answer["names"]), *(value(cell) for cell in cells)]
        for key, cells in zip(crossing["lines"], crossing["cells"], strict=True)
    ]
    narrow = 70 // max(len(columns), 1)
    title = _("%(measure)s by %(one)s and %(other)s") % {
        "measure": _head(crossing["measure"]),
        "one": choices.DIMENSION_WORDS[down],
        "other": choices.DIMENSION_WORDS[across],
    }
    note = _("• fewer than five people, or a number that would give them away") if _hides(crossing) else ""
    heads = [str(choices.DIMENSION_WORDS[down]).capitalize(), *columns]
    return Grid(title, heads, rows, [100 - narrow * len(columns), *[narrow] * len(columns)], note=note)


def _hides(crossing: Answer) -> bool:
    return any(cell is None for row in crossing["cells"] for cell in row)


def _funding(answer: Answer) -> Grid:
    heads = [_("Funding line"), _("Persons"), _("by share"), _("Participations"), _("by share"), _("Hours")]
    rows = []
    for line in answer["funding"]:
        whole, share = line["whole"] or {"persons": None, "participations": None}, line["share"]
        rows.append(
            [
                words.label("funding", line["key"], {}),
                whole["persons"],
                float(share["persons"]),
                whole["participations"],
                float(share["participations"]),
                float(share["hours"]),
            ]
        )
    heads[-1] = _("Hours by share")
    note = _("a person stands with each line that paid: these do not add up, the shares do")
    return Grid(_("By funding line, whole and by share"), heads, rows, [30, 14, 14, 14, 14, 14], note=note)


def on_page(section: Section) -> dict[str, Any]:
    """As templates/workshops/reports/_section.html takes it."""
    grids = []
    for grid in section.grids:
        lengths = grid.lengths()
        rows = []
        for place, row in enumerate(grid.rows):
            cells = [(shown(value), column == grid.bar and value is not None) for column, value in enumerate(row)]
            rows.append((cells, lengths[place] if lengths else 0))
        grids.append({"grid": grid, "rows": rows})
    return {"section": section, "tiles": [(label, shown(value)) for label, value in section.tiles], "grids": grids}


def on_paper(section: Section) -> dict[str, Any]:
    """As templates/workshops/reports/report_pdf.html takes it."""
    return {
        "title": drawn(section.title),
        "texts": [line for text in section.texts for line in paragraphs(text)],
        "tiles": [(drawn(shown(value)), drawn(label)) for label, value in section.tiles],
        "grids": [part for grid in section.grids for part in _parts(grid)],
        "keeps": bool(section.tiles),
    }


def _parts(grid: Grid) -> list[dict[str, Any]]:
    """A long table in pieces, each with its heads: the library takes ever longer for a table of many pages."""
    lengths = grid.lengths()
    rows: list[list[tuple[Drawn, int, int | None]]] = []
    for place, row in enumerate(grid.rows):
        bars = [
            lengths[place] if column == grid.bar and value is not None else None for column, value in enumerate(row)
        ]
        rows.append(
            [(drawn(shown(value)), width, bar) for value, width, bar in zip(row, grid.widths, bars, strict=True)]
        )
    heads = [(drawn(head), width) for head, width in zip(grid.heads, grid.widths, strict=True)]
    same = {"title": drawn(grid.title), "heads": heads, "short": len(rows) <= SHORT}
    pieces = [rows[start : start + PIECE] for start in range(0, len(rows), PIECE)] or [[]]
    parts = [{**same, "rows": piece, "note": None} for piece in pieces]
    parts[-1]["note"] = drawn(grid.note) if grid.note else None
    return parts


def unnamed_words(number: int) -> str:
    """How many are counted whom the reader may not see by name."""
    return ngettext(
        "%(number)d more is counted, whom you may not see by name.",
        "%(number)d more are counted, whom you may not see by name.",
        number,
    ) % {"number": number}
