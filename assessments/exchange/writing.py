"""What the writers of Moodle's formats have in common."""

import html
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from ..schemas import problems
from .questions import FileQuestion

# As many decimals as Moodle keeps of a third.
_PRECISE = Decimal("0.00001")
WHOLE = Decimal(100)


class NotWritten(Exception):
    """The format cannot hold this question; its text says why."""


def texts_in(question: FileQuestion, language: str) -> Mapping[str, Any]:
    """The texts of the language that is written, if the question can be asked in it."""
    texts = question.content.get("texts", {}).get(language)
    if not texts:
        raise NotWritten(_("It has no text in “%(language)s”.") % {"language": language})
    if wrong := problems(question.kind, {**question.content, "texts": {language: texts}}):
        raise NotWritten(" ".join(wrong))
    return texts


def options_of(content: Mapping[str, Any], texts: Mapping[str, Any]) -> dict[str, str]:
    """The right sides of pairs, which are plain in all of Moodle's files."""
    options = {key: texts["options"][key]["text"] for key in content["options"]}
    if texts.get("format") != "html":
        return options
    options = {key: option.replace("<br>", "\n") for key, option in options.items()}
    if any("<" in option for option in options.values()):
        raise NotWritten(_("Moodle knows no formatting on the right side of a pair."))
    return {key: html.unescape(option) for key, option in options.items()}


def weights_of(content: Mapping[str, Any]) -> dict[str, Decimal]:
    """What each choice earns for Moodle, in percent. Where we mark otherwise, what comes nearest.

    Wrong choices cost as much as makes ticking everything worth nothing.
    """
    choices, right = content["choices"], set(content["correct"])
    if content.get("scoring") == "weights":
        return {key: Decimal(content["weights"].get(key, 0)) for key in choices}
    gain = _share(len(right))
    several = {"partial": -gain, "negative": -_share(len(choices) - len(right))}
    return {key: gain if key in right else several.get(content.get("scoring") or "all", -WHOLE) for key in choices}


def single_weights_of(content: Mapping[str, Any]) -> dict[str, Decimal]:
    """The same for one choice, where a wrong one costs nothing unless it is said."""
    if content.get("scoring") == "weights":
        return weights_of(content)
    return {key: WHOLE if key in content["correct"] else Decimal(0) for key in content["choices"]}


def _share(of: int) -> Decimal:
    return (WHOLE / of).quantize(_PRECISE, ROUND_HALF_UP) if of else Decimal(0)
