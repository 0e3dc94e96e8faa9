"""A change in words: what was done by hand, at which item, and how many others moved with it."""

import pytest
from django.utils.translation import override

from workshops.builder.telling import edit_words
from workshops.models import AgendaEdit

TITLES = {"A": "Opening", "B": "Coffee", "C": "Talk"}
PLACE = {
    "day": "2026-09-14",
    "start": "08:30",
    "minutes": 30,
    "lane": 0,
    "order": 1,
    "locked": False,
    "second": False,
    "room": 1,
}
LATER = {**PLACE, "start": "09:00", "order": 2}


def told(verb: str, before: dict, after: dict, about: str = "") -> str:
    return edit_words(AgendaEdit(verb=verb, about=about, before=before, after=after), TITLES)


@pytest.mark.parametrize(
    ("verb", "before", "after", "said"),
    [
        ("resize", PLACE, {**PLACE, "minutes": 45}, "A “Opening”: 45 minutes instead of 30."),
        ("move", None, PLACE, "A “Opening”: now on Monday, September 14 at 08:30."),
        ("move", PLACE, {**PLACE, "day": "2026-09-15"}, "A “Opening”: now on Tuesday, September 15 at 08:30."),
        ("move", PLACE, {**PLACE, "lane": 2}, "A “Opening”: lane 2."),
        ("move", {**PLACE, "lane": 2}, PLACE, "A “Opening”: for everybody."),
        ("lock", PLACE, {**PLACE, "locked": True}, "A “Opening”: keeps its start, 08:30."),
        ("unlock", {**PLACE, "locked": True}, PLACE, "A “Opening”: no longer locked."),
        ("unschedule", PLACE, None, "A “Opening”: off the agenda."),
        ("item", PLACE, {**PLACE, "room": 2}, "A “Opening” was edited. A “Opening”: another room."),
        ("move", {**PLACE, "locked": True}, {**LATER, "locked": True}, "A “Opening”: now begins at 09:00."),
    ],
)
def test_what_was_done_by_hand_is_named(verb, before, after, said):
    assert told(verb, {"A": before}, {"A": after}, "A") == said


def test_others_are_counted():
    before, after = {"A": PLACE, "B": LATER, "C": LATER}, {"A": {**PLACE, "minutes": 45}, "B": PLACE, "C": PLACE}
    assert told("resize", before, after, "A").endswith("30. 2 other items move with it.")
    assert told("move", {"A": LATER, "B": PLACE}, {"A": PLACE, "B": LATER}, "A") == (
        "A “Opening”: now begins at 08:30. 1 other item moves with it."
    )


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("undo", "Undone. A “Opening”: 30 minutes instead of 45."),
        ("redo", "Done again. A “Opening”: 30 minutes instead of 45."),
        ("reset", "Set back to an earlier version. A “Opening”: 30 minutes instead of 45."),
    ],
)
def test_what_was_taken_back_says_so(verb, said):
    assert told(verb, {"A": {**PLACE, "minutes": 45}}, {"A": PLACE}) == said


def test_what_is_said_of_an_item_itself():
    assert told("delete", {}, {}, "X") == "X was deleted."
    assert told("retire", {}, {}, "A") == "A “Opening” was taken off the agenda for good."
    assert told("dates", {}, {}) == "The workshop was moved to other dates, and its agenda with it."


def test_a_title_of_the_other_direction_is_set_apart():
    apart = "\u2068A “Opening”\u2069"
    assert apart not in told("move", {"A": None}, {"A": PLACE}, "A")
    with override("ar"):
        assert apart in told("move", {"A": None}, {"A": PLACE}, "A")
