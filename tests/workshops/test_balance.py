"""The arithmetic of seats, with properties that hold for any numbers."""

from hypothesis import given
from hypothesis import strategies as st

from workshops.seats.balance import Share, Standing, free_seats, kept_for_others, shares

SEXES = st.sampled_from(["female", "male", "other", "undisclosed"])
STANDINGS = st.builds(
    lambda least, more, sexes, percent: Standing(least, least + more, tuple(sexes), "female", percent),
    st.integers(0, 30),
    st.integers(0, 30),
    st.lists(SEXES, max_size=40),
    st.integers(0, 100),
)


def test_shares_name_the_largest_first_and_make_a_hundred():
    assert shares(["f", "m", "f"]) == [Share("f", 2, 67), Share("m", 1, 33)]
    assert shares(["a", "b", "c"]) == [Share("a", 1, 34), Share("b", 1, 33), Share("c", 1, 33)]
    assert shares([]) == []


@given(st.lists(SEXES, min_size=1))
def test_percents_make_a_hundred_and_are_within_one_of_the_truth(values):
    found = shares(values)
    assert sum(share.percent for share in found) == 100
    assert sum(share.count for share in found) == len(values)
    assert all(abs(share.percent - share.count * 100 / len(values)) < 1 for share in found)
    assert shares(reversed(values)) == found


def test_a_quota_says_what_it_has():
    standing = Standing(2, 4, ("female", "male", "male"), "female", 50)
    assert (standing.taken, standing.free, standing.missing, standing.over) == (3, 1, 0, 0)
    assert (standing.of_sex, standing.percent_of_sex, standing.share_kept) == (1, 33, False)
    assert standing.breaks("male")
    assert standing.breaks("undisclosed")
    assert not standing.breaks("female")
    assert Standing(0, 1, ("male", "male")).over == 1
    assert Standing(0, 5, (), "female", 50).share_kept


def test_the_first_man_breaks_a_share_that_one_woman_would_keep():
    assert Standing(0, 4, (), "female", 50).breaks("male")
    assert not Standing(0, 4, ("female",), "female", 50).breaks("male")
    assert not Standing(0, 4, ("male",), "", 0).breaks("male")


@given(STANDINGS, SEXES)
def test_one_of_the_sex_asked_for_never_breaks_and_another_breaks_just_when_the_share_is_lost(standing, sex):
    after = Standing(standing.least, standing.most, (*standing.sexes, sex), "female", standing.least_percent)
    if sex == "female":
        assert not standing.breaks(sex)
        assert after.share_kept or not standing.share_kept
    else:
        assert standing.breaks(sex) == (not after.share_kept)


def test_seats_that_others_need_are_not_free():
    standings = {"accra": Standing(2, 4, ("female",)), "nairobi": Standing(3, 5), "open": Standing(0, 10)}
    assert kept_for_others(standings, "open") == 1 + 3
    assert free_seats(standings, "open", capacity=6, taken=1) == 1
    assert free_seats(standings, "accra", capacity=6, taken=1) == 2
    assert free_seats(standings, "nairobi", capacity=6, taken=1) == 4
    assert free_seats(standings, None, capacity=6, taken=1) == 1
    assert free_seats(standings, "open", capacity=3, taken=3) == 0


@given(st.dictionaries(st.integers(0, 5), STANDINGS, max_size=6), st.integers(0, 5), st.integers(1, 200))
def test_taking_a_free_seat_never_passes_the_most_the_capacity_or_what_is_kept(standings, key, capacity):
    taken = sum(standing.taken for standing in standings.values())
    free = free_seats(standings, key, capacity=capacity, taken=taken)
    assert free >= 0
    if free:
        assert taken + free + kept_for_others(standings, key) <= capacity
        assert key not in standings or standings[key].taken + free <= standings[key].most


@given(STANDINGS, STANDINGS, st.integers(1, 200))
def test_the_least_of_a_quota_can_always_be_filled_if_the_leasts_fit(one, other, capacity):
    empty = {1: Standing(one.least, one.most), 2: Standing(other.least, other.most)}
    if one.least + other.least > capacity:
        return
    first = free_seats(empty, 1, capacity=capacity, taken=0)
    after = {1: Standing(one.least, one.most, ("male",) * first), 2: empty[2]}
    assert free_seats(after, 2, capacity=capacity, taken=first) >= other.least
