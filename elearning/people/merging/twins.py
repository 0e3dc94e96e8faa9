"""Which two rows may be one human: pure, by names and what else stands in the rows. A person decides, never this."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.88  # how much of two names must be the same, from 0 to 1
MOST_BESIDE = 200  # names that are compared with each other within one office and first letter


@dataclass(frozen=True, slots=True)
class Row:
    """What is compared of a person; `office` is where she is posted (or 0)."""

    pk: int
    name: str
    own_script: str = ""
    email: str = ""
    staff_number: str = ""
    office: int = 0


def folded(name: str) -> str:
    """A name without case, accents, signs and the order of its parts."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    words = "".join(sign if sign.isalnum() else " " for sign in plain.casefold()).split()
    return " ".join(sorted(words))


def likely_twins(people: Iterable[Row]) -> dict[tuple[int, int], list[str]]:
    """Pairs of keys, the lower first, each with why: name, alike, own_script, no_address, office."""
    by_name: dict[str, list[Row]] = defaultdict(list)
    by_script: dict[str, list[Row]] = defaultdict(list)
    beside: dict[tuple[int, str], list[tuple[str, Row]]] = defaultdict(list)
    for row in people:
        name = folded(row.name)
        by_name[name].append(row)
        if row.own_script:
            by_script[folded(row.own_script)].append(row)
        if name:
            beside[row.office, name[0]].append((name, row))
    found: dict[tuple[int, int], list[str]] = {}
    for why, pairs in (
        ("name", _each_two(by_name)),
        ("own_script", _each_two(by_script)),
        ("alike", _alike(beside)),
    ):
        for one, other in pairs:
            if _may_be(one, other, why):
                found.setdefault(_key(one, other), []).append(why)
                _add_signs(found[_key(one, other)], one, other)
    return found


def _key(one: Row, other: Row) -> tuple[int, int]:
    return (one.pk, other.pk) if one.pk < other.pk else (other.pk, one.pk)


def _each_two(groups: dict[str, list[Row]]) -> Iterator[tuple[Row, Row]]:
    for key, rows in groups.items():
        if key and len(rows) <= MOST_BESIDE:
            yield from ((one, other) for place, one in enumerate(rows) for other in rows[place + 1 :])


def _alike(beside: dict[tuple[int, str], list[tuple[str, Row]]]) -> Iterator[tuple[Row, Row]]:
    for rows in beside.values():
        if len(rows) > MOST_BESIDE:
            continue
        for place, (name, one) in enumerate(rows):
            for other_name, other in rows[place + 1 :]:
                if name != other_name and _near(name, other_name):
                    yield one, other


def _near(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 3:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _may_be(one: Row, other: Row, why: str) -> bool:
    """Two staff numbers are two people. A name alone, with two addresses, in two offices, is a namesake's."""
    if one.staff_number and other.staff_number:
        return False
    walked_in = not one.email or not other.email
    same_office = bool(one.office) and one.office == other.office
    return walked_in or same_office if why != "own_script" else walked_in or same_office or folded_same(one, other)


def folded_same(one: Row, other: Row) -> bool:
    return folded(one.name) == folded(other.name)


def _add_signs(why: list[str], one: Row, other: Row) -> None:
    signs = {
        "no_address": not one.email or not other.email,
        "office": bool(one.office) and one.office == other.office,
    }
    why += [sign for sign, holds in signs.items() if holds and sign not in why]
