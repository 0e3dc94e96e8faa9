"""What the API answers, as plain JSON: both dates and the definitions stand beside every number."""

import datetime
from dataclasses import asdict, replace
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from elearning.countries import alpha3, country_name, m49
from elearning.people.actions import Refused
from elearning.people.models import Office
from elearning.people.postings import latest_day

from ..board.defining import definitions
from ..board.forms import QuestionForm
from ..figures import words
from ..figures.answering import answer_to, count_for
from ..figures.forms import QuestionForm as FiguresForm
from ..figures.veiling import too_few, veiled
from ..figures.views import within_of
from ..models import Requirement, RequirementVersion
from ..readiness.counting import Asked, Counts, count_offices
from ..readiness.deriving import known_through
from ..tree import paths_above
from .hiding import hidden_offices, is_small
from .reader import Problem, Reader

READINESS = ("requirement", "on", "known_at", "category", "sex", "language", "office")
TRAITS = {"category", "sex", "language"}  # figures are asked by these, not filtered: one answer says what it hides
PLACES = {"office", "country", "region"}
Answer = dict[str, Any]


def requirements_answer(given: dict[str, str]) -> Answer:
    """Every requirement with its versions, newest last."""
    _only(given, ())
    found = Requirement.objects.prefetch_related("versions")
    return {
        "requirements": [
            {"code": one.code, "versions": [_version(version) for version in one.versions.all()]} for one in found
        ]
    }


def _version(version: RequirementVersion) -> Answer:
    return {
        "number": version.number,
        "titles": version.titles,
        "from_day": version.from_day.isoformat(),
        "published_at": moment_text(version.published_at),
        "months_of_validity": version.months,
        "days_to_comply": version.days,
        "days_of_grace": version.grace,
        "ended": version.is_ended,
    }


def offices_answer(given: dict[str, str], reader: Reader) -> Answer:
    """The offices that the client may ask about, in the order of the tree, as other programs name their countries."""
    _only(given, ())
    found = list(reader.offices())
    codes = {office.path: office.code for office in found}
    return {
        "offices": [
            {
                "code": office.code,
                "name": office.name,
                "kind": office.kind,
                "parent": next((codes[path] for path in reversed(paths_above(office)) if path in codes), None),
                "country_alpha2": office.country,
                "country_alpha3": alpha3(office.country),
                "country_m49": m49(office.country),
                "country_name": country_name(office.country),
                "time_zone": office.zone,
            }
            for office in found
        ]
    }


def readiness_answer(given: dict[str, str], reader: Reader) -> Answer:
    """The counts of each office's own people: lines add up to the total. Small crossed numbers stand together."""
    _only(given, READINESS)
    offices = _offices(given, reader)
    asked, version = _asked(given, offices)
    _refuse_narrow(asked, given)
    counts, codes = count_offices(asked, offices), dict(offices.values_list("pk", "code"))
    everybody = count_offices(replace(asked, **dict.fromkeys(asked.traits, "")), offices) if asked.traits else {}
    hidden = hidden_offices(counts, everybody)
    total = sum(counts.values(), Counts())
    kept = [{"office": codes[pk], **_numbers(counts[pk])} for pk in codes if pk in counts and pk not in hidden]
    gone = sum((counts[pk] for pk in hidden), Counts())
    others = sum(everybody.values(), Counts()).people - total.people
    small = bool(asked.traits) and (is_small(total.people) or (reader.client.office_id and is_small(others)))
    return {
        "requirement": asked.requirement.code,
        "version": version.number if version else None,
        "on": asked.on.isoformat(),
        "known_at": moment_text(asked.known_at),
        "filters": {**asked.traits, **({"office": given["office"]} if given.get("office") else {})},
        "definitions": [{"term": str(term), "meaning": str(meaning)} for term, meaning in definitions()],
        "offices": [] if small else kept,
        "hidden": {"offices": len(hidden), **_numbers(gone)} if hidden and not small else None,
        "total": None if small else _numbers(total),
    }


def _refuse_narrow(asked: Asked, given: dict[str, str]) -> None:
    """What two filters hide follows from answers to other pairs of them, by subtraction: so one at a time is taken."""
    if asked.traits and (len(asked.traits) > 1 or given.get("office")):
        raise Problem(400, _("Filter by one thing at a time: category, sex, language, or office."))


def _asked(given: dict[str, str], offices: QuerySet[Office]) -> tuple[Asked, RequirementVersion | None]:
    if not given.get("requirement"):
        raise Problem(
            400, _("Say which requirement: its code stands in /api/v1/requirements."), parameter="requirement"
        )
    today = latest_day(offices.order_by().values_list("zone", flat=True).distinct())
    form = QuestionForm({name: given[name] for name in given if name != "office"}, today=today, through=known_through())
    if given["requirement"] not in form.versions:
        raise Problem(404, _("There is no such requirement. Its code stands in /api/v1/requirements."))
    question = form.question()
    if question is None:
        _refuse(form)
    return question.asked, question.version


def figures_answer(given: QueryDict, reader: Reader) -> Answer:
    """Persons, participations and hours, as they may leave the house."""
    _offices(given.dict(), reader)
    form = FiguresForm(given, reader=reader)
    _only(given, form.fields.keys() - TRAITS)
    question = form.question()
    if question is None:
        _refuse(form)
    placed = bool(question.office or question.country)
    if placed and not set(question.by) <= PLACES:
        raise Problem(400, _("Ask by people's traits of all your offices at once: leave out office and country."))
    try:
        answer = answer_to(question, count_for(question, within_of(reader)))
    except Refused as refusal:
        raise Problem(404, str(refusal)) from refusal
    if placed:
        answer["tables"] = {name: lines for name, lines in answer["tables"].items() if name in PLACES}
    depth = max(question.depth, 1 if reader.client.office_id else 0)
    hidden = too_few(answer, depth)
    shown = {} if hidden else veiled(answer, depth)
    return {
        "question": question.params(),
        "on": question.on.isoformat(),
        "known_at": moment_text(question.known_at),
        "definitions": [{"term": str(term), "meaning": str(meaning)} for term, meaning in words.definitions()],
        "too_few": hidden,
        **{name: shown.get(name) for name in ("total", "tables", "crossing", "funding")},
    }


def _offices(given: dict[str, str], reader: Reader) -> QuerySet[Office]:
    """Those that the client may see, at and below the one it names; 404 for one that it may not see."""
    offices, code = reader.offices(), given.get("office", "")
    if not code:
        return offices
    top = offices.filter(code=code).first() if "\0" not in code else None
    if top is None:
        raise Problem(404, _("There is no such office among those that you may ask about: see /api/v1/offices."))
    return offices.filter(path__startswith=top.path)


def _only(given: Any, names: Any) -> None:
    if unknown := [name for name in given if name not in names]:
        sentence = _("There is no parameter “%(name)s” here. Look at /api/v1/openapi.json.")
        raise Problem(400, sentence % {"name": unknown[0][:40]}, parameter=unknown[0][:40])


def _refuse(form: Any) -> None:
    """The first thing that is wrong."""
    name, errors = next(iter(form.errors.items()))
    raise Problem(400, f"{name}: {errors[0]}", parameter=name)


def _numbers(counts: Counts) -> dict[str, int]:
    return {"required": counts.required, **asdict(counts)}


def moment_text(moment: datetime.datetime) -> str:
    """As RFC 3339 writes it, in UTC."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
