"""The shopping list: what is counted how, for whom, in which language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.plans.shopping import Line, Total, Wanted, by_group, shopping, totals

CROWD = {("A", "en"): 18, ("B", "fr"): 19, ("C", "ar"): 7, ("C", "en"): 3, ("C", "pt"): 3, ("C", "es"): 0}
GROUPS = ["A", "B", "C"]


def lines(*wanted: Wanted, crowd=CROWD, groups=GROUPS) -> list[tuple]:
    return [(line.group, line.language, line.quantity) for line in shopping(wanted, crowd, groups)]


def test_per_person_counts_the_people_meant_in_their_languages():
    for_all = lines(Wanted("D1-05", "Handout", "person", 2))
    assert for_all == [("A", "en", 36), ("B", "fr", 38), ("C", "ar", 14), ("C", "en", 6), ("C", "pt", 6)]
    assert lines(Wanted("D1-10B", "Handout", "person", 1, "B")) == [("B", "fr", 19)]


def test_per_group_counts_each_group_or_the_one_that_is_meant():
    assert lines(Wanted("D1-05", "Flipchart", "group", 2)) == [("A", "", 2), ("B", "", 2), ("C", "", 2)]
    assert lines(Wanted("D1-10C", "Flipchart", "group", 2, "C")) == [("C", "", 2)]
    assert lines(Wanted("D1-05", "Flipchart", "group", 2), groups=[]) == [("", "", 2)]


def test_per_language_counts_the_languages_of_the_people_meant():
    assert lines(Wanted("D1-05", "Slides", "language", 1)) == [("", c, 1) for c in ("ar", "en", "fr", "pt")]
    assert lines(Wanted("D1-10C", "Slides", "language", 3, "C")) == [("C", c, 3) for c in ("ar", "en", "pt")]


def test_for_the_session_counts_once():
    assert lines(Wanted("D1-05", "Projector", "item", 1)) == [("", "", 1)]
    assert lines(Wanted("D1-10A", "Projector", "item", 1, "A")) == [("A", "", 1)]


def test_nobody_needs_nothing():
    assert lines(Wanted("D1-05", "Handout", "person", 5), crowd={}) == []
    assert lines(Wanted("D1-05", "Slides", "language", 5), crowd={}) == []
    assert lines(crowd=CROWD) == []


def test_one_material_of_several_items_is_one_line_whatever_its_capitals():
    found = shopping(
        [Wanted("D1-05", "Red cards", "item", 5), Wanted("D2-01", " red  CARDS", "item", 7)], CROWD, GROUPS
    )
    assert found == [Line("Red cards", "item", "", "", 12, ("D1-05", "D2-01"))]
    assert totals(found) == [Total("Red cards", 12, ("D1-05", "D2-01"))]


def test_one_material_counted_in_two_ways_stays_apart_and_adds_up():
    found = shopping([Wanted("X", "Pens", "item", 4), Wanted("Y", "Pens", "group", 1)], CROWD, GROUPS)
    assert [(line.per, line.group, line.quantity) for line in found] == [
        ("group", "A", 1),
        ("group", "B", 1),
        ("group", "C", 1),
        ("item", "", 4),
    ]
    assert totals(found) == [Total("Pens", 7, ("X", "Y"))]
    assert [group for group, _rows in by_group(found)] == ["", "A", "B", "C"]


wanted = st.builds(
    Wanted,
    item=st.sampled_from(["D1-01", "D1-02"]),
    name=st.sampled_from(["Pens", "pens ", "Cards"]),
    per=st.sampled_from(["person", "group", "item", "language"]),
    quantity=st.integers(1, 50),
    group=st.sampled_from(["", "A", "B"]),
)
crowds = st.dictionaries(st.tuples(st.sampled_from(["", "A", "B"]), st.sampled_from(["en", "ar"])), st.integers(0, 30))


@given(st.lists(wanted, max_size=8), crowds)
def test_the_order_of_the_plans_changes_nothing_and_totals_lose_nothing(rows, crowd):
    there = shopping(rows, crowd, ["A", "B"])
    back = shopping(rows[::-1], crowd, ["A", "B"])
    key = lambda line: (line.name.casefold(), line.per, line.group, line.language, line.quantity)  # noqa: E731
    assert [key(line) for line in there] == [key(line) for line in back]
    assert sum(total.quantity for total in totals(there)) == sum(line.quantity for line in there)
    assert all(line.quantity > 0 for line in there)


@pytest.mark.parametrize("group", ["", "A", "B", "C"])
def test_per_person_is_the_number_of_people_meant(group):
    meant = sum(people for (of, _language), people in CROWD.items() if group in ("", of))
    assert sum(line.quantity for line in shopping([Wanted("X", "Pen", "person", 1, group)], CROWD, GROUPS)) == meant
