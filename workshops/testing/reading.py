"""Totals as they are typed: reads "P01 4", a line for each person, and names the line that cannot be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from ..sheets.codes import plain, tidy

APART = re.compile(r"[\s;:=,]+")
NUMBER = re.compile(r"\d{1,5}([.,]\d{1,2})?")
NONE = ("-", "–", "—")


@dataclass(frozen=True)
class Line:
    """What one line says: whose total, and how much; None takes it back."""

    number: int
    who: int
    score: Decimal | None


def read(text: str, people: Mapping[str, int], rows: Mapping[str, int]) -> tuple[list[Line], list[str]]:
    """The lines, and a sentence for each that is at fault. People are named by number, or by the code of their row."""
    found: dict[int, Line] = {}
    faults: list[str] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        if not raw.strip():
            continue
        line = _line(number, raw.strip(), people, rows)
        if isinstance(line, Line) and found.setdefault(line.who, line).score != line.score:
            line = _("this person has another total in line %(line)s; leave one of them") % {
                "line": found[line.who].number
            }
        if isinstance(line, str):
            faults.append(_("Line %(line)s, “%(text)s”: %(why)s.") % {"line": number, "text": raw[:40], "why": line})
    return list(found.values()), faults


def _line(number: int, raw: str, people: Mapping[str, int], rows: Mapping[str, int]) -> Line | str:
    name, *rest = APART.split(raw, maxsplit=1)
    who = people.get(plain(name)) or rows.get(tidy(name))
    if who is None and not rows:
        return _("nobody here has this number; look at the badge or the list of participants")
    if who is None:
        return _("nobody here has this number, and the sheet has no such row")
    said = plain("".join(rest)).strip()
    if said in NONE:
        return Line(number, who, None)
    if not NUMBER.fullmatch(said):
        return _("type the number and the total, as P01 4; a dash takes a total back")
    return Line(number, who, Decimal(said.replace(",", ".")))
