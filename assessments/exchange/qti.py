"""Reads QTI 2.1: a content package (zip) or a single item, of one interaction each.

    choiceInteraction        one or several choices; with the identifiers true and false, true or false
    textEntryInteraction     short text; one for a number is left out
    matchInteraction         matching
    orderInteraction         ordering
    extendedTextInteraction  free text

What is right stands in `correctResponse`; what each answer earns in `mapping`, where the item's processing uses it.
Other rules of an item are not taken over, which a note says. The line of a question is its place in the package.
"""

from xml.etree.ElementTree import Element  # nosec B405 - parsed by defusedxml only

from django.utils.translation import gettext as _

from .drafts import NOTHING, Draft, Header, NotOurs, finish, name_from, points_in
from .language_codes import language_in
from .qti_kinds import INTERACTIONS, draft_of
from .qti_package import TOOL, Item, items_in, named, parsed, tag_of
from .qti_texts import source_of
from .questions import Fault, FileQuestion, LeftOut, Reading
from .texts import Refused, Source, plain_of

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
APART = (*INTERACTIONS, "rubricBlock", "feedbackBlock")


def read(data: bytes, language: str) -> Reading:
    """All that the package gives; `language` is that of items which do not say theirs."""
    reading = Reading()
    try:
        items = items_in(data)
    except Refused as fault:
        return Reading(faults=[Fault(1, str(fault))])
    for line, item in enumerate(items, start=1):
        header = Header(line, name=item.name, category=item.category, tags=item.tags, objective=item.objective)
        try:
            result = _question(item, header, language)
        except Refused as fault:
            result = Fault(line, str(fault), header.name)
        except NotOurs as reason:
            result = LeftOut(line, header.name, str(reason))
        {FileQuestion: reading.questions, Fault: reading.faults, LeftOut: reading.left_out}[type(result)].append(result)
    return reading


def _question(item: Item, header: Header, language: str) -> FileQuestion | Fault:
    root = parsed(item.data)
    if tag_of(root) != "assessmentItem":
        raise NotOurs(_("It is no item of QTI 2: %(tag)s.") % {"tag": tag_of(root)})
    _put_names(root, header)
    body = _only(root, "itemBody")
    found = [each for each in body.iter() if tag_of(each).endswith("Interaction")]
    if len(found) != 1:
        raise NotOurs(_("It has %(number)d interactions; one of them can be read.") % {"number": len(found)})
    (interaction,) = found
    if tag_of(interaction) not in INTERACTIONS:
        raise NotOurs(_("%(tag)s is no type of ours.") % {"tag": tag_of(interaction)})
    stem = _stem(body, interaction, item)
    header.name = header.name or name_from(plain_of(stem))
    general = _general(root, item)
    draft = draft_of(root, interaction, item.files, _uses_mapping(root, header))
    return finish(_with_model(draft, body, item), header, _language_of(root, language), stem, general)


def _only(root: Element, name: str) -> Element:
    found = named(root, name)
    if not found:
        raise Refused(_("It has no %(tag)s.") % {"tag": name})
    return found[0]


def _put_names(root: Element, header: Header) -> None:
    header.name = root.get("title", "").strip()
    header.code = (root.get("label") or root.get("identifier") or "").strip()
    for outcome in named(root, "outcomeDeclaration"):
        value = "".join(text for part in named(outcome, "value") for text in part.itertext())
        if outcome.get("identifier") == "MAXSCORE" and value.strip():
            header.points = points_in(value)


def _stem(body: Element, interaction: Element, item: Item) -> Source:
    """What stands around the interaction, and its prompt."""
    around = source_of(body, item.files, APART)
    prompt = next((source_of(each, item.files) for each in interaction if tag_of(each) == "prompt"), NOTHING)
    if not plain_of(prompt) and "<img" not in prompt.text:
        return around
    if not plain_of(around) and "<img" not in around.text:
        return prompt
    if around.format == prompt.format == "plain":
        return Source(f"{around.text}\n{prompt.text}", "plain")
    sides = [f"<p>{each.text}</p>" for each in (around, prompt)]
    return Source("".join(sides), "html", {**around.files, **prompt.files})


def _general(root: Element, item: Item) -> Source:
    found = [each for each in named(root, "modalFeedback") if each.get("identifier") == "general"]
    return source_of(found[0], item.files) if found else NOTHING


def _uses_mapping(root: Element, header: Header) -> bool:
    """Whether what answers earn counts; where the item has rules of its own, they are named."""
    template = " ".join(each.get("template", "") for each in named(root, "responseProcessing"))
    if named(root, "mapResponse") or "map_response" in template:
        return True
    if not template.strip() and named(root, "responseProcessing") and root.get("toolName") != TOOL:
        header.notes += (_("Its own rules of marking were not taken over."),)
    return False


def _with_model(draft: Draft, body: Element, item: Item) -> Draft:
    rubric = [each for each in named(body, "rubricBlock") if "scorer" in each.get("view", "")]
    if "model_answer" not in draft.texts or not rubric:
        return draft
    return Draft(draft.kind, draft.content, {**draft.texts, "model_answer": source_of(rubric[0], item.files)})


def _language_of(root: Element, language: str) -> str:
    said = language_in(root.get(XML_LANGUAGE, ""))
    return (said.partition("-")[0] if said.partition("-")[0] == language.partition("-")[0] else said) or language
