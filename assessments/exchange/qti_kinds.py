"""What an interaction of QTI asks, type by type."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element  # nosec B405 - parsed by defusedxml only

from django.utils.translation import gettext as _

from ..kinds import TRUE_FALSE
from . import drafts
from .drafts import NOTHING, Draft, Given, NotOurs
from .numbers import number_in
from .qti_package import named, tag_of
from .qti_texts import source_of
from .texts import Refused, Source

FEEDBACK = ("feedbackInline", "feedbackBlock")
WHOLE = Decimal(100)


@dataclass
class Asked:
    """An interaction with its declaration."""

    interaction: Element
    correct: list[str]
    mapping: dict[str, Decimal]
    fold_case: bool
    base_type: str
    files: Mapping[str, bytes]
    scoring: str

    def choices(self, within: Element | None = None, name: str = "simpleChoice") -> dict[str, Element]:
        inside = self.interaction if within is None else within
        return {each.get("identifier", ""): each for each in inside if tag_of(each) == name}

    def text(self, element: Element) -> Source:
        return source_of(element, self.files, FEEDBACK)

    def feedback(self, element: Element) -> Source:
        return next((source_of(each, self.files) for each in element if tag_of(each) in FEEDBACK), NOTHING)


def draft_of(root: Element, interaction: Element, files: Mapping[str, bytes], uses_mapping: bool) -> Draft:
    """The question; `uses_mapping` says whether the mapping tells what answers earn."""
    identifier = interaction.get("responseIdentifier", "")
    declared = [each for each in named(root, "responseDeclaration") if each.get("identifier") == identifier]
    if not declared:
        raise Refused(_("Its response “%(name)s” is not declared.") % {"name": identifier[:60]})
    entries = named(declared[0], "mapEntry")
    scoring = next((c[8:] for c in interaction.get("class", "").split() if c.startswith("scoring-")), "")
    asked = Asked(
        interaction,
        [_said(each) for part in named(declared[0], "correctResponse") for each in named(part, "value")],
        {each.get("mapKey", ""): _share(each.get("mappedValue", "")) for each in entries} if uses_mapping else {},
        bool(entries) and all(each.get("caseSensitive") == "false" for each in entries),
        declared[0].get("baseType", ""),
        files,
        scoring,
    )
    return INTERACTIONS[tag_of(interaction)](asked)


def _said(value: Element) -> str:
    return "".join(value.itertext()).strip()


def _share(text: str) -> Decimal:
    number = number_in(text)
    if number is None:
        raise Refused(_("“%(value)s” is no number.") % {"value": text[:40]})
    return number


def _in_percent(mapping: Mapping[str, Decimal], whole: Decimal) -> dict[str, Decimal]:
    """What each answer earns of the whole; a mapping may count in points."""
    if whole <= 0:
        raise Refused(_("No answer is right."))
    return {key: (value * 100 / whole).quantize(Decimal("0.00001")) for key, value in mapping.items()}


def _choice(asked: Asked) -> Draft:
    choices = asked.choices()
    several = asked.interaction.get("maxChoices", "1").strip() != "1"
    if unknown := set(asked.correct) - set(choices):
        raise Refused(_("The right answer “%(name)s” is none of the choices.") % {"name": sorted(unknown)[0][:60]})
    if asked.mapping and asked.scoring in ("", "weights"):
        gains = [value for value in asked.mapping.values() if value > 0]
        shares = _in_percent(asked.mapping, sum(gains) if several else max(gains, default=Decimal(0)))
    else:
        gain = (WHOLE / max(len(asked.correct), 1)).quantize(Decimal("0.00001")) if several else WHOLE
        shares = dict.fromkeys(asked.correct, gain)
        asked.scoring = asked.scoring or "all"
    given = [
        Given(asked.text(each), shares.get(key, Decimal(0)), asked.feedback(each)) for key, each in choices.items()
    ]
    draft = drafts.choices(given, several, asked.scoring)
    if set(choices) == {"true", "false"} and not several and len(asked.correct) == 1:
        return _true_false(draft, list(choices))
    return draft


def _true_false(draft: Draft, names: list[str]) -> Draft:
    new = dict(zip(draft.content["choices"], names, strict=True))
    right = [new[key] for key in draft.content["correct"]]
    said = {new[key]: text for key, text in draft.texts["choices"].items()}
    return Draft(TRUE_FALSE, {"choices": names, "correct": right, "scoring": "all"}, {"choices": said})


def _text_entry(asked: Asked) -> Draft:
    if asked.base_type not in ("string", ""):
        raise NotOurs(_("A number to be typed in is not read from QTI."))
    shares = dict.fromkeys(asked.correct, WHOLE)
    if asked.mapping:
        shares = _in_percent(asked.mapping, max(asked.mapping.values()))
    accepted = [Given(Source(text.replace("*", r"\*"), "plain"), share) for text, share in shares.items()]
    fold_accents = "fold-accents" in asked.interaction.get("class", "").split()
    return drafts.short_text(accepted, asked.fold_case, fold_accents)


def _match(asked: Asked) -> Draft:
    sets = [each for each in asked.interaction if tag_of(each) == "simpleMatchSet"]
    if len(sets) != 2:
        raise Refused(_("A matchInteraction has two sets."))
    lefts, rights = (asked.choices(each, "simpleAssociableChoice") for each in sets)
    pairs: dict[str, str] = {}
    for said in asked.correct or list(asked.mapping):
        left, _space, right = said.partition(" ")
        if left in pairs:
            raise NotOurs(_("Something on the left belongs to several things on the right."))
        if left not in lefts or right.strip() not in rights:
            raise Refused(_("The pair “%(pair)s” is of no choices.") % {"pair": said[:60]})
        pairs[left] = right.strip()
    if set(pairs) != set(lefts):
        raise NotOurs(_("Something on the left belongs to nothing."))
    given = [(asked.text(lefts[left]), asked.text(rights[right])) for left, right in pairs.items()]
    given += [(NOTHING, asked.text(each)) for key, each in rights.items() if key not in pairs.values()]
    return drafts.matching(given, asked.scoring or ("partial" if asked.mapping else "all"))


def _order(asked: Asked) -> Draft:
    choices = asked.choices()
    if sorted(asked.correct) != sorted(choices):
        raise Refused(_("The right order does not name each choice once."))
    return drafts.ordering([asked.text(choices[key]) for key in asked.correct], asked.scoring or "all")


def _extended(_asked: Asked) -> Draft:
    return drafts.free_text()


INTERACTIONS: dict[str, Callable[[Asked], Draft]] = {
    "choiceInteraction": _choice,
    "textEntryInteraction": _text_entry,
    "matchInteraction": _match,
    "orderInteraction": _order,
    "extendedTextInteraction": _extended,
}
