"""The remedies for an overrun: each does what it says, and says what it leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.agenda import Seam, retime
from workshops.agenda.remedies import Remedy, applied, remedies
from workshops.agenda.sharing import share

from .plain_agenda import at, piece
from .test_flow import CLOSES, OPENS, day_of_pieces

DAY_TIMES = {"opens_at": OPENS, "closes_at": CLOSES}


def offered(row, place: int = 0) -> dict[str, Remedy]:
    """The remedies for one overrun of the day, by kind."""
    flow = retime(row, **DAY_TIMES)
    found = remedies(row, flow, flow.overruns[place], OPENS, closes_at=CLOSES)
    return {remedy.kind: remedy for remedy in found}


def test_shortening_is_in_proportion_and_takes_exactly_the_overrun():
    row = [piece("A", 90, 1), piece("B", 30, 2), piece("Coffee", 20, 3, locked="10:18")]
    assert offered(row)["shorten"] == Remedy("shorten", minutes={"A": 81, "B": 27})
    assert retime(applied(row, offered(row)["shorten"]), **DAY_TIMES).seams == ()


def test_no_item_gets_shorter_than_its_shortest_and_the_others_give_the_rest():
    row = [piece("A", 60, 1, shortest=58), piece("B", 60, 2), piece("Coffee", 20, 3, locked="10:20")]
    assert offered(row)["shorten"] == Remedy("shorten", minutes={"A": 58, "B": 52})


def test_what_cannot_be_shortened_away_is_said():
    row = [piece("A", 60, 1, shortest=58), piece("B", 60, 2, shortest=60), piece("Coffee", 20, 3, locked="10:20")]
    assert offered(row)["shorten"] == Remedy("shorten", minutes={"A": 58}, left=8)


def test_shortening_is_not_offered_where_everything_is_at_its_shortest_or_below():
    row = [piece("A", 60, 1, shortest=60), piece("B", 60, 2, shortest=90), piece("Coffee", 20, 3, locked="10:20")]
    assert set(offered(row)) == {"move_out", "unlock"}


def test_only_what_stands_after_the_last_locked_item_is_shortened_that_item_too_but_it_is_not_moved():
    row = [piece("A", 60, 1), piece("Coffee", 30, 2, locked="10:00"), piece("B", 60, 3)]
    row += [piece("Lunch", 60, 4, locked="11:15")]
    remedy = offered(row)["shorten"]
    assert remedy.minutes == {"Coffee": 25, "B": 50}
    coffee = next(one for one in retime(applied(row, remedy), **DAY_TIMES).timed if one.piece.code == "Coffee")
    assert coffee.starts_at == at("10:00")


def test_shortening_leaves_a_shorter_lane_alone_until_it_is_the_longest():
    row = [piece("P", 60, 1), piece("A", 60, 2, 1), piece("B", 40, 2, 2), piece("Q", 30, 3)]
    row += [piece("Lunch", 60, 4, locked="10:45")]
    assert offered(row)["shorten"].minutes == {"P": 54, "A": 54, "Q": 27}
    row[-1] = piece("Lunch", 60, 4, locked="09:45")
    assert offered(row)["shorten"].minutes == {"P": 30, "A": 30, "B": 30, "Q": 15}


def test_an_overrun_of_one_lane_shortens_that_lane_and_what_is_before_it():
    row = [piece("P", 60, 1), piece("A", 30, 2, 1), piece("A2", 30, 3, 1), piece("B", 60, 2, 2)]
    row += [piece("A3", 30, 4, 1, locked="10:20")]
    assert offered(row)["shorten"].minutes == {"P": 55, "A": 27, "A2": 28}


def test_a_lane_that_a_lock_holds_is_shortened_after_its_lock_and_others_from_further_back():
    row = [piece("P", 60, 1), piece("A", 60, 2, 1, locked="09:30"), piece("B", 60, 2, 2)]
    row += [piece("Lunch", 60, 3, locked="10:00")]
    flow = retime(row, **DAY_TIMES)
    assert flow.seams == (Seam(1, 30, "Lunch", "A"), Seam(2, 30, "Lunch", "B"))
    assert offered(row, 0)["shorten"] == Remedy("shorten", minutes={"A": 30})
    assert offered(row, 1)["shorten"] == Remedy("shorten", minutes={"P": 45, "B": 45})


def test_where_a_lock_holds_a_block_back_the_blocks_after_it_give_more():
    row = [piece("P", 60, 1), piece("A", 60, 2, 1, locked="09:30", shortest=55), piece("B", 60, 2, 2)]
    row += [piece("Q", 60, 3), piece("Lunch", 60, 4, locked="11:00")]
    remedy = offered(row)["shorten"]
    assert remedy == Remedy("shorten", minutes={"P": 57, "A": 55, "B": 58, "Q": 35})
    assert retime(applied(row, remedy), **DAY_TIMES).overruns == ()


def test_the_last_item_is_moved_out_and_what_that_leaves_is_said():
    row = [piece("A", 130, 1), piece("B", 5, 2), piece("Coffee", 30, 3, locked="10:30")]
    assert offered(row)["move_out"] == Remedy("move_out", "B", left=10)
    assert [one.code for one in applied(row, offered(row)["move_out"])] == ["A", "Coffee"]


def test_unlocking_lets_the_item_follow_and_names_the_overrun_that_comes_of_it():
    row = [piece("A", 130, 1), piece("Coffee", 30, 2, locked="10:30"), piece("B", 60, 3)]
    row += [piece("Lunch", 60, 4, locked="12:00")]
    remedy = offered(row)["unlock"]
    assert remedy == Remedy("unlock", "Coffee", then=(Seam(0, 10, "Lunch", "B"),))
    coffee = retime(applied(row, remedy), **DAY_TIMES).timed[1]
    assert (coffee.piece.code, coffee.piece.locked, coffee.starts_at) == ("Coffee", None, at("10:40"))


def test_at_the_end_of_the_day_the_locked_item_that_all_hangs_on_can_be_unlocked():
    row = [piece("A", 60, 1), piece("Coffee", 30, 2, locked="09:45"), piece("B", 440, 3)]
    assert set(offered(row)) == {"shorten", "move_out", "unlock"}
    assert offered(row)["unlock"] == Remedy("unlock", "Coffee")
    full = [piece("A", 75, 1), *row[1:]]
    assert set(offered(full)) == {"shorten", "move_out"}  # nothing is free before it, so that unlocking gains nothing


def test_work_that_goes_on_after_hours_is_shortened_without_touching_the_reception():
    row = [piece("A", 570, 1), piece("Reception", 90, 2, locked="18:30")]
    assert offered(row)["shorten"] == Remedy("shorten", minutes={"A": 540})


def test_slack_and_a_day_that_begins_late_have_no_remedy():
    row = [piece("A", 30, 1, locked="09:00"), piece("B", 30, 2, locked="10:00")]
    flow = retime(row, **DAY_TIMES)
    assert [remedies(row, flow, seam, OPENS) for seam in flow.seams] == [[], []]


@given(day_of_pieces())
def test_each_remedy_leaves_what_it_says_and_harms_no_lock_and_no_shortest_length(row):
    flow = retime(row, **DAY_TIMES)
    pieces = {one.code: one for one in row}
    for seam in flow.overruns:
        for remedy in remedies(row, flow, seam, OPENS, closes_at=CLOSES):
            after = retime(applied(row, remedy), **DAY_TIMES)
            here = [one for one in after.overruns if one.before == seam.before]
            here = [one for one in here if seam.lane == 0 or one.lane in (0, seam.lane)]
            assert max((one.minutes for one in here), default=0) == remedy.left < seam.minutes
            assert set(remedy.then) <= set(after.overruns)
            for code, minutes in remedy.minutes.items():
                assert pieces[code].shortest <= minutes < pieces[code].minutes
            kept = {one.piece.code: one for one in after.timed if one.piece.locked}
            assert all(one.starts_at == pieces[code].locked for code, one in kept.items())


@given(st.lists(st.tuples(st.integers(1, 120), st.integers(0, 120)), max_size=10), st.integers(0, 900))
def test_shares_are_whole_never_above_the_most_and_together_the_total_or_all_there_is(rows, total):
    weights, most = [weight for weight, _limit in rows], [limit for _weight, limit in rows]
    shares = share(total, weights, most)
    assert sum(shares) == min(total, sum(most))
    assert all(0 <= each <= limit for each, limit in zip(shares, most, strict=True))


@pytest.mark.parametrize(
    ("total", "weights", "most", "expected"),
    [
        (10, [90, 30], [90, 30], [8, 2]),  # 7.5 and 2.5: the first of equal remainders
        (10, [30, 30, 30], [30, 30, 30], [4, 3, 3]),
        (12, [60, 60], [2, 60], [2, 10]),
        (0, [60], [55], [0]),
        (50, [60], [20], [20]),
        (5, [], [], []),
    ],
)
def test_minutes_left_by_rounding_go_to_the_greatest_remainder(total, weights, most, expected):
    assert share(total, weights, most) == expected


@given(day_of_pieces())
def test_shortening_where_no_lock_stands_in_a_lane_takes_exactly_the_overrun_or_all_that_can_be_taken(row):
    row = [one for one in row if not (one.lane and one.locked)]
    flow = retime(row, **DAY_TIMES)
    for seam in flow.overruns[:1]:  # the first: nothing before it overruns into it
        for remedy in remedies(row, flow, seam, OPENS, closes_at=CLOSES):
            if remedy.kind == "shorten" and remedy.left:
                again = retime(applied(row, remedy), **DAY_TIMES)
                stuck = next(one for one in again.overruns if (one.lane, one.before) == (seam.lane, seam.before))
                kinds = remedies(applied(row, remedy), again, stuck, OPENS, closes_at=CLOSES)
                assert "shorten" not in [one.kind for one in kinds]
