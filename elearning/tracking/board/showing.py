"""How the board looks: each figure with its denominator in words, each office and country a row."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

from elearning.people.models import OfflineStretch

from ..models import Standing
from ..readiness.counting import WINDOWS, Counts
from ..tree import Row
from .lines import Line, percent
from .pictures import bar
from .question import Question

MOST = 40  # rows; of more offices only the two highest levels stand on one page


def totals(line: Line) -> list[dict[str, Any]]:
    """The figures of the whole board, each with what it is a part of."""
    required = _("of %(number)s required: %(share)s%%"), line.required
    people = _("of %(number)s posted: %(share)s%%"), line.people
    met = _("of %(number)s who have met it: %(share)s%%"), line.met
    rows = [(_("Required"), line.required, *people)]
    rows += [(str(label).capitalize(), getattr(line, state), *required) for state, label in _asked_states()]
    rows += [(_("Exempt"), line.exempt, *people), (_("Not required"), line.not_required, *people)]
    soon = _("Expiring in %(days)s days")
    rows += [(soon % {"days": days}, getattr(line, f"in_{days}"), *met) for days in WINDOWS]
    return [{"label": label, "value": value, "hint": _part(value, *of)} for label, value, *of in rows]


def _asked_states() -> list[tuple[str, Any]]:
    return [(state.value, state.label) for state in (Standing.State.MET, Standing.State.DUE, Standing.State.OVERDUE)]


def _part(value: int, words: str, whole: int) -> str:
    share = percent(value, whole)
    return _("nobody is counted here") if share is None else words % {"number": whole, "share": share}


def heads() -> list[str]:
    """The names of the figures of a row, in their order."""
    return [_("Required"), _("Met"), _("Due"), _("Overdue"), _("Exempt"), _("Not required")]


def numbers(line: Line) -> tuple[int, ...]:
    """The figures of a row, in the order of `heads`."""
    return line.required, line.met, line.due, line.overdue, line.exempt, line.not_required


def office_rows(rows: Sequence[Row[Line]], offline: Mapping[int, OfflineStretch], query: str) -> list[dict[str, Any]]:
    """The rows of the table of offices, each with all offices below it, a bar, and what is said if it has no line."""
    shown = rows if len(rows) <= MOST else [row for row in rows if row.level <= 1]
    labels = [*heads(), _("Expiring")]
    return [
        {
            "name": row.office.name,
            "url": f"{reverse('tracking:board_office', args=[row.office.code])}?{query}",
            "level": min(row.level, 4),
            "below": row.below,
            "offline": offline_words(offline.get(row.office.pk)),
            "bar": bar(row.total.met, row.total.due, row.total.overdue),
            "share": share_words(row.total.met_share),
            "cells": labelled(labels, [*numbers(row.total), soon_words(row.total)]),
            "line": row.total,
        }
        for row in shown
    ]


def soon_words(line: Line) -> str:
    return f"{line.in_30} · {line.in_60} · {line.in_90}"


def labelled(labels: Sequence[str], values: Sequence[Any]) -> SafeString:
    """A row's figures as cells that name themselves on narrow screens; loops in templates take ten times as long."""
    pairs = zip(labels, values, strict=True)
    cells = "".join(f'<td data-label="{escape(label)}">{escape(value)}</td>' for label, value in pairs)
    return SafeString(cells)  # each part is escaped above  # nosec B703


def plain_row(name: str, share: str, line: Line) -> SafeString:
    """A row of a table with a head: a name, a share, and the figures of `heads`."""
    figures = "</td><td data-number>".join([escape(share), *map(str, numbers(line))])
    row = f'<tr><th scope="row">{escape(name)}</th><td data-number>{figures}</td></tr>'
    return SafeString(row)  # each part is escaped above, or a number  # nosec B703


def country_rows(rows: Iterable[Row[Line]]) -> dict[str, dict[str, Any]]:
    """The people of the offices in each country, by its code, in the order of the countries' names."""
    lines: dict[str, Line] = {}
    for row in rows:
        lines[row.office.country] = lines.get(row.office.country, Line()) + row.own
    found, names = {}, country_names(get_language())
    for name, code in sorted((names.get(code, code), code) for code in lines):
        line = lines[code]
        share = share_words(line.met_share)
        found[code] = {"name": name, "line": line, "share": share, "row": plain_row(name, share, line)}
    return found


@cache
def country_names(language: str | None) -> dict[str, str]:
    """The names of all countries in the active language, which is `language`, by their code."""
    return {code: str(name) for code, name in countries}


def map_labels(countries: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """What a pointer reads on each country."""
    words = _("%(country)s: %(met)s of %(required)s have met it (%(share)s)")
    nobody = _("%(country)s: nobody is required")
    return {
        code: words
        % {"country": row["name"], "met": row["line"].met, "required": row["line"].required, "share": row["share"]}
        if row["line"].required
        else nobody % {"country": row["name"]}
        for code, row in countries.items()
    }


def trend_rows(trend: Sequence[tuple[datetime.date, Counts]]) -> list[dict[str, Any]]:
    """The same figures as the trend line shows, newest first."""
    return [
        {
            "day": day,
            "of": of,
            "met": share_words(percent(of.met, of.required)),
            "overdue": share_words(percent(of.overdue, of.required)),
        }
        for day, of in reversed(trend)
    ]


def share_words(share: int | None) -> str:
    return "–" if share is None else _("%(percent)s%%") % {"percent": share}


def offline_words(stretch: OfflineStretch | None) -> str:
    """That an office has no line, and until when."""
    if stretch is None:
        return ""
    if stretch.ended_on is None:
        return _("offline since %(day)s") % {"day": date_format(stretch.started_on, "DATE_FORMAT")}
    return _("offline until %(day)s") % {"day": date_format(stretch.ended_on, "DATE_FORMAT")}


def until_words(standing: Standing) -> str:
    """The day that belongs to a state."""
    if standing.state == Standing.State.NOT_REQUIRED:
        return ""
    if standing.until is None:
        return _("without end")
    day = {"day": date_format(standing.until, "DATE_FORMAT")}
    if standing.state in (Standing.State.DUE, Standing.State.OVERDUE):
        return _("by %(day)s") % day
    return _("until %(day)s") % day


def filters_in_words(question: Question, choices: Mapping[str, Sequence]) -> list[str]:
    """The filters that are set, as a reader says them; `choices` are those of the form's fields."""
    return [str(dict(choices[name])[value]) for name, value in question.asked.traits.items()]
