"""Marking and drawing: pure."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import kinds, papers
from assessments.drawing import draw
from assessments.marking import mark, percent
from assessments.schemas import problems
from tests.assessments.contents import CONTENTS, RIGHT, gap_text, matching, numeric, ordering, short_text
from tests.assessments.factories import make_content

ONE, NONE = Decimal(1), Decimal(0)
AUTOMATIC = [kind for kind in kinds.KINDS if kind != kinds.FREE_TEXT]
points = st.decimals("0.25", "10", places=2)
SCORED = [
    (kind, CONTENTS[kind]() | ({"scoring": scoring} if scoring else {}))
    for kind in AUTOMATIC
    for scoring in kinds.SCORINGS.get(kind, ("",))
    if scoring != "weights"
] + [
    ("single", make_content() | {"scoring": "weights", "weights": {"a": "100", "b": "33.33333", "c": "-50"}}),
    (
        "multiple",
        make_content("ab") | {"scoring": "weights", "weights": {"a": "33.33333", "b": "66.66667", "c": "-50"}},
    ),
]
text = st.one_of(st.text(max_size=30), st.from_regex(r"\A[-+0-9.,eE ]{0,12}\Z"))


@st.composite
def questions(draw_from):
    """A question of any type and scoring, with an answer that the save would keep."""
    kind, content = draw_from(st.sampled_from(SCORED))
    paper = papers.asked(1, kind, content, ONE, list)
    if kind in kinds.OF_CHOICES:
        most = None if kind == kinds.MULTIPLE else 1
        answer = draw_from(st.lists(st.sampled_from(paper["choices"]), unique=True, max_size=most))
    elif keys := papers.parts_of(paper):
        values = {"matching": paper.get("options"), "ordering": ["1", "2", "3"]}.get(kind)
        said = draw_from(st.dictionaries(st.sampled_from(keys), st.sampled_from(values) if values else text))
        answer = papers.real(paper, [f"{key}:{value}" for key, value in said.items()])
    else:
        answer = draw_from(st.lists(text, max_size=1))
    return kind, content, paper, answer


@given(questions(), points)
def test_marks_lie_between_nothing_and_all_and_twice_is_the_same(question, most):
    kind, content, _paper, answer = question
    earned = mark(kind, content, answer, most)
    assert 0 <= earned <= most
    assert mark(kind, content, answer, most) == earned


@given(questions(), points, st.randoms())
def test_the_order_of_the_choices_does_not_matter(question, most, chance):
    kind, content, _paper, answer = question
    other = chance.sample(answer, len(answer))
    mixed = content | {
        name: chance.sample(content[name], len(content[name])) for name in ("choices",) if name in content
    }
    assert mark(kind, mixed, other, most) == mark(kind, content, answer, most)


@pytest.mark.parametrize(("kind", "content"), SCORED)
def test_no_answer_earns_nothing_and_the_right_one_all(kind, content):
    assert problems(kind, content) == []
    assert [mark(kind, content, empty, ONE) for empty in ([], [""], ["  "])] == [0, 0, 0]
    assert mark(kind, content, RIGHT[kind], Decimal("2.5")) == Decimal("2.5")


@given(questions())
def test_an_answer_that_is_empty_earns_nothing(question):
    kind, content, paper, answer = question
    if papers.is_empty(paper, answer):
        assert mark(kind, content, answer, ONE) == 0


def test_a_part_of_the_right_answer_is_not_right_unless_parts_count():
    several = make_content("ab", "abcd")
    scores = {
        scoring: [
            mark("multiple", several | {"scoring": scoring}, answer, ONE) for answer in ("a", "abc", "ac", "abcd")
        ]
        for scoring in ("all", "partial", "negative")
    }
    half = Decimal("0.5")
    assert scores == {
        "all": [0, 0, 0, 0],
        "partial": [half, half, half, 0],
        "negative": [half, half, 0, 0],
    }


def test_weights_never_take_a_question_below_zero_and_thirds_make_a_whole():
    thirds = dict.fromkeys("abc", "33.33333") | {"d": "-100"}
    content = make_content("abc", "abcd") | {"scoring": "weights", "weights": thirds}
    assert [mark("multiple", content, answer, ONE) for answer in ("abc", "d", "abcd")] == [1, 0, 0]
    assert round(mark("multiple", content, "ab", ONE), 4) == Decimal("0.6667")


def test_parts_count_in_a_matching_and_in_an_ordering_where_it_says_so():
    assert mark("matching", matching(), ["a:2", "b:3"], ONE) == Decimal("0.5")
    assert mark("matching", matching(scoring="all"), ["a:2", "b:3"], ONE) == 0
    swapped = ["a:1", "b:3", "c:2"]
    assert mark("ordering", ordering(), swapped, ONE) == 0
    assert round(mark("ordering", ordering(scoring="partial"), swapped, ONE), 4) == Decimal("0.3333")
    assert mark("ordering", ordering(scoring="partial"), ["a:1", "b:1", "c:1"], ONE) == 0


def test_the_first_text_that_fits_counts_and_any_language_is_right():
    french = short_text("en fr")
    french["texts"]["fr"]["accepted"] = [{"text": "La capitale", "share": "100", "feedback": ""}]
    said = ["NAIROBI", "mombasa", "Kisumu", "la  capitale"]
    assert [mark("short_text", french, [each], ONE) for each in said] == [1, Decimal("0.5"), 0, 1]
    exact = short_text(fold_case=False, fold_accents=False)
    assert [mark("short_text", exact, [each], ONE) for each in ("Nairobi", "nairobi", "Nairóbi")] == [1, 0, 0]


def test_numbers_are_read_by_the_language_of_the_attempt_and_within_the_tolerance():
    said = [("12,5", "fr"), ("12.5", "en"), ("١٢٫٥", "ar"), ("13", "en"), ("14.5", "en"), ("14.6", "en")]
    assert [mark("numeric", numeric(), [text], ONE, language) for text, language in said] == [
        1, 1, 1, 1, Decimal("0.5"), 0,
    ]  # fmt: skip
    assert [mark("numeric", numeric(), [text], ONE) for text in ("1e999", "NaN", "inf", "twelve")] == [0, 0, 0, 0]


def test_a_unit_is_read_turned_into_the_first_and_asked_for():
    units = [{"unit": "kg", "factor": "1"}, {"unit": "g", "factor": "0.001"}]
    asked = numeric(units=units, unit="required")
    assert [mark("numeric", asked, [text], ONE) for text in ("12.5 kg", "12500g", "12.5", "12.5 lb")] == [1, 1, 0, 0]
    free = numeric(units=units, unit="optional")
    assert [mark("numeric", free, [text], ONE) for text in ("12.5", "12500 g", "12.5 lb")] == [1, 1, 0]
    assert mark("numeric", numeric(), ["12.5 kg"], ONE) == 0


def test_gaps_earn_by_their_weight():
    assert mark("gap_text", gap_text(), ["1:b", "2:Nairobi", "3:4"], ONE) == Decimal("0.5")
    assert mark("gap_text", gap_text(), ["1:a", "3:3,0"], ONE, "fr") == Decimal("0.5")


def test_a_free_text_is_marked_by_a_person_unless_it_is_empty():
    content = CONTENTS["free_text"]()
    assert mark("free_text", content, ["Three groups."], ONE) is None
    assert mark("free_text", content, [" \n "], ONE) == 0


def test_percent_rounds_half_up_and_knows_nothing_of_nothing():
    assert [percent(Decimal(a), Decimal(b)) for a, b in ((2, 3), (1, 8), (0, 0))] == [
        Decimal("66.67"),
        Decimal("12.50"),
        Decimal(0),
    ]


@given(st.integers(0, 20), st.integers(0, 25), st.sets(st.integers(0, 19)), st.randoms())
def test_a_draw_has_its_length_no_question_twice_and_old_ones_last(size, number, had, chance):
    pool = list(range(size))
    drawn = draw(pool, number, had, chance)
    assert len(drawn) == len(set(drawn)) == min(number, size)
    assert drawn == sorted(drawn)
    fresh = set(pool) - had
    assert len(fresh & set(drawn)) == min(len(fresh), len(drawn))


def test_the_same_chance_draws_the_same():
    assert draw(range(9), 4, (), random.Random(7)) == draw(range(9), 4, (), random.Random(7))
