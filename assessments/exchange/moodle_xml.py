"""Reads the XML of Moodle, as its own importer does.

    file      = <quiz> { question } </quiz>, without a DTD and entities of its own
    question  = <question type="category"> with <category>: where the next questions belong, see `categories`
              | <question type="T"> with the elements that follow
    of all    = <name>, <questiontext>, <generalfeedback>, <defaultgrade>, <idnumber>, <tags>{ <tag> }
    text      = <… format="html|moodle_auto_format|plain_text|markdown"><text>…</text>{ <file name="…"> in base64 }
    answer    = <answer fraction="percent"> text [ <feedback> ] </answer>
    T         = multichoice   <single>, answers
                truefalse     answers “true” and “false”
                shortanswer   <usecase>, answers
                numerical     answers with <tolerance>; <units>{ <unit> <multiplier> <unit_name> }, <showunits>,
                              <unitgradingtype>, <unitpenalty>
                matching      { <subquestion> text <answer> }; an empty one is a right side that belongs to nothing
                essay         <graderinfo>: the model answer
                ordering      answers in their order, <gradingtype>
                cloze         the gaps are in <questiontext>, see `cloze`

Ours are <scoring>, <fold_accents> and <objective>, at which Moodle does not look. Any other type is left out and named.
What of a question has no place here (hints, feedback for partly right answers, a response template) is in its notes.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .categories import names_in
from .drafts import Header, NotOurs, finish, name_from, points_in
from .moodle_xml_kinds import KINDS, Item
from .moodle_xml_texts import source_of
from .questions import Fault, FileQuestion, LeftOut, Reading
from .texts import CONTROL, Refused, plain_of
from .xml_tree import Node, Unreadable, parse

# What Moodle puts into every question; it says nothing.
_USUAL = frozenset(
    {
        *("Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."),
        *("Votre réponse est correcte.", "Votre réponse est partiellement correcte.", "Votre réponse est incorrecte."),
        *("Respuesta correcta", "Respuesta parcialmente correcta.", "Respuesta incorrecta."),
        *(
            "A sua resposta está correta.",
            "A sua resposta está parcialmente correta.",
            "A sua resposta está incorreta.",
        ),
        *("إجابتك صحيحة.", "إجابتك صحيحة جزئياً.", "إجابتك غير صحيحة.", "إجابتك خاطئة."),
    }
)


def read(data: bytes, language: str) -> Reading:
    """All that the file gives; whatever the bytes are, they are read to their end or to their fault."""
    reading = Reading()
    try:
        quiz = parse(data)
    except Unreadable as error:
        reading.faults.append(Fault(error.line, error.reason))
        return reading
    if quiz.tag != "quiz":
        reading.faults.append(Fault(quiz.line, _("The file is no Moodle XML: it does not begin with <quiz>.")))
        return reading
    category: tuple[str, ...] = ()
    for node in quiz.all("question"):
        if node.attributes.get("type") == "category":
            category = names_in(node.said("category"))
        else:
            _read_question(node, category, language, reading)
    return reading


def _read_question(node: Node, category: tuple[str, ...], language: str, reading: Reading) -> None:
    header = Header(node.line, CONTROL.sub("", node.said("name")), category=category)
    try:
        result = _question(node, header, language)
    except Refused as fault:
        result = Fault(header.line, str(fault), header.name)
    except NotOurs as reason:
        result = LeftOut(header.line, header.name, str(reason))
    {FileQuestion: reading.questions, Fault: reading.faults, LeftOut: reading.left_out}[type(result)].append(result)


def _question(node: Node, header: Header, language: str) -> FileQuestion | Fault:
    stem = source_of(node.child("questiontext"), "moodle")
    header.name = header.name or name_from(plain_of(stem))
    kind = node.attributes.get("type", "")
    if kind == "description":
        raise NotOurs(_("It is a description: it asks nothing."))
    if kind not in KINDS:
        raise NotOurs(_("Questions of the type “%(type)s” have no counterpart here.") % {"type": kind[:80]})
    item = Item(node, stem, language)
    draft = KINDS[kind](item)
    header.points = item.points if "defaultgrade" not in node else points_in(node.said("defaultgrade"))
    header.code, header.objective = node.said("idnumber"), node.said("objective")
    tags = [next((text.text for text in tag.all("text")), tag.text).strip() for tag in node.child("tags").all("tag")]
    header.tags = tuple(tag for tag in tags if tag)
    header.notes = (*_left_out(node), *item.notes)
    return finish(draft, header, language, item.stem, source_of(node.child("generalfeedback"), stem.format))


def _left_out(node: Node) -> Iterator[str]:
    """A sentence for each thing of the question that has no place here."""
    for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        said = plain_of(source_of(node.child(tag), "html"))
        if said and said not in _USUAL:
            yield _("The feedback “%(text)s”, for right, partly right or wrong answers, was left out.") % {"text": said}
    for hint in node.all("hint"):
        if said := plain_of(source_of(hint, "html")):
            yield _("The hint “%(text)s” was left out.") % {"text": said}
    if node.said("hidden") == "1":
        yield _("In Moodle the question is hidden: it may be an old version.")
