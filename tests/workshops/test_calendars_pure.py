"""Calendars without a database: zones with clock changes, sequences, folding, escaping; read by a second parser."""

import datetime
import zoneinfo
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from workshops.agenda import utc_instants
from workshops.calendars import ics
from workshops.calendars.history import Entry, entries
from workshops.calendars.zones import changes, written_out

from .second_reader import events_of, lines_of

UTC, MINUTE = datetime.UTC, datetime.timedelta(minutes=1)
FRAME = ics.Frame("Workshop", "https://example.org/agenda/", "en")


@dataclass(frozen=True)
class FakeVersion:
    number: int = 1
    zone: str = "Africa/Nairobi"
    published_at: datetime.datetime = datetime.datetime(2026, 1, 1, tzinfo=UTC)
    venue: str = "Hotel; sea, view"

    @property
    def tz(self):
        return zoneinfo.ZoneInfo(self.zone)


@dataclass(frozen=True)
class FakeItem:
    code: str = "D1"
    uuid: UUID = UUID(int=7)


@dataclass(frozen=True)
class FakePlacement:
    version: FakeVersion
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    day: datetime.date
    item_id: int = 1
    sequence: int = 0
    item: FakeItem = FakeItem()
    frozen: dict = field(default_factory=lambda: {"titles": {"en": "Talk"}, "room": "Hall"})


def placement(zone: str, day: str, start: str, minutes: int = 60, *, second: bool = False, **values) -> FakePlacement:
    version = values.pop("version", FakeVersion(zone=zone))
    date, at = datetime.date.fromisoformat(day), datetime.time.fromisoformat(start)
    starts_at, ends_at = utc_instants(date, at, minutes, version.tz, second=second)
    return FakePlacement(version, starts_at, ends_at, date, **values)


def document(*placements: FakePlacement, frame: ics.Frame = FRAME) -> bytes:
    return ics.feed([Entry(one, one.sequence, one.version.published_at) for one in placements], frame)


# The days around which the clocks are put, and the day after; Morocco goes back for Ramadan.
CHANGES = [
    ("Africa/Casablanca", "2026-02-14", "2026-02-16"),
    ("Africa/Casablanca", "2026-03-21", "2026-03-23"),
    ("Africa/Cairo", "2026-04-23", "2026-04-25"),
    ("Africa/Cairo", "2026-10-29", "2026-10-31"),
    ("Europe/Paris", "2026-03-28", "2026-03-30"),
    ("Europe/Paris", "2026-10-24", "2026-10-26"),
    ("America/New_York", "2026-03-07", "2026-03-09"),
    ("America/New_York", "2026-10-31", "2026-11-02"),
    ("Australia/Lord_Howe", "2026-04-04", "2026-04-06"),
    ("Australia/Lord_Howe", "2026-10-03", "2026-10-05"),
]


def hours(zone: str, first: str, last: str) -> list[FakePlacement]:
    """An item each half-hour of these days that exists, both times where it exists twice."""
    found, tz = [], zoneinfo.ZoneInfo(zone)
    begins = datetime.datetime.fromisoformat(first).replace(tzinfo=tz).astimezone(UTC)
    ends = datetime.datetime.fromisoformat(f"{last}T22:00").replace(tzinfo=tz).astimezone(UTC)
    while begins < ends:
        key, local = len(found), begins.astimezone(tz)
        item = FakeItem(f"H{key}", UUID(int=key))
        found.append(FakePlacement(FakeVersion(zone=zone), begins, begins + 30 * MINUTE, local.date(), key, item=item))
        begins += 30 * MINUTE
    return found


@pytest.mark.parametrize(("zone", "first", "last"), CHANGES)
def test_every_half_hour_around_a_change_of_the_clocks_is_read_back_right(zone, first, last):
    placements = hours(zone, first, last)
    read = events_of(document(*placements))
    assert [(event["DTSTART"], event["DTEND"]) for event in read] == [(p.starts_at, p.ends_at) for p in placements]


@pytest.mark.parametrize(("zone", "first", "last"), CHANGES)
def test_the_other_parser_reads_the_same(zone, first, last):
    placements = hours(zone, first, last)
    read = Calendar.from_ical(document(*placements)).walk("VEVENT")
    assert [event["dtstart"].dt.astimezone(UTC) for event in read] == [p.starts_at for p in placements]


@pytest.mark.parametrize(("zone", "first", "last"), CHANGES)
def test_each_change_of_these_days_is_written_out(zone, first, last):
    tz, days = zoneinfo.ZoneInfo(zone), [datetime.date.fromisoformat(day) for day in (first, last)]
    written = written_out(tz, *days)
    assert len(written.subcomponents) == 2
    assert written["tzid"] == zone


def test_a_zone_that_never_changes_is_one_line_of_time():
    tz = zoneinfo.ZoneInfo("Africa/Nairobi")
    begins = datetime.datetime(2026, 1, 1, tzinfo=UTC)
    assert list(changes(tz, begins, begins + datetime.timedelta(days=400))) == []


def test_a_half_hour_change_is_found_to_the_second():
    tz = zoneinfo.ZoneInfo("Australia/Lord_Howe")
    begins = datetime.datetime(2026, 1, 1, tzinfo=UTC)
    found = list(changes(tz, begins, begins + datetime.timedelta(days=364)))
    assert found == [
        datetime.datetime(2026, 4, 4, 15, 0, tzinfo=UTC),
        datetime.datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
    ]


def test_the_second_of_two_such_times_is_written_as_an_instant():
    twice = placement("Europe/Paris", "2026-10-25", "02:30", second=True)
    assert "DTSTART:20261025T013000Z" in lines_of(document(twice))
    assert events_of(document(twice))[0]["DTSTART"] == twice.starts_at


def test_a_workshop_that_moved_is_written_in_both_zones():
    old = placement("Africa/Cairo", "2026-04-23", "09:00")
    new = placement("Europe/Paris", "2026-10-24", "09:00", item=FakeItem("D2", UUID(int=8)))
    lines = lines_of(document(old, new))
    assert {"TZID:Africa/Cairo", "TZID:Europe/Paris"} <= set(lines)
    assert [event["DTSTART"] for event in events_of(document(old, new))] == [old.starts_at, new.starts_at]


HARD = "Comma, semicolon; backslash \\ and\nnewline " + "é" * 80 + " عنوان الجلسة " * 9


def test_long_and_hard_titles_come_back_whole():
    frozen = {"titles": {"en": HARD}, "room": "A, B; C"}
    hard = placement("Africa/Nairobi", "2026-07-01", "09:00", frozen=frozen)
    (event,) = events_of(document(hard))
    assert event["SUMMARY"] == HARD
    assert event["LOCATION"] == "A, B; C, Hotel; sea, view"
    (other,) = Calendar.from_ical(document(hard)).walk("VEVENT")
    assert other["summary"] == HARD


def test_the_title_is_in_the_readers_language_and_says_which_it_is():
    frozen = {"titles": {"en": "Opening", "ar": "الافتتاح"}, "room": ""}
    one = placement("Africa/Cairo", "2026-07-01", "09:00", frozen=frozen)
    arabic = ics.Frame("و", "https://example.org/", "ar")
    assert "SUMMARY;LANGUAGE=ar:الافتتاح" in lines_of(document(one, frame=arabic))
    french = ics.Frame("w", "https://example.org/", "fr")
    assert "SUMMARY;LANGUAGE=en:Opening" in lines_of(document(one, frame=french))


def test_a_feed_has_no_method_and_a_message_has_one_with_both_parties():
    one = placement("Africa/Nairobi", "2026-07-01", "09:00", sequence=3)
    assert not [line for line in lines_of(document(one)) if line.startswith("METHOD")]
    people = {
        "organizer": ics.Party("Host", "host@example.org"),
        "attendee": ics.Party('Ana "A", B', "ana@example.org"),
    }
    for method, status in (("REQUEST", "CONFIRMED"), ("REQUEST", "TENTATIVE"), ("CANCEL", "CANCELLED")):
        entry = Entry(one, 3, one.version.published_at, status)
        said, content = ics.invitation(entry, FRAME, **people)
        (event,) = events_of(content)
        assert said == method
        assert f"METHOD:{method}" in lines_of(content)
        assert (event["STATUS"], event["SEQUENCE"]) == (status, 3)
        assert (event["ORGANIZER"], event["ATTENDEE"]) == ("mailto:host@example.org", "mailto:ana@example.org")


# What a reader is told over the versions: present or not, and whether the time changed.
def told(history: list[tuple[bool, int]]) -> list[Entry]:
    """The entry after each version, of an item that is meant for her or not, with these canonical sequences."""
    rows, found = [], []
    for number, (meant, sequence) in enumerate(history, start=1):
        at = datetime.datetime(2026, 1, number % 28 + 1, tzinfo=UTC) + datetime.timedelta(days=28 * (number // 28))
        version = FakeVersion(number, published_at=at)
        frozen = {"titles": {"en": "Talk"}, "room": "", "meant": meant}
        rows.append(placement("", "2026-07-01", "09:00", version=version, sequence=sequence, frozen=frozen))
        found += entries(rows, lambda frozen: frozen["meant"])[:1] or [None]
    return found


def test_what_is_no_longer_hers_is_cancelled_and_what_comes_back_is_more():
    first, same, gone, still_gone, back, moved = told(
        [(True, 2), (True, 2), (False, 2), (False, 2), (True, 2), (True, 3)]
    )
    assert [(e.sequence, e.cancelled) for e in (first, same, gone)] == [(2, False), (2, False), (3, True)]
    assert still_gone == gone  # told once, dated by the version that took it off
    assert (back.sequence, back.cancelled) == (4, False)
    assert moved.sequence == 5


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2)), min_size=1, max_size=20))
def test_the_sequence_never_falls_and_rises_with_each_change_of_status(steps):
    history, sequence = [], 0
    for meant, rise in steps:
        sequence += rise
        history.append((meant, sequence))
    found = [(entry, step) for entry, step in zip(told(history), steps, strict=True) if entry]
    for (before, _), (after, (_meant, rise)) in zip(found, found[1:], strict=False):
        assert after.sequence >= before.sequence
        if after.cancelled != before.cancelled or (not after.cancelled and rise):
            assert after.sequence > before.sequence


def test_taken_off_before_since_is_left_out():
    version, later = FakeVersion(1), FakeVersion(2, published_at=datetime.datetime(2026, 2, 1, tzinfo=UTC))
    kept = FakeItem("D9", UUID(int=9))
    rows = [
        placement("", "2026-07-01", "09:00", version=version),
        placement("", "2026-07-01", "11:00", version=version, item_id=2, item=kept),
        placement("", "2026-07-01", "11:00", version=later, item_id=2, item=kept),
    ]
    assert len(entries(rows, lambda frozen: True)) == 2
    assert len(entries(rows, lambda frozen: True, since=later.published_at - MINUTE)) == 2
    assert len(entries(rows, lambda frozen: True, since=later.published_at)) == 1
