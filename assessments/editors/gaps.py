"""What an author writes of the gaps of a text, as flat values, and back: pure.

A row has `gap_0` (its number in the text), `type_0`, `weight_0`, and for each language lines of answers, as
`answers_0_en`. What holds in all, the percent of a choice or a number, stands in the first that is written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .. import flat
from ..flat import Content, Values
from . import lines
from .fields import plain_number
from .lines import Line

TYPES = ("text", "number", "choice")


def values_of(content: Content, languages: Sequence[str]) -> dict[str, Any]:
    """The rows of the gaps."""
    values: dict[str, Any] = {}
    written = [code for code in languages if code in content["texts"]]
    for row, (name, gap) in enumerate(content.get("gaps", {}).items()):
        values |= {f"gap_{row}": name, f"type_{row}": gap["type"], f"weight_{row}": gap["weight"]}
        for code in written:
            own = content["texts"][code].get("gaps", {}).get(name, {})
            found = _SHOWN[gap["type"]](gap, own, code == written[0])
            values[f"answers_{row}_{code}"] = lines.write(found)
    return values


def _shown_text(_gap: Content, own: Content, _first: bool) -> list[Line]:
    return [
        Line(each["text"], "" if each["share"] == "100" else each["share"], each.get("feedback", ""))
        for each in own.get("accepted", ())
    ]


def _shown_choice(gap: Content, own: Content, first: bool) -> list[Line]:
    found = []
    for key in gap["choices"]:
        said = own.get("choices", {}).get(key, {})
        found.append(Line(said.get("text", ""), gap["shares"].get(key, "") if first else "", said.get("feedback", "")))
    return found


def _shown_number(gap: Content, own: Content, first: bool) -> list[Line]:
    """In a further language the numbers stand before their feedback; without any, there is nothing to show."""
    found = []
    for each in gap["accepted"]:
        feedback = own.get("accepted", {}).get(each["key"], {}).get("feedback", "")
        number = lines.with_tolerance(each["value"], each.get("tolerance", "0"))
        earns = "" if each["share"] == "100" or not first else each["share"]
        found.append(Line(number, earns, feedback))
    return found if first or any(line.feedback for line in found) else []


_SHOWN = {"text": _shown_text, "choice": _shown_choice, "number": _shown_number}


def rows_of(values: Values, languages: Iterable[str], stays: bool = False) -> dict[int, str]:
    """The number of each gap in use; one that has none gets the next that is free."""
    languages = list(languages)
    given = {}
    for row in range(flat.how_many_rows(values)):
        name = str(values.get(f"gap_{row}") or "")
        if any(values.get(f"answers_{row}_{code}") for code in languages) or (stays and name):
            given[row] = name if name not in given.values() else ""
    free = (name for name in flat.numbers() if name not in given.values())
    return {row: name or next(free) for row, name in given.items()}


def said_in(values: Values, row: int, languages: Iterable[str]) -> dict[str, list[Line]]:
    """The lines of a row, by the languages in which it is written; the first of them says what holds in all."""
    found = {code: lines.read(values.get(f"answers_{row}_{code}") or "") for code in languages}
    return {code: said for code, said in found.items() if said}


def gap_of(values: Values, row: int, said: Mapping[str, list[Line]], old: Content | None, before: Content) -> dict:
    """What holds of this gap in every language; `before` are the texts of it, for the keys of its choices."""
    kind = values.get(f"type_{row}") or "text"
    old = old if old and old["type"] == kind else None
    gap = {**(old or {}), "type": kind, "weight": values.get(f"weight_{row}") or "1"}
    first = next(iter(said), "")
    if not first and old:
        return gap
    if kind == "choice":
        known = [(key, before.get(first, {}).get("choices", {}).get(key, {}).get("text", "")) for key in _keys(old)]
        keys = lines.keys_of([line.text for line in said.get(first, ())], known, flat.letters())
        shares = {key: line.share for key, line in zip(keys, said.get(first, ()), strict=True) if line.share}
        gap |= {"choices": keys, "shares": shares}
    if kind == "number":
        known = [(each["key"], _as_line(each)) for each in (old or {}).get("accepted", ())]
        keys = lines.keys_of([line.text for line in said.get(first, ())], known, flat.letters())
        by_key = {each["key"]: each for each in (old or {}).get("accepted", ())}
        gap["accepted"] = [
            _number(line, key, by_key.get(key)) for key, line in zip(keys, said.get(first, ()), strict=True)
        ]
    return gap


def _keys(gap: Content | None) -> Sequence[str]:
    return gap["choices"] if gap else ()


def _as_line(number: Content) -> str:
    return lines.with_tolerance(number["value"], number.get("tolerance", "0"))


def _number(line: Line, key: str, old: Content | None) -> dict[str, Any]:
    """One accepted number. What is none is told by `faults_of`, and must not stop the preview until it is mended."""
    value, tolerance = lines.number_in(line) if _is_number(line) else ("*", "0")
    value, tolerance = (part if part == "*" else plain_number(part) for part in (value, tolerance))
    there = {} if old and "tolerance" not in old and tolerance == "0" else {"tolerance": tolerance}
    return {**(old or {}), "key": key, "value": value, "share": line.share or "100", **there}


def texts_of(gap: Content, said: Sequence[Line], old: Content | None) -> dict[str, Any]:
    """What is said of this gap in one language; `old` is what was said, None where the gap is new to it."""
    if gap["type"] == "text":
        there = (old or {}).get("accepted", ())
        return {**(old or {}), "accepted": [_accepted(line, there, place) for place, line in enumerate(said)]}
    name = "choices" if gap["type"] == "choice" else "accepted"
    keys = gap["choices"] if name == "choices" else [each["key"] for each in gap["accepted"]]
    there, found = (old or {}).get(name, {}), {}
    for place, key in enumerate(keys):
        line = said[place] if place < len(said) else Line("")
        texts = {"text": line.text, "feedback": line.feedback} if name == "choices" else {"feedback": line.feedback}
        if key in there or old is None or any(texts.values()):
            found[key] = flat.said(there.get(key), **texts)
    return {**(old or {}), **({name: found} if found or name in (old or {}) or old is None else {})}


def _accepted(line: Line, there: Sequence[Content], place: int) -> dict[str, Any]:
    old = there[place] if place < len(there) else None
    return flat.said(old, text=line.text, feedback=line.feedback, share=line.share or "100") | {"text": line.text}


def faults_of(values: Values, row: int, languages: Mapping[str, str]) -> Iterator[tuple[str, str, dict]]:
    """What cannot be read of a row: the field, a word for what it is, and the line concerned."""
    said = said_in(values, row, languages)
    first, kind = next(iter(said), ""), values.get(f"type_{row}") or "text"
    if kind == "text" or not first:
        return
    for code, found in said.items():
        for place, line in enumerate(found):
            facts = {"number": line.number, "language": languages[first], "text": line.text[:40]}
            if place >= len(said[first]):
                yield f"answers_{row}_{code}", "surplus", facts
            elif code != first and line.share and line.share != said[first][place].share:
                yield f"answers_{row}_{code}", "share", facts
            elif kind == "number" and code == first and not _is_number(line):
                yield f"answers_{row}_{code}", "number", facts
            elif kind == "number" and code != first and line.text not in ("", said[first][place].text):
                yield f"answers_{row}_{code}", "other", facts


def _is_number(line: Line) -> bool:
    value, tolerance = lines.number_in(line)
    try:
        return bool((value == "*" or plain_number(value)) and plain_number(tolerance))
    except ValueError:
        return False
