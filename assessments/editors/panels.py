"""The panels of a form of a question, with their fields, as the template shows them."""

from typing import TYPE_CHECKING, Any

from .base import LANGUAGES, Row, Section

if TYPE_CHECKING:
    from ..editing import QuestionForm


def bound(form: "QuestionForm", section: Section) -> dict[str, Any]:
    """A section with the fields of the form; rows beyond those in use, and beyond the fewest, are `spare`."""
    used = [place for place, row in enumerate(section.rows) if any(form[name].value() for name in row.marks)]
    shown = max(section.fewest, 2 + max(used, default=-2))
    rows = [_row(form, row) for row in section.rows]
    return {
        "name": section.name,
        "heading": section.heading,
        "help": section.help,
        "facts": [form[name] for name in section.facts],
        "cells": [[form[name] for name in cell] for cell in section.cells],
        "rows": rows[:shown],
        "spare": rows[shown:],
    }


def _row(form: "QuestionForm", row: Row) -> dict[str, Any]:
    return {
        "legend": row.legend,
        "hidden": [form[name] for name in row.hidden],
        "facts": [form[name] for name in row.facts],
        "cells": [[form[name] for name in cell] for cell in row.cells],
    }


def languages(form: "QuestionForm") -> list[dict[str, Any]]:
    """For each language of the site its two common fields, and whether its texts are HTML."""
    texts = form.before["texts"]
    return [
        {
            "name": name,
            "code": code,
            "stem": form[f"stem_{code}"],
            "general": form[f"general_{code}"],
            "html": texts.get(code, {}).get("format") == "html",
        }
        for code, name in LANGUAGES
    ]
