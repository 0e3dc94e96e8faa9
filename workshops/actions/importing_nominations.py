"""The deed that nominates everybody on a list, or nobody."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import SPOKEN_LANGUAGES, Registration, Workshop
from ..seats.candidates import people_for
from .holding import locked
from .nominating import RENEWABLE, nominate

HEADS = ("person", "motivation", "language")
MOST_LINES = 500
LONGEST_REASON = 500


@dataclass(frozen=True)
class Line:
    """One line of the list; `person` is an e-mail address or a staff number, the number counts from 1."""

    number: int
    person: str
    motivation: str
    language: str


def read_list(text: str) -> list[Line]:
    """The lines of a CSV text (RFC 4180) whose first line names the columns. Raises `Refused` that names the line."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        lines = list(_lines(rows))
    except csv.Error as fault:
        raise Refused(_("Line %(line)s cannot be read as CSV.") % {"line": rows.line_num}) from fault
    if not lines:
        raise Refused(_("The list names nobody."))
    if len(lines) > MOST_LINES:
        raise Refused(_("The list has more than %(most)s lines. Divide it.") % {"most": MOST_LINES})
    return lines


def _lines(rows: Iterator[list[str]]) -> Iterator[Line]:
    heads = [head.strip().lower() for head in next(rows, [])]
    if "person" not in heads or set(heads) - set(HEADS):
        raise Refused(_("Line 1 must name the columns: person, motivation, language. Only person is required."))
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(heads):
            raise Refused(_("Line %(line)s has more cells than columns.") % {"line": rows.line_num})
        cells = dict(zip(heads, (cell.strip() for cell in row), strict=False))
        if not cells.get("person"):
            raise Refused(_("Line %(line)s names no person.") % {"line": rows.line_num})
        yield Line(rows.line_num, cells["person"], cells.get("motivation", ""), cells.get("language", ""))


@transaction.atomic
def nominate_list(workshop: Workshop, lines: list[Line], *, by: User) -> list[Registration]:
    """Nominate everybody on the list, in its order. Raises `Refused` that names the line, and then nobody is.

    Returns whom it nominated; who is nominated already stays as she is. Somebody who is none of hers is told from
    nobody at all by nothing.
    """
    workshop = locked(workshop.pk)
    mine = {}
    registered = workshop.registrations.values("person")
    for person in people_for(by, workshop) | User.objects.visible_to(by).filter(pk__in=registered):
        mine |= {key.lower(): person for key in (person.email, person.staff_number) if key}
    done = set(workshop.registrations.exclude(state__in=RENEWABLE).values_list("person", flat=True))
    made = []
    for line in lines:
        why = _wrong(line, mine)
        if not why:
            try:
                words = {"motivation": line.motivation, "language": line.language}
                row = nominate(workshop, mine[line.person.lower()], by=by, **words)
            except Refused as refusal:
                why = str(refusal)
        if why:
            raise Refused(_("Line %(line)s: %(why)s Nobody was nominated.") % {"line": line.number, "why": why})
        if row.person_id not in done:
            made.append(row)
            done.add(row.person_id)
    return made


def _wrong(line: Line, mine: dict[str, User]) -> str:
    """What is wrong with a line, as a sentence; empty if nothing is."""
    if line.person.lower() not in mine:
        return _("“%(person)s” is the address or staff number of nobody in your offices.") % {"person": line.person}
    if line.language and line.language not in dict(SPOKEN_LANGUAGES):
        return _("“%(language)s” is no language of ours: write en, fr, es, pt or ar.") % {"language": line.language}
    if len(line.motivation) > LONGEST_REASON or "\x00" in line.motivation:
        return _("The motivation is longer than %(most)s characters, or unreadable.") % {"most": LONGEST_REASON}
    return ""
