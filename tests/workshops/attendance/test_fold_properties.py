"""Properties of the fold: any order, any repetition, any split over devices give the same record, within the worth."""

import datetime
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from workshops.attendance.checkpoints import checkpoints
from workshops.attendance.events import STRENGTH, Event, standing
from workshops.attendance.fold import fold
from workshops.attendance.rule import Policy, outcome

from .rows import at, item

ITEMS = [item("A", "09:00", 45), item("B", "09:45", 30, worth=40), item("C", "10:30", 75)]
IDS = [f"id-{number}" for number in range(8)]
MOMENTS = st.integers(-60, 240).map(lambda minutes: at("09:00") + datetime.timedelta(minutes=minutes))


@st.composite
def events(draw) -> list[Event]:
    """Some events with ids of their own; what is void may name one that never comes."""
    found = []
    for name in draw(st.lists(st.sampled_from(IDS), unique=True)):
        verb = draw(st.sampled_from(["in", "in", "out", "set", "void"]))
        value = draw(st.sampled_from(["present", "partial", "absent", "excused"])) if verb == "set" else ""
        found.append(
            Event(
                id=name,
                verb=verb,
                source=draw(st.sampled_from(STRENGTH)),
                at=draw(MOMENTS),
                value=value,
                minutes=draw(st.none() | st.integers(0, 500)) if value == "partial" else None,
                voids=draw(st.sampled_from(IDS)) if verb == "void" else "",
            )
        )
    return found


def known(found, items=ITEMS):
    return fold(found, items, late_after=5)


@given(events(), st.randoms(use_true_random=False), st.integers(1, 3))
def test_any_order_and_any_repetition_give_the_same_record(found, chance: random.Random, times):
    mixed = found * times
    chance.shuffle(mixed)
    assert known(mixed) == known(found)


@given(events(), st.lists(st.integers(0, 2), min_size=8, max_size=8), st.permutations([0, 1, 2]))
def test_any_split_over_devices_gives_the_same_record_whichever_sends_first(found, places, order):
    devices = [[one for one, place in zip(found, places, strict=False) if place == number] for number in range(3)]
    assert known([one for number in order for one in devices[number]]) == known(found)


@given(events())
def test_credited_minutes_are_whole_and_never_exceed_the_worth(found):
    record = known(found)
    worth = {one.key: one.worth for one in ITEMS}
    assert all(type(minutes) is int and 0 <= minutes <= worth[key] for key, minutes in record.credits.items())
    if record.status == "present":
        assert record.credits == worth
    if record.status in ("unseen", "unclear", "absent", "excused"):
        assert record.minutes == 0


@given(events(), st.sampled_from(IDS))
def test_what_is_void_is_as_if_it_had_never_been(found, name):
    rest = [one for one in found if one.id != name or one.verb == "void"]
    void = Event("the void", "void", "scan", at("12:00"), voids=name)
    assert known([*found, void]) == known(rest)
    assert known([void, *found]) == known(rest)


@given(events())
def test_of_all_decisions_that_stand_the_strongest_and_newest_holds(found):
    words = [one for one in standing(found) if one.verb == "set"]
    record = known(found)
    assert record.decided == bool(words)
    if words:
        best = max(STRENGTH.index(one.source) for one in words)
        newest = max((one for one in words if STRENGTH.index(one.source) == best), key=lambda one: (one.at, one.id))
        assert record.status == newest.value


@given(events(), MOMENTS)
def test_coming_earlier_never_costs_minutes_where_nobody_decided(found, moment):
    coming = [one for one in found if one.verb == "in"]
    later = [Event("x", "in", "scan", moment), *coming]
    earlier = [Event("x", "in", "scan", moment - datetime.timedelta(minutes=10)), *coming]
    assert known(earlier).minutes >= known(later).minutes


@settings(max_examples=50)
@given(
    st.dictionaries(st.sampled_from("ABC"), events()),
    st.sampled_from(["neutral", "present", "absent"]),
    st.sampled_from(["day", "half_day", "item"]),
)
def test_an_outcome_stays_within_what_counts_under_each_policy(by_item, excused, policy):
    found = checkpoints(ITEMS, policy)
    records = {one.key: known(by_item.get(one.items[0].key, []), one.items) for one in found}
    result = outcome(found, records, group_id=None, policy=Policy(excused=excused))
    assert 0 <= result.credited <= result.counted <= sum(one.worth for one in ITEMS)
    assert result.participation == (result.counted > 0 and result.credited / result.counted >= 0.8)
    if excused != "neutral":
        assert result.counted == sum(one.worth for one in ITEMS)


def naive(found, one, grace: int) -> int:
    """Minute by minute: she is there from each coming to the next going; the edges of an item are lenient."""
    taken = {each.voids for each in found if each.verb == "void"}
    minute = {each.id: int((each.at - one.starts_at).total_seconds() // 60) for each in found}
    length = int((one.ends_at - one.starts_at).total_seconds() // 60)
    order = sorted((each for each in found if each.id not in taken), key=lambda each: (each.at, each.id))
    there, since, last = set(), None, None
    for each in [*order, None]:
        again = each is None or (each.verb == "in" and last is not None)
        if since is not None and again and (last is None or last > 0) and since < length:
            until = length if last is None or last >= length - grace else last
            there |= set(range(0 if since <= grace else since, until))
        if each is None:
            break
        if each.verb == "in" and (since is None or last is not None):
            since, last = minute[each.id], None
        elif each.verb == "out" and since is not None:
            last = minute[each.id]
    return min(one.worth, round(one.worth * len(there & set(range(length))) / length))


@given(events(), st.sampled_from([0, 5, 20, 60]))
def test_the_minutes_are_those_of_a_naive_count(found, grace):
    record = fold(found, ITEMS, late_after=grace)
    if not record.decided:
        assert record.credits == {one.key: naive(found, one, grace) for one in ITEMS}
