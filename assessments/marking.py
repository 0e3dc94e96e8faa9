"""How answers are marked: pure, so that marking twice gives the same.

An answer is a list of texts whatever the type: the keys of the choices; `prompt:option` for each pair of a matching;
`item:place` (from 1) for each item of an ordering; `gap:what was written or chosen`; or one text.
"""  # fmt: skip

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .kinds import FREE_TEXT, GAP_TEXT, MATCHING, MULTIPLE, NUMERIC, ORDERING, SHORT_TEXT, SINGLE, TRUE_FALSE
from .numerals import NotANumber, read_quantity
from .readiness import texts_that_hold
from .wording import fits

_HUNDREDTH = Decimal("0.01")
Content = Mapping[str, Any]
Answer = Sequence[str]


def mark(kind: str, content: Content, answer: Answer, points: Decimal, language: str = "en") -> Decimal | None:
    """The points that an answer earns, between 0 and `points`; None where a person has to mark it.

    `language` is that of the attempt; numbers are read by its rules. An empty answer earns 0, of every type.
    """
    if not any(part.strip() for part in answer):
        return Decimal()
    share = _SHARES[kind](content, answer, language)
    return None if share is None else min(max(share, Decimal()), Decimal(1)) * points


def percent(score: Decimal, most: Decimal) -> Decimal:
    """The score in percent with two decimals, half up; 0 where nothing could be earned."""
    return (score / most * 100).quantize(_HUNDREDTH, ROUND_HALF_UP) if most else Decimal("0.00")


def parts(answer: Answer) -> dict[str, str]:
    """The parts of an answer that is made of several: by prompt, item or gap."""
    return {key: said for key, _colon, said in (part.partition(":") for part in answer)}


def _one_choice(content: Content, answer: Answer, _language: str) -> Decimal:
    """The weight of the choice that was made, where choices have weights; else all or nothing."""
    if content.get("scoring") == "weights":
        return sum((Decimal(content["weights"].get(key, 0)) for key in answer), Decimal()) / 100
    return _all_or_nothing(content, set(answer), set(content["correct"]))


def _choices(content: Content, answer: Answer, _language: str) -> Decimal:
    chosen, right = set(answer), set(content["correct"])
    return _OF_CHOICES[content.get("scoring") or "all"](content, chosen, right)


def _all_or_nothing(_content: Content, chosen: set[str], right: set[str]) -> Decimal:
    return Decimal(chosen == right)


def _partial(_content: Content, chosen: set[str], right: set[str]) -> Decimal:
    """A share for each right choice; who chooses more than there are right ones loses one for each too many."""
    return Decimal(len(chosen & right) - max(0, len(chosen) - len(right))) / len(right)


def _negative(content: Content, chosen: set[str], right: set[str]) -> Decimal:
    """A share for each right choice, and for each wrong one its share off: whoever chooses all earns nothing."""
    wrong = set(content["choices"]) - right
    lost = Decimal(len(chosen & wrong)) / len(wrong) if wrong else Decimal()
    return Decimal(len(chosen & right)) / len(right) - lost


def _weights(content: Content, chosen: set[str], _right: set[str]) -> Decimal:
    """The weights of what was chosen, as a share of the best that can be reached (thirds add up to 99.99999)."""
    weights = {key: Decimal(weight) for key, weight in content["weights"].items()}
    best = sum(weight for weight in weights.values() if weight > 0)
    return sum((weights.get(key, Decimal()) for key in chosen), Decimal()) / best


_OF_CHOICES: dict[str, Callable[[Content, set[str], set[str]], Decimal]] = {
    "all": _all_or_nothing,
    "partial": _partial,
    "negative": _negative,
    "weights": _weights,
}


def _matching(content: Content, answer: Answer, _language: str) -> Decimal:
    said = parts(answer)
    right = sum(said.get(prompt) == option for prompt, option in content["pairs"].items())
    return _whole_or_part(content.get("scoring") or "partial", right, len(content["pairs"]))


def _ordering(content: Content, answer: Answer, _language: str) -> Decimal:
    """An item is right where it stands in its place, alone."""
    places = list(parts(answer).values())
    said = {key: place for key, place in parts(answer).items() if places.count(place) == 1}
    right = sum(said.get(item) == str(place) for place, item in enumerate(content["items"], start=1))
    return _whole_or_part(content.get("scoring") or "all", right, len(content["items"]))


def _whole_or_part(scoring: str, right: int, of: int) -> Decimal:
    return Decimal(right) / of if scoring == "partial" else Decimal(right == of)


def _short_text(content: Content, answer: Answer, _language: str) -> Decimal:
    """Right in one language is right: who reads French may know the name in English."""
    accepted = texts_that_hold(content, lambda texts: texts["accepted"])
    return max(_share_of_text(content, each, answer[0]) for each in accepted)


def _share_of_text(content: Content, accepted: Sequence[Content], said: str) -> Decimal:
    found = accepted_text(content, accepted, said)
    return Decimal(found["share"]) / 100 if found else Decimal()


def accepted_text(content: Content, accepted: Sequence[Content], said: str) -> Content | None:
    """The first of the accepted texts that fits what was said."""
    fold = {"case": content.get("fold_case", True), "accents": content.get("fold_accents", True)}
    return next((each for each in accepted if fits(each["text"], said, **fold)), None)


def _numeric(content: Content, answer: Answer, language: str) -> Decimal:
    found = accepted_number(content, answer[0], language)
    return Decimal(found["share"]) / 100 if found else Decimal()


def accepted_number(content: Content, said: str, language: str) -> Content | None:
    """The first of the accepted numbers that what was said lies within; none for what is no number."""
    try:
        number, unit = read_quantity(said, language)
    except NotANumber:
        return None
    factors = {each["unit"].strip(): Decimal(each["factor"]) for each in content.get("units", ())}
    asked = content.get("unit", "none")
    if (unit and (asked == "none" or unit not in factors)) or (not unit and asked == "required"):
        return None
    number *= factors.get(unit, Decimal(1))
    return next((each for each in content["accepted"] if _within(each, number)), None)


def _within(accepted: Content, number: Decimal) -> bool:
    if accepted["value"] == "*":
        return True
    return abs(number - Decimal(accepted["value"])) <= Decimal(accepted["tolerance"])


def _gap_text(content: Content, answer: Answer, language: str) -> Decimal:
    said, earned, most = parts(answer), Decimal(), Decimal()
    for key, gap in content["gaps"].items():
        weight = Decimal(gap["weight"])
        most += weight
        if said.get(key, "").strip():
            earned += weight * share_of_gap(content, key, said[key], language)
    return earned / most


def share_of_gap(content: Content, key: str, said: str, language: str) -> Decimal:
    """What one gap earns, between 0 and 1."""
    gap = content["gaps"][key]
    if gap["type"] == "choice":
        return Decimal(gap["shares"].get(said, 0)) / 100
    if gap["type"] == "number":
        return _numeric(gap, [said], language)
    accepted = texts_that_hold(content, lambda texts: texts.get("gaps", {}).get(key, {}).get("accepted", []))
    return max(_share_of_text(content, each, said) for each in accepted)


def _by_a_person(_content: Content, _answer: Answer, _language: str) -> None:
    return None


# The share of a question's points that an answer earns, by the type of the question.
_SHARES: dict[str, Callable[[Content, Answer, str], Decimal | None]] = {
    SINGLE: _one_choice,
    MULTIPLE: _choices,
    TRUE_FALSE: _one_choice,
    MATCHING: _matching,
    ORDERING: _ordering,
    SHORT_TEXT: _short_text,
    NUMERIC: _numeric,
    GAP_TEXT: _gap_text,
    FREE_TEXT: _by_a_person,
}
