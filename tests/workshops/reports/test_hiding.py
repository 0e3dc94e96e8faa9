"""No arithmetic gets a hidden cell back from a crossed table."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshops.reports.hiding import FEWEST, crossing, hidden_cells


def tables(table, hidden):
    """All tables with the same totals and the same cells shown, by trying cell after cell."""
    cells = sorted(hidden)
    left = {side: {cell[side]: 0 for cell in cells} for side in (0, 1)}
    for cell in cells:
        for side in (0, 1):
            left[side][cell[side]] += table[cell]
    yield from tried(table, cells, left)


def tried(table, cells, left):
    """The tables that fill `cells` so that each line and column gets what is `left` for it."""
    if not cells:
        yield table
        return
    (line, column), rest = cells[0], cells[1:]
    most = min(left[0][line], left[1][column])
    last_of_line, last_of_column = (all(cell[side] != cells[0][side] for cell in rest) for side in (0, 1))
    for number in range(most + 1):
        if (last_of_line and number != left[0][line]) or (last_of_column and number != left[1][column]):
            continue
        fewer = {0: left[0] | {line: left[0][line] - number}, 1: left[1] | {column: left[1][column] - number}}
        yield from tried(table | {(line, column): number}, rest, fewer)


@st.composite
def small_tables(draw):
    lines, columns = draw(st.integers(2, 3)), draw(st.integers(2, 3))
    numbers = st.integers(0, 6)
    return {(f"l{i}", f"c{j}"): draw(numbers) for i in range(lines) for j in range(columns)}


@settings(deadline=None, max_examples=60)
@given(small_tables())
def test_no_hidden_cell_with_people_follows_from_what_is_shown(table):
    hidden = hidden_cells(table)
    if hidden is None:
        return
    assert {cell for cell, count in table.items() if count < FEWEST} <= hidden
    possible = list(itertools.islice(tables(table, hidden), 5000))
    for cell in hidden:
        if table[cell]:
            assert len({tried[cell] for tried in possible}) > 1


def test_a_single_small_cell_takes_others_with_it():
    table = {("f", "a"): 10, ("f", "b"): 3, ("m", "a"): 12, ("m", "b"): 9}
    assert hidden_cells(table) == set(table)


def test_what_is_large_is_shown():
    table = {("f", "a"): 10, ("f", "b"): 7, ("m", "a"): 12, ("m", "b"): 9}
    assert hidden_cells(table) == set()


@pytest.mark.parametrize("table", [{("f", "a"): 10, ("m", "a"): 3}, {("f", "a"): 2}])
def test_a_table_that_is_only_its_totals_is_not_shown(table):
    assert hidden_cells(table) is None


def test_a_crossing_counts_each_combination_also_those_that_nobody_has():
    people = [{"sex": "f", "office": "KE"}, {"sex": "f", "office": "KE"}, {"sex": "m", "office": "GH"}]
    assert crossing(people, "sex", "office") == {("f", "GH"): 0, ("f", "KE"): 2, ("m", "GH"): 1, ("m", "KE"): 0}
