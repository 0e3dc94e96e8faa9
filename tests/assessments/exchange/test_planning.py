"""The dry run: what would become of each question, and that nothing is written by it."""

import copy
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given as for_all
from hypothesis import strategies as st

from assessments.exchange.applying import apply_plan
from assessments.exchange.cleaning import clean, clean_content, is_clean
from assessments.exchange.comparing import aligned, fitted, same, structure_of
from assessments.exchange.formats import FORMATS, Unknown, read_file, recognised
from assessments.exchange.language_codes import language_in
from assessments.exchange.planning import plan, slug_of
from assessments.exchange.questions import Fault, LeftOut
from assessments.models import Category, Question
from elearning.text import clean_html
from tests.assessments.exchange.samples import CONTENTS, LANGUAGES, all_types, given, in_languages, reading

KINDS = sorted(CONTENTS)


# Comparing


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_be_left_out_makes_no_difference(kind):
    content = copy.deepcopy(CONTENTS[kind])
    for texts in content["texts"].values():
        texts |= {"format": "plain", "stem": f" {texts['stem']}\n"}
    assert same(kind, content, CONTENTS[kind])
    for texts in content["texts"].values():
        texts["format"] = "html"
    assert not same(kind, content, CONTENTS[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_another_text_is_a_difference(kind):
    content = copy.deepcopy(CONTENTS[kind])
    content["texts"]["ar"]["general_feedback"] = "Other."
    assert not same(kind, content, CONTENTS[kind])


NAMES = {
    "single": {"choices": "abc"},
    "matching": {"prompts": "ab", "options": "123"},
    "ordering": {"items": "abc"},
}


@pytest.mark.parametrize("kind", NAMES)
@for_all(st.permutations(["k1", "k2", "k3"]))
def test_keys_of_a_file_become_those_of_the_bank(kind, names):
    before = CONTENTS[kind]
    renamed = copy.deepcopy(before)
    for place, keys in NAMES[kind].items():
        new = dict(zip(keys, names, strict=False))
        renamed[place] = [new[key] for key in renamed[place]]
        for said in renamed["texts"].values():
            said[place] = {new[key]: value for key, value in said[place].items()}
        for name in ("correct",) if place == "choices" else ():
            renamed[name] = [new[key] for key in renamed[name]]
        if kind == "matching":
            pairs = renamed["pairs"].items()
            renamed["pairs"] = {
                new.get(key, key) if place == "prompts" else key: new.get(value, value) if place == "options" else value
                for key, value in pairs
            }
    assert same(kind, aligned(kind, renamed, before), before)
    assert same(kind, fitted(kind, renamed, before), before)


def test_gaps_that_are_counted_anew_fit_by_their_place():
    before = CONTENTS["gap_text"]
    anew = {"1": "2", "2": "1", "3": "3"}
    gaps = {anew[key]: gap for key, gap in before["gaps"].items()}
    texts = {
        language: said
        | {
            "stem": said["stem"].replace("[[2]]", "[[x]]").replace("[[1]]", "[[2]]").replace("[[x]]", "[[1]]"),
            "gaps": {anew[key]: gap for key, gap in said["gaps"].items()},
        }
        for language, said in before["texts"].items()
    }
    content = before | {"gaps": gaps, "texts": texts}
    assert not same("gap_text", content, before)
    assert same("gap_text", fitted("gap_text", content, before), before)
    heavier = {key: gap | {"weight": str(Decimal(gap["weight"]) * 10)} for key, gap in before["gaps"].items()}
    assert structure_of("gap_text", before | {"gaps": heavier}) == structure_of("gap_text", before)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", [{}, {"texts": {}}])
def test_nothing_to_compare_with_is_no_failure(kind, other):
    content = CONTENTS[kind]
    assert same(kind, fitted(kind, content, {"texts": {}} | other), content)


# Planning


@pytest.mark.django_db
def test_a_dry_run_writes_nothing_and_names_everything():
    read = all_types()
    read.left_out.append(LeftOut(20, "Odd", "No type of ours."))
    read.faults.append(Fault(21, "Broken."))
    with CaptureQueriesContext(connection) as queries:
        found = plan(read, bank="CEP", language="en")
    assert not [query for query in queries if not query["sql"].startswith("SELECT")]
    assert found.counts == {"new": 9, "changed": 0, "unchanged": 0, "refused": 0, "left_out": 1, "faults": 1}
    assert [(item.line, item.code, item.label) for item in found.items][:2] == [
        (1, "c-single", "new"),
        (2, "c-multiple", "new"),
    ]
    assert (Category.objects.count(), Question.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"points": Decimal(0)}, "points must lie between"),
        ({"points": Decimal(1000)}, "points must lie between"),
        ({"objective": "M" * 21}, "objective is longer"),
        ({"category": ("x" * 121,)}, "more than 120 signs"),
        ({"category": ("x",) * 21}, "too deep"),
        ({"tags": ("x" * 101,)}, "A tag is longer"),
    ],
)
def test_what_the_bank_cannot_hold_is_refused_with_its_reason(fields, why):
    (item,) = plan(reading(given(line=7, **fields)), bank="CEP", language="en").items
    assert (item.outcome, item.line) == ("refused", 7)
    assert why in item.reasons[0]


@pytest.mark.django_db
def test_points_are_rounded_with_a_note_and_long_names_are_cut():
    read = reading(given(points=Decimal("0.33333"), name="n" * 300))
    (item,) = plan(read, bank="CEP", language="en").items
    assert (item.points, item.notes) == (Decimal("0.33"), ("Its points are rounded to 0.33.",))
    apply_plan(plan(read, bank="CEP", language="en"), by=None)
    assert len(Question.objects.get().name) == 255
    assert plan(read, bank="CEP", language="en").writes == []


@pytest.mark.django_db
def test_a_translation_does_not_change_points_or_names():
    apply_plan(plan(reading(given(code="q", points=Decimal(2))), bank="CEP", language="en"), by=None)
    french = given(code="q", name="Nom", content=in_languages(CONTENTS["single"], "fr"), points=Decimal(3))
    (item,) = plan(reading(french), bank="CEP", language="fr").items
    assert (item.outcome, item.notes) == ("unchanged", ("Its points stay 2.00.",))


@pytest.mark.django_db
def test_the_digest_tells_one_plan_from_another():
    def digest(read, **values):
        return plan(read, **{"bank": "CEP", "language": "en"} | values).digest

    one = digest(all_types())
    assert digest(all_types()) == one
    assert digest(all_types(), bank="Other") != one
    assert digest(all_types(), state="draft") != one
    other = all_types()
    other.questions[0] = replace(other.questions[0], tags=("x",), objective="O")
    apply_plan(plan(all_types(), bank="CEP", language="en"), by=None)
    assert digest(other) != digest(all_types()) != one


@pytest.mark.parametrize("code", ["q", "M1-Q1_x", "x" * 100])
def test_a_slug_stays(code):
    assert slug_of(code) == code


@for_all(st.text(min_size=1))
def test_any_code_becomes_a_slug_that_is_always_the_same(code):
    slug = slug_of(code)
    assert slug == slug_of(code) == slug_of(slug)
    assert len(slug) <= 100
    assert slug.isascii()


# Formats and languages


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("x.txt", b"Why? {}", "gift"),
        ("x.gift", "\ufeffWhy? {}".encode(), "gift"),
        ("x.xml", b'<?xml version="1.0"?>\n<quiz></quiz>', "moodle-xml"),
        ("x.txt", b"<quiz/>", "moodle-xml"),
        ("x.xml", b"<assessmentItem/>", "qti"),
        ("x.zip", b"PK\x03\x04imsmanifest.xml", "qti"),
        ("x.zip", b"PK\x03\x04 xl/workbook.xml", "xlsx"),
    ],
)
def test_a_format_is_told_by_what_the_file_holds(name, data, expected):
    assert recognised(name, data).name == expected


@pytest.mark.parametrize(("name", "data"), [("x.doc", b"\xd0\xcf"), ("x.txt", b"a\0b"), ("x", b"")])
def test_an_unknown_format_is_said(name, data):
    with pytest.raises(Unknown, match="no format that is known"):
        recognised(name, data)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("data", [b"", b"\0\xff\xfe", b"<" * 1000, b"PK\x03\x04", b"::a::b{=c"])
def test_rubbish_of_any_format_raises_nothing(name, data):
    _format, found = read_file("x", data, "en", name)
    assert found.questions == []


def test_a_file_that_is_too_big_is_not_read(monkeypatch):
    monkeypatch.setattr("assessments.exchange.formats.LARGEST", 3)
    assert "larger than" in read_file("x.gift", b"Why? {}", "en")[1].faults[0].reason


@pytest.mark.parametrize(
    ("text", "code"),
    [("fr", "fr"), (" French ", "fr"), ("pt_BR", "pt-br"), ("", ""), ("no such", ""), ("x", ""), ("ARABIC", "ar")],
)
def test_a_language_is_a_code_or_a_name(text, code):
    assert language_in(text) == code


def test_the_samples_are_in_three_languages():
    assert {tuple(content["texts"]) for content in CONTENTS.values()} == {LANGUAGES}


# Cleaning


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<br>",
        "<i>",
        "</i>",
        "a",
        " ",
        "\n",
        "é",
        "&amp;",
    ]
    + [
        "&lt;b&gt;",
        "&",
        "<",
        ">",
        '<img src="media:a.png" alt="it">',
        '<img src="http://x">',
        "<script>",
        "\x00",
        "&nbsp;",
    ]
)


@for_all(st.lists(PIECES, max_size=9).map("".join) | st.text(max_size=12))
def test_what_is_called_clean_is_not_changed_by_the_cleaner(text):
    cleaned = clean_html(text, pictures=True)
    assert clean(text) == cleaned
    assert not is_clean(text) or cleaned == text


def test_content_that_is_not_clean_yet_is_cleaned():
    texts = {"stem": "<script>x</script>So?", "format": "html", "accepted": [{"text": "a<b", "share": "100"}]}
    content = clean_content({"texts": {"en": texts, "fr": {"stem": "a < b"}}})
    assert content["texts"]["en"]["stem"] == "So?"
    assert content["texts"]["en"]["accepted"][0]["text"] == "a<b"
    assert content["texts"]["fr"] == {"stem": "a < b"}
