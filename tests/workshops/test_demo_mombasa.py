"""The demonstration workshop's three versions differ in what they are said to differ, in words and in the calendar."""

import pytest

from elearning.management.demo_mombasa import make_mombasa
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
