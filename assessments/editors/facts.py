"""What holds of a question in every language, in words: for the comparison of two versions. Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..kinds import FREE_TEXT, GAP_TEXT, MATCHING, MULTIPLE, NUMERIC, ORDERING, SHORT_TEXT, SINGLE, TRUE_FALSE
from ..texts import words
from . import answers, choices, gap_text

Content = Mapping[str, Any]
# A label, what is compared, and how it is shown.
Fact = tuple[str, Any, str]


def facts_of(kind: str, content: Content, texts: Content) -> list[Fact]:
    """Each fact of this content; `texts` are those of the language in which things are named."""
    return list(_OF_KIND[kind](content, texts))


def named(name: str, key: str, texts: Content) -> str:
    """The text of a thing; where there is none, its key."""
    return words(texts.get(name, {}).get(key, {}).get("text", ""), texts) or key


def _scoring(content: Content, default: str) -> Iterator[Fact]:
    scoring = content.get("scoring") or default
    yield _("How it is marked"), scoring, str(dict(choices.SCORINGS)[scoring])


def _choices(content: Content, texts: Content) -> Iterator[Fact]:
    correct = [key for key in content["choices"] if key in content["correct"]]
    yield _("Right"), correct, "; ".join(named("choices", key, texts) for key in correct)
    yield from _scoring(content, "all")
    weights = content.get("weights", {})
    said = [f"{named('choices', key, texts)}: {weight} %" for key, weight in weights.items()]
    yield _("Percent of each choice"), weights, "; ".join(said)
    yield _("Order of the choices"), content["choices"], _in_order("choices", content["choices"], texts)


def _in_order(name: str, keys: list[str], texts: Content) -> str:
    return " → ".join(named(name, key, texts) for key in keys)


def _matching(content: Content, texts: Content) -> Iterator[Fact]:
    for key in content["prompts"]:
        option = content["pairs"].get(key, "")
        label = _("To “%(prompt)s” belongs") % {"prompt": named("prompts", key, texts)}
        yield label, option, named("options", option, texts)
    yield _("What can be chosen"), content["options"], "; ".join(named("options", k, texts) for k in content["options"])
    yield from _scoring(content, "partial")


def _ordering(content: Content, texts: Content) -> Iterator[Fact]:
    yield _("The right order"), content["items"], _in_order("items", content["items"], texts)
    yield from _scoring(content, "all")


def _folds(content: Content) -> Iterator[Fact]:
    for name, label in answers.FOLDS.items():
        holds = content.get(name, True)
        yield str(label), holds, _("yes") if holds else _("no")


def _short_text(content: Content, _texts: Content) -> Iterator[Fact]:
    yield from _folds(content)


def _numbers(accepted: list[Content]) -> str:
    said = []
    for each in accepted:
        around = f" ± {each['tolerance']}" if each.get("tolerance", "0") != "0" else ""
        said.append(f"{each['value']}{around} ({each['share']} %)")
    return "; ".join(said)


def _numeric(content: Content, _texts: Content) -> Iterator[Fact]:
    yield _("Accepted numbers"), content["accepted"], _numbers(content["accepted"])
    units = content.get("units", [])
    yield _("Units"), units, "; ".join(f"{each['unit']} × {each['factor']}" for each in units)
    rule = content.get("unit", "none")
    yield _("The unit"), rule, str(dict(answers.UNIT_RULES)[rule])


def _gap_text(content: Content, texts: Content) -> Iterator[Fact]:
    for name, gap in content["gaps"].items():
        label = _("Gap %(number)s") % {"number": name}
        kind = str(dict(gap_text.TYPES)[gap["type"]])
        said = _numbers(gap["accepted"]) if gap["type"] == "number" else ""
        if gap["type"] == "choice":
            own = {**texts.get("gaps", {}).get(name, {}), "format": texts.get("format")}
            said = "; ".join(f"{named('choices', k, own)} ({gap['shares'].get(k, 0)} %)" for k in gap["choices"])
        weight = _("weight %(weight)s") % {"weight": gap["weight"]}
        yield label, gap, ", ".join(filter(None, (kind, weight, said)))
    yield from _folds(content)


def _free_text(content: Content, texts: Content) -> Iterator[Fact]:
    rubric = content.get("rubric", [])
    said = [f"{named('rubric', line['key'], texts)} ({line['points']})" for line in rubric]
    yield _("Rubric, with points"), rubric, "; ".join(said)


_OF_KIND: dict[str, Callable[[Content, Content], Iterator[Fact]]] = {
    SINGLE: _choices,
    MULTIPLE: _choices,
    TRUE_FALSE: _choices,
    MATCHING: _matching,
    ORDERING: _ordering,
    SHORT_TEXT: _short_text,
    NUMERIC: _numeric,
    GAP_TEXT: _gap_text,
    FREE_TEXT: _free_text,
}
