"""Marking and drawing: pure."""

import random
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessments.drawing import draw
from assessments.marking import SHARES, mark, percent

choices = st.lists(st.sampled_from("abcdef"), unique=True)
kinds = st.sampled_from(sorted(SHARES))
points = st.decimals("0.25", "10", places=2)


@given(kinds, choices, choices, points)
def test_marks_lie_between_nothing_and_all(kind, correct, answer, most):
    assert mark(kind, correct, answer, most) in (0, most)


@given(kinds, choices, choices, points, st.randoms())
def test_the_order_of_the_choices_does_not_matter(kind, correct, answer, most, chance):
    other = chance.sample(answer, len(answer))
    assert mark(kind, correct, other, most) == mark(kind, correct, answer, most)


@given(kinds, choices, points)
def test_no_answer_earns_nothing_and_the_right_one_all(kind, correct, most):
    assert mark(kind, correct, [], most) == 0
    assert mark(kind, correct, correct, most) == (most if correct else 0)


def test_a_part_of_the_right_answer_is_not_right():
    assert mark("multiple", "ab", "a", Decimal(2)) == 0
    assert mark("multiple", "ab", "abc", Decimal(2)) == 0


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
