"""A question of a file on its way into the bank: what the readers of all formats have in common."""

import itertools
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ..kinds import FREE_TEXT, MATCHING, MULTIPLE, NUMERIC, ORDERING, SCORINGS, SHORT_TEXT, SINGLE, TRUE_FALSE
from ..schemas import MOST_CHOICES, problems
from .numbers import in_figures, number_in
from .questions import Fault, FileQuestion
from .texts import Refused, Source, plain_of, settle

LONGEST_NAME = 80
MOST_POINTS = 1000
NOTHING = Source("", "plain")
TRUE_AND_FALSE = {
    "en": ("True", "False"),
    "fr": ("Vrai", "Faux"),
    "es": ("Verdadero", "Falso"),
    "pt": ("Verdadeiro", "Falso"),
    "ar": ("صحيح", "خطأ"),
}


class NotOurs(Exception):
    """The question is right, and of no type of ours: it is left out. Its text says why."""


@dataclass(frozen=True)
class Given:
    """An answer as a file gives it, with what it earns in percent."""

    text: Source
    share: Decimal
    feedback: Source = NOTHING
    tolerance: str = "0"


@dataclass(frozen=True)
class Draft:
    """A question as its file says it: `texts` holds Sources where `schemas` wants texts."""

    kind: str
    content: Mapping[str, Any]
    texts: Mapping[str, Any]


@dataclass
class Header:
    """What stands above a question, whatever its type."""

    line: int
    name: str = ""
    code: str = ""
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    objective: str = ""
    points: Decimal = Decimal(1)
    notes: tuple[str, ...] = ()


def finish(draft: Draft, header: Header, language: str, stem: Source, general: Source) -> FileQuestion | Fault:
    """The question, or the fault that keeps it from being asked."""
    name = header.name or name_from(plain_of(stem))
    settled = settle({"stem": stem, "general_feedback": general, **draft.texts})
    content = {**draft.content, "texts": {language: settled.texts}}
    if wrong := problems(draft.kind, content):
        return Fault(header.line, " ".join(dict.fromkeys(wrong)), name)
    return FileQuestion(
        line=header.line,
        kind=draft.kind,
        name=name,
        content=content,
        code=header.code,
        category=header.category,
        tags=header.tags,
        objective=header.objective,
        points=header.points,
        pictures=settled.pictures,
        notes=header.notes + settled.notes,
    )


def name_from(stem: str) -> str:
    """The beginning of a question, whole words of it."""
    words = " ".join(stem.split())
    if len(words) <= LONGEST_NAME:
        return words
    return (
        words[:LONGEST_NAME].rpartition(" ")[0] + "…"
        if " " in words[:LONGEST_NAME]
        else words[: LONGEST_NAME - 1] + "…"
    )


def points_in(text: str) -> Decimal:
    points = number_in(text)
    if points is None or not 0 < points < MOST_POINTS:
        raise Refused(_("The points “%(points)s” are no number between 0 and 1000.") % {"points": text.strip()[:40]})
    return Decimal(in_figures(points))


def keys() -> Iterator[str]:
    """a, b, …, z, aa, ab, …"""
    for length in itertools.count(1):
        yield from map("".join, itertools.product(string.ascii_lowercase, repeat=length))


def by_key(things: Iterable[Any]) -> dict[str, Any]:
    return dict(zip(keys(), things, strict=False))


def texts_of(answers: Mapping[str, Given]) -> dict[str, Any]:
    return {key: {"text": answer.text, "feedback": answer.feedback} for key, answer in answers.items()}


def choices(answers: Sequence[Given], several: bool, scoring: str = "") -> Draft:
    """`scoring` is what our own files say beside the weights; other programs know weights alone."""
    if len(answers) > MOST_CHOICES:
        raise Refused(
            _("It has %(number)d choices; %(most)d is the most.") % {"number": len(answers), "most": MOST_CHOICES}
        )
    given = by_key(answers)
    shares = {key: answer.share for key, answer in given.items()}
    right = [key for key, share in shares.items() if (share > 0 if several else share == 100)]
    if any(not -100 <= share <= 100 for share in shares.values()):
        raise Refused(_("A weight lies outside -100 to 100 percent."))
    if not right:
        raise Refused(_("No choice is right: mark one as right, or several with weights that add up to 100."))
    kind = MULTIPLE if several else SINGLE
    if not several and len(right) == 1 and set(shares.values()) <= {Decimal(0), Decimal(100)}:
        scoring = "all"
    if scoring not in SCORINGS[kind]:
        scoring = "weights"
    content: dict[str, Any] = {"choices": list(given), "correct": right, "scoring": scoring}
    if scoring == "weights":
        content["weights"] = {key: in_figures(share) for key, share in shares.items()}
    return Draft(kind, content, {"choices": texts_of(given)})


def true_false(right: bool, if_true: Source, if_false: Source, language: str) -> Draft:
    true, false = TRUE_AND_FALSE.get(language.partition("-")[0], TRUE_AND_FALSE["en"])
    said = {
        "true": {"text": Source(true, "plain"), "feedback": if_true},
        "false": {"text": Source(false, "plain"), "feedback": if_false},
    }
    content = {"choices": ["true", "false"], "correct": ["true" if right else "false"], "scoring": "all"}
    return Draft(TRUE_FALSE, content, {"choices": said})


def accepted_texts(answers: Iterable[Given]) -> list[dict[str, Any]]:
    """Accepted texts are compared with what people type: they are never HTML."""
    return [
        {"text": plain_of(each.text), "share": in_figures(each.share), "feedback": each.feedback} for each in answers
    ]


def short_text(answers: Sequence[Given], fold_case: bool, fold_accents: bool) -> Draft:
    folds = {"fold_case": fold_case, "fold_accents": fold_accents}
    return Draft(SHORT_TEXT, folds, {"accepted": accepted_texts(answers)})


def accepted_numbers(answers: Iterable[Given]) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """The numbers, and what is said of them."""
    given = by_key(answers)
    numbers = [
        {"key": key, "value": _value(each), "tolerance": _tolerance(each), "share": in_figures(each.share)}
        for key, each in given.items()
    ]
    return numbers, {key: {"feedback": each.feedback} for key, each in given.items()}


def _value(answer: Given) -> str:
    said = plain_of(answer.text)
    if said == "*":
        return "*"
    number = number_in(said)
    if number is None:
        raise Refused(_("“%(value)s” is no number.") % {"value": said[:80]})
    return in_figures(number)


def _tolerance(answer: Given) -> str:
    number = number_in(answer.tolerance or "0")
    if number is None:
        if plain_of(answer.text) == "*":
            return "0"
        raise Refused(_("The tolerance “%(value)s” is no number.") % {"value": answer.tolerance[:80]})
    return in_figures(number)


def numeric(answers: Sequence[Given], units: Sequence[Mapping[str, str]] = (), unit: str = "none") -> Draft:
    if not answers:
        raise Refused(_("It has no answer."))
    numbers, said = accepted_numbers(answers)
    content: dict[str, Any] = {"accepted": numbers, "units": list(units), "unit": unit}
    return Draft(NUMERIC, content, {"accepted": said})


def matching(pairs: Sequence[tuple[Source, Source]], scoring: str = "") -> Draft:
    """Pairs of what belongs together; without a left side, the right one belongs to nothing."""
    options: dict[str, str] = {}
    said: dict[str, Any] = {}
    for _prompt, option in pairs:
        words = plain_of(option)
        if words not in options:
            options[words] = str(len(options) + 1)
            said[options[words]] = {"text": option}
    prompts = by_key((prompt, options[plain_of(option)]) for prompt, option in pairs if _shows(prompt))
    content = {
        "prompts": list(prompts),
        "options": list(said),
        "pairs": {key: option for key, (_prompt, option) in prompts.items()},
        "scoring": scoring if scoring in SCORINGS[MATCHING] else "partial",
    }
    return Draft(
        MATCHING, content, {"prompts": {key: {"text": p} for key, (p, _o) in prompts.items()}, "options": said}
    )


def _shows(text: Source) -> bool:
    return bool(plain_of(text)) or "<img" in text.text


def ordering(items: Sequence[Source], scoring: str) -> Draft:
    given = by_key(items)
    return Draft(
        ORDERING,
        {"items": list(given), "scoring": scoring},
        {"items": {key: {"text": item} for key, item in given.items()}},
    )


def free_text(model_answer: Source = NOTHING) -> Draft:
    return Draft(FREE_TEXT, {"rubric": []}, {"rubric": {}, "model_answer": model_answer})
