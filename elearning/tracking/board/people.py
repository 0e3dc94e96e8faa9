"""The people behind a figure of the board: a page of those whom the reader may see."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window

from elearning.people.models import Category, Office, User
from elearning.people.rules import sees_all

from ..models import Standing
from ..readiness.counting import PER_PAGE, people_query
from .lines import Line
from .question import Question
from .showing import until_words

TONES = {Standing.State.MET: "good", Standing.State.DUE: "info", Standing.State.OVERDUE: "bad"}


@dataclass(frozen=True)
class People:
    """A page of standings, each with its words (category, state, tone of the state, day).

    `unnamed` are counted and not the reader's to see.
    """

    page: Page
    rows: list[tuple[Standing, str, str, str, str]]
    unnamed: int


class _Offices:
    """The people of some offices in the order of the tree, as a list that knows its length without asking.

    Only the rows of the offices that a page shows are read, so that the last page costs what the first does.
    """

    def __init__(self, found: Any, sizes: list[tuple[int, int]]):
        self.found, self.sizes = found, sizes

    def __len__(self) -> int:
        return sum(size for _pk, size in self.sizes)

    def __getitem__(self, span: slice) -> list[Standing]:
        shown, seen, skipped = [], 0, 0
        for pk, size in self.sizes:
            if size and seen < span.stop and seen + size > span.start:
                skipped = skipped if shown else span.start - seen
                shown.append(pk)
            seen += size
        return list(self.found.filter(office__in=shown)[skipped : skipped + span.stop - span.start]) if shown else []


def people_page(
    question: Question, office: Office, listed: list[Office], own: Mapping[int, Line], reader: User, number: str | None
) -> People:
    """One query: headquarters see whom the board counts (`own`), of others the page says how many they are."""
    state = question.state
    counted = {pk: getattr(line, state) if state else line.people for pk, line in own.items()}
    found = people_query(question.asked, office, reader, state)
    if sees_all(reader):
        ordered = [(each.pk, counted.get(each.pk, 0)) for each in sorted(listed, key=lambda each: each.path)]
        page = Paginator(_Offices(found, ordered), PER_PAGE).get_page(number)
    else:
        page = _page_of(found, int(number) if number and re.fullmatch("[1-9][0-9]{0,5}", number) else 1)
    states, categories = dict(Standing.State.choices), dict(Category.choices)
    rows = [
        (
            row,
            categories.get(row.category, ""),
            str(states[row.state]),
            TONES.get(row.state, "neutral"),
            until_words(row),
        )
        for row in page
    ]
    return People(page, rows, sum(counted.values()) - page.paginator.count)


def _page_of(found: QuerySet[Standing], number: int) -> Page:
    """A page whose rows say how many there are in all; the first if it is past the last."""
    first = (number - 1) * PER_PAGE
    rows = list(found.annotate(total=Window(Count("pk")))[first : first + PER_PAGE])
    if not rows and number > 1:
        return _page_of(found, 1)
    return Page(rows, number, Paginator(range(rows[0].total if rows else 0), PER_PAGE))
