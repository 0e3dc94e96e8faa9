"""Whether two contents of a question say the same, and how the texts of one become texts of the other: pure.

`schemas` lets much be left out, and each format names keys in its own way. So contents are compared in one form, with
what may be missing filled in; and the keys of a file are renamed to those of the bank, place by place.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from ..kinds import GAP_TEXT, MATCHING, NUMERIC, OF_CHOICES, ORDERING, SCORINGS, SHORT_TEXT, gaps_in, split_at_gaps
from ..readiness import UNREADY

Content = Mapping[str, Any]
# Where the keys of a type stand, by what its texts call them.
_LISTS = {**dict.fromkeys(OF_CHOICES, ("choices",)), MATCHING: ("prompts", "options"), ORDERING: ("items",)}
_FIGURES = frozenset({"share", "value", "tolerance", "factor", "weight", "points"})
_OPTIONAL = {"units": [], "unit": "none", "rubric": [], "general_feedback": "", "feedback": "", "model_answer": ""}


def structure_of(kind: str, content: Content) -> dict[str, Any]:
    """What all languages share, in the one form; which of them are ready no file says."""
    shared = _tidy({name: value for name, value in content.items() if name not in ("texts", UNREADY)})
    if kind in SCORINGS:
        shared.setdefault("scoring", SCORINGS[kind][0])
        if shared["scoring"] != "weights":
            shared.pop("weights", None)
    if "correct" in shared:
        shared["correct"] = sorted(shared["correct"])
    if kind == GAP_TEXT:
        shared["gaps"] = _weighed(shared.get("gaps", {}))
    if kind in (SHORT_TEXT, GAP_TEXT):
        shared = {"fold_case": True, "fold_accents": True} | shared
    return shared


def texts_of(texts: Content) -> dict[str, Any]:
    """The texts of one language, in the one form."""
    tidy = _tidy(texts)
    if tidy.get("format") != "html":
        tidy.pop("format", None)
    return tidy


def same(kind: str, one: Content, other: Content) -> bool:
    """Whether both ask the same in the same languages."""
    return structure_of(kind, one) == structure_of(kind, other) and all_texts(one) == all_texts(other)


def all_texts(content: Content) -> dict[str, Any]:
    return {language: texts_of(said) for language, said in content["texts"].items()}


def _tidy(part: Any, name: str = "") -> Any:
    """Without what may be missing, figures in their shortest form, texts without blanks around them."""
    if isinstance(part, Mapping):
        tidy = {key: _tidy(value, _of_shares(name) or key) for key, value in part.items()}
        if name in ("weights", "shares"):
            return {key: value for key, value in tidy.items() if value != "0"}
        return {key: value for key, value in tidy.items() if not _is_default(key, value)}
    if isinstance(part, list | tuple):
        return [_tidy(value) for value in part]
    if name in _FIGURES:
        return _figure(part)
    return part.strip() if isinstance(part, str) else part


def _is_default(key: str, value: Any) -> bool:
    return value == {} or (key in _OPTIONAL and value == _OPTIONAL[key])


def _of_shares(name: str) -> str:
    return "weight" if name in ("weights", "shares") else ""


def _figure(value: Any) -> str:
    try:
        number = Decimal(str(value)).normalize()
    except InvalidOperation:
        return str(value)
    return str(number) if number else "0"


def fitted(kind: str, content: Content, to: Content) -> dict[str, Any]:
    """The content with its own keys where they are those of the other one, else with the other's keys, by place.

    A format without keys counts a, b, c: then the place is right and the key is not.
    """
    renamed = aligned(kind, content, to)
    if same(kind, content, to) or same(kind, renamed, to):
        return dict(content) if same(kind, content, to) else renamed
    if structure_of(kind, content) == structure_of(kind, to) != structure_of(kind, renamed):
        return dict(content)
    return renamed


def _weighed(gaps: Content) -> dict[str, Any]:
    """Gaps with their part of the whole: weights of 2 and 1 are those of 20 and 10."""
    try:
        weights = {key: Fraction(gap.get("weight", 1)) for key, gap in gaps.items()}
        whole = sum(weights.values())
        return {key: {**gap, "weight": str(weights[key] / whole)} for key, gap in gaps.items()}
    except (ValueError, ZeroDivisionError):  # of a draft that is not right yet
        return dict(gaps)


def aligned(kind: str, content: Content, to: Content) -> dict[str, Any]:
    """The content with the keys of another one, wherever both have as many things."""
    names = {place: _renamed(content[place], to.get(place, ())) for place in _LISTS.get(kind, ())}
    if kind == MATCHING and to.get("pairs"):
        names["options"] = _renamed(_by_pairs(content), _by_pairs(to))
    if kind in OF_CHOICES or kind in (MATCHING, ORDERING):
        return _with_lists(content, to, names)
    if kind == NUMERIC:
        return _with_rows(content, to, "accepted")
    if kind == GAP_TEXT:
        return _with_gaps(_numbered(content, to), to)
    return _with_rows(content, to, "rubric") if "rubric" in content else dict(content)


def _renamed(keys: Sequence[str], others: Sequence[str]) -> dict[str, str]:
    return dict(zip(keys, others if len(others) == len(keys) else keys, strict=True))


def _by_pairs(content: Content) -> list[str]:
    """The options in the order of what they belong to, then the others."""
    right = [content["pairs"][key] for key in content["prompts"] if key in content["pairs"]]
    return list(dict.fromkeys([*right, *content["options"]]))


def _with_lists(content: Content, to: Content, names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    changed = dict(content)
    for place, new in names.items():
        changed[place] = [new[key] for key in content[place]]
    if "options" in names and sorted(changed["options"]) == sorted(to.get("options", ())):
        changed["options"] = list(to["options"])  # no other format says in which order they stand
    if "choices" in names:
        new = names["choices"]
        changed["correct"] = [new[key] for key in content["correct"]]
        if "weights" in content:
            changed["weights"] = {new[key]: weight for key, weight in content["weights"].items()}
    if "pairs" in content:
        changed["pairs"] = {names["prompts"][left]: names["options"][right] for left, right in content["pairs"].items()}
    texts = {}
    for language, said in content["texts"].items():
        texts[language] = dict(said) | {
            place: {new.get(key, key): text for key, text in said[place].items()} for place, new in names.items()
        }
    return changed | {"texts": texts}


def _with_rows(content: Content, to: Content, place: str) -> dict[str, Any]:
    rows = content[place]
    new = _renamed([row["key"] for row in rows], [row["key"] for row in to.get(place, ())])
    texts = {language: _texts_with(said, place, new) for language, said in content["texts"].items()}
    return dict(content) | {place: [{**row, "key": new[row["key"]]} for row in rows], "texts": texts}


def _texts_with(said: Content, place: str, new: Mapping[str, str]) -> dict[str, Any]:
    if place not in said:
        return dict(said)
    return dict(said) | {place: {new.get(key, key): text for key, text in said[place].items()}}


def _numbered(content: Content, to: Content) -> dict[str, Any]:
    """With the other's numbers of gaps, one after the other in the stem of a language that both have, else in any."""
    both = [language for language in content["texts"] if language in to["texts"]]
    mine, others = (both or list(content["texts"]))[:1], (both or list(to["texts"]))[:1]
    if not mine or not others:
        return dict(content)
    old, others_gaps = gaps_in(content["texts"][mine[0]]["stem"]), gaps_in(to["texts"][others[0]]["stem"])
    new = _renamed(old, others_gaps)
    if set(new) != set(content["gaps"]) or len(set(new.values())) != len(new):
        return dict(content)
    texts = {}
    for language, said in content["texts"].items():
        parts = split_at_gaps(said["stem"])
        parts[1::2] = [f"[[{new.get(key, key)}]]" for key in parts[1::2]]
        texts[language] = dict(said) | {
            "stem": "".join(parts),
            "gaps": {new.get(key, key): text for key, text in said["gaps"].items()},
        }
    return dict(content) | {"gaps": {new[key]: gap for key, gap in content["gaps"].items()}, "texts": texts}


def _with_gaps(content: Content, to: Content) -> dict[str, Any]:
    gaps, texts = {}, {language: dict(said) for language, said in content["texts"].items()}
    for said in texts.values():
        said["gaps"] = dict(said["gaps"])
    for key, gap in content["gaps"].items():
        other = to.get("gaps", {}).get(key, {})
        gaps[key] = dict(gap)
        place = {"choice": "choices", "number": "accepted"}.get(gap["type"])
        if not place or other.get("type") != gap["type"]:
            continue
        new = _renamed(_keys(gap[place]), _keys(other[place]))
        gaps[key] |= {
            place: [{**row, "key": new[row["key"]]} if place == "accepted" else new[row] for row in gap[place]]
        }
        if place == "choices":
            gaps[key]["shares"] = {new[choice]: share for choice, share in gap["shares"].items()}
        for said in texts.values():
            said["gaps"][key] = _texts_with(said["gaps"].get(key, {}), place, new)
    return dict(content) | {"gaps": gaps, "texts": texts}


def _keys(rows: Sequence[Any]) -> list[str]:
    return [row if isinstance(row, str) else row["key"] for row in rows]
