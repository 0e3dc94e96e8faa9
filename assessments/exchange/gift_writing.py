"""Writes GIFT that Moodle reads as the same questions; what it has no words for stands in labels, see `gift`."""

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ..kinds import FREE_TEXT, GAP_TEXT, MATCHING, MULTIPLE, NUMERIC, ORDERING, SHORT_TEXT, SINGLE, TRUE_FALSE
from .categories import path_of
from .numbers import in_figures
from .questions import FileQuestion, LeftOut
from .texts import BLANKS
from .writing import WHOLE, NotWritten, options_of, single_weights_of, texts_in, weights_of

_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\#=~{}:"} | {"\n": "\\n", "\r": ""})
# With these a text would be read as having a format or a weight before it, so it is given a format.
_MISREAD = ("[", "%")


def write(questions: Iterable[FileQuestion], language: str) -> tuple[str, list[LeftOut]]:
    """The file, and the questions that it cannot hold."""
    written, left_out, category = [], [], ()
    for question in questions:
        try:
            lines = _lines(question, texts_in(question, language))
        except NotWritten as reason:
            left_out.append(LeftOut(question.line, question.name, str(reason)))
            continue
        if question.category != category:
            category = question.category
            written.append(f"$CATEGORY: {_escaped_path(category)}\n")
        written.append(lines)
    return "\n".join(written), left_out


def _lines(question: FileQuestion, texts: Mapping[str, Any]) -> str:
    if question.pictures or (texts.get("format") == "html" and 'src="media:' in str(texts)):
        raise NotWritten(_("GIFT carries no pictures: write Moodle XML."))
    said = _Words(texts)
    answers = _ANSWERS[question.kind](question.content, texts, said)
    general = f"####{said.short(texts['general_feedback'])}" if texts.get("general_feedback") else ""
    name = f"::{_escaped(question.name)}::" if question.name else ""
    labels = "".join(f"// [{label}:{_in_label(value)}]\n" for label, value in _labels(question, texts) if value)
    return f"{labels}{name}[{said.format}]{_escaped(texts['stem'])}{{{answers}{general}}}\n"


class _Words:
    """The texts of one question: all have the format of its stem, which stands before it."""

    def __init__(self, texts: Mapping[str, Any]) -> None:
        self.format = texts.get("format") or "plain"

    def short(self, text: str, arrow: bool = True) -> str:
        """A text between the braces. An arrow would make a pair of it, unless its > is written otherwise."""
        if not arrow and "->" in text:
            return "[moodle]" + _escaped(html.escape(text, quote=False))
        return f"[{self.format}]{_escaped(text)}" if text.startswith(_MISREAD) else _escaped(text)

    def feedback(self, text: str | None, arrow: bool = True) -> str:
        return f"#{self.short(text, arrow)}" if text else ""


def _escaped(text: str) -> str:
    return text.strip(BLANKS).translate(_ESCAPES)


def _escaped_path(names: Iterable[str]) -> str:
    return path_of(names).replace("\\", "\\\\")


def _in_label(value: str) -> str:
    return value.replace("\n", " ").strip().replace("]", "\\]")


def _labels(question: FileQuestion, texts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    content = question.content
    yield "id", question.code
    for tag in question.tags:
        yield "tag", tag
    yield "objective", question.objective
    yield "points", "" if question.points == 1 else in_figures(question.points)
    if question.kind == MULTIPLE and content.get("scoring") != "weights":
        yield "scoring", content.get("scoring") or "all"
    if question.kind == MATCHING and content.get("scoring") == "all":
        yield "scoring", "all"
    if question.kind == SHORT_TEXT:
        yield "fold_case", "" if content.get("fold_case", True) else "no"
        yield "fold_accents", "yes" if content.get("fold_accents", True) else ""
    if model := texts.get("model_answer", ""):
        yield "model_answer", (f"[{texts.get('format') or 'plain'}]{model}").translate(_ESCAPES)


def _single(content: Mapping[str, Any], texts: Mapping[str, Any], said: _Words) -> str:
    return _choices(single_weights_of(content), texts, said, whole="=")


def _several(content: Mapping[str, Any], texts: Mapping[str, Any], said: _Words) -> str:
    """Without any =, for that sign means that one choice is all."""
    return _choices(weights_of(content), texts, said, whole="~%100%")


def _choices(weights: Mapping[str, Decimal], texts: Mapping[str, Any], said: _Words, whole: str) -> str:
    lines = []
    for key, weight in weights.items():
        choice = texts["choices"][key]
        sign = whole if weight == WHOLE else f"~%{in_figures(weight)}%" if weight else "~"
        lines.append(f"\n\t{sign}{said.short(choice['text'])}{said.feedback(choice.get('feedback'))}")
    return "".join(lines) + "\n"


def _true_false(content: Mapping[str, Any], texts: Mapping[str, Any], said: _Words) -> str:
    true = "true" if "true" in content["choices"] else content["choices"][0]
    (false,) = [key for key in content["choices"] if key != true]
    is_true = content["correct"] == [true]
    wrong, right = [texts["choices"][key].get("feedback") for key in ((false, true) if is_true else (true, false))]
    wrong_said = said.feedback(wrong) or ("#" if right else "")
    return ("TRUE" if is_true else "FALSE") + wrong_said + said.feedback(right)


def _short_text(content: Mapping[str, Any], texts: Mapping[str, Any], said: _Words) -> str:
    accepted = texts["accepted"]
    if any("->" in each["text"] for each in accepted):
        only = accepted[0]["text"].strip(BLANKS)
        if len(accepted) > 1:
            raise NotWritten(_("GIFT takes -> in one of several answers for a pair: write Moodle XML."))
        return said.short(only) + said.feedback(accepted[0].get("feedback"), arrow=False)
    return (
        "".join(
            f"\n\t={_percent(each)}{_short_answer(each['text'])}{said.feedback(each.get('feedback'), arrow=False)}"
            for each in accepted
        )
        + "\n"
    )


def _short_answer(text: str) -> str:
    return f"[plain]{_escaped(text)}" if text.startswith("[") else _escaped(text)


def _percent(accepted: Mapping[str, Any]) -> str:
    return f"%{in_figures(Decimal(accepted['share']))}%"


def _numeric(content: Mapping[str, Any], texts: Mapping[str, Any], said: _Words) -> str:
    if content.get("units") or content.get("unit", "none") != "none":
        raise NotWritten(_("GIFT knows no units: write Moodle XML."))
    lines = []
    for each in content["accepted"]:
        feedback = said.feedback(texts.get("accepted", {}).get(each["key"], {}).get("feedback"))
        number = "*" if each["value"] == "*" else f"{each['value']}:{each['tolerance']}"
        lines.append(f"\n\t={_percent(each)}{number}{feedback}")
    return "#" + "".join(lines) + "\n"


def _matching(content: Mapping[str, Any], texts: Mapping[str, Any], said: _Words) -> str:
    options = options_of(content, texts)
    pairs = [
        (said.short(texts["prompts"][key]["text"], arrow=False), content["pairs"][key]) for key in content["prompts"]
    ]
    pairs += [("", key) for key in content["options"] if key not in content["pairs"].values()]
    return "".join(f"\n\t={prompt} -> {_escaped(options[key])}" for prompt, key in pairs) + "\n"


def _free_text(content: Mapping[str, Any], _texts: Mapping[str, Any], _said: _Words) -> str:
    if content.get("rubric"):
        raise NotWritten(_("Moodle's files hold no rubric."))
    return ""


def _not_in_gift(_content: Mapping[str, Any], _texts: Mapping[str, Any], _said: _Words) -> str:
    raise NotWritten(_("GIFT has no such type of question: write Moodle XML."))


_ANSWERS: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any], _Words], str]] = {
    SINGLE: _single,
    MULTIPLE: _several,
    TRUE_FALSE: _true_false,
    MATCHING: _matching,
    ORDERING: _not_in_gift,
    SHORT_TEXT: _short_text,
    NUMERIC: _numeric,
    GAP_TEXT: _not_in_gift,
    FREE_TEXT: _free_text,
}
