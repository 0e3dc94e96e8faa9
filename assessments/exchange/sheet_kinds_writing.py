"""What a row of our sheet holds of a question in one language, type by type: the way back from `sheet_kinds`."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from ..kinds import FREE_TEXT, GAP_TEXT, MATCHING, NUMERIC, OF_CHOICES, ORDERING, SHORT_TEXT
from .sheet_columns import Slot, keys_as, number_as, units_as
from .sheet_kinds import FOLDS

Content = Mapping[str, Any]
Written = tuple[dict[str, str], list[Slot]]
WHOLE = Decimal(100)


def written(kind: str, content: Content, texts: Content) -> Written:
    """The cells of the type, and the answers."""
    cells, slots = _OF_KIND[kind](content, texts)
    if "scoring" in content:
        cells["scoring"] = content["scoring"]
    return cells, [Slot(number, slot.answer, slot.right, slot.feedback) for number, slot in enumerate(slots, start=1)]


def _slot(said: Content, right: str = "") -> Slot:
    return Slot(0, said.get("text", ""), right, said.get("feedback", ""))


def _choices(content: Content, texts: Content) -> Written:
    right = dict.fromkeys(content["correct"], "x")
    if content.get("scoring") == "weights":
        right = {key: weight for key, weight in content["weights"].items() if Decimal(weight)}
    slots = [_slot(texts["choices"][key], right.get(key, "")) for key in content["choices"]]
    return {"keys": keys_as(content["choices"])}, slots


def _matching(content: Content, texts: Content) -> Written:
    options = {key: texts["options"][key]["text"] for key in content["options"]}
    pairs = content["pairs"]
    slots = [Slot(0, texts["prompts"][key]["text"], options[pairs[key]]) for key in content["prompts"]]
    others = [key for key in content["options"] if key not in pairs.values()]
    seen = list(dict.fromkeys([*(pairs[key] for key in content["prompts"]), *others]))
    keys = [keys_as(content["prompts"]), keys_as(seen), keys_as(content["options"])]
    return {"keys": " | ".join(keys)}, [*slots, *(Slot(0, "", options[key]) for key in others)]


def _ordering(content: Content, texts: Content) -> Written:
    return {"keys": keys_as(content["items"])}, [_slot(texts["items"][key]) for key in content["items"]]


def _folds(content: Content) -> dict[str, str]:
    return {column: "yes" if content.get(name, True) else "no" for name, column in FOLDS.items()}


def _accepted(accepted: Iterable[Content], gap: str = "") -> list[Slot]:
    return [Slot(0, gap + each["text"], each["share"], each.get("feedback", "")) for each in accepted]


def _short_text(content: Content, texts: Content) -> Written:
    return _folds(content), _accepted(texts["accepted"])


def _numbers(content: Content, texts: Content, gap: str = "") -> list[Slot]:
    said = texts.get("accepted", {})
    return [
        Slot(
            0,
            gap + number_as(each["value"], each["tolerance"]),
            each["share"],
            said.get(each["key"], {}).get("feedback", ""),
        )
        for each in content["accepted"]
    ]


def _numeric(content: Content, texts: Content) -> Written:
    cells = {"units": units_as(content.get("units", ())), "unit": content.get("unit", "none")}
    cells["keys"] = keys_as([each["key"] for each in content["accepted"]])
    return cells, _numbers(content, texts)


def _gap_text(content: Content, texts: Content) -> Written:
    slots, keys, types = [], [], []
    for key, gap in content["gaps"].items():
        said, sign = texts["gaps"].get(key, {}), f"[[{key}]] "
        types.append(f"{key} {gap['type']}" + (f" x {gap['weight']}" if Decimal(gap["weight"]) != 1 else ""))
        if gap["type"] == "text":
            slots += _accepted(said["accepted"], sign)
        elif gap["type"] == "number":
            slots += _numbers(gap, said, sign)
            keys.append(f"{key}: {keys_as([each['key'] for each in gap['accepted']])}")
        else:
            slots += [_of_gap(said["choices"][choice], sign, gap["shares"].get(choice)) for choice in gap["choices"]]
            keys.append(f"{key}: {keys_as(gap['choices'])}")
    return {"gaps": "; ".join(types), "keys": "; ".join(keys)} | _folds(content), slots


def _of_gap(said: Content, sign: str, share: str | None) -> Slot:
    right = "" if share is None or not Decimal(share) else "x" if Decimal(share) == WHOLE else share
    return Slot(0, sign + said["text"], right, said.get("feedback", ""))


def _free_text(content: Content, texts: Content) -> Written:
    rubric = content.get("rubric", ())
    said = texts.get("rubric", {})
    slots = [Slot(0, said[line["key"]]["text"], line["points"]) for line in rubric]
    return {"keys": keys_as([line["key"] for line in rubric]), "model answer": texts.get("model_answer", "")}, slots


_OF_KIND: dict[str, Callable[[Content, Content], Written]] = {
    **dict.fromkeys(OF_CHOICES, _choices),
    MATCHING: _matching,
    ORDERING: _ordering,
    SHORT_TEXT: _short_text,
    NUMERIC: _numeric,
    GAP_TEXT: _gap_text,
    FREE_TEXT: _free_text,
}
