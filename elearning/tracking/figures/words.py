"""Figures in words: the question, the definitions, the names of lines and columns."""

from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext

from elearning.countries import country_name
from elearning.people.models import Affiliation, Category, User
from elearning.records.models import LearningRecord

from . import choices
from .questions import FILTERS, Question

CODES: dict[str, dict[str, Any]] = {
    "sex": dict(User.Sex.choices),
    "category": dict(Category.choices),
    "language": dict(settings.LANGUAGES),
    "organisation_type": dict(Affiliation.OrganisationType.choices),
}

NOBODY_S = {
    "office": _lazy("outside the offices"),
    "region": _lazy("outside the offices"),
    "organisation": _lazy("people of the offices"),
    "organisation_type": _lazy("people of the offices"),
}


def definitions() -> list[tuple[str, str]]:
    """What each number counts; printed wherever the numbers are."""
    return [
        (
            _("Person"),
            _(
                "One human with at least one record that counts, once for the subject and the period however many"
                " events; in a table once, as she was on the day of the last of them. In a table of funding lines she"
                " stands with each line that paid."
            ),
        ),
        (
            _("Participation"),
            _("One person in one event, once though she hold a record of completion and one of participation of it."),
        ),
        (_("Hours"), _("The hours of each participation, added up; the longer where two records name them.")),
        (
            _("Completion"),
            _(
                "A record that all that a course or a workshop asks was done: attendance or reading, and its test where"
                " it has one. Participation asks attendance alone. Recognised learning was shown by a certificate from"
                " elsewhere."
            ),
        ),
        (
            _("Counts if"),
            _(
                "The record was achieved within the period and by the first date, was written down by the second, and"
                " was not annulled by then."
            ),
        ),
        (
            _("Office, category, organisation"),
            _("As they were on the day of the event. Sex and language as they were written down at the second date."),
        ),
        (
            _("Whole and by share"),
            _("Whole: the line paid any part of the event. By share: only the part that it paid is counted."),
        ),
    ]


def asked(question: Question, subject: str, office: str = "") -> list[tuple[str, str]]:
    """The question in words, in the active language; `subject` and `office` are names."""
    kinds = dict(LearningRecord.Kind.choices)
    period = f"{_day(question.started_on)} – {_day(question.ended_on)}"
    lines = [
        (_("Subject"), subject),
        (_("Achieved"), period),
        (_("On"), _day(question.on)),
        (_("As known at (UTC)"), question.known_at.strftime("%Y-%m-%d %H:%M:%S")),
        (_("Records"), pgettext("between the parts of a list", ", ").join(str(kinds[kind]) for kind in question.kinds)),
    ]
    heads = {**choices.DIMENSION_WORDS, "funding": _("funding line")}
    for name in FILTERS:
        if value := getattr(question, name):
            lines.append((str(heads[name]), office if name == "office" and office else label(name, value, {})))
    return lines


def label(dimension: str, key: str | None, names: dict[str, dict[str, str]]) -> str:
    """A key of a table in the reader's words; None stands for lines that are hidden."""
    if key is None:
        return _("not shown: small numbers, taken together")
    if dimension == "funding":
        return choices.funding_words(key)
    if not key:
        return str(NOBODY_S.get(dimension, _("none noted")))
    if dimension == "country":
        return country_name(key)
    if dimension in CODES:
        return str(CODES[dimension].get(key, key))
    return names.get(dimension, {}).get(key, key)


def _day(day: Any) -> str:
    return date_format(day, "DATE_FORMAT")
