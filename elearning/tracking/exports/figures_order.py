"""The export of a question of the figures: a line for each combination of what it asks by."""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from elearning.people.models import User

from ..figures import words
from ..figures.answering import answer_to, tenths_text
from ..figures.counting import Count, Measures
from ..figures.forms import QuestionForm
from ..figures.keeping import counted
from ..figures.questions import Question
from ..figures.veiling import too_few, veiled
from ..figures.views import asked_words, within_of
from .places import PLACE_HEAD, country_columns, place_columns

OTHERS = ("sex", "category", "language", "organisation_type", "organisation")
HEAD = [*PLACE_HEAD, *OTHERS, "persons", "participations", "hours"]
HIDDEN = "hidden"


def figures_order(data: QueryDict | dict[str, Any], reader: User) -> tuple[dict[str, Any] | None, QuestionForm]:
    """The order of a question; with `outside` small crossed numbers are hidden in it."""
    form = QuestionForm(data, reader=reader)
    question = form.question()
    if question is None:
        return None, form
    outside, within = bool(data.get("outside")), within_of(reader)
    params = question.params() | ({"outside": "1"} if outside else {})
    made = {
        "params": params,
        "facts": [(str(term), str(meaning)) for term, meaning in asked_words(form, question)],
        "definitions": words.definitions(),
        "head": HEAD,
        "rows": lambda: _rows(question, outside, counted(reader, question, within)),
        "on": question.on.isoformat(),
        "known_at": f"{question.known_at:%Y-%m-%dT%H:%M:%SZ}",
    }
    return made, form


def _rows(question: Question, outside: bool, counted: Count) -> Iterator[list[Any]]:
    places = place_columns()
    if outside:
        yield from _veiled(answer_to(question, counted), question, places)
        return
    for keys, measures in counted.by(*question.by).items():
        yield [*_columns(dict(zip(question.by, keys, strict=True)), places), *_values(measures)]


def _values(measures: Measures) -> list[Any]:
    return [measures.persons, measures.participations, tenths_text(measures.tenths)]


def _veiled(answer: dict[str, Any], question: Question, places: dict[str, list[Any]]) -> Iterator[list[Any]]:
    """What of the answer may leave the house, a number that may not as the word `hidden`."""
    if too_few(answer, question.depth):
        yield [HIDDEN] * len(HEAD)
        return
    answer = veiled(answer, question.depth)
    if len(question.by) == 1:
        if question.by[0] not in answer["tables"]:
            yield [HIDDEN] * len(HEAD)
            return
        for line in answer["tables"][question.by[0]]:
            key = HIDDEN if line["key"] is None else line["key"]
            values = [line["persons"], line["participations"], line["hours"]]
            yield [*_columns({question.by[0]: key}, places), *values]
        return
    crossing = answer["crossing"]
    if crossing is None:
        yield [HIDDEN] * len(HEAD)
        return
    place = ["persons", "participations", "hours"].index(crossing["measure"])
    for line, row in zip(crossing["lines"], crossing["cells"], strict=True):
        for column, cell in zip(crossing["columns"], row, strict=True):
            values: list[Any] = ["", "", ""]
            shown = tenths_text(cell) if cell is not None and crossing["measure"] == "hours" else cell
            values[place] = HIDDEN if cell is None else shown
            yield [*_columns(dict(zip(crossing["by"], (line, column), strict=True)), places), *values]


def _columns(keys: dict[str, str], places: dict[str, list[Any]]) -> list[Any]:
    """Place and traits; what the question does not ask by is empty."""
    code, region, country = keys.get("office", ""), keys.get("region", ""), keys.get("country", "")
    if code in places:
        place = places[code]
    else:
        name = places[region][1] if region in places else ""
        place = [code, "", region, name, *(country_columns(country) if country != HIDDEN else [HIDDEN] * 3)]
    return [*place, *(keys.get(name, "") for name in OTHERS)]
