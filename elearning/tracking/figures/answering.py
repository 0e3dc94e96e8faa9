"""The answer to a question as plain JSON: the numbers, a table for each dimension, the crossing, the funding lines."""

from typing import Any

from django.utils.translation import gettext as _

from elearning.people.actions import Refused
from elearning.people.models import Office
from workshops.models import Workshop

from .counting import DIMENSIONS, WHOLE, Count, Measures, count_sorted
from .funding import Funding
from .questions import MEASURES, Question
from .reading import Within, facts_of

STANDARD = ("sex", "category", "country", "organisation_type")  # tables that stand in every answer
Answer = dict[str, Any]


def count_for(question: Question, within: Within) -> Count:
    """Counts the records of a question. Raises `Refused` where its office or its workshop is there no more."""
    if question.office and not Office.objects.filter(code=question.office).exists():
        raise Refused(_("The office %(code)s is not there any more.") % {"code": question.office}, "office")
    kind, _colon, value = question.subject.partition(":")
    if kind == "workshop" and not Workshop.objects.filter(code=value).exists():
        raise Refused(_("The workshop %(code)s is not there any more.") % {"code": value}, "subject")
    funding = Funding(question.known_at)
    return count_sorted(facts_of(question, within, funding), funding.events)


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
