"""Compares the PDF of a transcript with what was signed for it, without asking the site."""

import json
from typing import Any

from elearning.pdf import drawable

from ..comparing import shows
from ..signing import Statement
from .content import SHOWN, signed_line


def read_content(text: str, said: Statement) -> dict[str, Any] | None:
    """What the document carries as its content, if that is what was signed; else None."""
    try:
        content = json.loads(text)
        return content if signed_line(content) == said.title else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def rows_missing(page: str, content: dict[str, Any]) -> list[dict[str, str]]:
    """The signed rows of which a text is not on the page; a text that no font of ours has is not looked for."""
    return [row for row in content["rows"] if not all(shows(page, row[name]) for name in SHOWN if drawable(row[name]))]


def lines_of(content: dict[str, Any]) -> list[str]:
    """The signed rows in words, one a line."""
    return [" · ".join(row[name] for name in SHOWN if row[name]) for row in content["rows"]]
