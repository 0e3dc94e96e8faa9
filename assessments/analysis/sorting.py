"""Which answers are the same, and which parts of an answer are right: pure."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from .. import marking
from ..kinds import MATCHING, NUMERIC, ORDERING
from ..numerals import NotANumber, read_quantity
from ..wording import folded
from .gathering import Said, Taken

# No person writes these signs: `papers.fault` refuses them.
OMITTED, RIGHT, OTHER = "\0omitted", "\0right", "\0other"
Content = Mapping[str, Any]


def folded_answers(taken: Taken, kind: str, content: Content, right: Sequence[bool]) -> list[str]:
    """For each answer what it is counted under: nothing, right, or itself in the form in which it is compared."""

    @cache
    def same(text: str, language: str) -> str:
        if kind == NUMERIC and (number := _number(text, language)):
            return number
        return folded(text, content.get("fold_case", True), content.get("fold_accents", True)).strip()

    return [
        OMITTED if not said else RIGHT if is_right else same(said[0], language)
        for said, language, is_right in zip(taken.answers, taken.languages, right, strict=True)
    ]


def _number(text: str, language: str) -> str:
    """1.50 and 1,5 are one answer; what is no number is compared as a text."""
    try:
        number, unit = read_quantity(text, language)
    except NotANumber:
        return ""
    return f"{number.normalize():f} {unit}".strip()


def rightness(kind: str, content: Content) -> Callable[[Said, str], frozenset[str]]:
    """A function that tells which parts of an answer are wholly right."""

    @cache
    def right(said: Said, language: str) -> frozenset[str]:
        parts = marking.parts(said)
        return frozenset(key for key, text in parts.items() if text.strip() and is_right(key, text, parts, language))

    def is_right(key: str, text: str, parts: Mapping[str, str], language: str) -> bool:
        if kind == MATCHING:
            return content["pairs"].get(key) == text
        if kind == ORDERING:  # alone in its place, as it is marked
            return content["items"].index(key) + 1 == int(text) and list(parts.values()).count(text) == 1
        return marking.share_of_gap(content, key, text, language) == 1

    return right
