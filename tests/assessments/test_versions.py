"""What a new version of a quiz would change, and the tree of categories: pure."""

import dataclasses
from decimal import Decimal

from assessments import drawers
from assessments.versions import Frozen, compare

NAMES = {1: ("q1", 1), 2: ("q2", 1), 3: ("q2", 2), 4: ("q3", 1)}
LABELS = {"pass_mark": "Pass mark", "time_limit": "Time limit", "shuffle": "Shuffled"}


def section(category: str, *questions: int, draw: int | None = None) -> dict:
    return {"category": category, "draw": draw, "questions": list(questions)}


BASE = Frozen({"en": "Quiz"}, Decimal("80.00"), {"time_limit": None, "shuffle": True}, [section("A", 1, 2)])


def changes(**fields) -> list[str]:
    return compare(BASE, dataclasses.replace(BASE, **fields), NAMES, LABELS)


def test_the_same_is_no_change():
    assert changes() == []
    assert changes(pass_mark=Decimal(80)) == []


def test_settings_are_told_with_what_they_were():
    rules = {"time_limit": 30, "shuffle": False}
    assert changes(titles={"en": "Q"}, pass_mark=Decimal("72.5"), rules=rules) == [
        "The title is another.",
        "Pass mark: 72.5 instead of 80.",
        "Time limit: 30 instead of none.",
        "Shuffled: no instead of yes.",
    ]


def test_sections_are_told_by_their_questions():
    assert changes(sections=[section("A", 3, 4, draw=1)]) == [
        "Section “A” draws 1 questions instead of all.",
        "Section “A”: new are q3.",
        "Section “A”: no longer asked are q1.",
        "Section “A”: asked in another version are q2 (1 → 2).",
    ]
    assert changes(sections=[section("A", 1, 2), section("A", 1, 2)]) == ["Section “A” is new."]
    assert changes(sections=[section("B", 4)]) == ["Section “B” is new.", "Section “A” is no longer there."]


def test_another_order_of_the_sections_is_a_change():
    two = dataclasses.replace(BASE, sections=[section("A", 1), section("B", 4)])
    turned = dataclasses.replace(BASE, sections=[section("B", 4), section("A", 1)])
    assert compare(two, turned, NAMES, LABELS) == ["The sections stand in another order."]


def test_drawers_stand_in_drawers_and_a_ring_does_not_hang():
    parents = {1: None, 2: 1, 3: 2, 4: None}
    assert drawers.way_up(3, parents) == [3, 2, 1]
    assert drawers.within(2, parents) == {2, 3}
    assert drawers.within(1, parents) == {1, 2, 3}
    assert drawers.paths([(1, None, "CEP"), (2, 1, "M1"), (3, 2, "a"), (4, None, "Other")]) == {
        1: "CEP",
        2: "CEP › M1",
        3: "CEP › M1 › a",
        4: "Other",
    }
    assert drawers.way_up(5, {5: 6, 6: 5}) == [5, 6]
