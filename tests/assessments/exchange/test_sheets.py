"""Our own sheet: what goes out comes in again, an office worker can write it, and a hostile one does no harm."""

import datetime
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from assessments.exchange import sheet_cells, sheet_template, sheet_writing, sheets
from assessments.exchange.comparing import same
from assessments.exchange.questions import FileQuestion, Picture
from assessments.schemas import problems
from tests.assessments.exchange import samples
from tests.assessments.exchange.samples import CONTENTS, LANGUAGES


def there_and_back(*questions: FileQuestion) -> list[FileQuestion]:
    data, left_out = sheet_writing.write(questions)
    assert left_out == []
    reading = sheets.read(data, "en")
    assert (reading.faults, reading.left_out) == ([], [])
    return reading.questions


def book(*rows: list, header: str = "type question answer_1 right_1 answer_2 right_2", **more) -> bytes:
    """A sheet as somebody writes it."""
    made = Workbook()
    sheet = made.active
    sheet.append([name.replace("_", " ") for name in header.split()])
    for row in rows:
        sheet.append(row)
    for name, change in more.items():
        change(made if name == "book" else sheet)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def faults(data: bytes) -> list[tuple[int, str]]:
    return [(fault.line, fault.reason) for fault in sheets.read(data, "en").faults]


# There and back


@pytest.mark.parametrize("kind", CONTENTS)
def test_each_type_comes_back_as_it_went_in_every_language(kind):
    question = samples.given(
        kind,
        code="q-1",
        category=("A / B", "C//", "/D"),
        tags=("one", "two, three", 'a "word"'),
        objective="M1-O1",
        points=Decimal("2.5"),
    )
    (back,) = there_and_back(question)
    assert replace(back, line=1, content={}) == replace(question, content={})
    assert same(kind, back.content, question.content)
    for name, value in question.content.items():
        if name != "texts":
            assert back.content[name] == value
    assert set(back.content["texts"]) == set(LANGUAGES)


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30).map(
    lambda text: ILLEGAL_CHARACTERS_RE.sub("", text.strip(" \t\n\r\0\x0b"))
)
TEXTS = st.lists(
    TEXT.filter(bool)
    | st.sampled_from(["=1+1", "+1", "-1", "@x", "'x", "_x0041_", "TRUE", "1/2", "007", "1e3", "#N/A"]),
    min_size=5,
    max_size=5,
    unique_by=str.strip,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_comes_back_as_the_same_text(texts):
    stem, *said = texts
    choices = {key: {"text": text, "feedback": text} for key, text in zip("abcd", said, strict=True)}
    content = {"choices": list("abcd"), "correct": ["b"], "scoring": "all"}
    content["texts"] = {"en": {"stem": stem, "general_feedback": stem, "choices": choices}}
    if problems("single", content):
        return
    (back,) = there_and_back(FileQuestion(2, "single", " ".join(stem.split()) or "x", content, code="q"))
    assert back.content == content


@given(st.lists(TEXT.filter(bool).map(lambda text: " ".join(text.split())).filter(bool), max_size=4, unique=True))
def test_categories_and_tags_come_back(names):
    from assessments.exchange import sheet_columns as columns

    assert columns.category_in(columns.category_as(names)) == tuple(names)
    assert columns.tags_in(columns.tags_as(names)) == tuple(names)


def test_no_cell_is_a_formula_a_number_or_a_date():
    data, _left_out = sheet_writing.write([samples.given("short_text", name='=HYPERLINK("http://x")', code="q")])
    sheet = load_workbook(io.BytesIO(data))["Questions"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet["B2"].value == '=HYPERLINK("http://x")'
    assert sheet["B2"].quotePrefix


def test_html_and_pictures_come_back():
    stem = 'See <b>this</b> <img src="media:a.png" alt="it">'
    texts = {"stem": stem, "format": "html", "general_feedback": "<p>x</p>"}
    texts |= {"choices": {key: {"text": f"<i>{key}</i>", "feedback": ""} for key in "acb"}}
    pictures = (Picture("a.png", samples.picture(size=(200, 200)) * 90),)
    question = samples.given(content=CONTENTS["single"] | {"texts": {"en": texts}}, code="q", pictures=pictures)
    (back,) = there_and_back(question)
    assert back.content["texts"]["en"] == texts
    assert back.pictures == pictures


def test_html_is_cleaned_as_it_is_read():
    data = book(["short_text", "<script>x</script>So<b>?</b>", "a<b", "html"], header="type question answer_1 format")
    texts = sheets.read(data, "en").questions[0].content["texts"]["en"]
    assert (texts["stem"], texts["accepted"][0]["text"]) == ("So<b>?</b>", "a<b")


def test_what_no_cell_holds_is_left_out_and_one_language_can_be_written():
    long = CONTENTS["free_text"] | {"texts": {"en": {"stem": "x" * 32_768, "rubric": {}}}, "rubric": []}
    _data, left_out = sheet_writing.write([samples.given("free_text", content=long)])
    assert "longer than a cell" in left_out[0].reason
    data, left_out = sheet_writing.write([samples.given("single"), samples.given(content=long)], "fr")
    assert [each.reason for each in left_out] == ["It has no text in “fr”."]
    assert set(sheets.read(data, "en").questions[0].content["texts"]) == {"fr"}


# Written by hand


def test_a_few_columns_are_enough():
    reading = sheets.read(
        book(
            ["single", "Where?", "Accra", "x", "Lomé", None],
            ["Multiple", "Which?", "Volta", 50, "Niger", "50 %"],
            ["true/false", "So?", True, "X", False, None],
            ["numeric", "How many?", 3.0, None, "*", 0],
            ["short text", "Who?", 7, None, "seven", 0.5],
            ["drawing", "Draw!", None, None, None, None],
            [None, None, None, None, None, None],
            header="type question answer_1 right_1 answer_2 right_2",
            sheet=lambda sheet: setattr(sheet["F6"], "number_format", "0%"),
        ),
        "fr",
    )
    assert reading.faults == []
    single, multiple, true_false, numeric, short = reading.questions
    assert single.content == {
        "choices": ["a", "b"],
        "correct": ["a"],
        "scoring": "all",
        "texts": {
            "fr": {
                "stem": "Where?",
                "general_feedback": "",
                "choices": {"a": {"text": "Accra", "feedback": ""}, "b": {"text": "Lomé", "feedback": ""}},
            }
        },
    }
    assert (single.name, single.points, single.line) == ("Where?", 1, 2)
    assert multiple.content["weights"] == {"a": "50", "b": "50"}
    assert true_false.content["texts"]["fr"]["choices"]["true"]["text"] == "TRUE"
    assert [each["value"] for each in numeric.content["accepted"]] == ["3", "*"]
    assert [(each["text"], each["share"]) for each in short.content["texts"]["fr"]["accepted"]] == [
        ("7", "100"),
        ("seven", "50"),
    ]
    assert [(each.line, each.reason) for each in reading.left_out] == [(7, "“drawing” is no type of ours.")]


def test_further_languages_say_no_more_than_their_texts():
    header = "code type language question answer_1 right_1 answer_2 right_2"
    rows = [
        ["q1", "single", "en", "Where?", "Accra", "x", "Lomé", None],
        ["n1", "numeric", "en", "How many?", "5 ± 1", "100", None, None],
        ["q1", None, "French", "Où ?", "Accra", None, "Lomé", None],
        ["n1", None, "ar", "كم؟", None, None, None, None],
    ]
    single, numeric = sheets.read(book(*rows, header=header), "en").questions
    assert set(single.content["texts"]) == {"en", "fr"}
    assert single.content["texts"]["fr"]["stem"] == "Où ?"
    assert set(numeric.content["texts"]) == {"en", "ar"}
    assert numeric.content["accepted"] == [{"key": "a", "value": "5", "tolerance": "1", "share": "100"}]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["q1", "multiple", "fr", "Où ?", "A", "x", "B"], "Column “type”: row 3 contradicts row 2."),
        (["q1", None, "fr", "Où ?", "A", None, "B", "x"], "What is right, or how it is marked, differs from row 2."),
        (["q1", None, "en", "Où ?", "A", None, "B", None], "Column “language”: “en” stands twice for this question."),
        (["q1", None, "?", "Où ?", "A", None, "B", None],
         "Column “language”: “?” is no code of a language, as en or fr."),
        (["p", "single", "en", "Why?", "A", "perhaps", "B"], "Column “right 1”: write x for a right answer, or what it "
         "earns in percent."),
        (["p", "numeric", "en", "Why?", "A"], "Column “answer 1”: write a number, as in 3.14 or 3.14 ± 0.01."),
        (["p", "gap_text", "en", "[[1]]", "A"], "Column “answer 1”: begin with the gap that it belongs to, as in [[1]] "
         "Nairobi."),
        (["p", "matching", "en", "Why?", "A", None, "B", "b"],
         "Column “right 1”: write what belongs to the answer beside it."),
        (["p", None, "en", "Why?"], "Column “type”: write the type of the question."),
        (["p", "single", "en", "Why?", "A", "x"], "Give between 2 and 20 choices."),
        (["p", "single", "en", "Why?", datetime.date(2026, 1, 2), "x"],
         "Column “answer 1”: it is a date: format the cell as text and write it again."),
        (["p", "single", "en", "Why?", "=1+1", "x"],
         "Column “answer 1”: its formula has no value yet: write the value."),
        (["p", "single", "en", "Why?", "#DIV/0!", "x"], "Column “answer 1”: it shows an error: #DIV/0!."),
    ],
)  # fmt: skip
def test_a_fault_has_its_row_and_its_column(row, why):
    header = "code type language question answer_1 right_1 answer_2 right_2"
    found = faults(book(["q1", "single", "en", "Where?", "Accra", "x", "Lomé", None], row, header=header))
    assert found == [(3, why)]


def test_columns_that_are_not_ours_and_merged_cells():
    assert faults(book(["single"], header="type kuestion")) == [
        (1, "The column “kuestion” is not known, or stands here twice. Notes of your own begin with #."),
        (1, "The column “question” is missing."),
    ]
    fine = book(["free text", "Why?", "mine"], header="TYPE Question #remark")
    assert (faults(fine), len(sheets.read(fine, "en").questions)) == ([], 1)
    merged = book(["free text", "Why?"], sheet=lambda sheet: sheet.merge_cells("A2:A3"))
    assert faults(merged) == [(1, "The cells A2:A3 are merged: divide them.")]
    assert faults(book(header="type question type"))[0][0] == 1


def test_questions_of_one_name_without_codes_stay_apart():
    header = "name type question language"
    rows = [
        ["Same", "free_text", "One?", "en"],
        ["Same", "free_text", "Two?", "en"],
        ["Same", "free_text", "Un ?", "fr"],
    ]
    first, second = sheets.read(book(*rows, header=header), "en").questions
    assert [each["stem"] for each in first.content["texts"].values()] == ["One?", "Un ?"]
    assert list(second.content["texts"]) == ["en"]


def test_the_sheet_of_questions_is_found_by_its_name():
    def add(made):
        made.active.title = "Notes"
        sheet = made.create_sheet("Questions")
        sheet.append(["type", "question"])
        sheet.append(["free_text", "Why?"])

    assert len(sheets.read(book(book=add), "en").questions) == 1


def test_the_examples_of_the_template_are_right():
    reading = sheets.read(sheet_template.template(), "en")
    assert (reading.faults, reading.left_out) == ([], [])
    assert [each.kind for each in reading.questions] == list(CONTENTS)
    assert set(reading.questions[0].content["texts"]) == {"en", "fr"}
    explained = {part for title, _text in sheet_template.explanations() for part in title.split(", ")}
    assert set(CONTENTS) <= explained


# Hostile


def packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def changed(change) -> bytes:
    """A right sheet, with the XML of its first sheet changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(["free_text", "Why?"]))) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part.endswith("sheet1.xml") else data)
    return file.getvalue()


DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"type,question\n",
        b"PK\x03\x04rubbish",
        packed(a=b"x"),
        packed(xl__workbook_xml=b"<x/>"),
        packed(xl__workbook_xml=b"not xml"),
        book(["free_text", "Why?"])[:-200],
        changed(lambda xml: DTD + xml.partition(b"?>")[2]),
        changed(lambda xml: xml.decode().encode("utf-16")),
        changed(lambda xml: xml[:-40]),
    ],
)
def test_what_is_no_sheet_is_one_fault(data):
    found = sheets.read(data, "en")
    assert (found.questions, [fault.line for fault in found.faults]) == ([], [1])


def test_what_would_take_all_memory_is_refused(monkeypatch):
    monkeypatch.setattr(sheet_cells, "MOST_UNPACKED", 10_000)
    bomb = packed(xl__workbook_xml=b" " * 20_000)
    assert len(bomb) < 500
    assert "too big once unpacked" in faults(bomb)[0][1]
    monkeypatch.undo()
    monkeypatch.setattr(sheet_cells, "MOST_ROWS", 3)
    assert "more than 3 rows" in faults(book(*[["free_text", "Why?"]] * 5))[0][1]
    monkeypatch.undo()
    far = changed(lambda xml: xml.replace(b'r="A2"', b'r="XFD2"').replace(b'ref="A1:F2"', b'ref="A1:XFD1048576"'))
    assert faults(far) != []
    assert "more than 1300 columns" in faults(book(header=" ".join(["#x"] * 1301)))[0][1]


def test_a_picture_that_is_no_base64_is_kept_as_nothing():
    def add(made):
        sheet = made.create_sheet("Pictures")
        sheet.append(["name", "piece", "base64"])
        sheet.append(["a.png", 1, "%%%"])

    data = book(["free_text", '<img src="media:a.png">?', "html"], header="type question format", book=add)
    assert sheets.read(data, "en").questions[0].pictures == (Picture("a.png", b""),)
