"""One question on a paper, frozen for one attempt: what is shown in which order, what is an answer to it. Pure."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import marking
from .kinds import FREE_TEXT, GAP_TEXT, MATCHING, MULTIPLE, NUMERIC, OF_CHOICES, ORDERING, SHORT_TEXT, TRUE_FALSE
from .numerals import NotANumber, decimal_of, read_quantity

# The longest answer of each type, in characters.
LONGEST = {SHORT_TEXT: 1_000, NUMERIC: 100, GAP_TEXT: 1_000, FREE_TEXT: 20_000}
Asked = Mapping[str, Any]
Mix = Callable[[list], list]
Answer = Sequence[str]


def asked(
    version: int, kind: str, content: Mapping[str, Any], points: Decimal, mix: Mix, always: Mix | None = None
) -> dict:
    """The question as it stands on a paper; `mix` puts what may be shuffled into another order, or leaves it.

    Every paper has `version`, `kind` and `points`; by type `choices` (of an ordering, its items), `prompts` and
    `options`, or `gaps`: for each gap the keys of its choices, none where one writes or counts. What is to be matched
    or ordered is shuffled `always`, and its keys on the paper are places: those of the content, made in the right
    order, would tell it. `keys` leads from the paper's keys to the content's.
    """
    always = always or mix
    paper: dict[str, Any] = {"version": version, "kind": kind, "points": str(points)}
    if kind in OF_CHOICES:
        choices = list(content["choices"])
        paper["choices"] = choices if kind == TRUE_FALSE else mix(choices)
    elif kind == ORDERING:
        paper |= _by_place({"choices": _not_as_it_is_right(content["items"], always)})
    elif kind == MATCHING:
        paper |= _by_place({"prompts": list(content["prompts"]), "options": always(list(content["options"]))})
    elif kind == NUMERIC:
        paper["unit"] = content.get("unit", "none")
    elif kind == GAP_TEXT:
        paper["gaps"] = {key: list(gap.get("choices", ())) for key, gap in content["gaps"].items()}
        paper["numbers"] = [key for key, gap in content["gaps"].items() if gap["type"] == "number"]
    return paper


def _not_as_it_is_right(items: Sequence[str], mix: Mix) -> list[str]:
    """The order in which an ordering is shown never is the answer: whatever the settings, it would give it away."""
    shown = mix(sorted(items))
    return shown if shown != list(items) else [*shown[1:], *shown[:1]]


def _by_place(shown: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    keys = {name: {str(place): key for place, key in enumerate(things, 1)} for name, things in shown.items()}
    return {name: list(found) for name, found in keys.items()} | {"keys": keys}


def real(question: Asked, answer: Answer) -> list[str]:
    """An answer as it was given on this paper, in the keys of the content."""
    keys = question.get("keys")
    if not keys:
        return list(answer)
    left, right = keys.get("prompts", keys.get("choices")), keys.get("options")
    said = {left[key]: right.get(part, "") if right else part for key, part in marking.parts(answer).items()}
    return [f"{key}:{part}" for key, part in said.items()]


def given(question: Asked, answer: Answer) -> list[str]:
    """The reverse: an answer in the keys of the content, as somebody gives it on this paper."""
    keys = question.get("keys")
    if not keys:
        return list(answer)
    left = {key: place for place, key in keys.get("prompts", keys.get("choices")).items()}
    right = {key: place for place, key in keys.get("options", {}).items()}
    return [f"{left[key]}:{right.get(part, part)}" for key, part in marking.parts(answer).items()]


def parts_of(question: Asked) -> Sequence[str]:
    """The keys of the parts that an answer to this question has; none where it is one thing."""
    if question["kind"] == ORDERING:
        return question["choices"]
    return question.get("prompts") or list(question.get("gaps", ()))


def is_empty(question: Asked, answer: Answer) -> bool:
    """Whether nothing was answered, or what was answered was taken back."""
    said = marking.parts(answer).values() if parts_of(question) else answer
    return not any(part.strip() for part in said)


def is_whole(question: Asked, answer: Answer) -> bool:
    """Whether every part of the question has its answer; of one with a single part, whether it has any."""
    said = marking.parts(answer)
    keys = parts_of(question)
    return all(said.get(key, "").strip() for key in keys) if keys else not is_empty(question, answer)


def fault(question: Asked, answer: Answer, language: str) -> str:
    """Why this is no answer to that question, as a sentence for the person; empty if it is one."""
    if any(sign == "\0" or "\ud800" <= sign <= "\udfff" for part in answer for sign in part):
        return _("The answer contains a character that no keyboard writes. Type it again.")
    return _FAULTS[question["kind"]](question, answer, language)


def _of_choices(question: Asked, answer: Answer, _language: str) -> str:
    if len(set(answer)) != len(answer) or not set(answer) <= set(question["choices"]):
        return _("The answer is none of the choices of this question.")
    if question["kind"] != MULTIPLE and len(answer) > 1:
        return _("This question takes one answer.")
    return ""


def _matching(question: Asked, answer: Answer, _language: str) -> str:
    return _in_parts(question["prompts"], answer, lambda _key, said: said in question["options"])


def _ordering(question: Asked, answer: Answer, _language: str) -> str:
    places = [str(place) for place in range(1, len(question["choices"]) + 1)]
    return _in_parts(question["choices"], answer, lambda _key, said: said in places)


def _in_parts(keys: Sequence[str], answer: Answer, fits: Callable[[str, str], bool]) -> str:
    said = marking.parts(answer)
    if len(said) != len(answer) or not set(said) <= set(keys):
        return _("The answer is none of the choices of this question.")
    return (
        ""
        if all(fits(key, part) for key, part in said.items())
        else _("The answer is none of the choices of this question.")
    )


def _one_text(question: Asked, answer: Answer, _language: str) -> str:
    if len(answer) > 1:
        return _("This question takes one answer.")
    return _too_long(question["kind"], answer)


def _too_long(kind: str, texts: Sequence[str]) -> str:
    most, written = LONGEST[kind], max(map(len, texts), default=0)
    if written <= most:
        return ""
    return _(
        "The answer has %(written)d characters; %(most)d are the most. Shorten it: until then it is on this page only."
    ) % {"written": written, "most": most}


def _numeric(question: Asked, answer: Answer, language: str) -> str:
    unit = question["unit"] != "none"
    return _one_text(question, answer, language) or (number_fault(answer[0], language, unit=unit) if answer else "")


def number_fault(text: str, language: str, *, unit: bool = False) -> str:
    """Why this is no number, with an example as the language writes it; empty if it is one, or nothing.

    `unit` says whether one may stand behind it.
    """
    if not text.strip():
        return ""
    try:
        number, said = read_quantity(text, language)
        if read_quantity(text, get_language() or language)[0] != number:  # she went on in another language
            raise NotANumber(text, ambiguous=True)
        return _("Write the number alone, without “%(unit)s”.") % {"unit": said} if said and not unit else ""
    except NotANumber as found:
        if found.ambiguous:
            return _("“%(text)s” can be read in two ways. Write it without a separator for thousands.") % {"text": text}
        return _("“%(text)s” is not a number. Write one like %(example)s.") % {
            "text": text[:40],
            "example": f"12{decimal_of(language)}5",
        }


def _gap_text(question: Asked, answer: Answer, language: str) -> str:
    gaps, said = question["gaps"], marking.parts(answer)
    if found := _in_parts(list(gaps), answer, lambda key, part: not gaps[key] or part in gaps[key]):
        return found
    faults = [number_fault(said[key], language) for key in question["numbers"] if key in said]
    return _too_long(GAP_TEXT, list(said.values())) or next(filter(None, faults), "")


_FAULTS: dict[str, Callable[[Asked, Answer, str], str]] = {
    **dict.fromkeys(OF_CHOICES, _of_choices),
    MATCHING: _matching,
    ORDERING: _ordering,
    SHORT_TEXT: _one_text,
    NUMERIC: _numeric,
    GAP_TEXT: _gap_text,
    FREE_TEXT: _one_text,
}
