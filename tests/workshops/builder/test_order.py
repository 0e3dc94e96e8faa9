"""The order of a day and its lanes, in memory: what always holds, whatever is done to it."""

import datetime
import zoneinfo
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.actions import drafting_order as order
from workshops.actions.drafting_board import Board, Place, Refused
from workshops.actions.drafting_moves import at_time

DAY = datetime.date(2026, 9, 14)
NEXT = DAY + datetime.timedelta(days=1)
EIGHT = datetime.time(8, 30)
CODES = list("ABCDEF")


def board(lanes: str = "000000", *, zone: str = "Africa/Accra", day: datetime.date = DAY, minutes: int = 30) -> Board:
    """Items A, B, C… of one day, each in the lane that its sign says, timed."""
    places = {
        code: Place(day, EIGHT, minutes, lane=int(lane), order=at)
        for at, (code, lane) in enumerate(zip(CODES, lanes, strict=False), start=1)
    }
    bare = Board(places, dict.fromkeys(CODES, 5), zoneinfo.ZoneInfo(zone), EIGHT, datetime.time(17, 30))
    return bare.retimed([day])


def row(found: Board, day: datetime.date = DAY) -> str:
    return "".join(f"{code}{found.places[code].lane}" for code in found.codes(day))


def test_units_are_items_for_everybody_and_parallel_lanes_together():
    assert order.units(board("011202"), DAY) == [["A"], ["B", "C", "D"], ["E"], ["F"]]


def test_what_is_for_everybody_passes_lanes_as_a_whole():
    found = board("012000")
    assert order.earlier(found, "D") == "B"
    assert order.later(found, "A") == "D"
    assert order.whole(found, "D", 0, before="C", after=None) == "B"
    assert order.whole(found, "A", 0, before=None, after="B") == "D"


def test_in_a_lane_it_passes_those_of_its_lane_and_then_leaves():
    found = board("011220")
    assert order.earlier(found, "C") == "B"
    assert order.earlier(found, "D") == "A"
    assert order.later(found, "D") == "F"
    assert order.later(found, "C") is None


def test_what_is_left_without_another_lane_is_for_everybody_again():
    found = board("012000")
    assert row(order.off(found, "C")) == "A0B0D0E0F0"
    assert row(order.put(found, "C", replace(found.places["C"], lane=3), before="D")) == "A0B1C3D0E0F0"
    assert row(order.put(found, "C", replace(found.places["C"], day=NEXT), before=None)) == "A0B0D0E0F0"


def test_ten_lanes_are_too_many():
    found = board("012345")
    for code in "BCDEF":
        found = found.with_places({code: replace(found.places[code], lane=found.places[code].lane + 4)})
    with pytest.raises(Refused, match="There are 9 lanes already"):
        order.beside(found, "A", "F")


moves = st.tuples(
    st.sampled_from(["put", "off", "minutes", "lock", "beside"]),
    st.sampled_from(CODES),
    st.sampled_from([*CODES, None]),
    st.integers(0, 3),
    st.integers(5, 60),
    st.booleans(),
)


def done(found: Board, move: tuple) -> Board:
    verb, code, other, lane, minutes, flag = move
    day = NEXT if flag else DAY
    place = found.places.get(code, Place(day, EIGHT, minutes))
    if verb == "put":
        found = order.put(found, code, replace(place, day=day, lane=lane), before=other)
    elif code not in found.places:
        return found
    elif verb == "off":
        found = order.off(found, code)
    elif verb == "beside" and other in found.places and other != code:
        found, target, before = order.beside(found, code, other)
        found = order.put(found, code, replace(place, day=target.day, lane=target.lane), before=before)
    elif verb == "minutes":
        found = found.with_places({code: replace(place, minutes=minutes)})
    elif verb == "lock":
        found = found.with_places({code: replace(place, locked=flag)})
    return found.retimed([DAY, NEXT])


@given(st.lists(moves, max_size=12))
def test_whatever_is_done_each_item_begins_when_what_it_waits_for_ends(deeds):
    found = board("001200")
    for deed in deeds:
        was = {code: found.starts_at(code) for code, place in found.places.items() if place.locked}
        before, found = found, done(found, deed)
        for code in was.keys() & found.places.keys():
            if found.places[code].locked and found.places[code].day == before.places[code].day:
                assert found.starts_at(code) == was[code]
    assert found == found.retimed([DAY, NEXT])
    for day in (DAY, NEXT):
        codes = found.codes(day)
        assert len({found.places[code].order for code in codes}) == len(codes)
        ends = {code: found.starts_at(code) + datetime.timedelta(minutes=found.places[code].minutes) for code in codes}
        for code in codes:
            if not found.places[code].locked:
                assert found.starts_at(code) in {found.opens_at(day), *ends.values()}


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Europe/Paris", datetime.date(2026, 3, 29), ["01:00", "01:30", "03:00", "03:30"]),
        ("Africa/Casablanca", datetime.date(2026, 2, 15), ["01:00", "01:30", "02:00", "02:30"]),
        ("Australia/Lord_Howe", datetime.date(2026, 4, 5), ["01:00", "01:30", "01:30 again", "02:00"]),
        ("America/New_York", datetime.date(2026, 11, 1), ["01:00", "01:30", "01:00 again", "01:30 again"]),
    ],
)
def test_a_night_in_which_the_clocks_change_flows_by_minutes_that_pass(zone, day, expected):
    found = replace(board("0000", zone=zone, day=day), day_start=datetime.time(1, 0), openings={}).retimed([day])
    shown = [(place.start, place.second) for _code, place in sorted(found.places.items())]
    assert [f"{start:%H:%M}{' again' * second}" for start, second in shown] == expected


def test_a_time_that_does_not_exist_is_refused_with_a_sentence():
    found = board(zone="Europe/Paris", day=datetime.date(2026, 3, 29))
    with pytest.raises(Refused, match="02:30 on 2026-03-29 does not exist in Europe/Paris: the clocks go forward"):
        at_time(found, "A", found.places["A"], datetime.time(2, 30))
