"""A day that runs late, as plain values: what moves, up to where, what does not fit, what can be done."""

import dataclasses
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workshops.plain_agenda import DAY, NAIROBI
from workshops.actions.drafting_board import Board, Place, Refused
from workshops.running.lateness import BEGAN, ENDS, Late, carried, run_late

# Code, start, minutes, lane, locked. The lunch is locked, and so is the dinner.
USUAL = [
    ("A", "09:00", 60, 0, False), ("B", "10:00", 60, 0, False), ("C", "11:00", 60, 0, False),
    ("LUNCH", "12:00", 60, 0, True), ("D1", "13:00", 60, 1, False), ("D2", "13:00", 60, 2, False),
    ("E", "14:00", 60, 0, False), ("DINNER", "19:00", 60, 0, True),
]  # fmt: skip


def board(rows=USUAL, shortest=20) -> Board:
    places = {
        code: Place(DAY, datetime.time.fromisoformat(start), minutes, lane, order, locked)
        for order, (code, start, minutes, lane, locked) in enumerate(rows)
    }
    facts = {"day_start": datetime.time(9), "day_end": datetime.time(17)}
    return Board.of(places, shortest=dict.fromkeys(places, shortest), zone=NAIROBI, **facts)


def starts(outcome) -> dict[str, str]:
    return {code: place.start.strftime("%H:%M") for code, (_old, place) in outcome.changed.items() if place}


def test_what_follows_moves_up_to_the_next_lock_and_no_further():
    outcome = run_late(board([*USUAL[:2], ("C", "11:00", 30, 0, False), *USUAL[3:]]), DAY, Late(("A",), ENDS, 15))
    assert starts(outcome) == {"A": "09:00", "B": "10:15", "C": "11:15"}
    assert outcome.changed["A"][1].minutes == 75
    assert outcome.fits
    assert outcome.overruns == ()


def test_what_began_before_never_moves():
    outcome = run_late(board(), DAY, Late(("B",), BEGAN, 5))
    assert starts(outcome) == {"B": "10:05", "C": "11:05"}
    assert outcome.changed["B"][1].locked
    assert outcome.changed["B"][1].minutes == 60


def test_what_does_not_fit_before_a_lock_is_named_with_its_ways_out():
    outcome = run_late(board(), DAY, Late(("B",), ENDS, 15))
    (overrun,) = outcome.overruns
    assert (overrun.seam.before, overrun.seam.minutes, overrun.blocks, outcome.fits) == ("LUNCH", 15, True, False)
    assert [(way.kind, way.code, way.minutes) for way in overrun.ways] == [
        ("shorten", "", {"C": 45}), ("move_out", "C", {}), ("unlock", "LUNCH", {}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("shorten", {"B": ("10:00", 75), "C": ("11:15", 45)}),
        ("move_out", {"B": ("10:00", 75), "C": None}),
        ("unlock", {"B": ("10:00", 75), "C": ("11:15", 60), "LUNCH": ("12:15", 60), "D1": ("13:15", 60),
                    "D2": ("13:15", 60), "E": ("14:15", 60)}),
    ],
)  # fmt: skip
def test_a_way_out_makes_it_fit(kind, expected):
    outcome = run_late(board(), DAY, Late(("B",), ENDS, 15, ((kind, "LUNCH"),)))
    found = {
        code: place and (place.start.strftime("%H:%M"), place.minutes)
        for code, (_old, place) in outcome.changed.items()
    }
    assert outcome.fits
    assert found == expected


def test_what_is_on_is_not_shortened_nor_moved_out_to_make_room_for_itself():
    outcome = run_late(board(), DAY, Late(("C",), ENDS, 15))
    (overrun,) = outcome.overruns
    assert [way.kind for way in overrun.ways] == ["unlock"]
    with pytest.raises(Refused, match="no such way"):
        run_late(board(), DAY, Late(("C",), ENDS, 15, (("move_out", "LUNCH"),)))


def test_parallel_items_are_late_together_or_one_of_them_alone():
    both = run_late(board(), DAY, Late(("D1", "D2"), ENDS, 10))
    assert starts(both) == {"D1": "13:00", "D2": "13:00", "E": "14:10"}
    one = run_late(board(), DAY, Late(("D2",), ENDS, 10))
    assert starts(one) == {"D2": "13:00", "E": "14:10"}


def test_of_lanes_that_are_late_together_each_has_ways_out_of_its_own():
    """What is taken out is what the link says, and not the item of the lane beside it."""
    rows = [
        (f"{name}{place}", f"{9 + place}:00".zfill(5), 60, lane, False)
        for place in (1, 2)
        for lane, name in ((1, "X"), (2, "Y"))
    ]
    day = board([*rows, ("P", "12:00", 60, 0, True)])
    first, second = run_late(day, DAY, Late(("X1", "Y1"), ENDS, 10)).overruns
    assert [(one.named("move_out"), one.seam.after) for one in (first, second)] == [
        ("move_out.1", "X2"),
        ("move_out.2", "Y2"),
    ]
    outcome = run_late(day, DAY, Late(("X1", "Y1"), ENDS, 10, (("move_out.2", "P"), ("shorten.1", "P"))))
    assert outcome.changed["Y2"][1] is None
    assert outcome.changed["X2"][1].minutes == 50
    assert outcome.fits


def test_past_the_end_of_the_day_is_said_and_forbids_nothing():
    rows = [*USUAL[:6], ("E", "14:00", 180, 0, False), USUAL[7]]
    outcome = run_late(board(rows), DAY, Late(("D1", "D2"), ENDS, 20))
    assert [(one.seam.before, one.seam.minutes, one.blocks) for one in outcome.overruns] == [(None, 20, False)]
    assert outcome.fits


def test_free_time_before_an_item_that_is_not_locked_is_used_up_and_nothing_comes_earlier():
    rows = [("A", "09:00", 60, 0, False), ("B", "10:30", 30, 0, False), ("C", "11:00", 30, 0, False)]
    assert starts(run_late(board(rows), DAY, Late(("A",), ENDS, 20))) == {"A": "09:00"}
    assert starts(run_late(board(rows), DAY, Late(("A",), ENDS, 40))) == {"A": "09:00", "B": "10:40", "C": "11:10"}


def test_a_day_that_would_go_on_past_midnight_is_refused():
    rows = [("A", "20:00", 60, 0, False), ("B", "21:00", 120, 0, False)]
    with pytest.raises(Refused, match="past midnight"):
        run_late(board(rows), DAY, Late(("A",), ENDS, 90))
    with pytest.raises(Refused, match="after midnight"):
        run_late(board(rows), DAY, Late(("B",), BEGAN, 200))


def test_an_item_that_would_last_longer_than_a_day_is_refused():
    with pytest.raises(Refused, match="longer than a day"):
        run_late(board([("A", "00:00", 1435, 0, False)]), DAY, Late(("A",), ENDS, 6))


def test_an_item_of_another_day_or_none_is_refused():
    for codes in ((), ("Z",)):
        with pytest.raises(Refused, match="not on the agenda of today"):
            run_late(board(), DAY, Late(codes, ENDS, 5))
    with pytest.raises(Refused):
        run_late(board(), DAY + datetime.timedelta(days=1), Late(("A",), ENDS, 5))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([row[0] for row in USUAL]), st.sampled_from([BEGAN, ENDS]), st.integers(1, 120))
def test_whatever_is_late_nothing_moves_to_an_earlier_time_and_no_other_lock_moves(code, how, minutes):
    before = board()
    outcome = run_late(before, DAY, Late((code,), how, minutes))
    for each, (old, new) in outcome.changed.items():
        assert new.start >= old.start
        assert each == code or not old.locked
        assert each == code or new.minutes == old.minutes
    line = before.starts_at(code)
    assert all(before.starts_at(each) >= line for each in outcome.changed)


def test_onto_another_draft_goes_what_stood_there_alike_and_the_rest_is_named():
    outcome = run_late(board(), DAY, Late(("B",), ENDS, 5, (("shorten", "LUNCH"),)))
    places = dict(board().places)
    places["C"] = dataclasses.replace(places["C"], minutes=45)
    places["B"] = dataclasses.replace(places["B"], order=77)
    moved, behind = carried(places, outcome.changed)
    assert behind == ["C"]
    assert (moved["B"].minutes, moved["B"].order) == (65, 77)
