"""How coverage looks: each row as a bar with its figures, each total with its denominator in words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ..tree import Row
from .figures import Figures
from .forms import STATES


def heads() -> list[str]:
    """The names of the five figures, in their order."""
    return [str(_("People")), str(_("Enrolled")), *(str(STATES[s]) for s in ("in_progress", "completed", "certified"))]


def bar_rows(rows: Iterable[Row[Figures]], query: str) -> list[dict[str, Any]]:
    """The rows as components/bars.html takes them: with all offices below, and a link to each office."""
    names = heads()
    return [
        {
            "label": row.office.name,
            "note": _("with all below") if row.below else "",
            "url": f"{reverse('tracking:coverage_office', args=[row.office.code])}?{query}",
            "level": min(row.level, 4),
            "percent": row.total.completed_share,
            "behind": row.total.started_share,
            "cells": list(zip(names, row.total.values, strict=True)),
        }
        for row in rows
    ]


def totals(total: Figures) -> list[dict[str, Any]]:
    """Each figure with what it is a part of."""
    of_people = _("of %(people)d people: %(share)d%%")
    found = [{"value": total.people, "label": heads()[0], "hint": _("posted on that day, each counted once")}]
    for label, value in zip(heads()[1:], total.values[1:], strict=True):
        share = total.share(value)
        hint = _("nobody is counted here") if share is None else of_people % {"people": total.people, "share": share}
        found.append({"value": value, "label": label, "hint": hint})
    return found
