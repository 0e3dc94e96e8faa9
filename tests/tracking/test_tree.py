"""Sums over the tree of offices: each person once, whatever the shape of the tree."""

from hypothesis import given
from hypothesis import strategies as st

from elearning.people.models import Office
from elearning.tracking.coverage.figures import Figures
from elearning.tracking.coverage.showing import totals
from elearning.tracking.tree import grand_total, roll_up


def office(pk: int, path: str) -> Office:
    return Office(pk=pk, path=path, code=path, name=path)


def test_an_office_counts_its_own_people_and_those_below():
    offices = [office(1, "0001"), office(2, "00010001"), office(3, "000100010001"), office(4, "00010002")]
    rows = roll_up(offices, {2: Figures(10, 8, 3, 5, 4), 3: Figures(2, 1, 1, 0, 0), 4: Figures(5)}, Figures())
    assert [(row.level, row.below, row.own.people, row.total.people) for row in rows] == [
        (0, 3, 0, 17),
        (1, 1, 10, 12),
        (2, 0, 2, 2),
        (1, 0, 5, 5),
    ]
    assert rows[1].total == Figures(12, 9, 4, 5, 4)


def test_a_board_of_a_part_of_the_tree_begins_at_its_top():
    rows = roll_up([office(2, "00010001"), office(3, "000100010001"), office(9, "00020001")], {}, Figures())
    assert [row.level for row in rows] == [0, 1, 0]


@given(st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=4), min_size=1, max_size=30), st.data())
def test_tops_add_up_to_all_people(steps, data):
    paths = sorted({"".join(f"{step:04}" for step in path) for path in steps})
    offices = [office(number, path) for number, path in enumerate(paths)]
    own = {each.pk: Figures(*[data.draw(st.integers(0, 9))] * 5) for each in offices}
    rows = roll_up(data.draw(st.permutations(offices)), own, Figures())
    tops = [row for row in rows if row.level == 0]
    assert sum(row.total.people for row in tops) == sum(figures.people for figures in own.values())
    assert grand_total(rows, Figures()).people == sum(figures.people for figures in own.values())


def test_shares_are_whole_percent_half_up_and_of_nobody_there_is_none():
    assert [Figures(people=8).share(part) for part in (0, 1, 4, 8)] == [0, 13, 50, 100]
    assert Figures().share(0) is None
    assert Figures(people=4, in_progress=1, completed=2).started_share == 75


def test_each_total_writes_its_denominator_out():
    said = totals(Figures(8, 4, 3, 1, 0))
    assert [figure["hint"] for figure in said] == [
        "posted on that day, each counted once",
        "of 8 people: 50%",
        "of 8 people: 38%",
        "of 8 people: 13%",
        "of 8 people: 0%",
    ]
    assert totals(Figures())[1]["hint"] == "nobody is counted here"
