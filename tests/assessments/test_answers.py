"""What is an answer, a number, a text that fits: pure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import kinds, papers
from assessments.counting import what_counts
from assessments.drawing import shuffled
from assessments.numerals import NotANumber, read_number, read_quantity
from assessments.schemas import problems
from assessments.wording import fits
from tests.assessments.contents import CONTENTS, RIGHT, free_text, numeric, ordering

ONE = Decimal(1)


def paper_of(kind: str) -> dict:
    return papers.asked(1, kind, CONTENTS[kind](), ONE, list)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("12.5", "en", "12.5"), ("12,5", "en", "12.5"), ("1,500", "en", "1500"), ("1,234,567.8", "en", "1234567.8"),
        ("1,5", "fr", "1.5"), ("1 500,5", "fr", "1500.5"), ("1\u202f500", "fr", "1500"), ("3.142", "fr", "3.142"),
        ("1.234.567,8", "es", "1234567.8"), ("0.125", "pt", "0.125"), ("١٢٣", "ar", "123"), ("١٢٫٥", "ar", "12.5"),
        ("۱۲", "ar", "12"), ("\u22125", "en", "-5"), ("+.5", "en", "0.5"), ("5.", "en", "5"), ("1.5e3", "en", "1500"),
        ("1.5 × 10^3", "en", "1500"), ("1.5E3", "en", "1500"), ("1.5X10^3", "en", "1500"),
        ("١،٥", "ar", "1.5"), (" 7 ", "en", "7"), ("１２", "en", "12"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, language, number):
    assert read_number(text, language) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1e999",
        "1e-999",
        "NaN",
        "inf",
        "-",
        "1,2,3",
        "1.2.3",
        "1 2",
        "12 13",
        "five",
        "1-2",
        "9" * 101,
        "½",
        "1½",
        "5²",
        "1_000",
        "1e9999",
    ],
)
def test_what_is_no_number_or_two_is_none(text):
    with pytest.raises(NotANumber):
        read_number(text)


def test_what_can_be_read_in_two_ways_is_asked_for_again():
    with pytest.raises(NotANumber) as found:
        read_number("1.500", "es")
    assert found.value.ambiguous
    assert "two ways" in papers.number_fault("1.500", "es")


def test_a_unit_stands_behind_the_number():
    assert [read_quantity(text) for text in ("12 kg", "12%", "5 km/h", "3 m²")] == [
        (Decimal(12), "kg"), (Decimal(12), "%"), (Decimal(5), "km/h"), (Decimal(3), "m2"),
    ]  # fmt: skip


@given(st.text(max_size=120), st.sampled_from(["en", "fr", "es", "pt", "ar"]))
def test_any_text_is_a_number_or_is_none_and_never_an_error(text, language):
    try:
        found = read_quantity(text, language)[0]
    except NotANumber:
        assert papers.number_fault(text, language) or not text.strip()
    else:
        assert found.is_finite()


@pytest.mark.parametrize(
    ("accepted", "said", "right"),
    [
        ("São Tomé", "sao tome", True), ("São Tomé", "Sao  Tome ", True), ("l’eau", "L'eau", True),
        ("Nairob*", "Nairobi", True),
        ("*frontier*", "the frontier post", True), ("a*b", "ab", True), ("a*a", "a", False), (r"2\*3", "2*3", True),
        (r"2\*3", "2 and 3", False), ("*", "", True), ("مُحَمَّد", "محمد", True), ("123", "١٢٣", True),
        ("ab", "a b", False),
    ],
)  # fmt: skip
def test_texts_fit_with_wildcards_and_without_marks(accepted, said, right):
    assert fits(accepted, said) is right


def test_case_and_accents_count_where_it_says_so():
    assert not fits("Nairobi", "nairobi", case=False)
    assert not fits("Tomé", "Tome", accents=False)


@given(st.text(alphabet="ab*\\ ", max_size=12), st.text(alphabet="ab ", max_size=40))
def test_a_pattern_of_any_stars_is_quick_and_gives_an_answer(accepted, said):
    assert fits(accepted, said) in (True, False)


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_the_content_of_each_type_is_right_and_any_part_missing_is_named(kind):
    content = CONTENTS[kind]("en fr ar")
    assert problems(kind, content) == []
    for name in content:
        if name not in ("rubric", "scoring"):
            assert problems(kind, {key: value for key, value in content.items() if key != name})
    content["texts"]["fr"]["stem"] = " "
    assert any("fr" in sentence for sentence in problems(kind, content))


@pytest.mark.parametrize("kind", kinds.KINDS)
@given(
    garbage=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_no_content_however_broken_is_an_error(kind, garbage):
    assert isinstance(problems(kind, garbage if isinstance(garbage, dict) else {"texts": garbage}), list)


@pytest.mark.parametrize("kind", RIGHT)
def test_the_right_answer_is_an_answer_and_whole_and_none_is_neither(kind):
    paper = paper_of(kind)
    right = papers.given(paper, RIGHT[kind])
    assert papers.real(paper, right) == RIGHT[kind]
    assert papers.fault(paper, right, "en") == ""
    assert papers.is_whole(paper, right)
    assert not papers.is_empty(paper, right)
    assert papers.is_empty(paper, [])
    assert not papers.is_whole(paper, [])


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("single", ["z"]), ("single", ["a", "b"]), ("multiple", ["a", "a"]), ("matching", ["a:9"]),
        ("matching", ["z:1"]),
        ("matching", ["a:1", "a:2"]), ("ordering", ["a:0"]), ("ordering", ["a:4"]), ("ordering", ["a:1", "a:2"]),
        ("short_text", ["a", "b"]), ("short_text", ["x" * 1001]), ("short_text", ["a\0"]),
        ("short_text", ["\ud800"]), ("numeric", ["1e999"]), ("numeric", ["12 kg"]),
        ("numeric", ["NaN"]), ("numeric", ["five"]), ("gap_text", ["1:z"]), ("gap_text", ["9:a"]),
        ("gap_text", ["3:x"]),
        ("gap_text", ["2:" + "x" * 1001]), ("free_text", ["x" * 20_001]), ("free_text", ["x" * 1_000_000]),
    ],
)  # fmt: skip
def test_what_is_no_answer_gets_a_sentence(kind, answer):
    said = papers.fault(paper_of(kind), answer, "en")
    assert said.endswith(".")
    assert len(said) < 200


def test_a_text_may_hold_colons_and_is_not_taken_for_parts():
    paper = papers.asked(1, "free_text", free_text(), ONE, list)
    assert not papers.is_empty(paper, ["Note:"])


@given(st.randoms(), st.permutations("abcd"))
def test_an_ordering_is_never_shown_as_it_is_right(chance, items):
    content = ordering() | {"items": list(items)}
    for mix in (list, lambda things: shuffled(things, chance)):
        shown = list(papers.asked(1, "ordering", content, ONE, mix)["keys"]["choices"].values())
        assert sorted(shown) == sorted(items)
        assert shown != list(items)


def test_nothing_of_what_is_right_is_on_the_paper():
    for kind in kinds.KINDS:
        assert not {"correct", "pairs", "accepted", "texts", "weights", "rubric"} & set(paper_of(kind))
    assert "12.5" not in str(papers.asked(1, "numeric", numeric(), ONE, list))


def test_the_keys_on_a_paper_are_places_whatever_those_of_the_content_are():
    paper = paper_of("matching")
    assert (paper["prompts"], paper["options"]) == (["1", "2"], ["1", "2", "3"])
    turned = papers.asked(1, "matching", CONTENTS["matching"](), ONE, list, lambda things: things[::-1])
    assert turned["keys"]["options"] == {"1": "3", "2": "2", "3": "1"}
    assert papers.given(turned, ["a:2", "b:1"]) == ["1:2", "2:3"]
    assert papers.real(turned, ["1:2", "2:3"]) == ["a:2", "b:1"]


def test_the_attempt_that_counts_is_the_best_last_first_or_the_mean():
    attempts = [(1, Decimal(40)), (2, Decimal(90)), (3, Decimal(90)), (4, Decimal(60))]
    found = {rule: what_counts(rule, attempts) for rule in ("best", "last", "first", "average")}
    assert {rule: (each.percent, each.attempt) for rule, each in found.items()} == {
        "best": (90, 2), "last": (60, 4), "first": (40, 1), "average": (70, None),
    }  # fmt: skip
