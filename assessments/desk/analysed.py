"""How an analysis looks: figures rounded, choices by their words, bars; the page and its CSV take it from here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from .. import papers
from ..analysis import Cell, ItemFigures, QuizFigures
from ..models import QuestionVersion
from ..showing import ShownQuestion, show_question
from ..texts import words

# The drawing of the distribution, in its own units: ten columns and room for the figures above and below them.
COLUMN, HIGH, TOP = 40, 200, 18


def whole_percent(share: float | None) -> int | None:
    return None if share is None else round(share * 100)


def not_shown() -> str:
    """What stands where a figure would tell of few people."""
    return _("not shown")


@dataclass(frozen=True)
class ShownCell:
    """One line of a table with a bar; `label` is in the language of the question."""

    label: str
    note: str
    count: int | None
    percent: int | None
    is_right: bool = False

    @property
    def said(self) -> int | str:
        return not_shown() if self.count is None else self.count


@dataclass(frozen=True)
class ShownItem:
    """One question of the quiz with its figures, as rounded as they are shown."""

    version: QuestionVersion
    figures: ItemFigures
    question: ShownQuestion
    looks: list[str]
    facility: int | None
    discrimination: float | None
    cells: list[ShownCell] = field(default_factory=list)

    @property
    def omitted(self) -> ShownCell | None:
        cell = self.figures.omitted
        return cell and _shown(cell, _("no answer"))


def show_item(version: QuestionVersion, figures: ItemFigures) -> ShownItem:
    """The question in the reader's language, or the one it has."""
    paper = papers.asked(version.pk, version.kind, version.content, version.points, list)
    question = show_question(version, paper, answer=[])
    names, related = _names(version, question), figures.discrimination
    return ShownItem(
        version=version,
        figures=figures,
        question=question,
        looks=[look.sentence(names.get(look.key, "")) for look in figures.looks],
        facility=whole_percent(figures.facility),
        discrimination=None if related is None else round(related, 2) + 0.0,
        cells=list(_cells(figures, names, question)),
    )


def _names(version: QuestionVersion, question: ShownQuestion) -> dict[str, str]:
    """The words of each choice, pair, item or gap."""
    texts, _language = version.text_in(question.language)
    named = {part.key: part.label for part in question.parts}
    for things in ("choices", "prompts", "items"):
        named |= {key: words(said.get("text", ""), texts) for key, said in texts.get(things, {}).items()}
    return named


def _shown(cell: Cell, label: str, note: str = "", is_right: bool = False) -> ShownCell:
    return ShownCell(label, note, cell.count, whole_percent(cell.share), is_right)


def _cells(figures: ItemFigures, names: Mapping[str, str], question: ShownQuestion) -> Iterator[ShownCell]:
    """Choices, parts or answers in their order; then the other answers."""
    right = {choice.key for choice in question.choices if choice.right}
    for cell in figures.choices:
        is_right = cell.key in right
        yield _shown(cell, names.get(cell.key, cell.key), _("right answer") if is_right else "", is_right)
    for cell in figures.parts:
        yield _shown(cell, names.get(cell.key, cell.key))
    if figures.right:
        yield _shown(figures.right, _("wholly right"), question.said.right, True)
    for cell in figures.wrong:
        yield _shown(cell, cell.key or "–")
    if figures.others:
        yield _shown(figures.others, _("other answers"))


def bar_rows(item: ShownItem) -> list[dict[str, Any]]:
    """The cells, and last who left the question out, as components/bars.html takes them."""
    cells = [*item.cells, *([item.omitted] if item.omitted else [])]
    return [
        {
            "label": cell.label,
            "note": cell.note,
            "url": None,
            "level": 0 if cell.is_right else 9,
            "percent": cell.percent,
            "behind": None,
            "cells": [(_("Answers"), cell.said)],
        }
        for cell in cells
    ]


def columns(figures: QuizFigures, pass_mark: float) -> dict[str, Any]:
    """The distribution as _analysis_distribution.html draws it, from the side where reading begins."""
    most = max((cell.count or 0 for cell in figures.bands), default=0) or 1
    found = []
    for place, cell in enumerate(figures.bands):
        high, left = round((cell.count or 0) / most * HIGH), _from_start(place * COLUMN, COLUMN)
        top = TOP + HIGH - high
        drawn = {"x": left + 3, "y": top, "high": high, "middle": left + COLUMN // 2, "above": top - 4}
        bounds = {"from": place * 10, "to": place * 10 + 10, "tick": _from_start(place * COLUMN)}
        found.append(drawn | bounds | {"cell": cell, "percent": whole_percent(cell.share)})
    end, pass_at = _from_start(10 * COLUMN), _from_start(round(pass_mark / 10 * COLUMN))
    return {"columns": found, "end": end, "pass_at": pass_at}


def _from_start(x: int, width: int = 0) -> int:
    return 10 * COLUMN - x - width if get_language_bidi() else x
