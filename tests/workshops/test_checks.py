"""The checks of an agenda: each kind found, each near miss left alone, each key the same for the same fact only."""

import datetime
import zoneinfo
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from workshops.agenda.checks import Agenda, Finding, Person, Room, Team, check
from workshops.agenda.clashes import free_stretches
from workshops.wording import finding_words

from .plain_agenda import DAY, agenda, at, entry

HALL, FOYER = Room("Baraza Hall", 60), Room("Foyer", 30)
CHEN = Person("7", "Chen")


def found(agenda: Agenda) -> list[tuple]:
    """What is found, without keys and details."""
    return [(one.severity, one.kind, one.items, one.whom, one.number) for one in check(agenda)]


def said(agenda: Agenda) -> list[str]:
    """The findings in English."""
    with translation.override("en"):
        return [finding_words(one, agenda) for one in check(agenda)]


def test_an_agenda_without_fault_has_no_findings():
    plain = agenda(
        entry("P", "08:30", 90, room=HALL, persons=(CHEN,)),
        entry("Coffee", "10:00", 30, kind="break", room=Room("Foyer", 60), floor=("en",), interpreted=()),
        entry("GA", "10:30", 90, kind="group", group="A", lane=1, room=HALL),
        entry("GB", "10:30", 90, kind="group", group="B", lane=2, room=FOYER, floor=("fr",), interpreted=()),
        entry("Lunch", "12:00", 60, kind="break"),
        entry("Q", "13:00", 120, persons=(CHEN,), shortest=120, plan_minutes=120),
    )
    assert check(plain) == []


def test_a_room_used_twice_is_an_error():
    twice = agenda(
        entry("GA", "09:00", 60, group="A", lane=1, room=HALL),
        entry("GB", "09:40", 60, group="B", lane=2, room=HALL),
        entry("Later", "10:40", 60, room=HALL),
    )
    assert found(twice) == [("error", "room_twice", ("GA", "GB"), "Baraza Hall", 20)]
    assert said(twice) == ["Baraza Hall is used twice for 20 min: GA; GB."]


def test_items_that_touch_do_not_clash():
    after = entry("B", "10:00", room=HALL, persons=(CHEN,), teams=(Team("T", "pt", 2),))
    assert check(agenda(replace(after, code="A", **times("09:00", "10:00")), after, has_teams=True)) == []


def times(start: str, end: str) -> dict:
    return {"start": datetime.time.fromisoformat(start), "starts_at": at(start), "ends_at": at(end)}


@pytest.mark.parametrize(
    ("one", "other", "whom"),
    [
        ({"group": "A", "lane": 1}, {"group": "A", "lane": 2}, "A"),
        ({}, {"group": "B", "lane": 1}, "B"),
        ({}, {}, ""),
        ({"kind": "break"}, {}, ""),
        ({}, {"lane": 1}, ""),
    ],
)
def test_a_group_in_two_places_is_an_error_also_while_there_is_a_plenary(one, other, whom):
    twice = agenda(entry("X", "09:00", 60, **one), entry("Y", "09:30", 60, **other))
    assert found(twice) == [("error", "group_twice", ("X", "Y"), whom, 30)]
    start = f"Group {whom} is" if whom else "Everybody is"
    assert said(twice) == [f"{start} in two places for 30 min: X; Y."]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"group": "A", "lane": 1}, {"group": "B", "lane": 2}),
        ({"lane": 1}, {"lane": 2}),  # a choice: nobody must be in both
        ({"kind": "admin"}, {}),  # the registration desk stays open
        ({"visibility": "facilitators"}, {}),
    ],
)
def test_what_does_not_bind_the_same_people_may_go_on_together(one, other):
    assert check(agenda(entry("X", "09:00", 60, **one), entry("Y", "09:30", 60, **other))) == []


def test_an_item_outside_the_dates_is_an_error():
    late = datetime.date(2023, 7, 7)
    outside = agenda(entry("A", "09:00", day=late))
    assert found(outside) == [("error", "outside_dates", ("A",), "", 0)]
    assert said(outside) == ["A is on Friday, July 7, outside the dates of the workshop."]
    assert check(replace(outside, last_day=late)) == []


def test_a_time_that_the_clocks_jump_over_is_an_error():
    day = datetime.date(2026, 3, 29)
    jumped = replace(entry("A", "02:30", day=day), starts_at=at("02:30", day), ends_at=at("03:30", day))
    paris = agenda(jumped, zone=zoneinfo.ZoneInfo("Europe/Paris"), first_day=day, last_day=day)
    assert found(paris) == [("error", "no_such_time", ("A",), "", 0)]
    assert said(paris) == ["A begins on Sunday, March 29 at 02:30, which the clocks of the place jump over."]


def test_a_person_in_two_places_is_a_warning_and_two_of_one_name_are_not_one():
    def lanes(other):
        one = entry("GA", "09:00", 60, group="A", lane=1, persons=(CHEN,))
        return agenda(one, entry("GB", "09:30", 60, group="B", lane=2, persons=(other,)))

    assert found(lanes(CHEN)) == [("warning", "person_twice", ("GA", "GB"), "Chen", 30)]
    assert said(lanes(CHEN)) == ["Chen is in two places for 30 min: GA; GB."]
    assert check(lanes(Person("8", "Chen"))) == []


def test_a_team_of_interpreters_in_two_places_is_a_warning():
    team = Team("Lusophone", "pt", 2)
    row = [entry(f"G{g}", "09:00", 60, group=g, lane=n, teams=(team,)) for n, g in enumerate("AB", start=1)]
    assert found(agenda(*row)) == [("warning", "team_twice", ("GA", "GB"), "Lusophone", 60)]
    assert said(agenda(*row)) == ["The interpreters Lusophone are in two places for 60 min: GA; GB."]


def test_an_interpreter_is_a_person_who_is_in_one_place_only():
    french, spanish = (Team(name, code, 2, (CHEN, Person("8", "Dana"))) for name, code in (("F", "fr"), ("S", "es")))
    one = agenda(entry("G1", "09:00", 60, group="A", lane=1, teams=(french,)))
    assert "person_twice" not in {kind for _severity, kind, *_rest in found(one)}
    for busy in ({"teams": (spanish,)}, {"persons": (CHEN, Person("8", "Dana"))}):
        both = agenda(*one.entries, entry("G2", "09:30", 60, group="B", lane=2, **busy))
        assert [row[1:] for row in found(both) if row[1] == "person_twice"] == [
            ("person_twice", ("G1", "G2"), "Chen", 30),
            ("person_twice", ("G1", "G2"), "Dana", 30),
        ]
    booths = agenda(entry("G1", "09:00", 60, group="A", lane=1, teams=(french,), persons=(CHEN,)))
    assert [row[1:] for row in found(booths) if row[1] == "person_twice"] == [("person_twice", ("G1",), "Chen", 60)]


def test_a_team_that_is_in_two_places_is_said_once():
    team = Team("Lusophone", "pt", 1, (CHEN,))
    row = [entry(f"G{g}", "09:00", 40, group=g, lane=n, teams=(team,)) for n, g in enumerate("AB", start=1)]
    assert [kind for _severity, kind, *_rest in found(agenda(*row))] == ["team_twice"]


def test_a_group_that_nobody_is_in_yet_needs_its_pause_too():
    work = [entry("GA", "09:00", 360, group="A", lane=1), entry("GB", "09:00", 60, group="B", lane=2)]
    rows = found(agenda(*work, groups={"A": {}, "B": {}}, everybody={}))
    assert [row[3] for row in rows if row[1] == "no_pause"] == ["A"]


def test_a_room_too_small_for_those_who_are_meant_is_a_warning():
    small = agenda(
        entry("P", "09:00", room=Room("Nyali", 40)),
        entry("GA", "10:00", group="A", lane=1, room=Room("Tudor", 21)),
        entry("GB", "10:00", group="B", lane=2, room=Room("Annex", 19)),
        entry("Debrief", "11:00", room=Room("Desk", 4), visibility="facilitators"),
        entry("Choice", "12:00", lane=1, room=Room("Bench", 4)),
        entry("Anywhere", "13:00", room=Room("Beach")),
    )
    assert found(small) == [
        ("warning", "room_small", ("P",), "Nyali", 41),
        ("warning", "room_small", ("GA",), "Tudor", 22),
    ]
    assert said(small)[1] == "GA: 22 people are meant, Tudor seats 21."


def test_before_anybody_has_a_seat_an_item_for_everybody_is_meant_for_as_many_as_there_are_seats():
    empty = {"everybody": {}, "groups": {}, "capacity": 50}
    assert [one.number for one in check(agenda(entry("P", "09:00", room=FOYER), **empty))] == [50]
    assert check(agenda(entry("GA", "09:00", group="A", lane=1, room=FOYER), **empty)) == []


def test_a_full_day_without_half_an_hour_around_noon_is_a_warning():
    def day(lunch: int, **facts):
        lunch_at = entry("Lunch", "12:00", lunch, kind="break")
        afternoon = datetime.datetime(2023, 7, 4, 12) + datetime.timedelta(minutes=lunch)
        return agenda(entry("Am", "08:30", 210), lunch_at, entry("Pm", f"{afternoon:%H:%M}", 240), **facts)

    assert check(day(30)) == []
    assert found(day(25)) == [("warning", "no_pause", (), "", 25)]
    assert said(day(25)) == [
        "Tuesday, July 4: there is no break for lunch and prayer; the longest between 11:30 and 14:30 is 25 min."
    ]
    assert [one.number for one in check(day(25, groups={}))] == [25]


def test_a_day_that_is_over_by_half_past_two_or_begins_after_half_past_eleven_needs_no_break():
    assert check(agenda(entry("Long", "08:30", 360))) == []
    assert check(agenda(entry("Long", "11:30", 360))) == []
    assert [one.kind for one in check(agenda(entry("Long", "08:30", 361)))] == ["no_pause"]


def test_a_break_outside_noon_is_none_and_free_time_is_one():
    early = agenda(entry("Am", "08:00", 180), entry("Break", "11:00", 45, kind="break"), entry("Pm", "11:45", 240))
    assert found(early) == [("warning", "no_pause", (), "", 15)]
    free = agenda(entry("Am", "08:00", 240), entry("Pm", "12:30", 240), entry("Desk", "12:00", 30, kind="admin"))
    assert check(free) == []


def test_the_group_that_works_through_noon_is_named():
    through = agenda(
        entry("P", "08:30", 180),
        entry("GA", "11:30", 180, group="A", lane=1),
        entry("GB", "11:30", 60, group="B", lane=2),
        entry("Q", "14:30", 60),
    )
    assert found(through) == [("warning", "no_pause", (), "A", 0)]
    assert said(through)[0].startswith("Tuesday, July 4: group A has no break for lunch and prayer;")


def test_a_language_neither_spoken_nor_interpreted_is_named_with_how_many_people():
    silent = agenda(
        entry("P", "09:00", floor=("en",), interpreted=("fr",)),
        entry("GA", "10:00", group="A", lane=1, floor=("fr",), interpreted=("pt",)),
        entry("GB", "10:00", group="B", lane=2, floor=("fr",), interpreted=()),
        entry("Coffee", "11:00", kind="break", floor=(), interpreted=()),
        entry("Dinner", "12:00", kind="social", floor=(), interpreted=()),
        entry("Desk", "13:00", kind="admin", floor=(), interpreted=()),
        entry("Debrief", "14:00", visibility="facilitators", floor=(), interpreted=()),
        entry("Choice", "15:00", lane=1, floor=(), interpreted=()),
    )
    assert found(silent) == [
        ("warning", "uncovered", ("P",), "pt", 4),
        ("warning", "uncovered", ("GA",), "en", 18),
    ]
    assert said(silent)[0] == "P: Portuguese is neither spoken nor interpreted, for 4 people."


def test_a_promised_interpretation_without_a_team_is_a_warning_once_teams_are_named():
    promised = entry("P", "09:00", interpreted=("pt", "fr"), teams=(Team("Franco", "fr", 2),))
    assert check(agenda(promised)) == []
    assert found(agenda(promised, has_teams=True)) == [("warning", "team_missing", ("P",), "pt", 1)]
    assert said(agenda(promised, has_teams=True)) == [
        "P: interpretation into Portuguese is promised, but no team does it."
    ]


def test_an_interpreter_alone_for_more_than_forty_minutes_is_a_warning():
    alone, pair = Team("Solo", "pt", 1), Team("Duo", "pt", 2)
    assert check(agenda(entry("A", "09:00", 40, teams=(alone,)))) == []
    assert check(agenda(entry("A", "09:00", 240, teams=(pair,)))) == []
    assert check(agenda(entry("A", "09:00", 40, teams=(alone,)), entry("B", "09:50", 40, teams=(alone,)))) == []
    row = [entry("A", "09:00", 40, teams=(alone,)), entry("B", "09:45", 10, teams=(alone,))]
    assert found(agenda(*row)) == [("warning", "interpreter_alone", ("A", "B"), "Solo", 55)]
    assert said(agenda(*row))[0].startswith("Solo: one interpreter works for 55 min without a rest (A; B);")


def test_lengths_are_compared_with_the_session_plan_and_with_the_shortest():
    row = [entry("A", "09:00", 60, plan_minutes=75), entry("B", "10:00", 15, shortest=20), entry("C", "11:00", 60)]
    assert found(agenda(*row)) == [
        ("warning", "plan_minutes", ("A",), "", 75),
        ("warning", "too_short", ("B",), "", 15),
    ]
    assert said(agenda(*row)) == [
        "A: its session plan takes 75 min, its slot has 60 min.",
        "B has 15 min; it should never be shorter than 20 min.",
    ]


def test_a_required_item_that_stands_nowhere_is_a_warning():
    assert found(agenda(unscheduled=("T1",))) == [("warning", "unscheduled", ("T1",), "", 0)]
    assert said(agenda(unscheduled=("T1",))) == ["T1 is required, but stands nowhere on the agenda."]


def test_errors_come_first_and_then_the_order_of_time():
    row = [entry("B", "10:00", 10, shortest=20), entry("A", "09:00", 10, shortest=20, titles={"en": "Opening"})]
    row += [entry("X", "12:00"), entry("Y", "12:00")]
    assert [one.items for one in check(agenda(*row))] == [("X", "Y"), ("A",), ("B",)]
    assert said(agenda(*row))[1] == "A Opening has 10 min; it should never be shorter than 20 min."


def test_a_warning_is_the_same_fact_only_while_its_numbers_are():
    def key(**facts) -> str:
        return check(agenda(entry("P", "09:00", floor=("en", "fr"), interpreted=()), **facts))[0].key

    assert key() == key(capacity=60) == "uncovered:P:pt:4"
    assert key(everybody={"en": 18, "pt": 5}) == "uncovered:P:pt:5"


def test_the_keys_of_different_facts_differ():
    row = [entry(f"I{n}", f"{8 + n}:30".zfill(5), 61, room=HALL, persons=(CHEN,), shortest=90) for n in range(9)]
    keys = [one.key for one in check(agenda(*row))]
    assert len(keys) == len(set(keys)) == 33 + 1  # eight clashes of three sorts, nine short ones, no pause


def test_words_do_not_fail_on_signs_of_percent_in_names():
    odd = agenda(*[entry(code, "09:00", group="A", room=Room("100 %(x)s"), lane=1) for code in ("A", "B")])
    assert "100 %(x)s is used twice for 60 min: A; B." in said(odd)


@given(st.permutations([entry(f"I{n}", f"{8 + n % 6:02}:00", 75, room=HALL, shortest=90) for n in range(9)]))
def test_the_order_in_which_the_items_come_does_not_matter(row):
    ordered = sorted(row, key=lambda one: one.code)
    assert check(agenda(*row)) == check(agenda(*ordered))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted), max_size=6))
def test_free_stretches_are_what_is_left_of_the_window(busy):
    free = {n for start, end in free_stretches([tuple(each) for each in busy], 10, 40) for n in range(start, end)}
    assert free == set(range(10, 40)) - {n for start, end in busy for n in range(start, end)}


def test_a_finding_says_whether_it_is_an_error():
    assert [Finding("", "", severity).is_error for severity in ("error", "warning")] == [True, False]


def test_a_day_that_does_not_exist_at_the_place_is_found_and_breaks_nothing():
    apia, day = zoneinfo.ZoneInfo("Pacific/Apia"), datetime.date(2011, 12, 30)
    jumped = entry("A", "09:00", 600, day=day)
    assert {one.kind for one in check(agenda(jumped, zone=apia, first_day=day, last_day=DAY))} >= {"no_such_time"}
