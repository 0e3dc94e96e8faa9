"""How a version of a question will look, before anybody is asked it: also one that still has gaps."""

from decimal import Decimal, InvalidOperation
from typing import Any

from . import marking, papers
from .kinds import FREE_TEXT, GAP_TEXT, MATCHING, NUMERIC, OF_CHOICES, ORDERING, SHORT_TEXT
from .models import QuestionVersion
from .showing import ShownQuestion, show_question


def preview(version: QuestionVersion, language: str, *, marked: bool = False) -> ShownQuestion:
    """The question in this language.

    `marked` shows it after marking: as if every choice had been made, with all that is said then; a question of
    another type with an answer that is right.
    """
    paper = _paper(version)
    answer = _answer(version, paper, language) if marked else []
    earned = _earned(version, answer) if marked else None
    given = papers.given(paper, answer)
    return show_question(version, paper, answer=given, language=language, number_language="en", earned=earned)


def _paper(version: QuestionVersion) -> dict[str, Any]:
    """As it stands on a paper, not shuffled; a draft may have nothing to put in order yet."""
    if version.kind == ORDERING and not version.content.get("items"):
        nothing = {"choices": [], "keys": {"choices": {}}}
        return {"version": version.pk, "kind": ORDERING, "points": str(version.points)} | nothing
    return papers.asked(version.pk, version.kind, version.content, version.points, list)


def _answer(version: QuestionVersion, paper: dict[str, Any], language: str) -> list[str]:
    content, texts = version.content, version.text_in(language)[0]
    if version.kind in OF_CHOICES:
        return list(paper["choices"])
    if version.kind == MATCHING:
        return [f"{prompt}:{option}" for prompt, option in content["pairs"].items()]
    if version.kind == ORDERING:
        return [f"{item}:{place}" for place, item in enumerate(content["items"], start=1)]
    if version.kind == SHORT_TEXT:
        return _best_text(texts.get("accepted", []))
    if version.kind == NUMERIC:
        return _best_number(content)
    if version.kind == GAP_TEXT:
        gaps = texts.get("gaps", {})
        return [f"{key}:{said}" for key, gap in content["gaps"].items() for said in _fill(gap, gaps.get(key, {}))]
    return [texts["model_answer"]] if texts.get("model_answer") else []


def _fill(gap: dict[str, Any], own: dict[str, Any]) -> list[str]:
    if gap["type"] == "choice":
        return [key for key in gap["choices"] if gap["shares"].get(key) == "100"][:1]
    return _best_number(gap) if gap["type"] == "number" else _best_text(own.get("accepted", []))


def _best_text(accepted: list[dict[str, Any]]) -> list[str]:
    return [each["text"].replace("\\*", "*") for each in accepted if each["share"] == "100"][:1]


def _best_number(content: dict[str, Any]) -> list[str]:
    unit = content["units"][0]["unit"] if content.get("units") and content.get("unit") == "required" else ""
    best = [each["value"] for each in content["accepted"] if each["share"] == "100" and each["value"] != "*"]
    return [f"{best[0]} {unit}".strip()] if best else []


def _earned(version: QuestionVersion, answer: list[str]) -> Decimal | None:
    """What that answer earns; nothing where every choice was made, or where a draft cannot be marked yet."""
    if version.kind in OF_CHOICES:
        return Decimal()
    if version.kind == FREE_TEXT:
        return None
    try:
        return marking.mark(version.kind, version.content, answer, version.points)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError, InvalidOperation):
        return Decimal()
