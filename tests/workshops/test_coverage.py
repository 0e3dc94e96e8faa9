"""Who understands what: items by groups, spoken, interpreted or not covered, with the number of people."""

from workshops.agenda.coverage import Cell, coverage

from .plain_agenda import agenda, entry


def shown(*entries, **facts) -> list[tuple]:
    return [
        (row.code, row.group, {cell.language: (cell.people, cell.how) for cell in row.cells})
        for row in coverage(agenda(*entries, **facts))
    ]


def test_a_plenary_is_shown_for_all_and_for_each_group():
    assert shown(entry("P", "09:00", floor=("en",), interpreted=("fr", "en"))) == [
        ("P", "", {"en": (18, "spoken"), "fr": (19, "interpreted"), "pt": (4, "uncovered")}),
        ("P", "A", {"en": (18, "spoken"), "pt": (4, "uncovered")}),
        ("P", "B", {"fr": (19, "interpreted")}),
    ]


def test_the_item_of_a_group_is_shown_for_that_group_alone():
    assert shown(entry("GB", "09:00", group="B", lane=1, floor=("en",), interpreted=())) == [
        ("GB", "", {"fr": (19, "uncovered")}),
        ("GB", "B", {"fr": (19, "uncovered")}),
    ]


def test_those_without_a_group_count_among_all():
    assert shown(entry("P", "09:00"), everybody={"en": 20}, groups={"A": {"en": 18}}) == [
        ("P", "", {"en": (20, "spoken")}),
        ("P", "A", {"en": (18, "spoken")}),
    ]


def test_breaks_facilitators_items_choices_and_groups_without_people_have_no_row():
    nothing = [
        entry("Coffee", "09:00", kind="break"),
        entry("Dinner", "10:00", kind="social"),
        entry("Desk", "11:00", kind="admin"),
        entry("Debrief", "12:00", visibility="facilitators"),
        entry("Choice", "13:00", lane=2),
        entry("GC", "14:00", group="C", lane=1),
    ]
    assert shown(*nothing) == []
    assert shown(entry("P", "09:00"), everybody={}, groups={}) == []


def test_a_row_counts_its_people_and_those_who_would_understand_nothing():
    row = coverage(agenda(entry("P", "09:00", floor=("en",), interpreted=())))[0]
    assert (row.people, row.uncovered) == (41, 23)
    assert row.cells[0] == Cell("en", 18, "spoken")


def test_rows_come_in_the_order_of_time():
    assert [row[:2] for row in shown(entry("B", "11:00"), entry("A", "09:00"))] == [
        ("A", ""), ("A", "A"), ("A", "B"), ("B", ""), ("B", "A"), ("B", "B"),
    ]  # fmt: skip
