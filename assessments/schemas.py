"""What the content of a question must look like, type by type: pure. One document holds every language.

All types have `texts`: for each language `stem`, `general_feedback` (may be missing) and what is named below. A text is
plain; where `texts[language]["format"]` is "html", all texts of this language are clean HTML. `unready` (may be
missing) holds, for each translation that nobody has checked since the source changed, the source that it follows.

    single, multiple, true_false
        {"choices": ["a", "b"], "correct": ["b"],
         "scoring": "all|partial|negative|weights", "weights": {"a": "50", …}}
        texts: {"choices": {"a": {"text": "…", "feedback": "…"}, …}}
    matching    {"prompts": ["a", "b"], "options": ["1", "2", "3"], "pairs": {"a": "1", "b": "3"},
                 "scoring": "partial|all"}
        texts: {"prompts": {"a": {"text": "…"}, …}, "options": {"1": {"text": "…"}, …}}
    ordering    {"items": ["a", "b", "c"] as they are right, "scoring": "all|partial"}
        texts: {"items": {"a": {"text": "…"}, …}}
    short_text  {"fold_case": true, "fold_accents": true}
        texts: {"accepted": [{"text": "Nairob*", "share": "100", "feedback": "…"}, …]}; the first that fits counts
    numeric     {"accepted": [{"key": "a", "value": "3.14" or "*", "tolerance": "0.01", "share": "100"}, …],
                 "units": [{"unit": "kg", "factor": "1"}, …], "unit": "none|optional|required"}
        texts: {"accepted": {"a": {"feedback": "…"}, …}}; a factor turns that unit into the first
    gap_text    {"gaps": {"1": {"type": "choice", "weight": "1", "choices": ["a", "b"], "shares": {"a": "100"}},
                          "2": {"type": "text", "weight": "1"},
                          "3": {"type": "number", "weight": "1", "accepted": […as numeric]}},
                 "fold_case", "fold_accents"}
        texts: a stem with each gap once as [[1]], and {"gaps": {"1": {"choices": {"a": {"text", "feedback"}}},
               "2": {"accepted": […as short_text]}, "3": {"accepted": {"a": {"feedback": "…"}}}}}
    free_text   {"rubric": [{"key": "a", "points": "2"}, …]}; without one, a person gives the points as she finds
        texts: {"rubric": {"a": {"text": "…"}, …}, "model_answer": "…"}

Shares and weights are percent as decimal text. `scoring`, `fold_…`, `units` may be missing: then the first named holds.
"""  # fmt: skip

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from . import readiness
from .kinds import (
    FREE_TEXT,
    GAP_TEXT,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    SCORINGS,
    SHORT_TEXT,
    SINGLE,
    TRUE_FALSE,
    gaps_in,
)

MOST_CHOICES = 20
Content = Mapping[str, Any]


def problems(kind: str, content: Content) -> list[str]:
    """A sentence for each thing that keeps this content from being asked; none if it is right."""
    try:
        return list(_problems(kind, content))
    except (KeyError, TypeError, AttributeError, InvalidOperation, ValueError) as error:
        return [_("The content of this question is not complete: %(part)s.") % {"part": error}]


def _problems(kind: str, content: Content) -> Iterator[str]:
    if content.get("scoring", "") not in ("", *SCORINGS.get(kind, ())):
        yield _("This type of question is not marked in this way.")
    yield from _OF_KIND[kind](kind, content)
    if not content["texts"]:
        yield _("Write the question in at least one language.")
    if readiness.faults(content):
        yield _("Only a translation that is there can wait to be checked.")
    for language, texts in content["texts"].items():
        if not texts["stem"].strip():
            yield _("The question itself is empty in “%(language)s”.") % {"language": language}
        yield from _IN_LANGUAGE[kind](language, texts, content)


def _choices(kind: str, content: Content) -> Iterator[str]:
    choices, correct = content["choices"], content["correct"]
    if len(set(choices)) != len(choices) or not set(correct) <= set(choices):
        yield _("A right answer is none of the choices, or a choice stands here twice.")
    if kind == TRUE_FALSE and len(choices) != 2:
        yield _("True or false has exactly two choices.")
    if not 2 <= len(choices) <= MOST_CHOICES:
        yield _("Give between 2 and %(most)d choices.") % {"most": MOST_CHOICES}
    weighted = kind == SINGLE and content.get("scoring") == "weights"  # then two may be wholly right
    if kind in (SINGLE, TRUE_FALSE) and not (len(correct) == 1 or (weighted and correct)):
        yield _("Mark exactly one choice as right.")
    if kind == MULTIPLE and not correct:
        yield _("Mark at least one choice as right.")
    if content.get("scoring") == "weights":
        yield from _weights(kind, content)


def _weights(kind: str, content: Content) -> Iterator[str]:
    weights = {key: Decimal(weight) for key, weight in content["weights"].items()}
    if not set(weights) <= set(content["choices"]) or any(not -100 <= weight <= 100 for weight in weights.values()):
        yield _("A weight lies outside -100 to 100 percent, or is of no choice.")
    best = {key for key, weight in weights.items() if (weight == 100 if kind == SINGLE else weight > 0)}
    if best != set(content["correct"]):
        yield _("The weights and the choices that are marked as right contradict each other.")
    gained = sum(weight for weight in weights.values() if weight > 0)
    if kind == MULTIPLE and abs(gained - 100) > 1:
        yield _("The weights of the right choices add up to %(sum)s percent, not to 100.") % {"sum": gained}


def _matching(_kind: str, content: Content) -> Iterator[str]:
    prompts, options = content["prompts"], content["options"]
    yield from _how_many(prompts, 2)
    yield from _how_many(options, 2)
    if set(content["pairs"]) != set(prompts) or not set(content["pairs"].values()) <= set(options):
        yield _("Each thing on the left needs one on the right that belongs to it.")


def _ordering(_kind: str, content: Content) -> Iterator[str]:
    yield from _how_many(content["items"], 2)


def _how_many(keys: list[str], fewest: int) -> Iterator[str]:
    if not fewest <= len(keys) <= MOST_CHOICES or len(set(keys)) != len(keys):
        yield _("Give between %(fewest)d and %(most)d of them, none twice.") % {"fewest": fewest, "most": MOST_CHOICES}


def _numeric(_kind: str, content: Content) -> Iterator[str]:
    yield from _numbers(content["accepted"])
    for unit in content.get("units", ()):
        if not unit["unit"].strip() or not Decimal(unit["factor"]).is_finite() or Decimal(unit["factor"]) <= 0:
            yield _("A unit has a name and a factor above zero.")
    if content.get("unit", "none") not in ("none", "optional", "required"):
        yield _("The unit of the answer is either not asked for, optional or required.")
    if content.get("unit", "none") == "required" and not content.get("units"):
        yield _("Name the unit that is asked for.")


def _numbers(accepted: list[Content]) -> Iterator[str]:
    if not any(Decimal(each["share"]) == 100 for each in accepted):
        yield _("At least one answer is wholly right.")
    for each in accepted:
        yield from _share(each["share"])
        if each["value"] == "*":
            continue
        if not Decimal(each["value"]).is_finite():
            yield _("“%(value)s” is no number.") % {"value": each["value"]}
        if not Decimal(each["tolerance"]).is_finite() or Decimal(each["tolerance"]) < 0:
            yield _("A tolerance is a number that is not below zero.")


def _share(share: str) -> Iterator[str]:
    if not 0 <= Decimal(share) <= 100:
        yield _("An answer earns between 0 and 100 percent.")


def _gap_text(_kind: str, content: Content) -> Iterator[str]:
    if not 1 <= len(content["gaps"]) <= MOST_CHOICES * 2:
        yield _("A text with gaps has between 1 and %(most)d gaps.") % {"most": MOST_CHOICES * 2}
    for key, gap in content["gaps"].items():
        if not Decimal(gap["weight"]) > 0:
            yield _("Gap %(gap)s weighs nothing.") % {"gap": key}
        if gap["type"] == "choice":
            if len(gap["choices"]) < 2 or not set(gap["shares"]) <= set(gap["choices"]):
                yield _("Gap %(gap)s needs two choices or more.") % {"gap": key}
            if not any(Decimal(share) == 100 for share in gap["shares"].values()):
                yield _("Gap %(gap)s has no right choice.") % {"gap": key}
        elif gap["type"] == "number":
            yield from _numbers(gap["accepted"])
        elif gap["type"] != "text":
            yield _("Gap %(gap)s is of no type that is known.") % {"gap": key}


def _free_text(_kind: str, content: Content) -> Iterator[str]:
    if any(not Decimal(row["points"]) > 0 for row in content.get("rubric", ())):
        yield _("Each line of the rubric gives points above zero.")


def _nothing(_kind: str, _content: Content) -> Iterator[str]:
    yield from ()


def _each_said(name: str, keys: str, distinct: bool = True) -> Callable[[str, Content, Content], Iterator[str]]:
    """Checks that each of the things under `keys` has its text in this language, and its own."""

    def check(language: str, texts: Content, content: Content) -> Iterator[str]:
        written = [texts[name].get(key, {}).get("text", "").strip() for key in content[keys]]
        if not all(written):
            yield _("A choice is empty in “%(language)s”.") % {"language": language}
        elif distinct and len(set(written)) < len(written):
            yield _("Two choices say the same in “%(language)s”.") % {"language": language}

    return check


def _matching_in(language: str, texts: Content, content: Content) -> Iterator[str]:
    yield from _each_said("prompts", "prompts")(language, texts, content)
    yield from _each_said("options", "options")(language, texts, content)


def _accepted_in(language: str, texts: Content, _content: Content) -> Iterator[str]:
    if not any(Decimal(each["share"]) == 100 and each["text"].strip() for each in texts["accepted"]):
        yield _("No answer is wholly right in “%(language)s”.") % {"language": language}
    for each in texts["accepted"]:
        yield from _share(each["share"])


def _gaps_in(language: str, texts: Content, content: Content) -> Iterator[str]:
    if sorted(gaps_in(texts["stem"])) != sorted(content["gaps"]):
        yield _("The text in “%(language)s” must have each gap once, as in [[1]].") % {"language": language}
    for key, gap in content["gaps"].items():
        said = texts["gaps"].get(key, {})
        if gap["type"] == "choice":
            yield from _each_said("choices", "choices")(language, said, gap)
        elif gap["type"] == "text":
            yield from _accepted_in(language, said, content)


def _rubric_in(language: str, texts: Content, content: Content) -> Iterator[str]:
    if not all(
        texts.get("rubric", {}).get(row["key"], {}).get("text", "").strip() for row in content.get("rubric", ())
    ):
        yield _("A line of the rubric is empty in “%(language)s”.") % {"language": language}


def _none_in(_language: str, _texts: Content, _content: Content) -> Iterator[str]:
    yield from ()


_OF_KIND = {
    SINGLE: _choices,
    MULTIPLE: _choices,
    TRUE_FALSE: _choices,
    MATCHING: _matching,
    ORDERING: _ordering,
    SHORT_TEXT: _nothing,
    NUMERIC: _numeric,
    GAP_TEXT: _gap_text,
    FREE_TEXT: _free_text,
}
_IN_LANGUAGE = {
    SINGLE: _each_said("choices", "choices"),
    MULTIPLE: _each_said("choices", "choices"),
    TRUE_FALSE: _each_said("choices", "choices"),
    MATCHING: _matching_in,
    ORDERING: _each_said("items", "items"),
    SHORT_TEXT: _accepted_in,
    NUMERIC: _none_in,
    GAP_TEXT: _gaps_in,
    FREE_TEXT: _rubric_in,
}
