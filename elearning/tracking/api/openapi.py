"""The description of the API, in OpenAPI 3.1; the tests hold every answer against it."""

from typing import Any

from elearning.people.models import INTERNAL_CATEGORIES, User

from ..figures.questions import MEASURES
from ..readiness.counting import STATES

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
HOURS: Schema = {"type": "string", "pattern": r"^\d+\.\d+$"}


def describe(server: str) -> dict[str, Any]:
    """All that can be asked at this address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Common Ground: figures",
            "version": "1",
            "description": "Read-only. Every figure has two dates: the day it is of (`on`) and the moment at which it "
            "was known (`known_at`). The same pair gives the same figure for ever. What a client reads is logged.",
        },
        "servers": [{"url": server}],
        "security": [{"token": []}],
        "paths": {
            "/requirements": _path("What is asked of whom", "Requirements", []),
            "/offices": _path("The offices that may be asked about", "Offices", []),
            "/readiness": _path("How the people of each office stand towards a requirement", "Readiness", READINESS),
            "/figures": _path("Persons, participations and hours", "Figures", FIGURES),
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": SCHEMAS,
        },
    }


def _path(summary: str, schema: str, parameters: list[Schema]) -> Schema:
    problems = {
        status: {
            "description": words,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, words in (
            ("400", "A parameter is wrong; the sentence says which."),
            ("401", "No token, or one that is not known."),
            ("403", "The token was revoked or has expired."),
            ("404", "No such requirement, or no such office among those that the client may ask about."),
            ("429", "Too many requests within this minute."),
        )
    }
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    answers = {"200": {"description": summary, "content": content}, "304": {"description": "As before."}}
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers | problems}}


def _parameter(name: str, words: str, schema: Schema | None = None, *, required: bool = False) -> Schema:
    return {"name": name, "in": "query", "required": required, "description": words, "schema": schema or TEXT}


def _enum(values: Any) -> Schema:
    return {"type": "string", "enum": [str(value) for value in values]}


def _object(required: Schema, **more: Any) -> Schema:
    return {"type": "object", "properties": required, "required": list(required), "additionalProperties": False, **more}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _map(schema: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema}


DATES = [
    _parameter("on", "The day the figures are of; today if left out.", DAY),
    _parameter("known_at", "What was heard of later is left out (UTC); now if left out.", {"type": "string"}),
]
OFFICE = _parameter("office", "The code of an office: this one and all below.")
READINESS = [
    _parameter("requirement", "The code of a requirement.", required=True),
    *DATES,
    OFFICE,
    _parameter("category", "Only people of this category; one filter at a time.", _enum(INTERNAL_CATEGORIES)),
    _parameter("sex", "Only people of this sex; one filter at a time.", _enum(User.Sex.values)),
    _parameter("language", "Only people of this language, as en; one filter at a time."),
]
FIGURES = [
    _parameter("subject", "`all`, or `topic:`, `course:`, `kind:`, `workshop:` with an id, a kind or a code."),
    _parameter("started_on", "Achieved from this day; 1 January if left out.", DAY),
    _parameter("ended_on", "Achieved until this day; today if left out.", DAY),
    *DATES,
    _parameter("kinds", "Which records; may be given several times.", _list(TEXT)),
    OFFICE,
    _parameter("country", "ISO 3166-1 alpha-2."),
    _parameter("funding", "Only workshops of this funding line: `donor|project code`."),
    _parameter("measure", "What the crossing counts.", _enum(MEASURES)),
    _parameter("by", "The dimension of the table; with office or country one of office, country, region."),
    _parameter("across", "A second dimension: a crossing of both."),
]
COUNTS = {"required": NUMBER, **dict.fromkeys(STATES, NUMBER)}
VERSION = _object({
    "number": NUMBER, "titles": _map(TEXT), "from_day": DAY, "published_at": MOMENT,
    "months_of_validity": _or_null(NUMBER), "days_to_comply": NUMBER, "days_of_grace": NUMBER,
    "ended": {"type": "boolean"},
})  # fmt: skip
OFFICE_ROW = _object({
    "code": TEXT, "name": TEXT, "kind": TEXT, "parent": _or_null(TEXT), "country_alpha2": TEXT,
    "country_alpha3": TEXT, "country_m49": TEXT, "country_name": TEXT, "time_zone": TEXT,
})  # fmt: skip
DEFINITIONS = _list(_object({"term": TEXT, "meaning": TEXT}))
MEASURED = {"persons": NUMBER, "participations": NUMBER, "hours": HOURS}
SCHEMAS: dict[str, Schema] = {
    "Problem": {
        "type": "object",
        "description": "RFC 9457; `detail` is a sentence.",
        "properties": {"type": TEXT, "title": TEXT, "status": NUMBER, "detail": TEXT, "parameter": TEXT},
        "required": ["type", "title", "status", "detail"],
    },
    "Requirements": _object({"requirements": _list(_object({"code": TEXT, "versions": _list(VERSION)}))}),
    "Offices": _object({"offices": _list(OFFICE_ROW)}),
    "Readiness": _object(
        {
            "requirement": TEXT, "version": _or_null(NUMBER), "on": DAY, "known_at": MOMENT, "filters": _map(TEXT),
            "definitions": DEFINITIONS, "offices": _list(_object({"office": TEXT, **COUNTS})),
            "hidden": _or_null(_object({"offices": NUMBER, **COUNTS})), "total": _or_null(_object(COUNTS)),
        },
        description="Each office's own people, so that lines add up to the total. With a filter by sex, category or "
        "language, offices where it makes out few people stand together as `hidden`; all is null where few are left.",
    ),
    "Figures": _object({
        "question": {"type": "object"}, "on": DAY, "known_at": MOMENT, "definitions": DEFINITIONS,
        "too_few": {"type": "boolean"},
        "total": _or_null(_object({**MEASURED, "repeated": _or_null(NUMBER)})),
        "tables": _or_null(_map(_list(_object({"key": _or_null(TEXT), **MEASURED})))),
        "crossing": _or_null(_object({
            "by": _list(TEXT), "measure": TEXT, "lines": _list(TEXT), "columns": _list(TEXT),
            "cells": _list(_list(_or_null(NUMBER))),
        })),
        "funding": _or_null(_list(_object({
            "key": TEXT, "whole": _or_null(_object(MEASURED)), "share": _object({**dict.fromkeys(MEASURED, HOURS)}),
        }))),
    }, description="Crossed numbers under five are hidden; a line without a key holds what is hidden together."),
}  # fmt: skip
