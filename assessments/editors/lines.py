"""The answers of a gap as lines of text, and back: pure.

    Nairobi
    50% Nairoby # Nearly: look at the ending.

A line is an answer, before it the percent that it earns, behind a # what is said to whoever gives it. What could be
misread stands in quotation marks, with \\" and \\n inside as in JSON.
"""  # fmt: skip

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_SHARE = re.compile(r"([+-]?[0-9]{1,9}(?:\.[0-9]{0,20})?)\s?%(?:\s+|$)")
_SIGN = re.compile(r"(?:^|\s)#")
_TOLERANCE = re.compile(r"\s*(?:±|\+/-|\+-)\s*")


@dataclass(frozen=True)
class Line:
    """One answer; `share` is empty where none is said. `number` is that of its line, from 1."""

    text: str
    share: str = ""
    feedback: str = ""
    number: int = 0


def read(text: str) -> list[Line]:
    """The answers of these lines; empty lines are passed over."""
    return [_line(each, place) for place, each in enumerate(text.split("\n"), start=1) if each.strip()]


def _line(text: str, number: int) -> Line:
    text, earns = text.strip(), ""
    if found := _SHARE.match(text):
        earns, text = found[1], text[found.end() :]
    said, rest = _quoted(text)
    if said is None or (rest and not rest.startswith("#")):
        sign = _SIGN.search(text)
        said, rest = (text[: sign.start()], text[sign.end() - 1 :]) if sign else (text, "")
        said = said.strip()
    feedback = rest.removeprefix("#").strip()
    whole, behind = _quoted(feedback)
    return Line(said, earns, feedback if whole is None or behind else whole, number)


def _quoted(text: str) -> tuple[str | None, str]:
    """What stands in quotation marks at the beginning, and what follows; None if nothing does."""
    try:
        found, end = json.JSONDecoder(strict=False).raw_decode(text) if text.startswith('"') else (None, 0)
    except ValueError:
        return None, text
    return (found, text[end:].strip()) if isinstance(found, str) else (None, text)


def write(lines: Iterable[Line]) -> str:
    """The lines of these answers."""
    return "\n".join(_written(line) for line in lines)


def _written(line: Line) -> str:
    earns = f"{line.share}% " if line.share else ""
    if not line.text and line.feedback:
        return f"{earns}# {_plain_or_quoted(line.feedback, '')}"
    feedback = f" # {_plain_or_quoted(line.feedback, '')}" if line.feedback else ""
    return f"{earns}{_plain_or_quoted(line.text, '#')}{feedback}"


def _plain_or_quoted(text: str, sign: str) -> str:
    """The text as it is where it is read as it is, else in quotation marks; the sign # ends a text, no feedback."""
    plain = text == text.strip() and len(text.splitlines()) == 1 and not text.startswith('"')
    if plain and not (sign and (_SIGN.search(text) or _SHARE.match(text))):
        return text
    return json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def number_in(line: Line) -> tuple[str, str]:
    """The number of a line and its tolerance (“0” where none is said), as they are written."""
    value, *tolerance = _TOLERANCE.split(line.text, maxsplit=1)
    return value.strip(), tolerance[0].strip() if tolerance else "0"


def with_tolerance(value: str, tolerance: str) -> str:
    return value if tolerance in ("0", "") else f"{value} ± {tolerance}"


def keys_of(said: Sequence[str], before: Sequence[tuple[str, str]], fresh: Iterator[str]) -> list[str]:
    """The key of each line: that of the answer before which says the same, else of the one that stood in its place.

    `before` has the key and the text of each; a key names one answer for good, because marks hang on it.
    """
    found: list[str] = []
    for text in said:
        found.append(next((key for key, old in before if old == text and key not in found), ""))
    for place, key in enumerate(found):
        if not key and place < len(before) and len(said) == len(before) and before[place][0] not in found:
            found[place] = before[place][0]
    taken = {key for key, _text in before}
    new = (key for key in fresh if key not in taken)
    return [key or next(new) for key in found]
