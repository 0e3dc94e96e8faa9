"""The shopping list: how many pieces of each material, for which group and in which language. No database."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

Crowd = Mapping[tuple[str, str], int]  # (code of the group or "", language) → people


@dataclass(frozen=True)
class Wanted:
    """A material of an item's plan; `group` is the group that the item is for, empty for an item for all."""

    item: str
    name: str
    per: str
    quantity: int
    group: str = ""


@dataclass(frozen=True)
class Line:
    """So many pieces of a material for a group (empty: for all) in a language (empty: in none), and for which items."""

    name: str
    per: str
    group: str
    language: str
    quantity: int
    items: tuple[str, ...]


@dataclass(frozen=True)
class Total:
    """All the lines of one material."""

    name: str
    quantity: int
    items: tuple[str, ...]


def shopping(wanted: Iterable[Wanted], crowd: Crowd, groups: Iterable[str]) -> list[Line]:
    """What to bring in all, by material, group and language.

    Per person: times the people of the item's group (or all), in the language of each. Per group: times one, or each
    of `groups`; a workshop without groups is one. Per language: once for each language of those people. For the
    session: once. Names that differ only in capitals or spaces are one material. Nothing is counted for nobody.
    """
    groups = tuple(groups)
    found: dict[tuple[str, str, str, str], Counter] = {}
    spelled: dict[str, str] = {}
    for each in wanted:
        key = " ".join(each.name.split()).casefold()
        spelled.setdefault(key, " ".join(each.name.split()))
        for group, language, pieces in _shares(each, crowd, groups):
            if pieces:
                found.setdefault((key, each.per, group, language), Counter())[each.item] += pieces
    return [
        Line(spelled[key], per, group, language, uses.total(), tuple(uses))
        for (key, per, group, language), uses in sorted(found.items())
    ]


def _shares(each: Wanted, crowd: Crowd, groups: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """The groups, languages and pieces into which one material of one item falls."""
    meant = {key: people for key, people in crowd.items() if people and each.group in ("", key[0])}
    if each.per == "person":
        return [(group, language, people * each.quantity) for (group, language), people in meant.items()]
    if each.per == "group":
        return [(group, "", each.quantity) for group in ((each.group,) if each.group else groups or ("",))]
    if each.per == "language":
        return [(each.group, language, each.quantity) for language in sorted({language for _group, language in meant})]
    return [(each.group, "", each.quantity)]


def totals(lines: Iterable[Line]) -> list[Total]:
    """One line for each material, by its name."""
    found = []
    for name, same in groupby(sorted(lines, key=lambda line: line.name.casefold()), key=lambda line: line.name):
        rows = list(same)
        items = dict.fromkeys(item for row in rows for item in row.items)
        found.append(Total(name, sum(row.quantity for row in rows), tuple(sorted(items))))
    return found


def by_group(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """The lines of each group, those for all first."""
    ordered = sorted(lines, key=lambda line: line.group)
    return [(group, list(rows)) for group, rows in groupby(ordered, key=lambda line: line.group)]
