"""The figures of one question from all its answers: pure. What would tell of few people is None."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..kinds import GAP_TEXT, MATCHING, MULTIPLE, NUMERIC, ORDERING, SHORT_TEXT, SINGLE, TRUE_FALSE
from .figures import correlation, mean
from .gathering import Taken
from .hiding import FEWEST, Cell, are_covered, hidden_pairs, hidden_parts, is_few, tells
from .looks import Look, looks_of
from .sorting import OMITTED, OTHER, RIGHT, folded_answers, rightness

# Shares are thirds and the like: what is so near to all of the points is all of them.
_WHOLE = 1 - 1e-9
# How many wrong answers are listed at most.
MOST = 10


@dataclass(frozen=True)
class Facts:
    """What is asked: the type of a version and its content."""

    kind: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class ItemFigures:
    """One version of a question; `people` is None where fewer than five were asked it, and then all is.

    `choices` and `parts` are in the order of the content; `wrong` are the most frequent answers that are not wholly
    right, in the form in which they were compared; `others` are all those that are not listed.
    """

    version: int
    kind: str
    attempts: int | None = None
    people: int | None = None
    facility: float | None = None
    discrimination: float | None = None
    omitted: Cell | None = None
    right: Cell | None = None
    others: Cell | None = None
    choices: list[Cell] = field(default_factory=list)
    wrong: list[Cell] = field(default_factory=list)
    parts: list[Cell] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)


def veiled(taken: Mapping[int, Taken], facts: Mapping[int, Facts]) -> set[int]:
    """The versions whose facility is not shown: it would tell how many of few people had it right, or wrong.

    The mean of the quiz is known, so that one such question never stands alone.
    """
    return hidden_pairs(_sides(taken)) | {
        key for key, one in taken.items() if key in facts and _unmasked(one, facts[key])
    }


def mean_tells(taken: Mapping[int, Taken], hide: Collection[int]) -> bool:
    """Whether the mean of the quiz would give away what is hidden: too little is hidden with it."""
    sides = _sides({key: taken[key] for key in hide})
    return not are_covered([each for each in sides.values() if all(each) or tells(*each)])


def _sides(taken: Mapping[int, Taken]) -> dict[int, tuple[int, int]]:
    """By version how many people earned something, and how many did not earn all."""
    return {
        key: (one.how_many(share > 0 for share in one.shares), one.how_many(share < _WHOLE for share in one.shares))
        for key, one in taken.items()
    }


def _unmasked(taken: Taken, facts: Facts) -> bool:
    """Whether the mean of the shares, beside the choices that are shown, would give away one that is hidden."""
    if facts.kind not in (SINGLE, TRUE_FALSE):
        return False
    right = set(facts.content["correct"])
    chosen = taken.how_many(bool(right & set(said)) for said in taken.answers)
    others = taken.how_many(not right & set(said) for said in taken.answers)
    if facts.content.get("scoring") != "weights":
        return tells(chosen, others)
    return any(is_few(taken.how_many(key in said for said in taken.answers)) for key in facts.content["choices"])


def figures_of(key: int, taken: Taken | None, facts: Facts, hide: Collection[int]) -> ItemFigures:
    """All figures of one version; `hide` are those whose facility is not shown."""
    people = len(set(taken.people)) if taken else 0
    if taken is None or people < FEWEST:
        return ItemFigures(key, facts.kind)
    facility, related, is_veiled = mean(taken.shares), _related(taken), key in hide
    found = _BY_KIND.get(facts.kind, _nothing_more)(taken, facts, is_veiled)
    found.setdefault("omitted", _omitted(taken))
    looks = looks_of(
        taken, facts.content, facility, None if is_veiled else related, found.get("choices", []), is_veiled
    )
    return ItemFigures(
        version=key,
        kind=facts.kind,
        attempts=len(taken),
        people=people,
        facility=None if is_veiled else facility,
        discrimination=None if is_veiled else related,
        looks=looks,
        **found,
    )


def _related(taken: Taken) -> float | None:
    """The corrected item-total correlation: with what the others on the paper earned, not with the whole."""
    rests = [rest for rest in taken.rests if rest is not None]
    return correlation(taken.shares, rests) if len(rests) == len(taken) else None


def _cell(key: str, count: int, taken: Taken, hidden: bool) -> Cell:
    return Cell(key, None, None) if hidden else Cell(key, count, count / len(taken))


def _omitted(taken: Taken) -> Cell:
    none, some = (taken.how_many(bool(said) is so for said in taken.answers) for so in (False, True))
    return _cell(OMITTED, sum(not said for said in taken.answers), taken, tells(none, some))


def _parted(taken: Taken, labels: list[str], keys: list[str], right: str, is_veiled: bool) -> dict[str, Cell]:
    """The cells of a whole that falls into these labels. The right one is known by the facility, unless that is veiled:
    so the others are a whole of their own."""  # fmt: skip
    people = {key: taken.how_many(label == key for label in labels) for key in keys}
    among = people if is_veiled else {key: count for key, count in people.items() if key != right}
    hidden = hidden_parts(among, also=[right] if is_veiled else [])
    return {key: _cell(key, labels.count(key), taken, key in hidden) for key in keys}


def _one_choice(taken: Taken, facts: Facts, is_veiled: bool) -> dict[str, Any]:
    choices = list(facts.content["choices"])
    labels = [said[0] if said else OMITTED for said in taken.answers]
    cells = _parted(taken, labels, [*choices, OMITTED], facts.content["correct"][0], is_veiled)
    return {"omitted": cells.pop(OMITTED), "choices": list(cells.values())}


def _many_choices(taken: Taken, facts: Facts, _is_veiled: bool) -> dict[str, Any]:
    return {
        "choices": _several(taken, {key: [key in said for said in taken.answers] for key in facts.content["choices"]})
    }


def _several(taken: Taken, so: dict[str, list[bool]]) -> dict[str, Any] | list[Cell]:
    """A cell for each thing that is so or not, whatever the others are."""
    sides = {key: (taken.how_many(each), taken.how_many(not one for one in each)) for key, each in so.items()}
    hidden = hidden_pairs(sides)
    return [_cell(key, sum(each), taken, key in hidden) for key, each in so.items()]


def _one_text(taken: Taken, facts: Facts, is_veiled: bool) -> dict[str, Any]:
    """What was written and is not wholly right: what fewer than five people wrote is among the others."""
    labels = folded_answers(taken, facts.kind, facts.content, [share >= _WHOLE for share in taken.shares])
    by_label: dict[str, set[int]] = {}
    for label, person in zip(labels, taken.people, strict=True):
        by_label.setdefault(label, set()).add(person)
    often = [label for label, people in by_label.items() if len(people) >= FEWEST and label not in (RIGHT, OMITTED)]
    often = sorted(often, key=lambda label: (-len(by_label[label]), label))[:MOST]
    known = {*often, RIGHT, OMITTED}
    cells = _parted(
        taken, [each if each in known else OTHER for each in labels], [*often, RIGHT, OMITTED, OTHER], RIGHT, is_veiled
    )
    named = {"right": cells.pop(RIGHT), "omitted": cells.pop(OMITTED), "others": cells.pop(OTHER)}
    return named | {"wrong": [cell for cell in cells.values() if cell.count is not None]}


def _of_parts(taken: Taken, facts: Facts, _is_veiled: bool) -> dict[str, Any]:
    right = rightness(facts.kind, facts.content)
    each = [right(said, language) for said, language in zip(taken.answers, taken.languages, strict=True)]
    return {"parts": _several(taken, {key: [key in one for one in each] for key in _keys_of_parts(facts)})}


def _keys_of_parts(facts: Facts) -> list[str]:
    return list(facts.content[{MATCHING: "prompts", ORDERING: "items", GAP_TEXT: "gaps"}[facts.kind]])


def _nothing_more(_taken: Taken, _facts: Facts, _is_veiled: bool) -> dict[str, Any]:
    return {}


_BY_KIND = {
    SINGLE: _one_choice,
    TRUE_FALSE: _one_choice,
    MULTIPLE: _many_choices,
    SHORT_TEXT: _one_text,
    NUMERIC: _one_text,
    MATCHING: _of_parts,
    ORDERING: _of_parts,
    GAP_TEXT: _of_parts,
}
