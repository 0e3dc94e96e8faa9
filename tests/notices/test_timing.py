"""Nobody's night, weekend or leave: when mail that may wait is due, wherever she works and whatever the clocks do."""

import datetime
import zoneinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.notices.models import Rhythm
from elearning.notices.timing import Station, due_at, is_quiet, next_digest, period_of

ZONES = [
    "UTC",
    "Africa/Cairo",
    "Africa/Maputo",
    "America/St_Johns",
    "Pacific/Kiritimati",
    "Europe/Lisbon",
    "Asia/Kabul",
]
SPAN = {"min_value": datetime.datetime(2026, 1, 1), "max_value": datetime.datetime(2027, 12, 31)}
MOMENTS = st.datetimes(**SPAN, timezones=st.just(datetime.UTC)).map(lambda at: at.replace(second=0, microsecond=0))
TIMES = st.sampled_from([datetime.time(hour, minute) for hour in range(24) for minute in (0, 30)])
RHYTHMS = st.builds(
    Rhythm,
    quiet_from=TIMES,
    quiet_to=TIMES,
    weekends=st.booleans(),
    digest=st.sampled_from(["daily", "weekly"]),
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
)
STATIONS = st.builds(
    Station,
    zone=st.sampled_from(ZONES).map(zoneinfo.ZoneInfo),
    weekend=st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset({4}), frozenset()]),
    away_until=st.none() | st.dates(datetime.date(2025, 12, 1), datetime.date(2028, 1, 31)),
)


def utc(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=datetime.UTC)


def at_station(zone: str, *days: int, away: datetime.date | None = None) -> Station:
    return Station(zoneinfo.ZoneInfo(zone), frozenset(days), away)


@settings(max_examples=150, deadline=None)
@given(MOMENTS, RHYTHMS, STATIONS)
def test_it_is_the_first_moment_that_is_not_quiet(now, rhythm, station):
    due = due_at(now, rhythm, station)
    assert due >= now
    assert not is_quiet(due, rhythm, station)
    assert due_at(due, rhythm, station) == due
    step = now
    while step < min(due, now + datetime.timedelta(days=5)):
        assert is_quiet(step, rhythm, station)
        step += datetime.timedelta(minutes=30)
    if due > now:
        assert is_quiet(due - datetime.timedelta(minutes=1), rhythm, station)


@settings(max_examples=150, deadline=None)
@given(MOMENTS, RHYTHMS, STATIONS)
def test_a_digest_comes_within_days_of_now_or_of_her_return_and_never_in_the_night(now, rhythm, station):
    digest = next_digest(now, rhythm, station)
    assert digest > now
    assert not is_quiet(digest, rhythm, station)
    back = now
    if station.is_away(now):
        back = datetime.datetime.combine(station.away_until, datetime.time.max, station.zone)
    assert digest - max(now, back) < datetime.timedelta(days=11 if rhythm.digest == "weekly" else 5)


@pytest.mark.parametrize(
    ("now", "station", "due"),
    [
        (utc(2026, 11, 26, 12), at_station("Africa/Nairobi", 5, 6), utc(2026, 11, 26, 12)),
        (utc(2026, 11, 26, 18), at_station("Africa/Nairobi", 5, 6), utc(2026, 11, 27, 4)),
        (utc(2026, 11, 27, 18), at_station("Africa/Nairobi", 5, 6), utc(2026, 11, 30, 4)),
        (utc(2026, 11, 26, 20), at_station("Africa/Cairo", 4, 5), utc(2026, 11, 29, 5)),  # Thursday evening to Sunday
        (utc(2026, 10, 24, 21), at_station("Europe/Lisbon"), utc(2026, 10, 25, 7)),  # clocks are set back that night
        (utc(2026, 3, 28, 21), at_station("Europe/Lisbon"), utc(2026, 3, 29, 6)),  # and forward
        (
            utc(2026, 11, 26, 12),
            at_station("Africa/Nairobi", 5, 6, away=datetime.date(2026, 12, 4)),
            utc(2026, 12, 7, 4),
        ),
    ],
)
def test_night_weekend_leave_and_clocks_that_are_set(now, station, due):
    assert due_at(now, Rhythm(), station) == due


def test_hours_in_the_day_none_at_all_and_leave_without_end():
    station, noon = at_station("UTC"), utc(2026, 11, 26, 12)
    siesta = Rhythm(quiet_from=datetime.time(11), quiet_to=datetime.time(15))
    assert due_at(noon, siesta, station) == utc(2026, 11, 26, 15)
    never = Rhythm(quiet_from=datetime.time(11), quiet_to=datetime.time(11), weekends=False)
    assert due_at(noon, never, station) == noon
    gone = at_station("UTC", away=datetime.date.max)
    assert next_digest(noon, Rhythm(), gone) > noon
    assert due_at(noon, Rhythm(), gone) >= noon


def test_a_weekly_digest_on_a_day_of_the_weekend_comes_on_the_next_working_day():
    weekly = Rhythm(digest="weekly", weekday=5, hour=9)
    cairo = at_station("Africa/Cairo", 4, 5)
    assert next_digest(utc(2026, 11, 26, 12), weekly, cairo) == utc(2026, 11, 29, 7)
    assert next_digest(utc(2026, 11, 29, 7), weekly, cairo) == utc(2026, 12, 6, 7)
    assert period_of(utc(2026, 11, 29, 7), weekly, cairo) == "2026-W48"
    assert period_of(utc(2026, 11, 29, 23), Rhythm(), cairo) == "2026-11-30"
