"""Writes QTI 2.1: a content package with an item for each question, in one language.

How we mark, where QTI has no word for it, stands in the class of the interaction: `scoring-partial`, `fold-accents`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr  # nosec B406 - these write and read nothing

from django.utils.translation import gettext as _

from ..kinds import FREE_TEXT, MATCHING, MULTIPLE, OF_CHOICES, ORDERING, SHORT_TEXT, TRUE_FALSE
from .numbers import in_figures
from .qti_package import TOOL, Item, package, parsed
from .qti_texts import PICTURES, xhtml
from .questions import FileQuestion, LeftOut
from .texts import Refused
from .writing import NotWritten, single_weights_of, texts_in, weights_of

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_STAR = re.compile(r"(?<!\\)\*")
_SIGN = re.compile(r"[^A-Za-z0-9._-]")


def write(questions: Iterable[FileQuestion], language: str) -> tuple[bytes, list[LeftOut]]:
    """The package, and the questions that it cannot hold."""
    items: list[tuple[Item, str]] = []
    left_out: list[LeftOut] = []
    for number, question in enumerate(questions, start=1):
        try:
            items.append(_item(number, question, language))
        except NotWritten as reason:
            left_out.append(LeftOut(question.line, question.name, str(reason)))
    return package(items), left_out


def _item(number: int, question: FileQuestion, language: str) -> tuple[Item, str]:
    texts = texts_in(question, language)
    if question.kind not in _KINDS:
        raise NotWritten(_("QTI is not written for this type of question: write our own sheet."))
    identifier = f"item-{number}-{_SIGN.sub('-', question.code)[:60]}"
    written = _Element(question, texts)
    data = written.item(identifier, language).encode()
    try:
        parsed(data)
    except Refused as fault:
        raise NotWritten(str(fault)) from None
    files = {f"{PICTURES}/{picture.name}": picture.data for picture in question.pictures}
    name = f"items/{identifier}.xml"
    return Item(name, data, files, question.tags, question.category, question.objective), identifier


class _Element:
    """One question on its way into XML."""

    def __init__(self, question: FileQuestion, texts: Mapping[str, Any]) -> None:
        self.question, self.content, self.texts = question, question.content, texts
        self.form = texts.get("format") or "plain"
        self.images = {picture.name: picture.name for picture in question.pictures}

    def item(self, identifier: str, language: str) -> str:
        declared, interaction = _KINDS[self.question.kind](self)
        general = self.text(self.texts.get("general_feedback", ""))
        head = (
            f'<assessmentItem xmlns="{NAMESPACE}" identifier={quoteattr(identifier)} xml:lang={quoteattr(language)}'
            f" title={quoteattr(self.question.name)} label={quoteattr(self.question.code)}"
            f' adaptive="false" timeDependent="false" toolName="{TOOL}">'
        )
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            head,
            declared,
            *self.outcomes(),
            f"<itemBody>{self.text(self.texts['stem'])}{interaction}</itemBody>",
            self.processing(bool(general)),
            _feedback("modalFeedback", "GENERAL", "general", general),
            "</assessmentItem>",
        ]
        return "\n".join(line for line in lines if line) + "\n"

    def text(self, text: str | None) -> str:
        return xhtml(text or "", self.form, self.images)

    def outcomes(self) -> Iterator[str]:
        most = f"<defaultValue><value>{in_figures(self.question.points)}</value></defaultValue>"
        yield '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        head = '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
        yield f"{head}{most}</outcomeDeclaration>"
        yield '<outcomeDeclaration identifier="FEEDBACK" cardinality="multiple" baseType="identifier"/>'
        yield '<outcomeDeclaration identifier="GENERAL" cardinality="single" baseType="identifier"/>'

    def processing(self, general: bool) -> str:
        rules = ""
        kind = self.question.kind
        if kind == FREE_TEXT:
            return ""
        if kind in OF_CHOICES:
            several = (
                '<variable identifier="RESPONSE"/>'
                if kind == MULTIPLE
                else '<multiple><variable identifier="RESPONSE"/></multiple>'
            )
            rules += f'<setOutcomeValue identifier="FEEDBACK">{several}</setOutcomeValue>'
        if general:
            value = '<baseValue baseType="identifier">general</baseValue>'
            rules += f'<setOutcomeValue identifier="GENERAL">{value}</setOutcomeValue>'
        return f"<responseProcessing>{_SCORE[self.uses_mapping]}{rules}</responseProcessing>"

    @property
    def uses_mapping(self) -> bool:
        return self.question.kind == SHORT_TEXT or self.content.get("scoring", "all") in (
            "weights",
            "partial",
            "negative",
        )

    @property
    def marked(self) -> str:
        scoring = self.content.get("scoring")
        return f' class="scoring-{scoring}"' if scoring else ""


_SCORE = {
    True: '<setOutcomeValue identifier="SCORE"><mapResponse identifier="RESPONSE"/></setOutcomeValue>',
    False: '<responseCondition><responseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/>'
    '</match><setOutcomeValue identifier="SCORE"><variable identifier="MAXSCORE"/></setOutcomeValue></responseIf>'
    "</responseCondition>",
}


def _declaration(
    cardinality: str, base: str, correct: Iterable[str], mapping: Mapping[str, Decimal], more: str = ""
) -> str:
    values = "".join(f"<value>{escape(each)}</value>" for each in correct)
    entries = "".join(
        f"<mapEntry mapKey={quoteattr(key)} mappedValue={quoteattr(in_figures(value))}{more}/>"
        for key, value in mapping.items()
    )
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}">'
        + (f"<correctResponse>{values}</correctResponse>" if values else "")
        + (f'<mapping defaultValue="0" lowerBound="0">{entries}</mapping>' if entries else "")
        + "</responseDeclaration>"
    )


def _feedback(tag: str, outcome: str, identifier: str, text: str) -> str:
    names = f"outcomeIdentifier={quoteattr(outcome)} identifier={quoteattr(identifier)}"
    return f'<{tag} {names} showHide="show">{text}</{tag}>' if text else ""


def _points(element: _Element, shares: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Shares as points, for programs that add them up."""
    return {key: share * element.question.points / 100 for key, share in shares.items()}


def _choices(element: _Element) -> tuple[str, str]:
    content, several = element.content, element.question.kind == MULTIPLE
    weights = weights_of(content) if several else single_weights_of(content)
    names = {
        key: key if element.question.kind == TRUE_FALSE else f"c-{number}"
        for number, key in enumerate(content["choices"])
    }
    mapping = {names[key]: points for key, points in _points(element, weights).items()} if element.uses_mapping else {}
    said = "".join(
        f"<simpleChoice identifier={quoteattr(name)}>{element.text(choice['text'])}"
        + _feedback("feedbackBlock", "FEEDBACK", name, element.text(choice.get("feedback")))
        + "</simpleChoice>"
        for name, choice in ((names[key], element.texts["choices"][key]) for key in content["choices"])
    )
    many = "0" if several else "1"
    interaction = (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="{many}"{element.marked}>'
    )
    correct = [names[key] for key in content["correct"]]
    declared = _declaration("multiple" if several else "single", "identifier", correct, mapping)
    return declared, f"{interaction}{said}</choiceInteraction>"


def _short_text(element: _Element) -> tuple[str, str]:
    accepted = element.texts["accepted"]
    if any(_STAR.search(each["text"]) for each in accepted):
        raise NotWritten(_("QTI knows no * for any letters."))
    if any(each.get("feedback") for each in accepted):
        raise NotWritten(_("QTI has no feedback to one of several texts."))
    shares: dict[str, Decimal] = {}
    for each in accepted:
        shares.setdefault(each["text"].replace("\\*", "*"), Decimal(each["share"]))
    right = [text for text, share in shares.items() if share == 100]
    folds = "false" if element.content.get("fold_case", True) else "true"
    declared = _declaration("single", "string", right[:1], _points(element, shares), f' caseSensitive="{folds}"')
    accents = ' class="fold-accents"' if element.content.get("fold_accents", True) else ""
    return declared, f'<p><textEntryInteraction responseIdentifier="RESPONSE" expectedLength="40"{accents}/></p>'


def _matching(element: _Element) -> tuple[str, str]:
    content, texts = element.content, element.texts
    lefts = {key: f"l-{number}" for number, key in enumerate(content["prompts"])}
    rights = {key: f"r-{number}" for number, key in enumerate(content["options"])}
    pairs = [f"{lefts[key]} {rights[content['pairs'][key]]}" for key in content["prompts"]]
    each = _points(element, dict.fromkeys(pairs, Decimal(100) / len(pairs))) if element.uses_mapping else {}
    declared = _declaration("multiple", "directedPair", pairs, each)

    def side(names: Mapping[str, str], place: str, most: int) -> str:
        choices = "".join(
            f'<simpleAssociableChoice identifier="{name}" matchMax="{most}">{element.text(texts[place][key]["text"])}'
            "</simpleAssociableChoice>"
            for key, name in names.items()
        )
        return f"<simpleMatchSet>{choices}</simpleMatchSet>"

    head = '<matchInteraction responseIdentifier="RESPONSE" shuffle="true"'
    head = f'{head} maxAssociations="{len(lefts)}"{element.marked}>'
    return declared, f"{head}{side(lefts, 'prompts', 1)}{side(rights, 'options', 0)}</matchInteraction>"


def _ordering(element: _Element) -> tuple[str, str]:
    names = {key: f"i-{number}" for number, key in enumerate(sorted(element.content["items"]))}
    said = "".join(
        f'<simpleChoice identifier="{name}">{element.text(element.texts["items"][key]["text"])}</simpleChoice>'
        for key, name in names.items()
    )
    declared = _declaration("ordered", "identifier", [names[key] for key in element.content["items"]], {})
    head = f'<orderInteraction responseIdentifier="RESPONSE" shuffle="true"{element.marked}>'
    return declared, f"{head}{said}</orderInteraction>"


def _free_text(element: _Element) -> tuple[str, str]:
    if element.content.get("rubric"):
        raise NotWritten(_("QTI holds no rubric with points."))
    model = element.text(element.texts.get("model_answer"))
    declared = _declaration("single", "string", (), {})
    rubric = f'<rubricBlock view="scorer">{model}</rubricBlock>' if model else ""
    return declared, f'<extendedTextInteraction responseIdentifier="RESPONSE" expectedLines="8"/>{rubric}'


_KINDS: dict[str, Callable[[_Element], tuple[str, str]]] = {
    **dict.fromkeys(OF_CHOICES, _choices),
    MATCHING: _matching,
    ORDERING: _ordering,
    SHORT_TEXT: _short_text,
    FREE_TEXT: _free_text,
}
