"""What a sheet says when it is made: who stands in its rows, under which code, and the boxes to sign in."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from ..attendance.checkpoints import Checkpoint
from ..checkin.presence import REMOTE, mode_of, remote_days
from ..models import Group, Registration, Workshop
from ..papers.lists import place_of
from .boxes import not_meant
from .codes import row_code
from .words import day_in

EMPTY = 5  # rows for those who walk in


def people_of(workshop: Workshop, group: Group | None, day: datetime.date) -> list[Registration]:
    """The participants who are in the room that day, or those of one group, as one looks for oneself: by name."""
    elsewhere = remote_days(workshop)
    people = workshop.registrations.taking_part().participants().select_related("person", "office", "partner", "group")
    people = people.filter(group=group) if group else people
    here = [each for each in people if mode_of(workshop, elsewhere, each.pk, day) != REMOTE]
    return sorted(here, key=lambda each: (each.person.name.casefold(), each.pk))


def rows_of(people: Sequence[Registration], sheet: int) -> list[dict[str, Any]]:
    """A row for each of them, and some empty ones."""
    rows = [
        {
            "registration": each.pk,
            "number": each.number,
            "name": each.person.name,
            "own": each.person.name_own_script if each.person.name_own_script != each.person.name else "",
            "office": place_of(each),
        }
        for each in people
    ]
    rows += [{"registration": None, "number": "", "name": "", "own": "", "office": ""} for _empty in range(EMPTY)]
    return [{"row": row_code(place, sheet), **row} for place, row in enumerate(rows, start=1)]


def closed_rows(
    boxes: Iterable[dict[str, Any]], rows: Iterable[dict[str, Any]], people: Iterable[Registration], found: Any
) -> list[dict[str, Any]]:
    """The boxes, each with the codes of the rows in which nobody is meant to sign: what it covers is for others."""
    groups = {each.pk: each.group_id for each in people}
    known: Sequence[Checkpoint] = list(found)
    named = [row for row in rows if row["registration"]]
    return [
        {**box, "not_for": [row["row"] for row in named if not_meant(box, known, groups[row["registration"]])]}
        for box in boxes
    ]


def head_of(workshop: Workshop, day: Any, language: str, group: Group | None) -> dict[str, str]:
    """What stands above the rows."""
    text = workshop.text(language)
    return {
        "title": text.title,
        "venue": workshop.venue,
        "day": day_in(language, day),
        "group": group.code if group else "",
    }
