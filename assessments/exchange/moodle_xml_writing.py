"""Writes XML that Moodle reads as the same questions; for the rest there are elements of ours, see `moodle_xml`."""

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import escape, quoteattr  # nosec B406 - these write and read nothing

from django.utils.translation import gettext as _

from ..kinds import FREE_TEXT, GAP_TEXT, MATCHING, MULTIPLE, NUMERIC, ORDERING, SHORT_TEXT, SINGLE, TRUE_FALSE
from .categories import path_of
from .cloze import write_gaps
from .numbers import in_figures
from .questions import FileQuestion, LeftOut
from .texts import CONTROL
from .writing import NotWritten, options_of, single_weights_of, texts_in, weights_of

_PICTURE = re.compile(r'src="media:([^"]+)"')
_TYPES = {
    SINGLE: "multichoice",
    MULTIPLE: "multichoice",
    TRUE_FALSE: "truefalse",
    MATCHING: "matching",
    ORDERING: "ordering",
    SHORT_TEXT: "shortanswer",
    NUMERIC: "numerical",
    GAP_TEXT: "cloze",
    FREE_TEXT: "essay",
}


def write(questions: Iterable[FileQuestion], language: str) -> tuple[bytes, list[LeftOut]]:
    """The file, and the questions that it cannot hold."""
    written, left_out, category = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"], [], ()
    for question in questions:
        try:
            element = _Element(question, texts_in(question, language)).written()
        except NotWritten as reason:
            left_out.append(LeftOut(question.line, question.name, str(reason)))
            continue
        if question.category != category:
            category = question.category
            path = f"<category><text>{_xml(path_of(category))}</text></category>"
            written.append(f'<question type="category">{path}</question>')
        written.append(element)
    return "\n".join([*written, "</quiz>", ""]).encode(), left_out


class _Element:
    """One question on its way into XML."""

    def __init__(self, question: FileQuestion, texts: Mapping[str, Any]):
        self.question, self.content, self.texts = question, question.content, texts
        self.form = "html" if texts.get("format") == "html" else "plain_text"
        self.data = {picture.name: picture.data for picture in question.pictures}

    def written(self) -> str:
        lines = [*self._head(), *_KINDS[self.question.kind](self), *self._foot()]
        body = "".join(f"  {line}\n" for line in lines)
        return f'<question type="{_TYPES[self.question.kind]}">\n{body}</question>'

    def text(self, tag: str, text: str, inner: str = "", form: str = "", **attributes: str) -> str:
        """An element with a text, its pictures, and what else stands in it."""
        form = form or self.form
        files = ""
        if form == "html":
            files = "".join(self._file(name) for name in dict.fromkeys(_PICTURE.findall(text)))
            text = _PICTURE.sub(r'src="@@PLUGINFILE@@/\1"', text)
        more = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
        return f'<{tag}{more} format="{form}"><text>{_xml(text)}</text>{files}{inner}</{tag}>'

    def _file(self, name: str) -> str:
        if name not in self.data:
            raise NotWritten(_("Its picture “%(name)s” is missing.") % {"name": name})
        data = base64.b64encode(self.data[name]).decode()
        return f'<file name={quoteattr(unquote(name))} path="/" encoding="base64">{data}</file>'

    def answer(self, text: str, share: Decimal | str, feedback: str | None, form: str = "", inner: str = "") -> str:
        said = self.text("feedback", feedback or "")
        return self.text("answer", text, inner + said, form, fraction=in_figures(Decimal(share)))

    def _head(self) -> Iterator[str]:
        question = self.question
        yield f"<name><text>{_xml(question.name)}</text></name>"
        if question.kind == GAP_TEXT:
            form = "html" if self.form == "html" else "moodle_auto_format"
            yield self.text("questiontext", write_gaps(self.content, self.texts), form=form)
        else:
            yield self.text("questiontext", self.texts["stem"])
        yield self.text("generalfeedback", self.texts.get("general_feedback", ""))
        yield f"<defaultgrade>{in_figures(question.points)}</defaultgrade>"
        yield "<hidden>0</hidden>"
        yield f"<idnumber>{_xml(question.code)}</idnumber>"

    def _foot(self) -> Iterator[str]:
        tags = "".join(f"<tag><text>{_xml(tag)}</text></tag>" for tag in self.question.tags)
        yield f"<tags>{tags}</tags>"
        if self.question.objective:
            yield f"<objective>{_xml(self.question.objective)}</objective>"


def _xml(text: str) -> str:
    return escape(CONTROL.sub("", text.replace("\r", "")))


def _single(element: _Element) -> Iterator[str]:
    yield "<single>true</single><shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>"
    yield from _choices(element, single_weights_of(element.content))


def _multiple(element: _Element) -> Iterator[str]:
    yield "<single>false</single><shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>"
    yield f"<scoring>{element.content.get('scoring') or 'all'}</scoring>"
    yield from _choices(element, weights_of(element.content))


def _choices(element: _Element, weights: Mapping[str, Decimal]) -> Iterator[str]:
    for key, weight in weights.items():
        choice = element.texts["choices"][key]
        yield element.answer(choice["text"], weight, choice.get("feedback"))


def _true_false(element: _Element) -> Iterator[str]:
    first, second = element.content["choices"]
    true, false = (second, first) if second == "true" else (first, second)
    for word, key in (("true", true), ("false", false)):
        share = "100" if key in element.content["correct"] else "0"
        yield element.answer(word, share, element.texts["choices"][key].get("feedback"), "plain_text")


def _short_text(element: _Element) -> Iterator[str]:
    yield f"<usecase>{int(not element.content.get('fold_case', True))}</usecase>"
    yield f"<fold_accents>{int(element.content.get('fold_accents', True))}</fold_accents>"
    for each in element.texts["accepted"]:
        yield element.answer(each["text"], each["share"], each.get("feedback"), "plain_text")


def _numeric(element: _Element) -> Iterator[str]:
    for each in element.content["accepted"]:
        feedback = element.texts.get("accepted", {}).get(each["key"], {}).get("feedback")
        tolerance = f"<tolerance>{each.get('tolerance', '0')}</tolerance>"
        yield element.answer(each["value"], each["share"], feedback, "plain_text", tolerance)
    units, asked = element.content.get("units", ()), element.content.get("unit", "none")
    if units:
        yield f"<units>{''.join(_unit(unit) for unit in units)}</units>"
    yield f"<showunits>{3 if asked == 'none' else 0}</showunits><unitsleft>0</unitsleft>"
    yield f"<unitgradingtype>{int(asked == 'required')}</unitgradingtype><unitpenalty>1</unitpenalty>"


def _unit(unit: Mapping[str, str]) -> str:
    multiplier = 1 / Decimal(unit["factor"])
    return f"<unit><multiplier>{in_figures(multiplier)}</multiplier><unit_name>{_xml(unit['unit'])}</unit_name></unit>"


def _matching(element: _Element) -> Iterator[str]:
    content, options = element.content, options_of(element.content, element.texts)
    yield "<shuffleanswers>true</shuffleanswers>"
    yield f"<scoring>{content.get('scoring') or 'partial'}</scoring>"
    pairs = [(element.texts["prompts"][key]["text"], content["pairs"][key]) for key in content["prompts"]]
    pairs += [("", key) for key in content["options"] if key not in content["pairs"].values()]
    for prompt, key in pairs:
        yield element.text("subquestion", prompt, f"<answer><text>{_xml(options[key])}</text></answer>")


def _ordering(element: _Element) -> Iterator[str]:
    grading = "ABSOLUTE_POSITION" if element.content.get("scoring") == "partial" else "ALL_OR_NOTHING"
    yield "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>0</selectcount>"
    yield f"<gradingtype>{grading}</gradingtype><showgrading>SHOW</showgrading><numberingstyle>none</numberingstyle>"
    for place, key in enumerate(element.content["items"], start=1):
        yield element.text("answer", element.texts["items"][key]["text"], fraction=str(place))


def _gap_text(element: _Element) -> Iterator[str]:
    yield f"<usecase>{int(not element.content.get('fold_case', True))}</usecase>"
    yield f"<fold_accents>{int(element.content.get('fold_accents', True))}</fold_accents>"


def _free_text(element: _Element) -> Iterator[str]:
    if element.content.get("rubric"):
        raise NotWritten(_("Moodle's files hold no rubric."))
    yield "<responseformat>editor</responseformat><responserequired>1</responserequired>"
    yield "<responsefieldlines>15</responsefieldlines><attachments>0</attachments>"
    yield element.text("graderinfo", element.texts.get("model_answer", ""))


_KINDS: dict[str, Callable[[_Element], Iterator[str]]] = {
    SINGLE: _single,
    MULTIPLE: _multiple,
    TRUE_FALSE: _true_false,
    MATCHING: _matching,
    ORDERING: _ordering,
    SHORT_TEXT: _short_text,
    NUMERIC: _numeric,
    GAP_TEXT: _gap_text,
    FREE_TEXT: _free_text,
}
