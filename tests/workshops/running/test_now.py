"""What is on now and next: at the edges between items, in lanes, over midnight, when the clocks change."""

import datetime
import zoneinfo
from types import SimpleNamespace

from workshops.agenda import utc_instants
from workshops.publishing.audience import Viewer
from workshops.running.now import heard, now_and_next

NAIROBI, LISBON = zoneinfo.ZoneInfo("Africa/Nairobi"), zoneinfo.ZoneInfo("Europe/Lisbon")
DAY = datetime.date(2023, 7, 4)
MINUTE = datetime.timedelta(minutes=1)
HER, HIS, TEAM = Viewer(1, 10), Viewer(2, 20), Viewer(3, None, team=True)


def placed(code, start, minutes, *, day=DAY, zone=NAIROBI, group=None, lane=0, second=False, **frozen):
    """An item on an agenda as it was frozen."""
    starts_at, ends_at = utc_instants(day, datetime.time.fromisoformat(start), minutes, zone, second=second)
    facts = {"visibility": "public", "group_id": group, "whose": [], "kind": "plenary", "floor": ["en"],
             "interpreted": ["fr"]}  # fmt: skip
    return SimpleNamespace(
        item=SimpleNamespace(code=code), starts_at=starts_at, ends_at=ends_at, lane=lane, frozen=facts | frozen
    )


def codes(placements, at, viewer=None):
    found = now_and_next(placements, at, viewer)
    return [one.item.code for one in found.now], [one.item.code for one in found.next]


def test_an_item_is_on_from_its_start_until_just_before_its_end():
    day = [placed("A", "09:00", 60), placed("B", "10:00", 30)]
    start, end = day[0].starts_at, day[0].ends_at
    assert codes(day, start - MINUTE) == ([], ["A"])
    assert codes(day, start) == (["A"], ["B"])
    assert codes(day, end - datetime.timedelta(microseconds=1)) == (["A"], ["B"])
    assert codes(day, end) == (["B"], [])
    assert codes(day, day[1].ends_at) == ([], [])


def test_between_two_items_nothing_is_on_and_the_later_one_is_next():
    day = [placed("A", "09:00", 30), placed("B", "10:00", 30)]
    assert codes(day, day[0].ends_at + MINUTE) == ([], ["B"])


def test_of_parallel_items_she_sees_that_of_her_group_and_those_that_she_leads():
    day = [placed("G1", "09:00", 60, group=10, lane=1), placed("G2", "09:00", 60, group=20, lane=2, whose=[1])]
    at = day[0].starts_at
    assert codes(day, at, HIS) == (["G2"], [])
    assert codes(day, at, HER) == (["G1", "G2"], [])
    assert codes(day, at, TEAM) == (["G1", "G2"], [])
    assert codes(day, at, Viewer(9, None)) == (["G1", "G2"], [])


def test_overlapping_lanes_are_both_on_and_next_is_what_begins_first_for_her():
    day = [placed("G1", "09:00", 90, group=10, lane=1), placed("G2", "09:00", 30, group=20, lane=2),
           placed("G2b", "09:30", 60, group=20, lane=2), placed("ALL", "10:30", 30)]  # fmt: skip
    at = day[2].starts_at + MINUTE
    assert codes(day, at) == (["G1", "G2b"], ["ALL"])
    assert codes(day, at - 2 * MINUTE, HER) == (["G1"], ["ALL"])
    assert codes(day, at - 2 * MINUTE, HIS) == (["G2"], ["G2b"])


def test_what_is_for_the_team_is_neither_on_nor_next_for_others_nor_on_the_screen():
    day = [placed("T", "17:00", 30, visibility="facilitators")]
    assert codes(day, day[0].starts_at) == ([], [])
    assert codes(day, day[0].starts_at - MINUTE, HER) == ([], [])
    assert codes(day, day[0].starts_at, TEAM) == (["T"], [])


def test_an_item_over_midnight_is_on_after_it_and_the_next_day_follows():
    rows = [placed("NIGHT", "23:00", 120), placed("MORNING", "08:30", 30, day=DAY + datetime.timedelta(days=1))]
    midnight = datetime.datetime(2023, 7, 5, 0, 30, tzinfo=NAIROBI)
    assert codes(rows, midnight) == (["NIGHT"], ["MORNING"])
    assert codes(rows, midnight + 31 * MINUTE) == ([], ["MORNING"])


def test_when_the_clocks_go_back_each_of_the_two_hours_has_its_item():
    night = datetime.date(2023, 10, 29)
    rows = [placed("FIRST", "01:30", 30, day=night, zone=LISBON),
            placed("SECOND", "01:30", 30, day=night, zone=LISBON, second=True)]  # fmt: skip
    first = datetime.datetime(2023, 10, 29, 1, 40, tzinfo=LISBON)
    assert codes(rows, first) == (["FIRST"], ["SECOND"])
    assert codes(rows, first.replace(fold=1)) == (["SECOND"], [])


def test_when_the_clocks_go_forward_an_item_lasts_as_long_as_it_lasts():
    night = datetime.date(2023, 3, 26)
    rows = [placed("A", "00:30", 60, day=night, zone=LISBON)]  # 01:00 does not exist: it ends at 02:30 by the clock
    assert codes(rows, datetime.datetime(2023, 3, 26, 2, 29, tzinfo=LISBON)) == (["A"], [])
    assert codes(rows, datetime.datetime(2023, 3, 26, 2, 30, tzinfo=LISBON)) == ([], [])


def test_how_it_is_to_be_followed_in_her_language():
    frozen = placed("A", "09:00", 30).frozen
    assert [heard(frozen, language) for language in ("en", "fr", "pt")] == ["spoken", "interpreted", "other"]
    assert heard(frozen | {"kind": "break"}, "pt") == ""


def test_of_no_agenda_nothing_is_on():
    assert codes([], datetime.datetime.now(datetime.UTC)) == ([], [])
