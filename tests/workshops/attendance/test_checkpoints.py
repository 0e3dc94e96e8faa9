"""Checkpoints: a day, a half-day or an item by the policy; parallel items share one; all names lead to it."""

import datetime

from workshops.attendance.checkpoints import by_key, checkpoints

from .rows import DAY, item

NEXT = DAY + datetime.timedelta(days=1)
ITEMS = [
    item("D2-01", "09:00", day=NEXT),
    item("D1-10B", "14:00", 45, group_id=2, lane=2),
    item("D1-01", "09:00"),
    item("D1-10A", "14:00", 60, group_id=1, lane=1),
    item("D1-02", "12:30"),
]


def codes(found) -> list[tuple[str, list[str]]]:
    return [(one.code, [each.code for each in one.items]) for one in found]


def test_each_item_has_one_and_those_of_parallel_lanes_share_it():
    assert codes(checkpoints(ITEMS, "item")) == [
        ("D1-01", ["D1-01"]),
        ("D1-02", ["D1-02"]),
        ("D1-10", ["D1-10A", "D1-10B"]),
        ("D2-01", ["D2-01"]),
    ]


def test_each_half_day_has_one_and_noon_is_one_o_clock():
    assert codes(checkpoints(ITEMS, "half_day")) == [
        ("2023-07-04/1", ["D1-01", "D1-02"]),
        ("2023-07-04/2", ["D1-10A", "D1-10B"]),
        ("2023-07-05/1", ["D2-01"]),
    ]


def test_each_day_has_one():
    assert [(one.key, len(one.items)) for one in checkpoints(ITEMS, "day")] == [("2023-07-04", 4), ("2023-07-05", 1)]


def test_a_slot_is_worth_what_is_meant_for_her_group():
    slot = checkpoints(ITEMS, "item")[2]
    assert [one.code for one in slot.meant_for(1)] == ["D1-10A"]
    assert [one.code for one in slot.meant_for(2)] == ["D1-10B"]
    assert slot.meant_for(None) == ()
    assert (slot.starts_at, slot.ends_at) == (ITEMS[3].starts_at, ITEMS[3].ends_at)


def test_the_names_of_its_items_lead_to_a_checkpoint_under_each_policy():
    for policy in ("item", "half_day", "day"):
        names = by_key(checkpoints(ITEMS, policy))
        assert {one.key for one in ITEMS} <= set(names)
        assert all(one in names[one.key].items for one in ITEMS)


def test_the_order_of_the_items_changes_nothing_and_no_items_give_none():
    for policy in ("item", "half_day", "day"):
        assert checkpoints(ITEMS[::-1], policy) == checkpoints(ITEMS, policy)
        assert checkpoints([], policy) == []
