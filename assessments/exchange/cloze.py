r"""Reads and writes the embedded answers of Moodle, which the cloze questions of its XML hold.

    text        = any text with gaps in it
    gap         = "{" [ weight ] ":" type ":" alternative { "~" alternative } "}"
    weight      = a whole number; without one, 1
    type        = MULTICHOICE | MC, also with _V, _H, _S, _VS, _HS for how it is shown     a choice
                | SHORTANSWER | SA | MW                                                    a text
                | SHORTANSWER_C | SAC | MWC                                                a text whose case counts
                | NUMERICAL | NM                                                           a number
                | MULTIRESPONSE | MR …, several choices in one gap: no gap of ours has that
    alternative = [ "=" | "%" percent "%" ] answer [ "#" feedback ]; without a sign it earns nothing
    answer      = HTML, which for texts and numbers is decoded; of a number: value [ ":" tolerance ], or "*"
    escapes     = \} \# \~ \/ \" for the sign itself

A gap becomes [[1]], [[2]], … in the order of the text. A literal [[1]] of the text gets a word joiner (U+2060) inside,
which nobody sees, so that it is no gap.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from ..kinds import GAP_TEXT, split_at_gaps
from .drafts import Draft, Given, NotOurs, accepted_numbers, accepted_texts, by_key, texts_of
from .numbers import in_figures
from .texts import BLANKS, Refused, Source

_START = re.compile(r"\{\s*(?:(?P<weight>[0-9]{1,6})\s*)?:\s*(?P<type>[A-Z_]{2,20})\s*:")
_ONLY_BRACE = re.compile(r"\{(?=\s*(?:[0-9]+\s*)?:)")
_END = re.compile(r"(?<!\\)\}")
_OR = re.compile(r"(?<!\\)~")
# The sign of a feedback, unless it is escaped or part of an entity as in &#233;
_FEEDBACK = re.compile(r"(?<![\\&])(?<!&amp;)#")
_SHARE = re.compile(r"=|%(-?[0-9]{1,9}(?:[.,][0-9]{0,20})?)%")
_ESCAPED = re.compile(r"\\([}#~/\"])")
_TO_ESCAPE = re.compile(r"[}~]|(?<!&)(?<!&amp;)#")
_LITERAL = re.compile(r"\[(?=\[[0-9]{1,2}\]\])")
_JOINED = re.compile("\\[\u2060(?=\\[[0-9]{1,2}\\]\\])")
_CHOICES = frozenset(
    f"{name}{how}" for name in ("MULTICHOICE", "MULTICHOICE_", "MC") for how in ("", *"VHS", "VS", "HS")
)
_TYPES = (
    dict.fromkeys(_CHOICES, "choice")
    | dict.fromkeys(("SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"), "text")
    | dict.fromkeys(("NUMERICAL", "NM"), "number")
)
_CASE_COUNTS = frozenset({"SHORTANSWER_C", "SAC", "MWC"})


@dataclass
class Gaps:
    """The gaps of a text, and the text with their marks."""

    stem: list[str] = field(default_factory=list)
    gaps: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, Any] = field(default_factory=dict)
    case_counts: set[bool] = field(default_factory=set)
    weight: Decimal = Decimal(0)
    notes: tuple[str, ...] = ()
    files: set[str] = field(default_factory=set)


def read_gaps(source: Source) -> Gaps:
    """What the text holds; raises NotOurs and Refused."""
    text, found, at = _LITERAL.sub("[\u2060", source.text), Gaps(), 0
    while start := _START.search(text, at):
        if start["type"].startswith(("MULTIRESPONSE", "MR")):
            raise NotOurs(_("A gap in which several choices can be made has no counterpart here."))
        if start["type"] not in _TYPES:
            found.stem.append(text[at : start.end()])
            at = start.end()
            continue
        end = _END.search(text, start.end())
        if not end:
            raise Refused(_("A gap is not closed: write } after its answers."))
        found.stem += [text[at : start.start()], _read_gap(start, text[start.end() : end.start()], source, found)]
        at = end.end()
    found.stem.append(text[at:])
    if len(found.case_counts) > 1:
        found.notes = (_("Upper case counts in some gaps only; here it counts in none."),)
    return found


def draft_of(gaps: Gaps, fold_case: bool | None, fold_accents: bool) -> Draft:
    """The question; `fold_case` where the file says it for all gaps."""
    if not gaps.gaps:
        raise Refused(_("The text has no gap: write one as {1:SHORTANSWER:=answer}."))
    if fold_case is None:
        fold_case = gaps.case_counts != {True}
    content = {"gaps": gaps.gaps, "fold_case": fold_case, "fold_accents": fold_accents}
    return Draft(GAP_TEXT, content, {"gaps": gaps.texts})


def stem_of(gaps: Gaps, source: Source) -> Source:
    """The text with its marks, in the format of the source; the writer hides a { that begins no gap."""
    text = "".join(gaps.stem)
    files = {name: data for name, data in source.files.items() if name not in gaps.files or quote(name) in text}
    return Source(text.replace("&#123;", "{"), source.format, files)


def _read_gap(start: re.Match[str], answers: str, source: Source, found: Gaps) -> str:
    key, type_ = str(len(found.gaps) + 1), _TYPES[start["type"]]
    weight = Decimal(start["weight"] or 1)
    given = [_alternative(each, source) for each in _OR.split(answers)]
    gap, said = _READ[type_](given)
    found.gaps[key] = {"type": type_, "weight": in_figures(weight)} | gap
    found.texts[key] = said
    found.weight += weight
    found.files.update(*(each.text.files for each in given), *(each.feedback.files for each in given))
    if type_ == "text":
        found.case_counts.add(start["type"] in _CASE_COUNTS)
    return f"[[{key}]]"


def _alternative(text: str, source: Source) -> Given:
    text = text.strip(BLANKS)
    sign = _SHARE.match(text)
    share = Decimal(0)
    if sign:
        share = Decimal(sign[1].replace(",", ".")) if sign[1] else Decimal(100)
        text = text[sign.end() :]
    answer, *feedback = _FEEDBACK.split(text, maxsplit=1)
    return Given(_shown(answer, source), share, _shown("".join(feedback), source))


def _shown(text: str, source: Source) -> Source:
    """A text of a gap, with those files of the whole that it shows."""
    text = _ESCAPED.sub(r"\1", text).replace("&#92;", "\\").replace("&#38;", "&amp;").strip(BLANKS)
    files = {name: data for name, data in source.files.items() if f"@@PLUGINFILE@@/{quote(name)}" in text}
    return Source(text, "html" if source.format == "html" else "moodle", files)


def _choice(given: list[Given]) -> tuple[dict[str, Any], dict[str, Any]]:
    answers = by_key(given)
    shares = {key: in_figures(answer.share) for key, answer in answers.items() if answer.share}
    return {"choices": list(answers), "shares": shares}, {"choices": texts_of(answers)}


def _text(given: list[Given]) -> tuple[dict[str, Any], dict[str, Any]]:
    return {}, {"accepted": accepted_texts(given)}


def _number(given: list[Given]) -> tuple[dict[str, Any], dict[str, Any]]:
    split = []
    for each in given:
        value, _colon, tolerance = each.text.text.partition(":")
        split.append(
            Given(Source(value.strip(), each.text.format), each.share, each.feedback, tolerance.strip() or "0")
        )
    numbers, said = accepted_numbers(split)
    return {"accepted": numbers}, {"accepted": said}


_READ: dict[str, Callable[[list[Given]], tuple[dict[str, Any], dict[str, Any]]]] = {
    "choice": _choice,
    "text": _text,
    "number": _number,
}


def write_gaps(content: Mapping[str, Any], texts: Mapping[str, Any]) -> str:
    """The stem with its gaps written out: HTML, or what Moodle calls its auto format where the texts are plain."""
    rich = texts.get("format") == "html"
    scale = _to_whole([Decimal(gap["weight"]) for gap in content["gaps"].values()])
    fold = content.get("fold_case", True)
    pieces = split_at_gaps(texts["stem"])
    for at, piece in enumerate(pieces):
        if at % 2:
            gap = content["gaps"][piece]
            alternatives = _WRITE[gap["type"]](gap, texts["gaps"][piece], rich)
            name = {"choice": "MULTICHOICE", "text": "SHORTANSWER" if fold else "SHORTANSWER_C", "number": "NUMERICAL"}
            weight = in_figures(Decimal(gap["weight"]) * scale)
            pieces[at] = f"{{{weight}:{name[gap['type']]}:{'~'.join(alternatives)}}}"
        else:
            pieces[at] = _JOINED.sub("[", _ONLY_BRACE.sub("&#123;", _as_html(piece, rich)))
    return "".join(pieces)


def _to_whole(weights: list[Decimal]) -> Decimal:
    """What makes whole numbers of all weights: Moodle knows no others."""
    return Decimal(10) ** max(0, *(-weight.normalize().as_tuple().exponent for weight in weights))


def _as_html(text: str, rich: bool) -> str:
    return text if rich else html.escape(text, quote=False)


def _safe(text: str, rich: bool) -> str:
    """Escaped; an & at the end would take the sign of a feedback into an entity, so it is written as a number."""
    written = _TO_ESCAPE.sub(r"\\\g<0>", _as_html(text, rich).replace("\\", "&#92;"))
    return f"{written.removesuffix('&amp;')}&#38;" if written.endswith("&amp;") else written


def _one(share: str, answer: str, feedback: str | None, rich: bool) -> str:
    sign = "=" if Decimal(share) == 100 else f"%{in_figures(Decimal(share))}%"
    return f"{sign}{answer}" + (f"#{_safe(feedback, rich)}" if feedback else "")


def _write_choice(gap: Mapping[str, Any], said: Mapping[str, Any], rich: bool) -> list[str]:
    choices = [(key, said["choices"][key]) for key in gap["choices"]]
    return [
        _one(gap["shares"].get(key, "0"), _safe(choice["text"], rich), choice.get("feedback"), rich)
        for key, choice in choices
    ]


def _write_text(_gap: Mapping[str, Any], said: Mapping[str, Any], rich: bool) -> list[str]:
    return [_one(each["share"], _safe(each["text"], False), each.get("feedback"), rich) for each in said["accepted"]]


def _write_number(gap: Mapping[str, Any], said: Mapping[str, Any], rich: bool) -> list[str]:
    written = []
    for each in gap["accepted"]:
        answer = "*" if each["value"] == "*" else f"{each['value']}:{each['tolerance']}"
        feedback = said.get("accepted", {}).get(each["key"], {}).get("feedback")
        written.append(_one(each["share"], answer, feedback, rich))
    return written


_WRITE: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any], bool], list[str]]] = {
    "choice": _write_choice,
    "text": _write_text,
    "number": _write_number,
}
