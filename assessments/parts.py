"""The pieces of a shown question: its choices, the parts that it is answered in, what is said of the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from . import marking, papers
from .kinds import GAP_TEXT, MATCHING, NUMERIC, OF_CHOICES, ORDERING, SHORT_TEXT, split_at_gaps
from .models import QuestionVersion
from .texts import shown, words

Texts = Mapping[str, Any]


@dataclass(frozen=True)
class ShownChoice:
    """One choice; `right` says whether it is a right one (shown after marking only)."""

    key: str
    text: str
    feedback: str
    chosen: bool
    right: bool

    @property
    def tone(self) -> str:
        """How the result shows it: a right choice is good, a wrong one that was made is bad."""
        return "good" if self.right else "bad" if self.chosen else ""


@dataclass(frozen=True)
class Part:
    """One part of a matching, an ordering or a text with gaps: its label, what can be chosen, what was said."""

    key: str
    label: str
    said: str
    options: list[tuple[str, str]] = field(default_factory=list)
    is_number: bool = False
    right: str = ""
    is_right: bool = False
    feedback: str = ""

    @property
    def shown(self) -> str:
        """What was said, in words."""
        return dict(self.options).get(self.said, self.said)


@dataclass(frozen=True)
class Said:
    """What there is to say of an answer in one text, once it is marked: the feedback to it, and what is right."""

    feedback: str = ""
    right: str = ""


def choices_of(content: Texts, question: papers.Asked, texts: Texts, answer: Sequence[str]) -> list[ShownChoice]:
    """The choices in the order of the paper; none for a type that has none."""
    if question["kind"] not in OF_CHOICES:
        return []
    said = texts.get("choices", {})
    return [
        ShownChoice(
            key=key,
            text=shown(said.get(key, {}).get("text", ""), texts),
            feedback=shown(said.get(key, {}).get("feedback", ""), texts),
            chosen=key in answer,
            right=key in content["correct"],
        )
        for key in question["choices"]
    ]


def parts_of(
    version: QuestionVersion, question: papers.Asked, texts: Texts, answer: Sequence[str], language: str
) -> list[Part]:
    """The parts in the order of the paper; none for a type that is answered in one."""
    said = marking.parts(answer)
    if version.kind == MATCHING:
        return _of_matching(version.content, question, texts, said)
    if version.kind == ORDERING:
        return _of_ordering(version.content, question, texts, said)
    if version.kind == GAP_TEXT:
        return [_gap(version.content, key, texts, said.get(key, ""), language) for key in question["gaps"]]
    return []


def _of_matching(content: Texts, question: papers.Asked, texts: Texts, said: Mapping[str, str]) -> list[Part]:
    prompts, keys = question["keys"]["prompts"], question["keys"]["options"]
    named = {key: words(texts.get("options", {}).get(key, {}).get("text", ""), texts) for key in keys.values()}
    options = [(place, named[key]) for place, key in keys.items()]
    return [
        Part(
            key=place,
            label=shown(texts.get("prompts", {}).get(key, {}).get("text", ""), texts),
            said=said.get(place, ""),
            options=options,
            right=named.get(content["pairs"].get(key, ""), ""),
            is_right=keys.get(said.get(place, "")) == content["pairs"].get(key, ""),
        )
        for place, key in prompts.items()
    ]


def _of_ordering(content: Texts, question: papers.Asked, texts: Texts, said: Mapping[str, str]) -> list[Part]:
    """The items as the person has put them, else as they are shown at first; the options are the places."""
    keys = question["keys"]["choices"]
    places = [(str(place), str(place)) for place in range(1, len(keys) + 1)]
    found = []
    for place in sorted(keys, key=lambda place: int(said.get(place) or len(places) + 1)):
        right = str(content["items"].index(keys[place]) + 1)
        label = shown(texts.get("items", {}).get(keys[place], {}).get("text", ""), texts)
        is_right = said.get(place) == right
        found.append(Part(place, label, said.get(place, ""), places, right=right, is_right=is_right))
    return found


def _gap(content: Texts, key: str, texts: Texts, said: str, language: str) -> Part:
    gap, own = content["gaps"][key], texts.get("gaps", {}).get(key, {})
    label = _("Gap %(number)s") % {"number": key}
    is_right = bool(said.strip()) and marking.share_of_gap(content, key, said, language) == 1
    if gap["type"] == "choice":
        texts_of = own.get("choices", {})
        options = [(each, words(texts_of.get(each, {}).get("text", ""), texts)) for each in gap["choices"]]
        best = [name for each, name in options if Decimal(gap["shares"].get(each, 0)) == 100]
        feedback = shown(texts_of.get(said, {}).get("feedback", ""), texts)
        return Part(key, label, said, options, right=" / ".join(best), is_right=is_right, feedback=feedback)
    if gap["type"] == "number":
        found = marking.accepted_number(gap, said, language)
        feedback = own.get("accepted", {}).get(found["key"], {}).get("feedback", "") if found else ""
        right = right_number(gap)
    else:
        accepted = own.get("accepted", [])
        found = marking.accepted_text(content, accepted, said) if said.strip() else None
        feedback, right = found.get("feedback", "") if found else "", right_text(accepted)
    return Part(
        key,
        label,
        said,
        is_number=gap["type"] == "number",
        right=right,
        is_right=is_right,
        feedback=shown(feedback, texts),
    )


def stem_of(texts: Texts, parts: Sequence[Part], kind: str) -> tuple[str, list[tuple[str, Part | None]]]:
    """What is asked, in words; and the same in pieces for the page, each followed by the gap that stands there."""
    stem = texts.get("stem", "")
    if kind != GAP_TEXT:
        return words(stem, texts), [(shown(stem, texts), None)]
    by_key = {part.key: part for part in parts}
    found = split_at_gaps(stem)
    pieces = [(shown(text, texts), by_key.get(key)) for text, key in zip(found[::2], [*found[1::2], ""], strict=True)]
    blanks = [text if place % 2 == 0 else f"____ ({text})" for place, text in enumerate(found)]
    return words("".join(blanks), texts), pieces


def said_of(version: QuestionVersion, texts: Texts, answer: Sequence[str], language: str) -> Said:
    """What is said of an answer in one text: a short text or a number; of a free text the model answer."""
    content, said = version.content, answer[0] if answer else ""
    if version.kind == SHORT_TEXT:
        accepted = texts.get("accepted", [])
        found = marking.accepted_text(content, accepted, said) if said.strip() else None
        return Said(shown(found.get("feedback", "") if found else "", texts), right_text(accepted))
    if version.kind == NUMERIC:
        found = marking.accepted_number(content, said, language)
        feedback = texts.get("accepted", {}).get(found["key"], {}).get("feedback", "") if found else ""
        return Said(shown(feedback, texts), right_number(content))
    return Said(right=shown(texts.get("model_answer", ""), texts))


def rubric_of(content: Texts, texts: Texts) -> list[tuple[str, str, Decimal]]:
    """For whoever marks a free text: key, text and points of each line."""
    said = texts.get("rubric", {})
    return [
        (row["key"], words(said.get(row["key"], {}).get("text", ""), texts), Decimal(row["points"]))
        for row in content.get("rubric", ())
    ]


def right_text(accepted: Sequence[Texts]) -> str:
    """The accepted texts that are wholly right, with their wildcards."""
    return " / ".join(each["text"].replace("\\*", "*") for each in accepted if Decimal(each["share"]) == 100)


def right_number(content: Texts) -> str:
    """The numbers that are wholly right, as the reader's language writes them, with the tolerance and the unit."""
    unit = next((" " + each["unit"] for each in content.get("units", ()) if Decimal(each["factor"]) == 1), "")
    found = []
    for each in content["accepted"]:
        if Decimal(each["share"]) != 100 or each["value"] == "*":
            continue
        tolerance = Decimal(each["tolerance"])
        around = f" ± {number_format(tolerance.normalize())}" if tolerance else ""
        found.append(f"{number_format(Decimal(each['value']))}{around}{unit}")
    return " / ".join(found)
