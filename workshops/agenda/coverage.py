"""Who understands what: for each item and group, the languages of the people and how each is covered. No database."""

import datetime
from dataclasses import dataclass
from typing import Literal

from .facts import EVERYBODY, Agenda, Entry

How = Literal["spoken", "interpreted", "uncovered"]


@dataclass(frozen=True)
class Cell:
    """The people of one language in one item."""

    language: str
    people: int
    how: How


@dataclass(frozen=True)
class Covered:
    """One item as one group understands it; group "" is all who are meant, those without a group among them."""

    code: str
    day: datetime.date
    starts_at: datetime.datetime
    group: str
    cells: tuple[Cell, ...]

    @property
    def people(self) -> int:
        return sum(cell.people for cell in self.cells)

    @property
    def uncovered(self) -> int:
        return sum(cell.people for cell in self.cells if cell.how == "uncovered")


def how(entry: Entry, language: str) -> How:
    """Spoken goes before interpreted: those who speak it need no headphones."""
    if language in entry.floor:
        return "spoken"
    return "interpreted" if language in entry.interpreted else "uncovered"


def coverage(agenda: Agenda) -> list[Covered]:
    """A row for each item in which something is said, for all who are meant and for each group that is.

    Breaks, social items and organisation are left out, as are facilitators' items. The rows come in the order of
    time, then all before groups, groups by code; cells by language. A group nobody is in gives no row.
    """
    rows = []
    for entry in agenda.in_time():
        if not entry.spoken_in:
            continue
        groups = sorted(agenda.groups) if entry.audience == EVERYBODY else [entry.audience]
        meant = [(EVERYBODY, agenda.people(entry.audience))]
        meant += [(group, agenda.people(group)) for group in groups if group]
        rows += [_row(entry, group, people) for group, people in meant if people]
    return rows


def _row(entry: Entry, group: str, people: dict[str, int]) -> Covered:
    cells = tuple(Cell(language, number, how(entry, language)) for language, number in sorted(people.items()) if number)
    return Covered(entry.code, entry.day, entry.starts_at, group, cells)


def missing_languages(agenda: Agenda, entry: Entry) -> dict[str, int]:
    """How many people of each language would understand nothing of the item."""
    if not entry.spoken_in:
        return {}
    people = agenda.people(entry.audience)
    return {
        language: number
        for language, number in sorted(people.items())
        if number and how(entry, language) == "uncovered"
    }
