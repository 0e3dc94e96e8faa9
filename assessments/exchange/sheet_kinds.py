"""What a row of our sheet says of a question, type by type: the part that all languages share, and the texts of one."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ..kinds import (
    FREE_TEXT,
    GAP_TEXT,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    OF_CHOICES,
    ORDERING,
    SCORINGS,
    SHORT_TEXT,
    SINGLE,
    TRUE_FALSE,
    gaps_in,
)
from .numbers import in_figures, number_in
from .sheet_columns import (
    Row,
    Slot,
    gap_in,
    gaps_in_cell,
    keys_in,
    keys_or,
    number_with_tolerance,
    share_in,
    units_in,
    wrong,
    yes_in,
)

Parts = tuple[dict[str, Any], dict[str, Any]]
WHOLE = Decimal(100)


def parts_of(kind: str, row: Row) -> Parts:
    """The shared part of the content, and what the texts of this row's language hold beside the stem."""
    return _OF_KIND[kind](kind, row)


def scoring_in(kind: str, row: Row) -> str:
    known = SCORINGS.get(kind, ())
    scoring = row["scoring"].casefold() or (known[0] if known else "")
    if scoring and scoring not in known:
        raise wrong("scoring", _("“%(value)s” is not how this type is marked.") % {"value": row["scoring"]})
    return scoring


def _said(slot: Slot) -> dict[str, str]:
    return {"text": slot.answer, "feedback": slot.feedback}


def _choices(kind: str, row: Row) -> Parts:
    slots = row.used()
    keys = keys_in(row["keys"], len(slots))
    if kind == TRUE_FALSE and len(slots) == 2:
        keys = keys_or(row["keys"], ["true", "false"])
    shares = {key: share_in(slot, Decimal(0)) for key, slot in zip(keys, slots, strict=True)}
    scoring = scoring_in(kind, row)
    plain = set(shares.values()) <= {Decimal(0), WHOLE}
    if not plain and not row["scoring"]:
        scoring = "weights"
    if not plain and scoring != "weights":
        raise wrong("scoring", _("leave it empty or write weights where answers earn shares."))
    right = [key for key, share in shares.items() if (share > 0 if kind == MULTIPLE else share == WHOLE)]
    content: dict[str, Any] = {"choices": keys, "correct": right, "scoring": scoring}
    if scoring == "weights":
        content["weights"] = {key: in_figures(share) for key, share in shares.items() if share}
    return content, {"choices": {key: _said(slot) for key, slot in zip(keys, slots, strict=True)}}


def _matching(kind: str, row: Row) -> Parts:
    slots = row.used()
    words = list(dict.fromkeys(slot.right for slot in slots if slot.right))
    lefts = [slot for slot in slots if slot.answer]
    left_keys, right_keys, order = (*row["keys"].split("|"), "", "", "")[:3]
    prompts = keys_in(left_keys, len(lefts))
    options = dict(zip(words, keys_or(right_keys, [str(n + 1) for n in range(len(words))]), strict=True))
    if missing := [slot.number for slot in lefts if not slot.right]:
        raise wrong(f"right {missing[0]}", _("write what belongs to the answer beside it."))
    ordered = order.split()
    keys = ordered if sorted(ordered) == sorted(options.values()) else list(options.values())
    pairs = {key: options[slot.right] for key, slot in zip(prompts, lefts, strict=True)}
    content = {"prompts": prompts, "options": keys, "pairs": pairs, "scoring": scoring_in(kind, row)}
    said = {key: {"text": slot.answer} for key, slot in zip(prompts, lefts, strict=True)}
    return content, {"prompts": said, "options": {key: {"text": text} for text, key in options.items()}}


def _ordering(kind: str, row: Row) -> Parts:
    slots = row.used()
    keys = keys_in(row["keys"], len(slots))
    content = {"items": keys, "scoring": scoring_in(kind, row)}
    return content, {"items": {key: {"text": slot.answer} for key, slot in zip(keys, slots, strict=True)}}


def _folds(row: Row) -> dict[str, bool]:
    return {name: yes_in(row[column], column, default=True) for name, column in FOLDS.items()}


def _accepted(slots: Sequence[Slot], texts: Sequence[str]) -> list[dict[str, str]]:
    return [
        {"text": text, "share": in_figures(share_in(slot, WHOLE)), "feedback": slot.feedback}
        for slot, text in zip(slots, texts, strict=True)
    ]


def _short_text(_kind: str, row: Row) -> Parts:
    slots = row.used()
    return _folds(row), {"accepted": _accepted(slots, [slot.answer for slot in slots])}


def _numbers(slots: Sequence[Slot], texts: Sequence[str], keys: str) -> Parts:
    named = keys_in(keys, len(slots))
    accepted = []
    for key, slot, text in zip(named, slots, texts, strict=True):
        value, tolerance = number_with_tolerance(slot, text)
        share = in_figures(share_in(slot, WHOLE))
        accepted.append({"key": key, "value": value, "tolerance": tolerance, "share": share})
    return {"accepted": accepted}, {
        "accepted": {key: {"feedback": slot.feedback} for key, slot in zip(named, slots, strict=True)}
    }


def _numeric(_kind: str, row: Row) -> Parts:
    slots = row.used()
    content, texts = _numbers(slots, [slot.answer for slot in slots], row["keys"])
    return content | {"units": units_in(row["units"]), "unit": row["unit"].casefold() or "none"}, texts


def _gap_text(_kind: str, row: Row) -> Parts:
    types, keys = gaps_in_cell(row["gaps"]), _keys_of_gaps(row["keys"])
    answers: dict[str, list[tuple[Slot, str]]] = {gap: [] for gap in gaps_in(row["question"])}
    for slot in row.used():
        gap, text = gap_in(slot)
        answers.setdefault(gap, []).append((slot, text))
    gaps, said = {}, {}
    for gap, found in answers.items():
        kind, weight = types.get(gap, ("text", "1"))
        slots, texts = [slot for slot, _text in found], [text for _slot, text in found]
        shared, said[gap] = _GAPS[kind](slots, texts, keys.get(gap, ""))
        gaps[gap] = {"type": kind, "weight": weight} | shared
    return {"gaps": gaps} | _folds(row), {"gaps": said}


def _keys_of_gaps(cell: str) -> dict[str, str]:
    parts = [part.partition(":") for part in cell.split(";")]
    return {gap.strip(): keys for gap, _colon, keys in parts}


def _gap_of_choices(slots: Sequence[Slot], texts: Sequence[str], keys: str) -> Parts:
    named = keys_in(keys, len(slots))
    earned = {key: share_in(slot, Decimal(0)) for key, slot in zip(named, slots, strict=True)}
    shares = {key: in_figures(share) for key, share in earned.items() if share}
    said = {key: {"text": text, "feedback": slot.feedback} for key, slot, text in zip(named, slots, texts, strict=True)}
    return {"choices": named, "shares": shares}, {"choices": said}


def _gap_of_text(slots: Sequence[Slot], texts: Sequence[str], _keys: str) -> Parts:
    return {}, {"accepted": _accepted(slots, texts)}


def _free_text(_kind: str, row: Row) -> Parts:
    slots = row.used()
    rubric = []
    for key, slot in zip(keys_in(row["keys"], len(slots)), slots, strict=True):
        points = number_in(slot.right)
        if points is None:
            raise wrong(f"right {slot.number}", _("write the points of this line of the rubric."))
        rubric.append({"key": key, "points": in_figures(points)})
    said = {line["key"]: {"text": slot.answer} for line, slot in zip(rubric, slots, strict=True)}
    return {"rubric": rubric}, {"rubric": said, "model_answer": row["model answer"]}


FOLDS = {"fold_case": "ignore case", "fold_accents": "ignore accents"}
_GAPS: dict[str, Callable[[Sequence[Slot], Sequence[str], str], Parts]] = {
    "choice": _gap_of_choices,
    "text": _gap_of_text,
    "number": _numbers,
}
_OF_KIND: dict[str, Callable[[str, Row], Parts]] = {
    **dict.fromkeys(OF_CHOICES, _choices),
    MATCHING: _matching,
    ORDERING: _ordering,
    SHORT_TEXT: _short_text,
    NUMERIC: _numeric,
    GAP_TEXT: _gap_text,
    FREE_TEXT: _free_text,
}
# Of these types a row of a further language may leave out which answers are right.
RIGHT_ONCE = (SINGLE, MULTIPLE, TRUE_FALSE, NUMERIC, FREE_TEXT)
# Of these a row has the answers of its own language, as many as there are.
ANSWERS_OF_LANGUAGE = (SHORT_TEXT, GAP_TEXT)
