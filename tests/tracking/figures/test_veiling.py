"""What leaves the house: small crossed numbers are hidden, and nothing that is shown gives them away."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.tracking.figures.veiling import FEWEST, hidden_lines, too_few, veiled
from workshops.reports.hiding import hidden_cells


def line(key: str, persons: int) -> dict:
    return {"key": key, "persons": persons, "participations": 2 * persons, "hours": f"{persons}.5"}


def answer(lines: list[dict], crossing=None, outsiders=None) -> dict:
    total = sum(each["persons"] for each in lines)
    return {
        "total": {"persons": total, "participations": 2 * total, "hours": "1.0", "repeated": 2},
        "tables": {"sex": lines, "office": lines},
        "crossing": crossing,
        "funding": [{"key": "EU|1", "whole": line("", 3), "share": {}}, {"key": "", "whole": None, "share": {}}],
        "names": {},
        "outsiders": outsiders or {},
    }


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 12), min_size=1))
@settings(max_examples=200, deadline=None)
def test_no_hidden_line_follows_from_the_total_and_the_lines_shown(persons):
    hidden = hidden_lines(persons)
    assert {key for key, number in persons.items() if number < FEWEST} <= hidden
    if hidden and hidden != set(persons):
        assert len(hidden) >= 2
        assert sum(persons[key] for key in hidden) >= FEWEST


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 12), min_size=1),
    st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), max_size=3),
)
@settings(max_examples=100, deadline=None)
def test_no_hidden_line_follows_from_the_total_of_its_country(persons, groups):
    hidden = hidden_lines(persons, groups)
    for group in groups:
        mine = hidden & group & persons.keys()
        if mine and mine != group & persons.keys():
            assert len(mine) >= 2
            assert sum(persons[key] for key in mine) >= FEWEST


def test_a_small_office_does_not_follow_from_its_country_in_the_same_answer():
    """GH has 12 people: were Tamale alone hidden there, whoever knows that it lies in Ghana would know its 3."""
    lines = [line("ACC", 9), line("TAM", 3), line("NBO", 20), line("MBA", 4)]
    within = {"office": {"ACC": ["country:GH"], "TAM": ["country:GH"], "NBO": ["country:KE"], "MBA": ["country:KE"]}}
    shown = veiled({**answer(lines), "within": within}, 0)
    assert [each["key"] for each in shown["tables"]["office"]] == [None]
    assert "within" not in shown


def test_small_lines_are_taken_together_without_saying_which_they_are():
    lines = veiled(answer([line("KE", 9), line("GH", 2), line("MZ", 7)]), 0)["tables"]["office"]
    assert lines == [line("KE", 9), {"key": None, "persons": 9, "participations": 18, "hours": "10.0"}]


def test_one_way_totals_by_sex_stay_but_not_under_a_filter_by_another_attribute():
    lines = [line("female", 9), line("male", 2)]
    assert veiled(answer(lines), 0)["tables"]["sex"] == lines
    assert [each["key"] for each in veiled(answer(lines), 1)["tables"]["sex"]] == [None]
    assert veiled(answer(lines), 1)["funding"] == []
    assert veiled(answer(lines), 1)["total"]["repeated"] is None


@pytest.mark.parametrize(("depth", "persons", "expected"), [(0, 1, False), (1, 4, False), (2, 4, True), (2, 5, False)])
def test_a_total_of_two_filters_is_a_crossed_number(depth, persons, expected):
    assert too_few(answer([line("female", persons)]), depth) is expected


@pytest.mark.parametrize(("outsiders", "stays"), [({"KE": 0, "GH": 5}, True), ({"KE": 4}, False), ({}, True)])
def test_a_table_by_office_goes_where_that_by_country_would_say_who_is_outside(outsiders, stays):
    tables = veiled(answer([line("KE", 9)], outsiders=outsiders), 0)["tables"]
    assert ("office" in tables, "sex" in tables) == (stays, True)


CELLS = st.lists(st.lists(st.integers(0, 7), min_size=3, max_size=3), min_size=2, max_size=2)


@given(CELLS)
@settings(max_examples=60, deadline=None)
def test_every_hidden_crossed_cell_may_be_another_number(cells):
    crossing = {"by": ["office", "sex"], "measure": "persons", "lines": ["a", "b"], "columns": ["x", "y", "z"]}
    shown = veiled(answer([line("a", 20)], {**crossing, "cells": cells, "persons": cells}), 0)["crossing"]
    if shown is None:
        return
    assert "persons" not in shown
    flat, visible = [n for row in cells for n in row], [n for row in shown["cells"] for n in row]
    assert all(number is None or number >= FEWEST for number in visible)
    for place, number in enumerate(flat):
        if visible[place] is None and number:
            assert any(_sums(other) == _sums(flat) and other[place] != number for other in _near(flat, visible))


def _sums(flat: list[int]) -> tuple:
    rows = (sum(flat[:3]), sum(flat[3:]))
    return (*rows, *(flat[column] + flat[column + 3] for column in range(3)))


def _near(flat: list[int], visible: list) -> list[list[int]]:
    """Every table that moves one person or a few between hidden cells."""
    free = [place for place, number in enumerate(visible) if number is None]
    found = []
    for steps in itertools.product((-2, -1, 0, 1, 2), repeat=len(free)):
        other = flat[:]
        for place, step in zip(free, steps, strict=True):
            other[place] += step
        if min(other) >= 0:
            found.append(other)
    return found


def test_participations_of_few_people_are_hidden_though_they_are_many():
    crossing = {"by": ["office", "sex"], "measure": "participations", "lines": ["a", "b"], "columns": ["x", "y", "z"]}
    persons, cells = [[2, 9, 9], [9, 9, 9]], [[50, 20, 30], [20, 20, 30]]
    shown = veiled(answer([line("a", 29)], {**crossing, "cells": cells, "persons": persons}), 0)["crossing"]
    assert shown["cells"] == [[None, None, 30], [None, None, 30]]


def test_cells_that_must_be_hidden_for_another_reason_draw_others_with_them():
    table = {("a", "x"): 9, ("a", "y"): 9, ("b", "x"): 9, ("b", "y"): 9}
    assert hidden_cells(table) == set()
    assert hidden_cells(table, also={("a", "x")}) == set(table)
