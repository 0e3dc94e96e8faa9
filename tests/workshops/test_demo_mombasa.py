"""The demonstration workshop's three versions differ in what they are said to differ, in words and in the calendar."""

import pytest
import time_machine
from django.test import Client

from elearning.management import demo_mombasa
from elearning.management.demo_mombasa import make_mombasa
from tests.workshops.second_reader import events_of
from workshops.agenda.difference import difference
from workshops.assembling import standings_of


@pytest.fixture
def versions(all_offices, data, chen) -> dict:
    """The versions by number."""
    workshop = make_mombasa(data, all_offices, chen)
    return {version.number: version for version in workshop.versions.all()}


def changes(versions: dict, one: int, other: int) -> list[tuple]:
    found = difference(standings_of(versions[one]), standings_of(versions[other]))
    return [(change.code, change.kind, change.fields) for change in found]


def test_the_second_version_differs_from_the_first_as_it_is_told(versions):
    assert changes(versions, 1, 2) == [
        ("D1-08", "edited", ("titles",)),
        ("D1-13", "moved", ("start", "end", "room")),
        ("D2-04", "moved", ("start", "end")),
        ("D2-05", "moved", ("start", "end")),
        ("D2-X", "removed", ()),
        ("D3-04", "moved", ("end",)),
        ("D3-05", "moved", ("start",)),
    ]


def test_the_live_version_is_late_up_to_the_locked_coffee(versions):
    assert changes(versions, 2, 3) == [("D3-01", "moved", ("start", "end")), ("D3-02", "moved", ("start",))]
    assert versions[3].live is True
    late = versions[3].placements.get(item__code="D3-02")
    assert (str(late.start), late.minutes) == ("08:55:00", 80)


def test_what_moved_counts_on_in_the_calendar_and_a_corrected_title_does_not(versions):
    counted = {p.item.code: p.sequence for p in versions[3].placements.select_related("item")}
    assert {code for code, sequence in counted.items() if sequence} == {
        "D1-13",
        "D2-04",
        "D2-05",
        "D3-01",
        "D3-02",
        "D3-04",
        "D3-05",
    }
    assert set(counted.values()) == {0, 1}


def test_the_second_version_is_what_the_file_says(versions, data):
    said = {i["code"]: (i["start"], i["minutes"], i["room"]) for day in data["days"] for i in day["items"]}
    rows = versions[2].placements.select_related("item", "room")
    assert {p.item.code: (f"{p.start:%H:%M}", p.minutes, p.room.name) for p in rows} == said


@pytest.fixture
def calendars(all_offices, data, chen, monkeypatch) -> list[dict]:
    """What the public calendar says of each item, by its title, after each of the three publications."""
    read, publish = [], demo_mombasa.publish

    def now() -> dict:
        document = Client().get("/workshops/CEP-2023-MBA/agenda.ics").content
        wall = "%d %H:%M"
        hours = lambda event: (event["DTSTART"].strftime(wall), event["DTEND"].strftime("%H:%M"))  # noqa: E731
        return {e["UID"]: (e["SUMMARY"], *hours(e), e["STATUS"], e["SEQUENCE"]) for e in events_of(document)}

    def published(draft, **values):
        read.append(now())
        return publish(draft, **values)

    monkeypatch.setattr(demo_mombasa, "publish", published)
    with time_machine.travel("2023-07-06T06:00:00+00:00", tick=False):
        make_mombasa(data, all_offices, chen)
        read.append(now())
    return read


def told(before: dict, after: dict) -> set[tuple]:
    """What a calendar program that had the first document learns from the second."""
    assert before.keys() <= after.keys()
    return {after[uid] for uid in after if after[uid] != before.get(uid)}


def test_a_second_parser_reads_in_three_calendars_just_what_changed(calendars):
    first, second, third = calendars
    assert (len(first), len(second), len(third)) == (41, 41, 41)
    assert told(first, second) == {
        (
            "Module 3: Human rights and the rule of law in CEP; due diligence before support to security forces",
            "04 11:00", "12:15", "CONFIRMED", 0,
        ),
        ("Welcome reception (optional)", "04 15:30", "17:00", "CONFIRMED", 1),
        ("Module 5a: Engaging law enforcement and border agencies", "05 07:35", "08:35", "CONFIRMED", 1),
        ("Module 5b: Engaging national and local authorities", "05 08:35", "09:35", "CONFIRMED", 1),
        ("Visit to a harbour community office", "05 14:45", "16:00", "CANCELLED", 1),
        ("Module 7: Monitoring CEP: indicators, perception surveys, learning", "06 07:35", "08:45", "CONFIRMED", 1),
        ("Module 8: Border and cross-border communities", "06 08:45", "09:45", "CONFIRMED", 1),
    }  # fmt: skip
    assert told(second, third) == {
        ("Recap by participants", "06 05:40", "05:55", "CONFIRMED", 1),
        ("Module 6: Designing and implementing CEP programming", "06 05:55", "07:15", "CONFIRMED", 1),
    }
