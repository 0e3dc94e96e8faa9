"""What of an answer may leave the house: crossed numbers under five are hidden, and nothing gives them away. Pure."""

from collections.abc import Collection, Iterable
from copy import deepcopy
from typing import Any

from workshops.reports.hiding import FEWEST, hidden_cells

STAYS = ("sex", "country", "category", "region", "organisation_type", "language")  # totals of one attribute
OF_OFFICES = {"office", "region"}
LARGEST = 600  # cells of a crossing for which the proof is made; more is left out whole
Answer = dict[str, Any]


def too_few(answer: Answer, depth: int) -> bool:
    """Whether the total itself is a crossed number under five: its filters name two attributes of a person or more."""
    return depth > 1 and answer["total"]["persons"] < FEWEST


def veiled(answer: Answer, depth: int) -> Answer:
    """The answer with what is hidden taken together, or None in the crossing.

    `depth`: how many attributes of a person its filters name.

    One-way totals stay; by office and by organisation they are hidden too where they are small, and where a filter
    makes a crossing of each table. By office and region they go where they would say, beside those by country, how few
    people of a country are outside the offices.
    """
    found = deepcopy(answer)
    if any(0 < number < FEWEST for number in found.pop("outsiders").values()):
        _leave_out_offices(found)
    within = found.pop("within", {})
    found["tables"] = {
        name: lines if depth == 0 and name in STAYS else _without(lines, _groups(within.get(name, {})))
        for name, lines in found["tables"].items()
    }
    if found["crossing"]:
        found["crossing"] = _crossing(found["crossing"])
    if depth and any(line["key"] and line["whole"]["persons"] < FEWEST for line in found["funding"]):
        found["funding"] = []
    if depth and answer["total"]["repeated"] < FEWEST:
        found["total"]["repeated"] = None
    return found


def _leave_out_offices(answer: Answer) -> None:
    """What a country has beyond its offices are its people outside them: a crossed number."""
    answer["tables"] = {name: lines for name, lines in answer["tables"].items() if name not in OF_OFFICES}
    if answer["crossing"] and not OF_OFFICES.isdisjoint(answer["crossing"]["by"]):
        answer["crossing"] = None


def hidden_lines(persons: dict[str, int], groups: Iterable[Collection[str]] = ()) -> set[str]:
    """The lines to hide from readers who know the total, and that of each group (the offices of one country): those
    under five, and the next smallest with them until there are two at least, with five people at least together."""
    hidden, before = {key for key, number in persons.items() if 0 < number < FEWEST}, -1
    known = [persons, *({key: persons[key] for key in group if key in persons} for group in groups)]
    while before != len(hidden):
        before = len(hidden)
        for group in known:
            hidden |= _hidden_with(hidden & group.keys(), group)
    return hidden


def _hidden_with(hidden: set[str], group: dict[str, int]) -> set[str]:
    """Those of one group whose total is known that must be hidden with these."""
    rest = sorted(group.keys() - hidden, key=lambda key: (group[key], key))
    while hidden and rest and (len(hidden) < 2 or sum(group[key] for key in hidden) < FEWEST):
        hidden = hidden | {rest.pop(0)}
    return hidden


def _groups(within: dict[str, list[str]]) -> list[set[str]]:
    """The lines of which another table of the same answer gives the sum; a line without a name is in none."""
    groups: dict[str, set[str]] = {}
    for key, names in within.items():
        for name in names if key else ():
            groups.setdefault(name, set()).add(key)
    return list(groups.values())


def _without(lines: list[dict[str, Any]], groups: Iterable[Collection[str]]) -> list[dict[str, Any]]:
    """The hidden lines as one without a key: which they are would say already that somebody is there."""
    hidden = hidden_lines({line["key"]: line["persons"] for line in lines}, groups)
    kept = [line for line in lines if line["key"] not in hidden]
    gone = [line for line in lines if line["key"] in hidden]
    hours = sum(round(float(line["hours"]) * 10) for line in gone)
    sums = {name: sum(line[name] for line in gone) for name in ("persons", "participations")}
    return [*kept, {"key": None, **sums, "hours": f"{hours // 10}.{hours % 10}"}] if gone else kept


def _crossing(crossing: dict[str, Any]) -> dict[str, Any] | None:
    """Hidden by the number of persons, then as many more as the measure shown asks; None if no cell may be shown."""
    persons, measured = (_table(crossing, name) for name in ("persons", "cells"))
    if len(persons) > LARGEST:
        return None
    hidden = hidden_cells(persons)
    if hidden is not None and crossing["measure"] != "persons":
        hidden = hidden_cells(measured, also=hidden)
    if hidden is None or len(hidden) == len(measured):
        return None
    cells = [
        [None if (line, column) in hidden else measured[line, column] for column in crossing["columns"]]
        for line in crossing["lines"]
    ]
    return {name: value for name, value in crossing.items() if name != "persons"} | {"cells": cells}


def _table(crossing: dict[str, Any], name: str) -> dict[tuple[str, str], int]:
    return {
        (line, column): number
        for line, row in zip(crossing["lines"], crossing[name], strict=True)
        for column, number in zip(crossing["columns"], row, strict=True)
    }
