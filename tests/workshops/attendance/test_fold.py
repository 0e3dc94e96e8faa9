"""The fold by example: what coming, going, deciding and taking back give."""

import datetime

import pytest

from workshops.attendance.events import STRENGTH
from workshops.attendance.fold import fold

from .rows import DAY, event, item

HOUR = [item("A", "09:00")]
TWO = [item("A", "09:00", 30), item("B", "09:30", 60)]


def known(events, items=HOUR, late_after: int = 5):
    record = fold(events, items, late_after=late_after)
    return record.status, record.minutes


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([], ("unseen", 0)),
        ([event("in", "08:50")], ("present", 60)),
        ([event("in", "09:05")], ("present", 60)),  # within the grace
        ([event("in", "09:06")], ("late", 54)),
        ([event("in", "09:59")], ("late", 1)),
        ([event("in", "10:00")], ("unclear", 0)),  # it was over: a person decides
        ([event("in", "08:50"), event("out", "09:55")], ("present", 60)),
        ([event("in", "08:50"), event("out", "09:54")], ("partial", 54)),  # left early
        ([event("in", "09:20"), event("out", "09:40")], ("partial", 20)),
        ([event("in", "09:20"), event("out", "10:30")], ("late", 40)),
        ([event("in", "08:50"), event("out", "09:10"), event("in", "09:40")], ("partial", 30)),
        ([event("in", "08:50"), event("in", "09:40")], ("present", 60)),  # scanned twice: she was there
        ([event("in", "08:50"), event("out", "09:30"), event("out", "10:00")], ("present", 60)),  # the last going
        ([event("out", "09:30")], ("unclear", 0)),
        ([event("out", "08:30"), event("in", "08:50")], ("present", 60)),
        ([event("in", "08:00"), event("out", "08:30")], ("unclear", 0)),  # gone before it began
        ([event("in", "08:50"), event("out", "09:02"), event("in", "09:04")], ("present", 60)),
        ([event("in", "08:50"), event("out", "09:02"), event("in", "09:04"), event("out", "09:40")], ("partial", 40)),
        ([event("in", "08:50"), event("out", "09:57"), event("in", "09:58")], ("present", 60)),
    ],
)
def test_coming_and_going_give_the_minutes(events, said):
    assert known(events) == said


def test_who_came_days_before_by_a_wrong_clock_is_unclear():
    long_ago = event("in", "09:00", day=DAY.replace(year=2000))
    assert known([long_ago]) == ("unclear", 0)
    assert known([long_ago, event("in", "09:20")]) == ("late", 40)
    assert known([event("in", "19:00", day=DAY - datetime.timedelta(days=1))]) == ("present", 60)  # on the eve


@pytest.mark.parametrize("times", [("in 08:00", "out 08:56"), ("in 09:12",)])
def test_the_grace_gives_nothing_to_who_was_gone_before_a_short_item_or_came_after_it(times):
    events = [event(*said.split()) for said in times]
    assert known(events, [item("A", "09:00", 10)], late_after=15) == ("unclear", 0)
    day = [item("A", "09:00", 10), item("B", "11:00", 10)]
    assert fold(events, day, late_after=60).credits["A"] == 0


@pytest.mark.parametrize(
    ("value", "minutes", "said"),
    [
        ("present", None, ("present", 60)),
        ("absent", None, ("absent", 0)),
        ("excused", None, ("excused", 0)),
        ("partial", 20, ("partial", 20)),
        ("partial", 600, ("partial", 60)),
        ("partial", None, ("partial", 0)),
    ],
)
def test_a_decision_stands_over_coming_and_going(value, minutes, said):
    word = event("set", "12:00", source="facilitator", value=value, minutes=minutes)
    assert known([event("in", "09:20"), word]) == said


def test_the_newest_decision_of_the_strongest_source_stands():
    words = [
        event("set", f"12:{index:02}", source=source, value="absent" if index % 2 else "present")
        for index, source in enumerate(reversed(STRENGTH))
    ]
    assert known(words)[0] == "present"  # the amendment, though it is the oldest
    assert known([*words, event("set", "12:30", source="amendment", value="excused")])[0] == "excused"
    assert known([*words, event("set", "11:00", source="amendment", value="excused")])[0] == "present"


def test_a_void_takes_back_and_a_new_scan_counts():
    first, void = event("in", "08:50"), event("void", "09:00", voids=event("in", "08:50").id)
    assert known([first, void]) == ("unseen", 0)
    assert known([void, first]) == ("unseen", 0)
    assert known([void, event("in", "09:20"), first]) == ("late", 40)


def test_a_void_of_a_void_changes_nothing_and_a_decision_can_be_taken_back():
    first = event("in", "08:50")
    void = event("void", "09:00", voids=first.id)
    again = event("void", "09:10", voids=void.id)
    assert known([first, void, again]) == ("unseen", 0)
    word = event("set", "12:00", source="facilitator", value="absent")
    assert known([first, word, event("void", "12:10", voids=word.id)]) == ("present", 60)


def test_of_two_items_each_has_its_own_minutes():
    record = fold([event("in", "09:10"), event("out", "10:00")], TWO, late_after=5)
    assert (record.status, record.credits) == ("partial", {"A": 20, "B": 30})
    record = fold([event("set", "12:00", source="sheet", value="partial", minutes=45)], TWO, late_after=5)
    assert record.credits == {"A": 15, "B": 30}


def test_an_item_that_was_shortened_on_the_day_gives_its_whole_worth_for_the_whole_of_it():
    short = [item("A", "09:00", 40, worth=60)]
    assert known([event("in", "08:50")], short) == ("present", 60)
    assert known([event("in", "09:20")], short) == ("late", 30)


def test_nothing_is_meant_for_her_and_nothing_is_credited():
    assert known([event("in", "08:50")], [])[1] == 0
    assert known([event("set", "09:00", source="sheet", value="partial", minutes=5)], [])[1] == 0


def test_a_record_says_what_it_rests_on():
    first, word = event("in", "09:20"), event("set", "12:00", source="sheet", value="present")
    record = fold([word, first], HOUR, late_after=5)
    assert record.sources == {"scan", "sheet"}
    assert record.ids == (first.id, word.id)
    assert record.decided
    assert fold([first, event("out", "10:10")], HOUR, late_after=5).left_at is not None
