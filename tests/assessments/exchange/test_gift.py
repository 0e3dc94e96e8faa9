"""GIFT: what Moodle's importer would make of it, every fault with its line, and there and back."""

import time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.exchange.gift import read
from assessments.exchange.gift_writing import write
from assessments.exchange.questions import FileQuestion
from assessments.marking import mark
from assessments.schemas import problems

from . import generated
from .generated import LANGUAGE, same


def only(text, language="en"):
    """The one question that the text gives."""
    reading = read(text, language)
    assert (reading.faults, reading.left_out) == ([], [])
    (question,) = reading.questions
    return question


def said(question, language="en"):
    return question.content["texts"][language]


def faults(text):
    reading = read(text, "en")
    return [(fault.line, fault.reason) for fault in reading.faults]


def without_special(kind_and_content):
    """GIFT takes an arrow in one of several short answers for a pair: the writer leaves those out."""
    kind, content = kind_and_content
    accepted = content["texts"][LANGUAGE].get("accepted", [])
    return kind != "short_text" or len(accepted) < 2 or not any("->" in each["text"] for each in accepted)


KINDS = [
    generated.single(),
    generated.multiple(),
    generated.true_false(),
    generated.matching(),
    generated.short_text().filter(without_special),
    generated.numeric(),
    generated.free_text(),
]


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(generated.questions(*KINDS))
def test_what_is_written_is_read_the_same(questions):
    text, left_out = write(questions, LANGUAGE)
    reading = read(text, LANGUAGE)
    assert left_out == []
    assert (reading.faults, reading.left_out) == ([], [])
    assert [same(question) for question in reading.questions] == [same(question) for question in questions]


@settings(max_examples=500, deadline=2000)
@given(st.lists(st.sampled_from([*generated.PIECES, "\n\n", "//[id:x]", "{#", "=%50%", "\0", "\r"]), max_size=40))
def test_no_text_whatever_breaks_the_reader(pieces):
    reading = read("".join(pieces), "en")
    assert all(problems(each.kind, each.content) == [] for each in reading.questions)
    assert all(fault.line >= 1 and fault.reason for fault in reading.faults)


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_no_bytes_whatever_break_the_reader(data):
    read(data, "en")


def test_one_choice():
    question = only(
        "::Capitals::Which is the capital of Kenya?{\n=Nairobi#Yes\n~Mombasa#Look at a map\n~Kisumu\n####See M1}"
    )
    assert (question.kind, question.name, question.line) == ("single", "Capitals", 1)
    assert question.content == {
        "choices": ["a", "b", "c"],
        "correct": ["a"],
        "scoring": "all",
        "texts": {
            "en": {
                "stem": "Which is the capital of Kenya?",
                "general_feedback": "See M1",
                "choices": {
                    "a": {"text": "Nairobi", "feedback": "Yes"},
                    "b": {"text": "Mombasa", "feedback": "Look at a map"},
                    "c": {"text": "Kisumu", "feedback": ""},
                },
            }
        },
    }


def test_one_choice_with_a_part_for_some():
    content = only("Hard?{~wrong ~%50%half =whole}").content
    assert (content["scoring"], content["weights"]) == ("weights", {"a": "0", "b": "50", "c": "100"})
    assert content["correct"] == ["c"]


def test_several_choices_where_no_equals_sign_stands():
    question = only("Who?{~%-50%No one ~%33.33333%Ada ~%33.33333%Grace ~%33.33334%Edsger}")
    assert question.kind == "multiple"
    assert question.content["correct"] == ["b", "c", "d"]
    assert question.content["weights"] == {"a": "-50", "b": "33.33333", "c": "33.33333", "d": "33.33334"}


def test_one_choice_of_which_several_are_wholly_right_keeps_them():
    (question,) = read("One?{=a =b ~c}", "en").questions
    assert (question.kind, question.content["correct"]) == ("single", ["a", "b"])
    earned = [mark("single", question.content, [key], Decimal(1)) for key in "abc"]
    assert earned == [1, 1, 0]


@pytest.mark.parametrize(
    ("answers", "correct", "if_true", "if_false"),
    [
        ("T", "true", "", ""),
        ("FALSE#No!", "false", "No!", ""),
        ("F#No!#Yes!", "false", "No!", "Yes!"),
        ("TRUE#No!#Yes!", "true", "Yes!", "No!"),
        ("TRUE##Yes!####all", "true", "Yes!", ""),
    ],
)
def test_true_or_false(answers, correct, if_true, if_false):
    question = only(f"The sun rises.{{{answers}}}", "pt")
    assert (question.kind, question.content["correct"]) == ("true_false", [correct])
    assert said(question, "pt")["choices"] == {
        "true": {"text": "Verdadeiro", "feedback": if_true},
        "false": {"text": "Falso", "feedback": if_false},
    }


def test_short_text_folds_case_and_keeps_accents():
    question = only("Two and two?{=four =%75%fuor#A slip =quatre}")
    assert question.kind == "short_text"
    assert (question.content["fold_case"], question.content["fold_accents"]) == (True, False)
    assert said(question)["accepted"] == [
        {"text": "four", "share": "100", "feedback": ""},
        {"text": "fuor", "share": "75", "feedback": "A slip"},
        {"text": "quatre", "share": "100", "feedback": ""},
    ]


def test_matching_with_a_right_side_that_belongs_to_nothing():
    question = only("Match.{=Kenya -> Nairobi =Ghana -> Accra = -> Lagos =Ashanti -> Accra}")
    content = question.content
    assert (question.kind, content["scoring"]) == ("matching", "partial")
    assert content["pairs"] == {"a": "1", "b": "2", "c": "2"}
    assert {key: each["text"] for key, each in said(question)["options"].items()} == {
        "1": "Nairobi",
        "2": "Accra",
        "3": "Lagos",
    }


@pytest.mark.parametrize(
    ("answers", "accepted"),
    [
        ("#3", [("3", "0", "100")]),
        ("#3:0.1", [("3", "0.1", "100")]),
        ("#-1..5", [("2", "3", "100")]),
        ("#=1822:0 =%50%1822:2", [("1822", "0", "100"), ("1822", "2", "50")]),
        ("#=5#yes ~#no", [("5", "0", "100"), ("*", "0", "0")]),
        ("#=5 =%0%*#no", [("5", "0", "100"), ("*", "0", "0")]),
    ],
)
def test_numbers(answers, accepted):
    question = only(f"How many?{{{answers}}}")
    assert question.kind == "numeric"
    found = [(each["value"], each["tolerance"], each["share"]) for each in question.content["accepted"]]
    assert found == accepted


def test_an_essay_and_a_description():
    assert only("Write about it. {}").kind == "free_text"
    assert said(only("Write about it. {####Thanks}"))["general_feedback"] == "Thanks"
    reading = read("Only words.\n\nMore words?{T}", "en")
    assert [(each.line, each.name) for each in reading.left_out] == [(1, "Only words.")]
    assert len(reading.questions) == 1


def test_a_missing_word():
    question = only("The capital of Kenya is {=Nairobi ~Lagos}, not Lagos.")
    assert said(question)["stem"] == "The capital of Kenya is _____, not Lagos."


def test_escapes_are_the_signs_themselves():
    question = only(r"\{2 \= 2\}\: a\\b \#1 \~ C:\new{=x\=y\}\nz ~\~}")
    assert said(question)["stem"] == "{2 = 2}: a\\b #1 ~ C:\new"
    assert said(question)["choices"]["a"]["text"] == "x=y}\nz"
    assert said(question)["choices"]["b"]["text"] == "~"


def test_formats_of_the_stem_and_of_single_texts():
    question = only("[markdown]Is *this* so?{=[html]<p>Yes<br></p>#[plain]a < b ~No &amp; no}")
    assert said(question)["format"] == "html"
    assert said(question)["stem"] == "<p>Is <em>this</em> so?</p>"
    assert said(question)["choices"]["a"] == {"text": "<p>Yes<br></p>", "feedback": "a &lt; b"}
    assert said(only("[odd]What?{T}"))["stem"] == "[odd]What?"


def test_a_byte_order_mark_and_line_ends_of_any_system():
    reading = read("\ufeffA?{T}\r\n\r\nB?{F}\r\rC?{T}", "en")
    assert [(each.line, each.name) for each in reading.questions] == [(1, "A?"), (3, "B?"), (5, "C?")]


def test_comments_stand_anywhere():
    question = only("// one\nWhat?{\n// two\n=a\n  //three\n~b\n}\n// four\n")
    assert [each["text"] for each in said(question)["choices"].values()] == ["a", "b"]
    assert question.line == 2


def test_comments_carry_the_code_and_the_tags():
    question = only("// question: 3 [id:M1\\]-7] [tag:easy] [tag: two words ]\n// [points:2.5]\nWhat?{T}")
    assert (question.code, question.tags, question.points) == ("M1]-7", ("easy", "two words"), Decimal("2.5"))
    assert only("// [id:far]\n\nWhat?{T}").code == ""


def test_categories_hold_until_the_next():
    text = (
        "$CATEGORY: $course$/top/Law/Sea // air\n\nA?{T}\n\n$CATEGORY: Other\nB?{T}\n\n$CATEGORY: $course$/top\n\nC?{T}"
    )
    reading = read(text, "en")
    assert [each.category for each in reading.questions] == [("Law", "Sea / air"), ("Other",), ()]


def test_an_open_brace_goes_on_over_empty_lines():
    question = only("What?{\n\n=a\n\n// said\n\n~b\n\n}")
    assert [each["text"] for each in said(question)["choices"].values()] == ["a", "b"]


def test_a_forgotten_brace_does_not_swallow_the_next_question():
    reading = read("One?{=a ~b\n\nTwo?{T}\n\n::Three::Three?{=a\n\nwords", "en")
    assert [(each.line, "}" in each.reason) for each in reading.faults] == [(1, True), (5, True)]
    assert [each.name for each in reading.questions] == ["Two?"]
    assert [each.line for each in reading.left_out] == [7]


def test_the_name_is_the_beginning_of_the_stem():
    assert only("word " * 40 + "{T}").name == "word " * 15 + "word…"
    assert only("x" * 200 + "{T}").name == "x" * 79 + "…"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("What?{~a ~b}", "No choice is right"),
        ("What?{~%150%a ~b}", "outside -100 to 100"),
        ("What?{~%50%a ~b}", "add up to 50"),
        ("{T}", "empty"),
        ("What?}", "before any {"),
        ("What?}{", "before any {"),
        ("What?{T} and {F}", "More braces"),
        ("What?{#}", "no answer"),
        ("What?{#many}", "“many” is no number"),
        ("What?{#3:wide}", "tolerance “wide”"),
        ("What?{#5..1}", "ends below"),
        ("What?{#1..x}", "no two numbers"),
        ("What?{=%50%a}", "wholly right"),
        ("What?{=a ~}", "empty"),
        ("What?{=a ~a}", "same"),
        ("What?{=a -> 1 =b}", "is no pair"),
        ("What?{=a -> 1}", "between 2 and 20"),
        ("What?{=0 ~" + " ~".join(str(n) for n in range(1, 21)) + "}", "21 choices"),
        ("// [points:many]\nWhat?{T}", "“many”"),
    ],
)
def test_every_fault_has_its_line_and_reason(text, part):
    ((line, reason),) = faults(f"Fine?{{T}}\n\n{text}")
    assert line == 3 + text.startswith("//")
    assert part in reason


def test_signs_that_are_no_text_are_faults_of_their_lines():
    found = faults("A?{T}\n\nB\0?{T}\n\nC?{T}\n\nD\x1b?{F}")
    assert [(line, reason[-7:]) for line, reason in found] == [(3, "U+0000."), (7, "U+001B.")]


def test_a_file_that_is_not_utf_8_is_a_fault_of_its_line():
    assert [line for line, _reason in faults("A?{T}\n\nÉ?{T}".encode("latin-1"))] == [3]


def test_thousands_of_questions_are_read_in_seconds():
    text = "\n\n".join(f"::q{n}::[html]<p>Is <b>{n}</b> &amp; so?</p>{{=%100%a{n} =%50%b#no}}" for n in range(5000))
    start = time.process_time()
    assert len(read(text, "en").questions) == 5000
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        "{" * 100000,
        "x{\n\n" * 20000,
        "// " + "[id:" * 50000,
        "q{#" + "=" * 50000 + "}",
        "[html]" + "<p>" * 20000 + "{=a}",
    ]
    + [
        "[markdown]" + "[" * 20000 + "{=a}",
        "[markdown]" + "1. " * 1000 + "{=a}",
        "[html]<img " + "src " * 50000 + "{=a}",
    ],
)
def test_nothing_makes_the_reader_slow(text):
    start = time.process_time()
    read(text, "en")
    assert time.process_time() - start < 3


def question_of(kind, content, **more):
    return FileQuestion(line=7, kind=kind, name="It", content=content, **more)


STEM = {"stem": "x"}
ITEMS = {"items": {"a": {"text": "one"}, "b": {"text": "two"}}}
GAP = {"gaps": {"1": {"type": "text", "weight": "1"}}}
ACCEPTED = [{"text": "a->b", "share": "100"}, {"text": "c", "share": "50"}]
NUMBER = {"accepted": [{"key": "a", "value": "1", "tolerance": "0", "share": "100"}]}


@pytest.mark.parametrize(
    ("kind", "content", "texts", "part"),
    [
        ("ordering", {"items": ["a", "b"]}, STEM | ITEMS, "no such type"),
        ("gap_text", GAP, {"stem": "[[1]]", "gaps": {"1": {"accepted": ACCEPTED}}}, "no such type"),
        ("free_text", {"rubric": [{"key": "a", "points": "1"}]}, STEM | {"rubric": {"a": {"text": "y"}}}, "rubric"),
        ("free_text", {}, {"stem": '<img src="media:x.png">', "format": "html"}, "pictures"),
        ("numeric", NUMBER | {"units": [{"unit": "m", "factor": "1"}]}, STEM, "units"),
        ("short_text", {}, STEM | {"accepted": ACCEPTED}, "->"),
        ("short_text", {}, STEM, "not complete"),
        ("free_text", {}, {}, "no text in"),
    ],
)
def test_what_gift_cannot_hold_is_named_and_keeps_nothing_else_out(kind, content, texts, part):
    question = question_of(kind, content | {"texts": {"en": texts}})
    fine = question_of("free_text", {"rubric": [], "texts": {"en": {"stem": "Write"}}})
    text, left_out = write([question, fine], "en")
    assert [(each.line, each.name, part in each.reason) for each in left_out] == [(7, "It", True)], left_out
    assert [said(each)["stem"] for each in read(text, "en").questions] == ["Write"]


def test_moodle_sees_weights_where_we_mark_otherwise():
    texts = {"en": {"stem": "Which?", "choices": {key: {"text": key} for key in "abcd"}}}
    content = {"choices": list("abcd"), "correct": ["a", "b"], "scoring": "negative", "texts": texts}
    text, _left_out = write([question_of("multiple", content)], "en")
    assert text == ("// [scoring:negative]\n::It::[plain]Which?{\n\t~%50%a\n\t~%50%b\n\t~%-50%c\n\t~%-50%d\n}\n")
