"""QTI 2.1: what goes out comes in again, what other programs write is read, and a hostile package does no harm."""

import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from assessments.exchange import qti, qti_package, qti_writing
from assessments.exchange.comparing import fitted, same
from assessments.exchange.questions import FileQuestion, Picture
from tests.assessments.exchange.samples import CONTENTS, given, in_languages, picture

HELD = ["single", "multiple", "true_false", "matching", "ordering"]
ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{name}" title="{title}">
{declared}<itemBody>{body}</itemBody>{rest}</assessmentItem>"""
STANDARD = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/{}"/>'


def there_and_back(*questions: FileQuestion, language: str = "fr") -> list[FileQuestion]:
    data, left_out = qti_writing.write(questions, language)
    assert left_out == []
    reading = qti.read(data, "en")
    assert (reading.faults, reading.left_out) == ([], [])
    return reading.questions


def agrees(back: FileQuestion, question: FileQuestion, *languages: str) -> bool:
    content = in_languages(dict(question.content), *languages)
    return back.kind == question.kind and same(back.kind, fitted(back.kind, back.content, content), content)


def declared(correct: list[str], cardinality: str = "single", base: str = "identifier", mapping: str = "") -> str:
    values = "".join(f"<value>{each}</value>" for each in correct)
    return (
        f'<responseDeclaration identifier="R" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{values}</correctResponse>{mapping}</responseDeclaration>"
    )


def read_one(body: str, declaration: str, rest: str = "", title: str = "") -> qti.Reading:
    return qti.read(ITEM.format(name="i1", title=title, declared=declaration, body=body, rest=rest).encode(), "en")


# There and back


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_what_qti_holds_comes_back(language):
    questions = [
        given(
            kind,
            code=f"q_{kind}",
            category=("A / B", "C"),
            tags=("one", "two"),
            objective="M1-O1",
            points=Decimal("2.5"),
        )
        for kind in HELD
    ]
    back = there_and_back(*questions, language=language)
    assert [each.kind for each in back] == HELD
    for one, other in zip(back, questions, strict=True):
        assert agrees(one, other, language)
        assert (one.code, one.name, one.category, one.tags) == (other.code, other.name, other.category, other.tags)
        assert (one.objective, one.points, one.notes) == (other.objective, other.points, ())


@pytest.mark.parametrize("scoring", ["all", "partial", "negative"])
def test_how_several_choices_are_marked_comes_back(scoring):
    content = CONTENTS["multiple"] | {"scoring": scoring}
    content.pop("weights")
    question = given("multiple", content=content)
    assert agrees(there_and_back(question)[0], question, "fr")


def test_short_and_free_text_come_back():
    short = in_languages(CONTENTS["short_text"], "fr")
    accepted = [{"text": "Accra \\*", "share": "100", "feedback": ""}, {"text": "Tema", "share": "50", "feedback": ""}]
    short["texts"]["fr"] = {"stem": "Où ?\nIci ?", "accepted": accepted}
    free = {"rubric": [], "texts": {"fr": {"stem": "Dites.", "rubric": {}, "model_answer": "Oui.\nNon."}}}
    questions = [given("short_text", content=short), given("free_text", content=free)]
    for fold in (True, False):
        questions.append(given("short_text", content=short | {"fold_case": fold, "fold_accents": not fold}))
    for one, other in zip(there_and_back(*questions), questions, strict=True):
        assert agrees(one, other, "fr")


def test_what_qti_cannot_hold_is_named():
    kinds = ("short_text", "numeric", "gap_text", "free_text")
    data, left_out = qti_writing.write([given(kind) for kind in kinds], "en")
    assert len(left_out) == 4
    assert qti.read(data, "en").questions == []
    _data, left_out = qti_writing.write([given(content=in_languages(CONTENTS["single"], "en"))], "fr")
    assert left_out[0].reason == "It has no text in “fr”."


def test_html_and_pictures_come_back():
    texts = {
        "stem": '<p>See <b>this</b> &amp; <img src="media:a%20b.png" alt="it"></p><ul><li>one<br>two</li></ul>',
        "format": "html",
        "choices": {key: {"text": f"<i>{key}</i>", "feedback": "<p>So</p><p>it is.</p>"} for key in "acb"},
    }
    content = CONTENTS["single"] | {"texts": {"fr": texts}}
    question = given(content=content, pictures=(Picture("a%20b.png", picture()),))
    (back,) = there_and_back(question)
    assert [each.data for each in back.pictures] == [picture()]
    said = back.content["texts"]["fr"]
    assert said["choices"]["b"]["feedback"].replace("<div>", "") == "<p>So</p><p>it is.</p>"
    assert f'<img src="media:{back.pictures[0].name}" alt="it">' in said["stem"]
    assert "<ul><li>one<br>two</li></ul>" in said["stem"]


WORDS = (
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=20).map(str.strip).filter(bool)
)


@settings(max_examples=50, deadline=None)
@for_all(st.lists(WORDS, min_size=4, max_size=4, unique=True))
def test_any_plain_text_comes_back(words):
    stem, *said = words
    choices = {key: {"text": text, "feedback": text} for key, text in zip("abc", said, strict=True)}
    content = {"choices": list("abc"), "correct": ["b"], "scoring": "all"}
    content["texts"] = {"fr": {"stem": stem, "general_feedback": stem, "choices": choices}}
    (back,) = there_and_back(given(content=content))
    assert back.content["texts"] == content["texts"]


def test_the_same_questions_give_the_same_bytes():
    assert qti_writing.write([given()], "en") == qti_writing.write([given()], "en")


# What others write


def test_a_single_choice_of_the_standard():
    choices = "".join(f'<simpleChoice identifier="{key}">Say {key}</simpleChoice>' for key in ("A", "B"))
    interaction = (
        f'<choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>Which?</prompt>{choices}</choiceInteraction>'
    )
    reading = read_one(f"<p>Look.</p>{interaction}", declared(["B"]), STANDARD.format("match_correct"), "The title")
    (question,) = reading.questions
    content, texts = question.content, question.content["texts"]["en"]
    assert (question.kind, content["choices"], content["correct"], content["scoring"]) == (
        "single",
        ["a", "b"],
        ["b"],
        "all",
    )
    assert [each["text"] for each in texts["choices"].values()] == ["Say A", "Say B"]
    assert (question.name, question.code, question.notes) == ("The title", "i1", ())
    assert texts["stem"].index("Look.") < texts["stem"].index("Which?")


def test_a_mapping_counts_where_the_processing_uses_it():
    choices = "".join(f'<simpleChoice identifier="{key}">{key}</simpleChoice>' for key in "HOC")
    interaction = f'<choiceInteraction responseIdentifier="R" maxChoices="0">{choices}</choiceInteraction>'
    mapping = '<mapping><mapEntry mapKey="H" mappedValue="1"/><mapEntry mapKey="O" mappedValue="1"/>'
    mapping += '<mapEntry mapKey="C" mappedValue="-2"/></mapping>'
    declaration = declared(["H", "O"], "multiple", mapping=mapping)
    (question,) = read_one(f"<p>Water?</p>{interaction}", declaration, STANDARD.format("map_response")).questions
    assert question.content["weights"] == {"a": "50", "b": "50", "c": "-100"}
    (question,) = read_one(f"<p>Water?</p>{interaction}", declaration, STANDARD.format("match_correct")).questions
    assert question.content["scoring"] == "all"
    own = "<responseProcessing><setOutcomeValue identifier='SCORE'/></responseProcessing>"
    (question,) = read_one(f"<p>Water?</p>{interaction}", declaration, own).questions
    assert question.notes == ("Its own rules of marking were not taken over.",)


def test_a_word_in_a_sentence_leaves_a_gap():
    body = '<p>The capital is <textEntryInteraction responseIdentifier="R"/> today.</p>'
    (question,) = read_one(body, declared(["Accra"], base="string")).questions
    assert question.content["texts"]["en"]["stem"] == "The capital is _____ today."
    assert (question.content["fold_case"], question.content["fold_accents"]) == (False, False)


@pytest.mark.parametrize(
    ("body", "declaration", "why"),
    [
        ("<p>Read.</p>", "", "0 interactions"),
        ('<hotspotInteraction responseIdentifier="R"/>', declared(["A"]), "hotspotInteraction is no type of ours"),
        (
            '<p><textEntryInteraction responseIdentifier="R"/></p>',
            declared(["3"], base="float"),
            "number to be typed in",
        ),
    ],
)
def test_other_types_are_left_out_and_named(body, declaration, why):
    reading = read_one(body, declaration)
    assert (reading.questions, reading.faults) == ([], [])
    assert why in reading.left_out[0].reason


@pytest.mark.parametrize(
    ("body", "declaration", "why"),
    [
        ('<choiceInteraction responseIdentifier="X"/>', declared(["A"]), "is not declared"),
        ('<choiceInteraction responseIdentifier="R"/>', declared(["A"]), "is none of the choices"),
        ('<orderInteraction responseIdentifier="R"/>', declared(["A"]), "name each choice once"),
        ('<matchInteraction responseIdentifier="R"/>', declared(["A B"]), "has two sets"),
    ],
)
def test_what_contradicts_itself_is_a_fault(body, declaration, why):
    reading = read_one(body, declaration)
    assert (reading.questions, reading.faults[0].line) == ([], 1)
    assert why in reading.faults[0].reason


# Hostile


def packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("_xml", ".xml"), data)
    return file.getvalue()


MANIFEST = b'<manifest><resources><resource type="imsqti_item_xmlv2p1" href="%s"/></resources></manifest>'
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><assessmentItem>&b;</assessmentItem>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"PK\x03\x04rubbish",
        packed(other_xml=b"<x/>"),
        packed(imsmanifest_xml=MANIFEST % b"../../etc/passwd"),
        packed(imsmanifest_xml=BOMB),
        packed(imsmanifest_xml=MANIFEST % b"i.xml", i_xml=BOMB),
        BOMB,
        b"<assessmentItem><itemBody/>",
        b"<a>" * 20_000 + b"</a>" * 20_000,
        b"<assessmentItem><itemBody>" + b"<p>" * 5000 + b"</p>" * 5000 + b"</itemBody></assessmentItem>",
    ],
)
def test_what_cannot_be_read_is_one_fault(data):
    reading = qti.read(data, "en")
    assert (reading.questions, len(reading.faults) + len(reading.left_out)) == ([], 1)


def test_a_package_that_swells_is_refused(monkeypatch):
    monkeypatch.setattr(qti_package, "MOST_UNPACKED", 1000)
    assert "too big once unpacked" in qti.read(packed(imsmanifest_xml=b" " * 2000), "en").faults[0].reason
