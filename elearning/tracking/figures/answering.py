"""The answer to a question as plain JSON: the numbers, a table for each dimension, the crossing, the funding lines."""

from typing import Any

from django.utils.translation import gettext as _

from elearning.people.actions import Refused
from elearning.people.models import Office, User
from workshops.models import Workshop

from .counting import DIMENSIONS, WHOLE, Count, Measures, count_sorted
from .funding import Funding
from .questions import MEASURES, Question
from .reading import Reading, Within, is_large, mark_now

STANDARD = ("sex", "category", "country", "organisation_type")  # tables that stand in every answer
PART = 10_000  # people, half a second's work
Answer = dict[str, Any]
Paying = dict[tuple[str, ...], dict[str, int]]  # the lines of an event and their shares


def count_for(question: Question, within: Within) -> Count:
    """Counts the records of a question. Raises `Refused` where its office or its workshop is there no more."""
    refuse_gone(question)
    if not is_large(question, within):
        return count_at_once(question, within)
    mark = ""
    while mark != mark_now():
        mark = mark_now()
        reading, funding = reading_of(question, within)
        counted, after = Count(), 0
        while after is not None:
            part, after = count_part(reading, funding, after)
            counted.add(part)
    return counted


def count_at_once(question: Question, within: Within) -> Count:
    """As `count_for`, of a question that is known not to be large."""
    reading, funding = reading_of(question, within)
    return count_sorted(reading.everybody(), funding)


def refuse_gone(question: Question) -> None:
    """Refuses a question whose office or workshop is there no more."""
    if question.office and not Office.objects.filter(code=question.office).exists():
        raise Refused(_("The office %(code)s is not there any more.") % {"code": question.office}, "office")
    kind, _colon, value = question.subject.partition(":")
    if kind == "workshop" and not Workshop.objects.filter(code=value).exists():
        raise Refused(_("The workshop %(code)s is not there any more.") % {"code": value}, "subject")


def reading_of(question: Question, within: Within) -> tuple[Reading, Paying]:
    """What a question reads, and which funding lines paid for what. Raises `Refused` as `count_for`."""
    refuse_gone(question)
    funding = Funding(question.known_at)
    return Reading(question, within, funding), funding.events


def count_part(reading: Reading, funding: Paying, after: int) -> tuple[Count, int | None]:
    """The figures of the `PART` people whose ids come after this one, and the last of those ids.

    None comes with the last part, that of the people in merges: all parts added are the figures of everybody.
    Part by part, a large question is read along the people, which takes a third of the time of reading it along days.
    """
    ids = list(User.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:PART])
    if ids:
        return count_sorted(reading.between(after, ids[-1]), funding), ids[-1]
    return count_sorted(reading.merged(), funding), None


def answer_to(question: Question, counted: Count) -> Answer:
    """The answer; nothing in it names a person. Hours are texts with one decimal, shares with two."""
    return {
        "total": {**shown(counted.total), "repeated": counted.repeated},
        "tables": {name: _lines(counted, name) for name in (*question.by, *STANDARD)},
        "crossing": _crossing(counted, question) if len(question.by) == 2 else None,
        "funding": _funding(counted),
        "outsiders": _outsiders(counted),
        "within": {
            "office": _parents(counted, "office", "country", "region"),
            "organisation": _parents(counted, "organisation", "organisation_type"),
        },
        "names": {"office": _office_names(counted), "region": _region_names(counted)},
    }


def shown(measures: Measures) -> dict[str, Any]:
    """Measures as JSON."""
    return {
        "persons": measures.persons,
        "participations": measures.participations,
        "hours": tenths_text(measures.tenths),
    }


def tenths_text(tenths: int) -> str:
    """125 tenths of an hour are 12.5 hours."""
    return f"{tenths // 10}.{tenths % 10}"


def _lines(counted: Count, name: str) -> list[dict[str, Any]]:
    return [{"key": key, **shown(measures)} for (key,), measures in counted.by(name).items()]


def _outsiders(counted: Count) -> dict[str, int]:
    """How many people outside the offices there are of each country."""
    return {country: line.persons for (country, office), line in counted.by("country", "office").items() if not office}


def _parents(counted: Count, name: str, *wider: str) -> dict[str, list[str]]:
    """In which lines of the wider tables each line of a table is contained."""
    found: dict[str, set[str]] = {}
    for key, *above in counted.by(name, *wider):
        found.setdefault(key, set()).update(f"{which}:{value}" for which, value in zip(wider, above, strict=True))
    return {key: sorted(values) for key, values in found.items()}


def _crossing(counted: Count, question: Question) -> dict[str, Any]:
    """Lines × columns of the measure that is asked for, a number in each cell (hours in tenths)."""
    table = counted.by(*question.by)
    lines, columns = (sorted({pair[side] for pair in table}) for side in (0, 1))
    field = "tenths" if question.measure == "hours" else question.measure
    nobody = Measures()

    def cells(name: str) -> list[list[int]]:
        return [[getattr(table.get((line, column), nobody), name) for column in columns] for line in lines]

    found = {"by": list(question.by), "measure": question.measure, "lines": lines, "columns": columns}
    return {**found, "cells": cells(field), "persons": cells("persons")}


def _funding(counted: Count) -> list[dict[str, Any]]:
    """Each line whole and by its share; the empty name is what no line paid. Nothing where no line paid anything."""
    found = [
        {"key": name, "whole": shown(paid.whole), "share": _share(paid.share)}
        for name, paid in sorted(counted.paid.items())
    ]
    return [*found, {"key": "", "whole": None, "share": _share(counted.unpaid)}] if found else []


def _share(part: Measures) -> dict[str, str]:
    """Two decimals, from hundredths of a percent."""
    share = {measure: f"{getattr(part, measure) / WHOLE:.2f}" for measure in MEASURES[:2]}
    return share | {"hours": f"{part.tenths / WHOLE / 10:.2f}"}


def _office_names(counted: Count) -> dict[str, str]:
    return _names({traits[DIMENSIONS.index("office")] for traits in counted.cells})


def _region_names(counted: Count) -> dict[str, str]:
    return _names({traits[DIMENSIONS.index("region")] for traits in counted.cells})


def _names(codes: set[str]) -> dict[str, str]:
    return dict(Office.objects.filter(code__in=codes).order_by("code").values_list("code", "name"))
