"""The flow of a day: what follows on what, what never moves, what is named as overrun or slack."""

import datetime
import zoneinfo
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.agenda import BadLength, PastMidnight, Piece, Seam, midnight_after, retime, utc_instants, wall
from workshops.models import Placement

from .plain_agenda import DAY, NAIROBI, at, piece

OPENS, CLOSES = at("08:30"), at("17:30")
MINUTE = datetime.timedelta(minutes=1)


@st.composite
def day_of_pieces(draw) -> list[Piece]:
    """A day of up to a dozen items in up to three lanes, some locked anywhere in it."""
    rows = draw(
        st.lists(st.tuples(st.integers(1, 120), st.integers(0, 3), st.none() | st.integers(0, 600)), max_size=12)
    )
    return [
        Piece(f"I{n}", minutes, n, lane, min(5, minutes), lock if lock is None else OPENS + lock * MINUTE)
        for n, (minutes, lane, lock) in enumerate(rows)
    ]


def times(flow) -> dict[str, str]:
    return {one.piece.code: f"{one.starts_at.astimezone(NAIROBI):%H:%M}" for one in flow.timed}


def test_each_item_starts_when_the_one_before_ends():
    flow = retime([piece("B", 45, 2), piece("C", 15, 3), piece("A", 30, 1)], opens_at=OPENS)
    assert times(flow) == {"A": "08:30", "B": "09:00", "C": "09:45"}
    assert flow.seams == ()


def test_a_locked_item_keeps_its_start_and_what_is_too_long_is_named_before_it():
    flow = retime([piece("A", 130, 1), piece("Coffee", 30, 2, locked="10:30"), piece("B", 60, 3)], opens_at=OPENS)
    assert times(flow) == {"A": "08:30", "Coffee": "10:30", "B": "11:00"}
    assert flow.seams == (Seam(0, 10, "Coffee", "A"),)
    assert flow.overruns == flow.seams


def test_what_is_free_before_a_locked_item_is_slack():
    flow = retime([piece("A", 100, 1), piece("Coffee", 30, 2, locked="10:30")], opens_at=OPENS)
    assert flow.seams == (Seam(0, -20, "Coffee", "A"),)
    assert not flow.overruns


def test_a_day_that_begins_with_a_locked_item_has_slack_before_it_but_never_an_overrun():
    assert retime([piece("A", 30, 1, locked="09:00")], opens_at=OPENS).seams == (Seam(0, -30, "A", None),)
    assert retime([piece("A", 30, 1, locked="08:00")], opens_at=OPENS).seams == ()


def test_lanes_run_side_by_side_and_an_item_for_everybody_waits_for_the_longest():
    row = [piece("P", 30, 1), piece("A", 70, 2, 1), piece("B", 50, 2, 2), piece("B2", 10, 3, 2), piece("Q", 20, 4)]
    flow = retime(row, opens_at=OPENS)
    assert times(flow) == {"P": "08:30", "A": "09:00", "B": "09:00", "B2": "09:50", "Q": "10:10"}
    assert flow.seams == (Seam(2, -10, "Q", "B2"),)


def test_before_a_locked_item_for_everybody_each_lane_has_its_own_seam():
    row = [piece("A", 70, 1, 1), piece("B", 50, 1, 2), piece("C", 60, 1, 3), piece("Lunch", 60, 2, locked="09:30")]
    flow = retime(row, opens_at=OPENS)
    assert flow.seams == (Seam(1, 10, "Lunch", "A"), Seam(2, -10, "Lunch", "B"))


def test_an_item_locked_in_one_lane_holds_up_that_lane_alone():
    row = [piece("P", 30, 1), piece("A", 30, 2, 1), piece("A2", 30, 3, 1, locked="09:45"), piece("B", 30, 2, 2)]
    flow = retime(row, opens_at=OPENS)
    assert times(flow) == {"P": "08:30", "A": "09:00", "A2": "09:45", "B": "09:00"}
    assert flow.seams == (Seam(1, -15, "A2", "A"),)


def test_an_item_that_runs_past_a_locked_one_is_waited_for():
    row = [piece("Long", 180, 1), piece("Coffee", 20, 2, locked="10:00"), piece("B", 30, 3)]
    flow = retime(row, opens_at=OPENS)
    assert times(flow) == {"Long": "08:30", "Coffee": "10:00", "B": "11:30"}
    assert flow.seams == (Seam(0, 90, "Coffee", "Long"),)


def test_a_lane_that_runs_past_a_locked_item_for_everybody_holds_up_itself_alone():
    row = [piece("A", 70, 1, 1), piece("B", 60, 1, 2), piece("Coffee", 5, 2, locked="09:30")]
    flow = retime([*row, piece("A2", 10, 3, 1), piece("B2", 10, 3, 2)], opens_at=OPENS)
    assert times(flow) == {"A": "08:30", "B": "08:30", "Coffee": "09:30", "A2": "09:40", "B2": "09:35"}
    assert flow.seams == (Seam(1, 10, "Coffee", "A"),)
    flow = retime([*row, piece("Lunch", 60, 3)], opens_at=OPENS)
    assert times(flow)["Lunch"] == "09:40"


def test_an_overrun_of_the_day_is_named_and_slack_at_its_end_is_not():
    assert retime([piece("A", 550, 1)], opens_at=OPENS, closes_at=CLOSES).seams == (Seam(0, 10, None, "A"),)
    assert retime([piece("A", 500, 1)], opens_at=OPENS, closes_at=CLOSES).seams == ()


def test_each_lane_that_overruns_the_day_is_named():
    row = [piece("A", 550, 1, 1), piece("B", 545, 1, 2), piece("C", 30, 1, 3)]
    flow = retime(row, opens_at=OPENS, closes_at=CLOSES)
    assert flow.seams == (Seam(1, 10, None, "A"), Seam(2, 5, None, "B"))


def test_a_reception_locked_in_the_evening_is_no_overrun_but_the_work_before_it_may_be():
    reception = piece("Reception", 90, 2, locked="18:30")
    flow = retime([piece("A", 540, 1), reception, piece("Taxi", 30, 3)], opens_at=OPENS, closes_at=CLOSES)
    assert flow.seams == (Seam(0, -60, "Reception", "A"),)
    flow = retime([piece("A", 570, 1), reception], opens_at=OPENS, closes_at=CLOSES)
    assert flow.seams == (Seam(0, 30, None, "A"), Seam(0, -30, "Reception", "A"))


def test_a_part_of_a_minute_too_much_is_an_overrun_and_a_part_of_a_minute_free_is_nothing():
    coffee = Piece("Coffee", 30, 2, locked=OPENS + datetime.timedelta(minutes=29, seconds=30))
    assert retime([piece("A", 30, 1), coffee], opens_at=OPENS).seams == (Seam(0, 1, "Coffee", "A"),)
    assert retime([piece("A", 29, 1), coffee], opens_at=OPENS).seams == ()


@pytest.mark.parametrize("minutes", [0, -5, 1441, 100_000])
def test_a_length_that_no_item_has_is_refused(minutes):
    with pytest.raises(BadLength, match=f"A: {minutes} minutes") as refused:
        retime([piece("A", minutes, 1)], opens_at=OPENS)
    assert (refused.value.code, refused.value.minutes) == ("A", minutes)


def test_a_day_that_would_pass_midnight_is_refused_and_a_party_locked_before_it_is_not():
    midnight = midnight_after(DAY, NAIROBI)
    assert retime([piece("A", 930, 1)], opens_at=OPENS, midnight=midnight).timed[0].ends_at == midnight
    with pytest.raises(PastMidnight) as refused:
        retime([piece("A", 900, 1), piece("B", 31, 2)], opens_at=OPENS, midnight=midnight)
    assert refused.value.code == "B"
    party = piece("Party", 120, 2, locked="23:00")
    assert retime([piece("A", 60, 1), party], opens_at=OPENS, midnight=midnight).timed[1].ends_at > midnight
    with pytest.raises(PastMidnight):
        retime([party, piece("Taxi", 10, 3)], opens_at=OPENS, midnight=midnight)


def test_an_empty_day_is_an_empty_flow():
    flow = retime([], opens_at=OPENS, closes_at=CLOSES, midnight=midnight_after(DAY, NAIROBI))
    assert (flow.timed, flow.seams) == ((), ())


@given(day_of_pieces().flatmap(lambda row: st.tuples(st.just(row), st.permutations(row))))
def test_the_order_in_which_the_pieces_come_does_not_matter(rows):
    row, shuffled = rows
    assert retime(shuffled, opens_at=OPENS, closes_at=CLOSES) == retime(row, opens_at=OPENS, closes_at=CLOSES)


@given(day_of_pieces())
def test_nothing_is_lost_no_length_changes_and_a_locked_item_never_moves(row):
    flow = retime(row, opens_at=OPENS, closes_at=CLOSES)
    assert sorted(one.piece.code for one in flow.timed) == sorted(one.code for one in row)
    assert {one.piece for one in flow.timed} == set(row)
    assert all(one.starts_at == one.piece.locked for one in flow.timed if one.piece.locked)


@given(day_of_pieces())
def test_an_item_that_is_not_locked_follows_without_gap_and_overlaps_nothing_before_it(row):
    by_order = sorted(retime(row, opens_at=OPENS).timed, key=lambda one: (one.piece.order, one.piece.lane))
    for place, one in enumerate(by_order):
        lanes = {0, one.piece.lane} if one.piece.lane else {0, 1, 2, 3}
        ahead = [other.ends_at for other in by_order[:place] if other.piece.lane in lanes]
        if not one.piece.locked:
            assert one.starts_at == max(ahead, default=OPENS)


@given(day_of_pieces())
def test_each_overlap_with_a_locked_item_and_each_gap_before_one_is_named(row):
    flow = retime(row, opens_at=OPENS)
    by_order = sorted(flow.timed, key=lambda one: (one.piece.order, one.piece.lane))
    for place, one in enumerate(by_order):
        if one.piece.lane == 0 and one.piece.locked and place:
            distance = max(other.ends_at for other in by_order[:place]) - one.starts_at
            named = [seam.minutes for seam in flow.seams if seam.before == one.piece.code]
            assert max(named, default=0) == distance / MINUTE if distance else all(each < 0 for each in named)


@given(day_of_pieces(), st.integers(0, 11), st.integers(1, 240))
def test_what_stands_before_a_changed_item_stays_where_it_is(row, place, minutes):
    if place >= len(row):
        return
    changed = [replace(one, minutes=minutes) if one.order == place else one for one in row]
    before, after = (
        {one.piece.code: one.starts_at for one in retime(each, opens_at=OPENS).timed if one.piece.order <= place}
        for each in (row, changed)
    )
    assert before == after


@pytest.mark.parametrize(
    ("zone", "day", "opens", "expected"),
    [
        ("Africa/Casablanca", "2026-02-15", "01:30", ["01:30", "02:30", "02:30"]),  # Ramadan: three is two again
        ("Africa/Casablanca", "2026-03-22", "01:30", ["01:30", "03:30", "04:30"]),  # after it: two is three
        ("Africa/Cairo", "2026-10-29", "22:30", ["22:30", "23:30", "23:30"]),  # midnight is eleven again
        ("Europe/Paris", "2026-03-29", "01:30", ["01:30", "03:30", "04:30"]),
        ("Europe/Paris", "2026-10-25", "01:30", ["01:30", "02:30", "02:30"]),
        ("America/New_York", "2026-11-01", "00:30", ["00:30", "01:30", "01:30"]),
        ("Australia/Lord_Howe", "2026-04-05", "01:00", ["01:00", "01:30", "02:30"]),  # half an hour back
        ("Australia/Lord_Howe", "2026-10-04", "01:30", ["01:30", "03:00", "04:00"]),  # half an hour forward
    ],
)
def test_hours_that_pass_are_counted_though_the_clocks_change(zone, day, opens, expected):
    zone, day = zoneinfo.ZoneInfo(zone), datetime.date.fromisoformat(day)
    opens_at, _end = utc_instants(day, datetime.time.fromisoformat(opens), 0, zone)
    flow = retime([Piece(code, 60, order) for order, code in enumerate("ABC")], opens_at=opens_at)
    shown = [wall(one.starts_at, zone) for one in flow.timed]
    assert [f"{time:%H:%M}" for _day, time, _second in shown] == expected
    assert {each for each, _time, _second in shown} == {day}
    again = [utc_instants(each, time, 60, zone, second=second)[0] for each, time, second in shown]
    assert again == [one.starts_at for one in flow.timed]


@pytest.mark.django_db
def test_the_workshop_in_mombasa_flows_to_exactly_its_published_times(mombasa):
    placements = list(
        Placement.objects.filter(version__workshop=mombasa, version__state="current").select_related("item")
    )
    assert len(placements) == 42
    for day in sorted({placement.day for placement in placements}):
        of_day = [placement for placement in placements if placement.day == day]
        row = [
            Piece(p.item.code, p.minutes, p.order, p.lane, p.item.shortest, p.starts_at if p.locked else None)
            for p in of_day
        ]
        opens_at = min(placement.starts_at for placement in of_day)
        flow = retime(row, opens_at=opens_at, midnight=midnight_after(day, mombasa.tz))
        assert {t.piece.code: t.starts_at for t in flow.timed} == {p.item.code: p.starts_at for p in of_day}
        reception = (Seam(0, -60, "D1-13", "D1-12"),) if day == mombasa.starts_on else ()
        assert flow.seams == reception
