"""Moodle XML: what Moodle's importer would make of it, every fault with its line, and there and back."""

import base64
import time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.exchange.moodle_xml import read
from assessments.exchange.moodle_xml_writing import write
from assessments.exchange.questions import FileQuestion
from assessments.marking import mark
from assessments.schemas import problems

from . import generated
from .generated import LANGUAGE, same

KINDS = [
    generated.single(),
    generated.multiple(),
    generated.true_false(),
    generated.matching(),
    generated.ordering(),
    generated.short_text(),
    generated.numeric(with_units=True),
    generated.gap_text(),
    generated.free_text(),
]


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(generated.questions(*KINDS))
def test_what_is_written_is_read_the_same(questions):
    data, left_out = write(questions, LANGUAGE)
    reading = read(data, LANGUAGE)
    assert left_out == []
    assert (reading.faults, reading.left_out) == ([], [])
    assert [same(question) for question in reading.questions] == [same(question) for question in questions]


_PIECES = [
    *(
        "<quiz>",
        "</quiz>",
        '<question type="multichoice">',
        "</question>",
        '<question type="cloze">',
        "<text>",
        "</text>",
    ),
    *('<answer fraction="100">', "</answer>", "<name>", "</name>", '<questiontext format="html">', "</questiontext>"),
    *(
        "{1:SA:=a}",
        "{1:MC:",
        "}",
        "x",
        "&lt;b&gt;",
        "&amp;",
        "<![CDATA[",
        "]]>",
        "\0",
        "é",
        '<file name="x">',
        "</file>",
    ),
    *(
        "<!DOCTYPE x>",
        '<question type="numerical">',
        "<units>",
        "<unit>",
        "</unit>",
        "</units>",
        "<single>false</single>",
    ),
]


@settings(max_examples=300, deadline=2000)
@given(st.lists(st.sampled_from(_PIECES), max_size=30))
def test_no_xml_whatever_breaks_the_reader(pieces):
    for text in ("".join(pieces), f"<quiz><question type='cloze'>{''.join(pieces)}</question></quiz>"):
        reading = read(text.encode(), "en")
        assert all(problems(each.kind, each.content) == [] for each in reading.questions)


@given(st.binary(max_size=80))
def test_no_bytes_whatever_break_the_reader(data):
    reading = read(data, "en")
    assert reading.questions == []
    assert all(fault.line >= 1 for fault in reading.faults)


PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20
FILE = f'<file name="a b.png" path="/" encoding="base64">{base64.b64encode(PNG).decode()}</file>'


def xml(*questions):
    return ("<quiz>\n" + "\n".join(questions) + "\n</quiz>").encode()


def question(kind, inner="", stem="What?", form="html", more=""):
    text = f'<questiontext format="{form}"><text><![CDATA[{stem}]]></text>{more}</questiontext>'
    return f'<question type="{kind}"><name><text>It</text></name>{text}{inner}</question>'


def answer(text, fraction, feedback="", inner=""):
    said = f'<feedback format="html"><text>{feedback}</text></feedback>' if feedback else ""
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{inner}{said}</answer>'


def only(*questions, language="en"):
    reading = read(xml(*questions), language)
    assert (reading.faults, reading.left_out) == ([], [])
    return reading.questions[-1]


def said(question, language="en"):
    return question.content["texts"][language]


def test_what_stands_above_a_question_of_any_type():
    category = '<question type="category"><category><text>$course$/top/Law/Sea // air</text></category></question>'
    inner = "<defaultgrade>2.5000000</defaultgrade><idnumber>M1-7</idnumber><objective>Know it</objective>"
    inner += "<tags><tag><text>easy</text></tag><tag>two</tag></tags><hidden>0</hidden><penalty>0.33</penalty>"
    inner += '<generalfeedback format="plain_text"><text>a &lt; b</text></generalfeedback>'
    found = only(category, question("essay", inner))
    assert (found.line, found.kind, found.name, found.code) == (3, "free_text", "It", "M1-7")
    assert (found.category, found.tags, found.objective) == (("Law", "Sea / air"), ("easy", "two"), "Know it")
    assert (str(found.points), found.notes) == ("2.5", ())
    assert said(found) == {"stem": "What?", "general_feedback": "a < b", "rubric": {}, "model_answer": ""}


def test_one_choice_and_several():
    answers = answer("a", 100, "yes") + answer("b", 50) + answer("c", 0)
    single = only(question("multichoice", "<single>true</single>" + answers))
    assert (single.kind, single.content["weights"]) == ("single", {"a": "100", "b": "50", "c": "0"})
    several = only(question("multichoice", "<single>false</single>" + answer("a", 100) + answer("b", "-25.5")))
    assert (several.kind, several.content["correct"]) == ("multiple", ["a"])
    assert several.content["weights"] == {"a": "100", "b": "-25.5"}


def test_true_or_false_in_the_language_of_the_file():
    found = only(question("truefalse", answer("true", 0, "no") + answer("false", 100)), language="ar")
    assert found.content["correct"] == ["false"]
    assert said(found, "ar")["choices"] == {
        "true": {"text": "صحيح", "feedback": "no"},
        "false": {"text": "خطأ", "feedback": ""},
    }


def test_a_short_answer_is_no_html_and_its_case_may_count():
    found = only(question("shortanswer", "<usecase>1</usecase>" + answer("R&amp;D &lt;b&gt;", 100)))
    assert (found.content["fold_case"], found.content["fold_accents"]) == (False, False)
    assert said(found)["accepted"] == [{"text": "R&D <b>", "share": "100", "feedback": ""}]


UNITS = "<units><unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit>"
UNITS += "<unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>"


@pytest.mark.parametrize(
    ("inner", "unit", "notes"),
    [
        ("", "optional", 0),
        ("<showunits>3</showunits>", "none", 0),
        ("<unitgradingtype>1</unitgradingtype><unitpenalty>1.0</unitpenalty>", "required", 0),
        ("<unitgradingtype>2</unitgradingtype><unitpenalty>0.1</unitpenalty><showunits>1</showunits>", "required", 2),
    ],
)
def test_a_number_of_centimetres_is_a_hundredth_of_that_of_metres(inner, unit, notes):
    found = only(question("numerical", answer("5", 100, inner="<tolerance>0.5</tolerance>") + UNITS + inner))
    assert found.content["accepted"] == [{"key": "a", "value": "5", "tolerance": "0.5", "share": "100"}]
    assert found.content["units"] == [{"unit": "m", "factor": "1"}, {"unit": "cm", "factor": "0.01"}]
    assert (found.content["unit"], len(found.notes)) == (unit, notes)
    if unit != "none":
        assert mark("numeric", found.content, ["500 cm"], Decimal(1)) == 1
        assert mark("numeric", found.content, ["5 cm"], Decimal(1)) == 0


def test_matching_with_a_right_side_that_belongs_to_nothing():
    pairs = [("Kenya", "Nairobi"), ("Ghana", "Accra"), ("", "Lagos")]
    inner = "".join(
        f'<subquestion format="html"><text>{left}</text><answer><text>{right}</text></answer></subquestion>'
        for left, right in pairs
    )
    found = only(question("matching", inner))
    assert found.content["pairs"] == {"a": "1", "b": "2"}
    assert said(found)["options"]["3"] == {"text": "Lagos"}


def test_an_essay_keeps_what_graders_are_told_and_names_the_rest():
    inner = '<graderinfo format="html"><text>&lt;p&gt;Three reasons&lt;/p&gt;</text></graderinfo>'
    inner += "<responsetemplate><text>Dear</text></responsetemplate><attachments>2</attachments>"
    found = only(question("essay", inner))
    assert said(found)["model_answer"] == "Three reasons"
    assert len(found.notes) == 2


@pytest.mark.parametrize(
    ("grading", "scoring", "notes"),
    [("ALL_OR_NOTHING", "all", 0), ("ABSOLUTE_POSITION", "partial", 0), ("RELATIVE_TO_CORRECT", "partial", 1)],
)
def test_ordering(grading, scoring, notes):
    inner = f"<gradingtype>{grading}</gradingtype>" + answer("one", 1) + answer("two", 2)
    found = only(question("ordering", inner))
    assert (found.content["items"], found.content["scoring"]) == (["a", "b"], scoring)
    assert len(found.notes) == notes


def test_cloze_has_the_points_of_its_gaps_together():
    found = only(question("cloze", stem="<p>{2:MC:=a~b} and {1:NM:=5:0.1}</p>"))
    assert (found.kind, found.points) == ("gap_text", 3)
    assert said(found)["stem"] == "[[1]] and [[2]]"


def test_pictures_come_with_their_texts():
    stem = '<p>Look: <img src="@@PLUGINFILE@@/a%20b.png" alt="A sea" width="9"></p>'
    found = only(question("essay", stem=stem, more=FILE))
    assert [(each.name, each.data) for each in found.pictures] == [("a%20b.png", PNG)]
    assert said(found)["stem"] == '<p>Look: <img src="media:a%20b.png" alt="A sea" width="9"></p>'
    data, left_out = write([found], "en")
    again = read(data, "en").questions[0]
    assert (again.content, again.pictures, left_out) == (found.content, found.pictures, [])


def test_what_of_a_question_has_no_place_is_named():
    inner = "<correctfeedback format='html'><text>Bravo!</text></correctfeedback>"
    inner += "<incorrectfeedback><text>Your answer is incorrect.</text></incorrectfeedback>"
    inner += "<hint format='html'><text>&lt;p&gt;Think&lt;/p&gt;</text></hint><hint><text></text></hint>"
    notes = only(question("multichoice", inner + answer("a", 100) + answer("b", 0))).notes
    assert [part in note for part, note in zip(["“Bravo!”", "“Think”"], notes, strict=True)] == [True, True]


@pytest.mark.parametrize("kind", ["description", "ddwtos", "calculated", "gapselect", "random", "", "<b>"])
def test_other_types_are_named_and_keep_nothing_else_out(kind):
    data = xml(question(kind.replace("<", "&lt;")), question("essay"))
    reading = read(data, "en")
    assert [(each.line, each.name) for each in reading.left_out] == [(2, "It")]
    assert kind == "description" or kind in reading.left_out[0].reason
    assert [each.line for each in reading.questions] == [3]


@pytest.mark.parametrize(
    ("broken", "part"),
    [
        (question("multichoice", answer("a", 0) + answer("b", 0)), "No choice is right"),
        (question("multichoice", answer("a", "much")), "“much”"),
        (question("multichoice", "<single>false</single>" + answer("a", 150) + answer("b", 0)), "-100 to 100"),
        (question("essay", "<defaultgrade>0</defaultgrade>"), "between 0 and 1000"),
        (question("essay", stem="<p> </p>"), "empty"),
        (question("truefalse", answer("true", 100)), "“true” and “false”"),
        (question("truefalse", answer("true", 100) + answer("false", 100)), "Exactly one"),
        (question("numerical", answer("many", 100)), "“many” is no number"),
        (question("numerical", answer("5", 100) + UNITS.replace("100", "0")), "multiplier “0”"),
        (question("cloze", stem="No gap"), "no gap"),
        (question("essay", more='<file name="x.png" encoding="base64">%%%</file>'), "base64"),
        (question("shortanswer"), "wholly right"),
    ],
)
def test_every_fault_has_its_line_and_reason(broken, part):
    reading = read(xml(question("essay"), broken), "en")
    assert [(each.line, part in each.reason) for each in reading.faults] == [(3, True)], reading.faults
    assert len(reading.questions) == 1


@pytest.mark.parametrize(
    ("data", "line", "part"),
    [
        (b"<quiz>\n<question>\n</quiz>", 3, "mismatched tag"),
        (b"", 1, "no element"),
        (b"<html/>", 1, "<quiz>"),
        ('<?xml version="1.0"?>\n<quiz>\né</quiz>'.encode("latin-1"), 3, "UTF-8"),
        (b'<?xml version="1.0" encoding="odd"?><quiz/>', 1, "encoding"),
        (b"<quiz>\n&nbsp;</quiz>", 2, "undefined entity"),
        (b"<!DOCTYPE quiz>\n<quiz/>", 1, "DOCTYPE"),
        (b'<!DOCTYPE quiz [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>\n<quiz>&c;</quiz>', 1, "DOCTYPE"),
        (b'<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>', 1, "DOCTYPE"),
        (b"<quiz>" + b"<a>" * 1000, 1, "too deep"),
    ],
)
def test_a_file_that_is_no_xml_or_a_dangerous_one_is_a_fault(data, line, part):
    (fault,) = read(data, "en").faults
    assert (fault.line, part in fault.reason) == (line, True), fault


def test_thousands_of_questions_are_read_in_seconds():
    data = xml(*[question("multichoice", answer(f"a{n}", 100, "yes") + answer("b", 0)) for n in range(5000)])
    start = time.process_time()
    assert len(read(data, "en").questions) == 5000
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "stem", ["{1:SA:" * 50000, "{" * 50000 + " " * 50000, "{1:SA:=" + "~" * 50000 + "}", "<img " * 50000]
)
def test_nothing_makes_the_reader_slow(stem):
    start = time.process_time()
    read(xml(question("cloze", stem=stem)), "en")
    assert time.process_time() - start < 3


def test_what_moodle_has_no_word_for_is_named():
    content = {"rubric": [{"key": "a", "points": "1"}], "texts": {"en": {"stem": "x", "rubric": {"a": {"text": "y"}}}}}
    rubric = FileQuestion(line=1, kind="free_text", name="It", content=content)
    image = {"en": {"stem": '<img src="media:x.png">', "format": "html"}}
    missing = FileQuestion(line=2, kind="free_text", name="It", content={"texts": image})
    data, left_out = write([rubric, missing], "en")
    assert [each.line for each in left_out] == [1, 2]
    assert read(data, "en").questions == []
