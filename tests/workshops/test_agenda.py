"""Wall time to instants, over clock changes; slots gathered from placements."""

import datetime
import zoneinfo
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.agenda import NoSuchTime, days, slots, utc_instants


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
        ("Africa/Casablanca", "2026-03-10", "09:00", "2026-03-10T09:00"),
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


def test_a_time_that_does_not_exist_is_refused():
    with pytest.raises(NoSuchTime, match="2026-03-29 02:30 does not exist in Europe/Paris"):
        utc_instants(datetime.date(2026, 3, 29), datetime.time(2, 30), 30, zoneinfo.ZoneInfo("Europe/Paris"))


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
