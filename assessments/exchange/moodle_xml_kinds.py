"""What each type of question of Moodle's XML becomes; see `moodle_xml` for its elements."""

from collections.abc import Callable
from decimal import Context, Decimal

from django.utils.translation import gettext as _

from . import cloze
from .drafts import (
    NOTHING,
    Draft,
    Given,
    choices,
    free_text,
    matching,
    numeric,
    ordering,
    short_text,
    true_false,
)
from .moodle_xml_texts import answer_of, plain_source, source_of
from .numbers import in_figures, number_in
from .texts import Refused, Source
from .xml_tree import Node

# A third of a third must come out as it went in: Moodle divides where we multiply.
_FACTORS = Context(prec=20)


class Item:
    """A question of the file as its type sees it; types may change its stem, its points, and add notes."""

    def __init__(self, node: Node, stem: Source, language: str):
        self.node, self.stem, self.language = node, stem, language
        self.points = Decimal(1)
        self.notes: list[str] = []

    def answers(self, *, plain: bool = False) -> list[Given]:
        return [answer_of(node, self.stem.format, plain=plain) for node in self.node.all("answer")]

    def says(self, tag: str, default: str = "") -> bool:
        return self.node.said(tag, default).lower() in ("1", "true", "yes")


def _multichoice(item: Item) -> Draft:
    return choices(item.answers(), not item.says("single", "true"), item.node.said("scoring"))


def _true_false(item: Item) -> Draft:
    said = {each.text.text.strip().lower(): each for each in item.answers()}
    if not {"true", "false"} <= set(said):
        raise Refused(_("True or false needs the answers “true” and “false”."))
    true, false = said["true"], said["false"]
    if (true.share > 0) == (false.share > 0):
        raise Refused(_("Exactly one of “true” and “false” is right."))
    return true_false(true.share > 0, true.feedback, false.feedback, item.language)


def _short_answer(item: Item) -> Draft:
    return short_text(item.answers(plain=True), not item.says("usecase"), item.says("fold_accents"))


def _numerical(item: Item) -> Draft:
    units = [_unit(node) for node in item.node.child("units").all("unit")]
    # What Moodle's numbers are in stands first.
    units.sort(key=lambda unit: unit["factor"] != "1")
    return numeric(item.answers(plain=True), units, _unit_asked(item) if units else "none")


def _unit(node: Node) -> dict[str, str]:
    """Moodle's multiplier makes the first unit into this one; our factor makes this one into the first."""
    name, said = node.said("unit_name"), node.said("multiplier", "1")
    multiplier = number_in(said)
    if not multiplier or multiplier < 0:
        raise Refused(_("The multiplier “%(number)s” of a unit is no number above zero.") % {"number": said[:40]})
    return {"unit": name, "factor": in_figures(_FACTORS.divide(Decimal(1), multiplier))}


def _unit_asked(item: Item) -> str:
    shown, graded = item.node.said("showunits", "0"), item.node.said("unitgradingtype", "0")
    if shown == "3":
        return "none"
    if shown in ("1", "2"):
        item.notes.append(_("In Moodle the unit is chosen from a list; here it is written."))
    if graded == "0":
        return "optional"
    if number_in(item.node.said("unitpenalty", "0.1")) != 1:
        item.notes.append(_("In Moodle a wrong unit costs a part of the points; here it costs all."))
    return "required"


def _matching(item: Item) -> Draft:
    pairs = [
        (source_of(node, item.stem.format), plain_source(node.child("answer"))) for node in item.node.all("subquestion")
    ]
    return matching(pairs, item.node.said("scoring"))


def _essay(item: Item) -> Draft:
    if source_of(item.node.child("responsetemplate"), "html"):
        item.notes.append(_("The template for the response was left out."))
    if item.node.said("attachments", "0") not in ("", "0"):
        item.notes.append(_("In Moodle files may be added to the answer; here they may not."))
    model = next((source_of(node, "html") for node in item.node.all("graderinfo")), NOTHING)
    return free_text(model)


def _ordering(item: Item) -> Draft:
    grading = item.node.said("gradingtype", "ABSOLUTE_POSITION")
    if grading not in ("ALL_OR_NOTHING", "-1", "ABSOLUTE_POSITION", "0"):
        how = _("In Moodle it is marked in another way (%(how)s); here by the place of each item.")
        item.notes.append(how % {"how": grading[:60]})
    if item.node.said("selecttype", "ALL") not in ("ALL", "0"):
        item.notes.append(_("In Moodle only some of the items are asked; here all are."))
    items = [source_of(node, item.stem.format) for node in item.node.all("answer")]
    return ordering(items, "all" if grading in ("ALL_OR_NOTHING", "-1") else "partial")


def _cloze(item: Item) -> Draft:
    gaps = cloze.read_gaps(item.stem)
    item.stem, item.points = cloze.stem_of(gaps, item.stem), gaps.weight
    item.notes += gaps.notes
    case = not item.says("usecase") if "usecase" in item.node else None
    return cloze.draft_of(gaps, case, item.says("fold_accents"))


KINDS: dict[str, Callable[[Item], Draft]] = {
    "multichoice": _multichoice,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "essay": _essay,
    "ordering": _ordering,
    "cloze": _cloze,
    "multianswer": _cloze,
}
