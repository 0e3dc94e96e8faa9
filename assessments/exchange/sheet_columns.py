"""The columns of our sheet, and the short notations that stand in its cells: each with its reader and its writer.

category    A / B               a slash in a name is written //
tags        one, "two, three"   as in CSV
right n     x, or a share as 50, 50 % or -25; of a rubric its points; of a pair what belongs to it
answer n    of a number 3.14 or 3.14 ± 0.01 or *; of a text with gaps [[1]] and the answer of that gap
units       kg = 1; g = 0.001
gaps        1 choice; 2 text x 2; 3 number        the figure after x is the weight
keys        a b c; of a matching a b | 1 2 | 2 1; of a text with gaps 1: a b; 2: a. Nobody has to write them
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from .categories import names_in
from .drafts import keys as letters
from .numbers import in_figures, number_in
from .texts import Refused
from .writing import NotWritten

PLACE = ("code", "name", "category", "tags", "objective")
SHARED = ("type", "points", "scoring", "ignore case", "ignore accents", "units", "unit", "gaps", "keys")
OF_LANGUAGE = ("language", "format", "question", "general feedback", "model answer")
COLUMNS = (
    *PLACE,
    *("type", "points", "scoring", "language", "format", "question", "general feedback", "model answer"),
    *("ignore case", "ignore accents", "units", "unit", "gaps", "keys"),
)
OF_SLOT = ("answer", "right", "feedback")
FEWEST_SLOTS, MOST_SLOTS = 5, 400
YES = frozenset({"x", "✓", "✔", "yes", "right", "true", "oui", "vrai", "نعم"})
NO = frozenset({"", "no", "wrong", "false", "non", "faux", "لا"})
_NUMBERED = re.compile(r"(answer|right|feedback) ([1-9][0-9]{0,2})")
_GAP = re.compile(r"\s*\[\[([0-9]{1,2})\]\]\s*(.*)", re.DOTALL)
_GAP_TYPE = re.compile(r"([0-9]{1,2})\s+(choice|text|number)(?:\s*[x×*]\s*(\S+))?", re.IGNORECASE)
_KEY = re.compile(r"[^\s|;:]{1,40}")


@dataclass(frozen=True)
class Slot:
    """One answer of a row, with its number."""

    number: int
    answer: str = ""
    right: str = ""
    feedback: str = ""

    def __bool__(self) -> bool:
        return bool(self.answer or self.right or self.feedback)


@dataclass
class Row:
    """A row of the sheet: what stands under the names of columns, and its answers by their numbers."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    slots: dict[int, Slot] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def used(self) -> list[Slot]:
        return [self.slots[number] for number in sorted(self.slots)]


def wrong(column: str, reason: str) -> Refused:
    return Refused(_("Column “%(column)s”: %(reason)s") % {"column": column, "reason": reason})


def column_named(header: str) -> tuple[str, int] | None:
    """The name of a column and its number (0 if it is the only one); None for one that is not ours."""
    name = " ".join(header.casefold().split())
    if name in COLUMNS:
        return name, 0
    found = _NUMBERED.fullmatch(name)
    return (found[1], int(found[2])) if found and int(found[2]) <= MOST_SLOTS else None


def category_in(text: str) -> tuple[str, ...]:
    return names_in(f"$course$/top / {text}") if text else ()


def category_as(names: Iterable[str]) -> str:
    return " / ".join(name.replace("/", "//") for name in names)


def tags_in(text: str) -> tuple[str, ...]:
    rows = csv.reader([" ".join(text.split())], skipinitialspace=True)
    return tuple(dict.fromkeys(tag.strip() for row in rows for tag in row if tag.strip()))


def tags_as(tags: Iterable[str]) -> str:
    return ", ".join('"' + tag.replace('"', '""') + '"' if {",", '"'} & set(tag) else tag for tag in tags)


def yes_in(text: str, column: str, default: bool) -> bool:
    said = text.strip().casefold()
    if not said:
        return default
    if said in YES or said in NO:
        return said in YES
    raise wrong(column, _("write yes or no."))


def share_in(slot: Slot, default: Decimal) -> Decimal:
    """What an answer earns in percent."""
    said = slot.right.strip().casefold()
    if not said or said in YES or said in NO:
        return default if not said else Decimal(100 if said in YES else 0)
    number = number_in(said.removesuffix("%"))
    if number is None:
        raise wrong(f"right {slot.number}", _("write x for a right answer, or what it earns in percent."))
    return number


def number_with_tolerance(slot: Slot, text: str) -> tuple[str, str]:
    """The value and its tolerance, as 3.14 ± 0.01."""
    value, _sign, tolerance = text.replace("+-", "±").replace("+/-", "±").partition("±")
    if value.strip() == "*":
        return "*", "0"
    numbers = [number_in(value), number_in(tolerance or "0")]
    if None in numbers:
        raise wrong(f"answer {slot.number}", _("write a number, as in 3.14 or 3.14 ± 0.01."))
    return in_figures(numbers[0]), in_figures(numbers[1])


def number_as(value: str, tolerance: str) -> str:
    return value if value == "*" or not Decimal(tolerance) else f"{value} ± {tolerance}"


def units_in(text: str) -> list[dict[str, str]]:
    units = []
    for part in filter(str.strip, re.split(r"[;\n]", text)):
        name, _sign, factor = part.rpartition("=")
        number = number_in(factor)
        if not name.strip() or number is None:
            raise wrong("units", _("write each unit with its factor, as in kg = 1; g = 0.001."))
        units.append({"unit": name.strip(), "factor": in_figures(number)})
    return units


def units_as(units: Sequence[Mapping[str, str]]) -> str:
    if any({";", "\n"} & set(unit["unit"]) for unit in units):
        raise NotWritten(_("The name of a unit holds a sign that the sheet uses itself."))
    return "; ".join(f"{unit['unit']} = {unit['factor']}" for unit in units)


def gap_in(slot: Slot) -> tuple[str, str]:
    """The gap that an answer belongs to, and the answer."""
    found = _GAP.fullmatch(slot.answer)
    if not found:
        raise wrong(f"answer {slot.number}", _("begin with the gap that it belongs to, as in [[1]] Nairobi."))
    return found[1], found[2]


def gaps_in_cell(text: str) -> dict[str, tuple[str, str]]:
    """The type and the weight of each gap."""
    gaps = {}
    for part in filter(str.strip, re.split(r"[;,\n]", text)):
        found = _GAP_TYPE.fullmatch(part.strip())
        weight = number_in((found and found[3]) or "1")
        if not found or weight is None:
            raise wrong("gaps", _("write each gap with its type, as in 1 choice; 2 text; 3 number."))
        gaps[found[1]] = (found[2].lower(), in_figures(weight))
    return gaps


def keys_in(text: str, count: int) -> list[str]:
    """As many keys as there are things: the written ones, or a, b, c where they are not that many."""
    return keys_or(text, [key for key, _place in zip(letters(), range(count), strict=False)])


def keys_or(text: str, others: list[str]) -> list[str]:
    written = text.split()
    right = len(written) == len(set(written)) == len(others) and all(map(_KEY.fullmatch, written))
    return written if right else others


def keys_as(keys: Sequence[str]) -> str:
    if not all(_KEY.fullmatch(key) for key in keys):
        raise NotWritten(_("A key of this question holds a sign that the sheet uses itself."))
    return " ".join(keys)
