"""The difference between two versions, and how it is said."""

import datetime
import json
import zoneinfo
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.agenda.difference import Change, Standing, difference
from workshops.wording import change_words

from .plain_agenda import DAY, NAIROBI, at

ZONES = ["Africa/Nairobi", "Africa/Casablanca"]


def standing(code: str = "D1-13", start: str = "18:30", end: str = "20:00", **facts) -> Standing:
    """A reception on the terrace, unless `facts` say otherwise."""
    day = facts.get("day", DAY)
    usual = {"uuid": f"u-{code}", "zone": "Africa/Nairobi", "room": "Hotel terrace", "day": day, "kind": "social"}
    times = {"start": datetime.time.fromisoformat(start), "end": datetime.time.fromisoformat(end)}
    instants = {"starts_at": at(start, day), "ends_at": at(end, day)}
    usual |= {"titles": {"en": "Reception", "fr": "Réception"}, "floor": ("en", "fr")}
    return Standing(code=code, **usual | times | instants | facts)


def said(before: Standing | None, after: Standing | None, language: str = "en") -> list[str]:
    sides = [[side] if side else [] for side in (before, after)]
    return [change_words(change, language) for change in difference(*sides)]


def test_the_same_gives_nothing():
    assert difference([standing(), standing("B")], [standing("B"), standing()]) == []
    assert difference([], []) == []


def test_an_item_that_is_new_is_added_and_one_that_is_gone_is_removed():
    added, removed = difference([], [standing()]), difference([standing()], [])
    assert added == [Change("D1-13", "added", (), None, standing().as_json())]
    assert removed == [Change("D1-13", "removed", (), standing().as_json(), None)]
    assert added[0].standing == removed[0].standing == standing().as_json()


@pytest.mark.parametrize(
    ("after", "fields"),
    [
        (standing(start="19:00", end="20:30"), ("start", "end")),
        (standing(end="20:15"), ("end",)),
        (standing(room="Pool deck"), ("room",)),
        (standing(day=datetime.date(2023, 7, 5)), ("day",)),
        (standing(zone="Africa/Kampala"), ("zone",)),
        (replace(standing(), starts_at=at("19:30"), ends_at=at("21:00")), ("start", "end")),
    ],
)
def test_another_date_start_end_room_or_zone_is_a_move(after, fields):
    assert [(one.kind, one.fields) for one in difference([standing()], [after])] == [("moved", fields)]


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"titles": {"en": "Welcome reception", "fr": "Réception"}}, ("titles",)),
        ({"people": ({"name": "Chen", "part": "lead"},)}, ("people",)),
        ({"lead": "HQ"}, ("lead",)),
        ({"floor": ("en",), "interpreted": ("fr",)}, ("floor", "interpreted")),
        ({"group": "A"}, ("group",)),
        ({"visibility": "facilitators"}, ("visibility",)),
        ({"required": True, "counts": True}, ("counts", "required")),
        ({"code": "D1-14"}, ("code",)),
    ],
)
def test_anything_else_that_a_reader_sees_is_an_edit(facts, fields):
    found = difference([standing()], [replace(standing(), **facts)])
    assert [(one.kind, one.fields) for one in found] == [("edited", fields)]


def test_an_item_both_moved_and_edited_gives_two_changes():
    found = difference([standing()], [standing(room="Pool deck", lead="HQ")])
    assert [(one.kind, one.fields) for one in found] == [("moved", ("room",)), ("edited", ("lead",))]


def test_changes_come_in_the_order_of_time():
    before = [standing("A", "09:00", "10:00"), standing("C", "11:00", "12:00"), standing("D", "13:00", "14:00")]
    after = [standing("B", "10:00", "11:00"), standing("C", "08:00", "09:00"), standing("D", "13:00", "14:30")]
    found = difference(before, after)
    assert [(one.code, one.kind) for one in found] == [("C", "moved"), ("A", "removed"), ("B", "added"), ("D", "moved")]


@st.composite
def versions(draw) -> list[Standing]:
    """A version: some of eight items, each somewhere, with one of two titles."""
    codes = draw(st.sets(st.sampled_from("ABCDEFGH")))
    rows = []
    for code in sorted(codes):
        hour, room, title, zone = (draw(st.integers(0, 3)) for _ in range(4))
        facts = {"room": f"R{room}", "titles": {"en": f"T{title}"}, "zone": ZONES[zone % 2], "day": DAY}
        rows.append(standing(code, f"{8 + hour:02}:00", f"{9 + hour:02}:00", **facts))
    return rows


@given(versions(), versions())
def test_the_other_way_round_it_is_the_mirror(before, after):
    opposite = {"added": "removed", "removed": "added"}
    mirrored = [
        Change(one.code, opposite.get(one.kind, one.kind), one.fields, one.after, one.before)
        for one in difference(before, after)
    ]
    assert difference(after, before) == mirrored


@given(versions(), versions())
def test_the_changes_lead_from_one_version_to_the_other(before, after):
    rows = {one.uuid: one.as_json() for one in before}
    for change in difference(before, after):
        if change.after:
            rows[change.after["uuid"]] = change.after
        else:
            del rows[change.before["uuid"]]
    assert rows == {one.uuid: one.as_json() for one in after}


@given(versions(), versions())
def test_a_change_survives_json(before, after):
    for change in difference(before, after):
        assert Change.from_json(json.loads(json.dumps(change.as_json()))) == change


@given(st.permutations([standing(code, "09:00", "10:00") for code in "ABCD"]))
def test_the_order_in_which_the_items_come_does_not_matter(shuffled):
    after = [standing("B", "09:00", "10:00", room="Elsewhere"), standing("E", "09:00", "10:00")]
    assert difference(shuffled, after) == difference(sorted(shuffled, key=lambda one: one.code), after)


def test_a_new_item_and_a_dropped_one_are_said_with_their_place():
    visit = standing("D2-X", "17:45", "19:00", titles={"en": "Visit to a harbour community office"}, room="")
    title = "“Visit to a harbour community office”"
    assert said(None, visit) == [f"New: {title}, Tuesday, July 4, 17:45–19:00."]
    assert said(visit, None) == [f"Dropped: {title}, which was on Tuesday, July 4, 17:45–19:00."]


def test_a_move_says_the_new_place_in_full_and_of_the_old_one_what_differs():
    assert said(standing(start="19:00", end="20:30", room="Pool deck"), standing()) == [
        "Moved: “Reception” is now on Tuesday, July 4, 18:30–20:00, Hotel terrace (before: 19:00–20:30, Pool deck)."
    ]
    assert said(standing(), standing(day=datetime.date(2023, 7, 5), room="")) == [
        "Moved: “Reception” is now on Wednesday, July 5, 18:30–20:00, no room (before: Tuesday, July 4, Hotel terrace)."
    ]
    assert said(standing(), standing(zone="Africa/Kampala")) == [
        "Moved: “Reception” is now on Tuesday, July 4, 18:30–20:00, Africa/Kampala (before: Africa/Nairobi)."
    ]


def test_an_edit_says_what_it_was_before():
    after = {"floor": ("en",), "interpreted": ("fr",), "group": "A", "required": True, "lead": "HQ", "module": "m3"}
    assert said(standing(), standing(titles={"en": "Welcome"}, **after)) == [
        "Changed: “Welcome”: the title was “Reception”; people: HQ (before: none); spoken: English (before: English,"
        " French); interpreted: French (before: none); group: A (before: all); module: M3 (before: none);"
        " it is required now."
    ]
    people = ({"name": "Chen", "part": "lead"}, {"name": "Dana", "part": "speaker"})
    assert said(standing(lead="HQ"), standing(people=people)) == [
        "Changed: “Reception”: people: Chen, Dana (before: HQ)."
    ]
    assert said(standing(counts=True, required=True), standing(kind="plenary")) == [
        "Changed: “Reception”: kind: plenary (before: social); it no longer counts for attendance;"
        " it is no longer required."
    ]


def test_a_part_that_changes_is_said_and_a_name_comes_once():
    chen, dana = {"name": "Chen", "part": "lead"}, {"name": "Dana", "part": "speaker"}
    assert said(standing(people=(chen,)), standing(people=(chen | {"part": "speaker"},))) == [
        "Changed: “Reception”: people: Chen (speaks) (before: Chen (leads))."
    ]
    assert said(standing(lead="Chen, HQ", people=(chen,)), standing(lead="Chen, HQ", people=(chen, dana))) == [
        "Changed: “Reception”: people: Chen, HQ, Dana (before: Chen, HQ)."
    ]


def test_a_title_corrected_in_another_language_is_said_without_its_words():
    after = standing(titles={"en": "Reception", "fr": "Accueil"})
    assert said(standing(), after) == ["Changed: “Reception”: its title in another language (French)."]


def test_words_are_in_the_language_of_the_reader():
    words = said(standing(start="19:00", end="20:30"), standing(), "fr")[0]
    assert "Réception" in words
    assert "juillet" in words
    assert "18:30–20:00" in words
    assert "يوليو" in said(standing(start="19:00", end="20:30"), standing(), "ar")[0]


def test_an_instant_of_another_zone_is_another_instant_in_json():
    row = standing().as_json()
    assert (row["day"], row["start"], row["end"]) == ("2023-07-04", "18:30", "20:00")
    assert datetime.datetime.fromisoformat(row["starts_at"]).astimezone(NAIROBI).hour == 18
    assert zoneinfo.ZoneInfo(row["zone"]) == NAIROBI
