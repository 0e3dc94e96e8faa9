"""The exports of readiness: the counts of each office, and the people whom the reader may see."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from elearning.fields import localized
from elearning.people.models import Office, User
from elearning.people.postings import latest_day

from ..board.defining import definitions
from ..board.forms import QuestionForm
from ..board.question import Question, written
from ..figures.choices import DIMENSION_WORDS
from ..readiness.counting import STATES, Counts, count_offices, people_query
from ..readiness.deriving import known_through
from .places import PLACE_HEAD, place_columns

COUNTS_HEAD = [*PLACE_HEAD, "requirement", "required", *STATES]
PEOPLE_HEAD = ["name", "staff_number", *PLACE_HEAD, "category", "sex", "language", "requirement", "state", "until"]
CHUNK = 2000


def readiness_order(data: QueryDict | dict[str, Any], reader: User) -> tuple[dict[str, Any] | None, QuestionForm]:
    """A line for each office that the reader may see: its own people, so that lines add up."""
    question, form, offices, made = _asked(data, reader)
    if question:
        made |= {"head": COUNTS_HEAD, "rows": lambda: _counts(question, offices)}
    return made, form


def people_order(data: QueryDict | dict[str, Any], reader: User) -> tuple[dict[str, Any] | None, QuestionForm]:
    """A line for each person whom the reader may see; people outside her offices are not in it, though counted."""
    question, form, offices, made = _asked(data, reader)
    if question:
        note = _("This file names people: it stays inside the house.")
        made |= {"head": PEOPLE_HEAD, "rows": lambda: _people(question, offices, reader)}
        made["facts"] = [*made["facts"], (_("For whom"), note)]
    return made, form


def _asked(data: QueryDict | dict[str, Any], reader: User) -> tuple:
    """The question of the board, the offices of it, and what both exports have in common."""
    given = {name: str(data[name]) for name in data}
    offices, code = Office.objects.visible_to(reader), given.get("office", "")
    if code:
        top = next((office for office in offices if office.code == code), None)
        if top is None:
            raise Http404
        offices = offices.filter(path__startswith=top.path)
    today = latest_day(offices.order_by().values_list("zone", flat=True).distinct())
    form = QuestionForm(given, today=today, through=known_through())
    question = form.question()
    if question is None:
        return None, form, offices, None
    return question, form, offices, _made(question, code)


def _made(question: Question, code: str) -> dict[str, Any]:
    asked, name = question.asked, localized(question.titles)
    params = {"requirement": asked.requirement.code, "on": asked.on.isoformat(), "known_at": written(asked.known_at)}
    more = {**asked.traits, "state": question.state, "office": code}
    facts = [(_("Requirement"), f"{asked.requirement.code}: {name}"), (_("On"), date_format(asked.on, "DATE_FORMAT"))]
    facts.append((_("As known at (UTC)"), asked.known_at.strftime("%Y-%m-%d %H:%M:%S")))
    heads = {**DIMENSION_WORDS, "state": _("state")}
    facts += [(str(heads[name]), str(value)) for name, value in more.items() if value]
    return {
        "params": params | {name: value for name, value in more.items() if value},
        "facts": facts,
        "definitions": [(str(term), str(meaning)) for term, meaning in definitions()],
        "on": asked.on.isoformat(),
        "known_at": f"{written(asked.known_at)}Z",
    }


def _counts(question: Question, offices: QuerySet[Office]) -> Iterator[list[Any]]:
    places, counts = place_columns(), count_offices(question.asked, offices)
    for office in offices:
        own = counts.get(office.pk, Counts())
        numbers = [own.required, *(getattr(own, state) for state in STATES)]
        yield [*places[office.code], question.asked.requirement.code, *numbers]


def _people(question: Question, offices: QuerySet[Office], reader: User) -> Iterator[list[Any]]:
    places, code = place_columns(), question.asked.requirement.code
    for top in _tops(offices):
        found = people_query(question.asked, top, reader, question.state)
        for standing in found.iterator(chunk_size=CHUNK):
            person = standing.person
            place = places[standing.office.code]
            traits = [standing.category, standing.sex, standing.language]
            yield [person.name, person.staff_number or "", *place, *traits, code, standing.state, standing.until or ""]


def _tops(offices: QuerySet[Office]) -> list[Office]:
    """Those that stand below no other of them: each person is read once."""
    tops: list[Office] = []
    for office in offices:
        if not tops or not office.path.startswith(tops[-1].path):
            tops.append(office)
    return tops
