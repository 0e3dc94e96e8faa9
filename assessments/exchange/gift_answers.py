"""What stands between the braces of a GIFT question: its type, its answers and what they earn; see `gift`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from .drafts import (
    NOTHING,
    Draft,
    Given,
    choices,
    free_text,
    matching,
    numeric,
    short_text,
    true_false,
)
from .gift_reading import hidden, shown
from .numbers import in_figures, number_in
from .texts import BLANKS, Refused, Source

FORMATS = frozenset({"html", "markdown", "plain", "moodle"})
WHOLE = Decimal(100)
_WEIGHT = re.compile(r"%(-?[0-9]{1,9}(?:\.[0-9]{0,20})?)%")
Labels = Mapping[str, str]


def source_in(text: str, default: str) -> Source:
    """A text with the format that stands before it in brackets, or the default."""
    text = text.strip(BLANKS)
    if text.startswith("["):
        name, closed, rest = text[1:].partition("]")
        if closed and name in FORMATS:
            return Source(shown(rest).strip(BLANKS), name)
    return Source(shown(text).strip(BLANKS), default)


def draft_of(answers: str, default: str, labels: Labels, language: str) -> Draft:
    """The question that these answers make, told by their signs as Moodle tells it."""
    if not answers:
        return free_text(source_in(hidden(labels.get("model_answer", "")), default))
    if answers.startswith("#"):
        return numeric(_numbers(answers[1:], default))
    if "~" in answers:
        return choices(_choices(answers, default), "=" not in answers, labels.get("scoring", ""))
    if "=" in answers and "->" in answers:
        return matching([_pair(each, default) for each in _split(answers, "=")], labels.get("scoring", ""))
    if answers.partition("#")[0].strip(BLANKS) in ("T", "TRUE", "F", "FALSE"):
        return _true_false(answers, default, language)
    given = [_compared(_given(each, WHOLE, default)) for each in _split(answers, "=")]
    return short_text(given, labels.get("fold_case") != "no", labels.get("fold_accents") == "yes")


def _split(answers: str, sign: str) -> list[str]:
    """The answers, of which the first may have no sign before it."""
    first, *others = [each.strip(BLANKS) for each in answers.split(sign)]
    return [first, *others] if first else others


def _choices(answers: str, default: str) -> list[Given]:
    given = []
    for each in _split(answers.replace("=", "~="), "~"):
        if each.startswith("="):
            given.append(_with_feedback(each[1:], WHOLE, default))
        else:
            given.append(_given(each, Decimal(0), default))
    return given


def _given(answer: str, unless_said: Decimal, default: str) -> Given:
    weight = _WEIGHT.match(answer)
    return (
        _with_feedback(answer[weight.end() :], Decimal(weight[1]), default)
        if weight
        else _with_feedback(answer, unless_said, default)
    )


def _with_feedback(answer: str, share: Decimal, default: str) -> Given:
    text, _sign, feedback = answer.partition("#")
    return Given(source_in(text, default), share, source_in(feedback, default))


def _compared(answer: Given) -> Given:
    """An answer that is typed: whatever format stands before it, no sign of it means anything."""
    return replace(answer, text=Source(answer.text.text, "plain"))


def _true_false(answers: str, default: str, language: str) -> Draft:
    said, *feedback = answers.split("#", 2)
    wrong, right, *_rest = [*(source_in(each, default) for each in feedback), NOTHING, NOTHING]
    if said.strip(BLANKS) in ("T", "TRUE"):
        return true_false(True, right, wrong, language)
    return true_false(False, wrong, right, language)


def _pair(answer: str, default: str) -> tuple[Source, Source]:
    left, arrow, right = answer.partition("->")
    if not arrow:
        raise Refused(_("“%(answer)s” is no pair: write = left -> right.") % {"answer": shown(answer)[:80]})
    return source_in(left, default), Source(shown(right).strip(BLANKS), "plain")


def _numbers(answers: str, default: str) -> list[Given]:
    answers, sign, wrong = answers.partition("~")
    given = [_number(_given(each, WHOLE, default)) for each in _split(answers, "=")]
    if sign:
        others = _with_feedback(wrong, Decimal(0), default)
        given.append(Given(Source("*", "plain"), Decimal(0), others.feedback))
    return given


def _number(answer: Given) -> Given:
    """3 or 3:0.1 or 1..5, or * for any."""
    text, tolerance = answer.text.text, "0"
    for sign, read in _NUMBERS.items():
        if text.find(sign) > 0:
            text, tolerance = read(*(part.strip() for part in text.split(sign, 1)))
            break
    return Given(Source(text.strip(), "plain"), answer.share, answer.feedback, tolerance)


def _range(least: str, most: str) -> tuple[str, str]:
    low, high = number_in(least), number_in(most)
    if low is None or high is None:
        raise Refused(_("“%(least)s..%(most)s” are no two numbers.") % {"least": least[:40], "most": most[:40]})
    if low > high:
        raise Refused(_("“%(least)s..%(most)s” ends below its start.") % {"least": least[:40], "most": most[:40]})
    middle = (low + high) / 2
    return in_figures(middle), in_figures(high - middle)


_NUMBERS: dict[str, Callable[[str, str], tuple[str, str]]] = {
    "..": _range,
    ":": lambda value, tolerance: (value, tolerance),
}
