"""Wall time to instants, over clock changes; slots gathered from placements."""

import datetime
import zoneinfo
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.agenda import NoSuchTime, days, exists_twice, midnight_after, slots, utc_instants, wall


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("zone", "day", "start", "expected"),
    [
        ("Africa/Nairobi", "2023-07-04", "08:00", "2023-07-04T05:00"),
        ("Africa/Cairo", "2023-07-04", "08:00", "2023-07-04T05:00"),
        ("Africa/Cairo", "2023-12-04", "08:00", "2023-12-04T06:00"),
        ("Europe/Paris", "2026-03-29", "08:00", "2026-03-29T06:00"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),
        ("Australia/Lord_Howe", "2026-10-04", "03:00", "2026-10-03T16:00"),
        ("Africa/Casablanca", "2026-03-10", "09:00", "2026-03-10T09:00"),  # in Ramadan an hour behind
        ("Africa/Casablanca", "2026-03-23", "09:00", "2026-03-23T08:00"),
        ("Africa/Cairo", "2026-04-24", "08:00", "2026-04-24T05:00"),
        ("America/New_York", "2026-03-08", "03:00", "2026-03-08T07:00"),
        ("Australia/Lord_Howe", "2026-04-05", "03:00", "2026-04-04T16:30"),
    ],
)
def test_a_wall_time_is_an_instant_by_the_zone_of_the_place(zone, day, start, expected):
    day, start = datetime.date.fromisoformat(day), datetime.time.fromisoformat(start)
    assert utc_instants(day, start, 60, zoneinfo.ZoneInfo(zone))[0] == at(expected)


def test_the_end_counts_minutes_that_pass_also_when_the_clocks_change():
    zone = zoneinfo.ZoneInfo("Europe/Paris")
    start, end = utc_instants(datetime.date(2026, 3, 29), datetime.time(1, 30), 60, zone)
    assert end - start == datetime.timedelta(minutes=60)
    assert end.astimezone(zone).time() == datetime.time(3, 30)


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        ("Africa/Casablanca", "2026-03-22", "02:30"),  # Ramadan is over
        ("Africa/Cairo", "2026-04-24", "00:30"),
        ("Europe/Paris", "2026-03-29", "02:30"),
        ("America/New_York", "2026-03-08", "02:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:29"),
        ("Pacific/Apia", "2011-12-30", "09:00"),  # a whole day
    ],
)
@pytest.mark.parametrize("second", [False, True])
def test_a_time_that_does_not_exist_is_refused(zone, day, start, second):
    day, time = datetime.date.fromisoformat(day), datetime.time.fromisoformat(start)
    with pytest.raises(NoSuchTime, match=f"{day} {start} does not exist in {zone}"):
        utc_instants(day, time, 30, zoneinfo.ZoneInfo(zone), second=second)
    assert not exists_twice(day, time, zoneinfo.ZoneInfo(zone))


@pytest.mark.parametrize(
    ("zone", "day", "start", "first", "second"),
    [
        ("Africa/Casablanca", "2026-02-15", "02:30", "2026-02-15T01:30", "2026-02-15T02:30"),  # Ramadan begins
        ("Africa/Cairo", "2026-10-29", "23:30", "2026-10-29T20:30", "2026-10-29T21:30"),
        ("Europe/Paris", "2026-10-25", "02:00", "2026-10-25T00:00", "2026-10-25T01:00"),
        ("America/New_York", "2026-11-01", "01:59", "2026-11-01T05:59", "2026-11-01T06:59"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45", "2026-04-04T15:15"),  # half an hour
    ],
)
def test_of_a_time_that_exists_twice_the_first_is_meant_or_the_second(zone, day, start, first, second):
    zone, day, time = zoneinfo.ZoneInfo(zone), datetime.date.fromisoformat(day), datetime.time.fromisoformat(start)
    assert exists_twice(day, time, zone)
    assert utc_instants(day, time, 60, zone) == (at(first), at(first) + datetime.timedelta(hours=1))
    assert utc_instants(day, time, 60, zone, second=True)[0] == at(second)
    assert wall(at(first), zone) == (day, time, False)
    assert wall(at(second), zone) == (day, time, True)


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        ("Europe/Paris", "2026-10-25", "03:00"),
        ("Australia/Lord_Howe", "2026-04-05", "01:29"),
        ("Africa/Nairobi", "2026-07-04", "08:00"),
    ],
)
def test_a_time_that_exists_once_is_the_same_whichever_is_asked_for(zone, day, start):
    zone, day, time = zoneinfo.ZoneInfo(zone), datetime.date.fromisoformat(day), datetime.time.fromisoformat(start)
    assert not exists_twice(day, time, zone)
    assert utc_instants(day, time, 60, zone) == utc_instants(day, time, 60, zone, second=True)


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Africa/Nairobi", "2023-07-04", "2023-07-04T21:00"),
        ("Africa/Cairo", "2026-04-23", "2026-04-23T22:00"),  # the clocks jump from midnight to one
        ("Africa/Cairo", "2026-10-29", "2026-10-29T22:00"),  # and before midnight they go back to eleven
        ("Europe/Paris", "2026-03-29", "2026-03-29T22:00"),
        ("America/New_York", "2026-11-01", "2026-11-02T05:00"),
    ],
)
def test_a_day_ends_at_midnight_of_the_place(zone, day, expected):
    assert midnight_after(datetime.date.fromisoformat(day), zoneinfo.ZoneInfo(zone)) == at(expected)


ZONES = ["Africa/Casablanca", "Africa/Cairo", "Europe/Paris", "America/New_York", "Australia/Lord_Howe"]


@given(st.datetimes(datetime.datetime(2023, 1, 1), datetime.datetime(2030, 1, 1)), st.sampled_from(ZONES))
def test_from_an_instant_to_the_clocks_of_the_place_and_back(moment, zone):
    zone, instant = zoneinfo.ZoneInfo(zone), moment.replace(tzinfo=datetime.UTC)
    day, time, second = wall(instant, zone)
    assert utc_instants(day, time, 60, zone, second=second)[0] == instant
    assert exists_twice(day, time, zone) or not second


def placement(code: str, hour: int, minutes: int = 60, day: int = 4):
    start = datetime.datetime(2023, 7, day, hour, tzinfo=datetime.UTC)
    end = start + datetime.timedelta(minutes=minutes)
    return SimpleNamespace(item=SimpleNamespace(code=code), starts_at=start, ends_at=end, day=start.date())


def test_items_that_begin_together_are_lanes_of_one_slot():
    found = slots([placement("B", 9, 45), placement("C", 10), placement("A", 9)])
    assert [[p.item.code for p in slot.placements] for slot in found] == [["A", "B"], ["C"]]
    assert [slot.parallel for slot in found] == [True, False]
    assert found[0].ends_at == at("2023-07-04T10:00")


@given(st.permutations([placement(f"I{n}", 8 + n % 5, day=4 + n % 3) for n in range(12)]))
def test_the_order_in_which_placements_come_does_not_matter(shuffled):
    reference = days(sorted(shuffled, key=lambda p: p.item.code))
    assert days(shuffled) == reference
    assert [day for day, _slots in reference] == sorted(day for day, _slots in reference)
