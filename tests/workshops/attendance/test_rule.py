"""The rule of the certificate: percents, excused minutes under three policies, required items, the test."""

from fractions import Fraction

import pytest

from workshops.attendance.checkpoints import checkpoints
from workshops.attendance.fold import fold
from workshops.attendance.rule import Missing, Policy, outcome
from workshops.attending import attendance_of, policy_of

from ..attending import play
from .rows import event, item

ITEMS = [
    item("A", "09:00", 60, required=True),
    item("B", "10:00", 60),
    item("C", "11:00", 80),
    item("X", "12:00", 999, group_id=9),
]
FOUND = checkpoints(ITEMS, "item")


def reached(policy: Policy, test: str = "taken", **events):
    records = {one.key: fold(events.get(one.code, []), one.items, late_after=5) for one in FOUND}
    return outcome(FOUND, records, group_id=1, test=test, policy=policy)


def was(value: str, minutes: int | None = None):
    return [event("set", "20:00", source="facilitator", value=value, minutes=minutes)]


@pytest.mark.parametrize(
    ("policy", "counted", "credited", "participation"),
    [("neutral", 140, 140, True), ("present", 200, 200, True), ("absent", 200, 140, False)],
)
def test_excused_minutes_leave_both_sides_or_count_as_the_policy_says(policy, counted, credited, participation):
    result = reached(Policy(excused=policy), A=was("present"), B=was("excused"), C=was("present"))
    assert (result.counted, result.credited, result.participation) == (counted, credited, participation)


def test_exactly_the_percent_is_enough_and_a_minute_less_is_not():
    enough = reached(Policy(), A=was("present"), B=was("partial", 20), C=was("present"))
    assert (enough.percent, enough.participation, enough.completion) == (80, True, True)
    less = reached(Policy(), A=was("present"), B=was("partial", 19), C=was("present"))
    assert (less.percent, less.participation) == (Fraction(159, 2), False)
    assert less.missing == (Missing("percent"),)


def test_late_left_early_and_partial_are_credited_in_minutes():
    result = reached(
        Policy(), A=[event("in", "09:25")], B=[event("in", "09:55"), event("out", "10:30")], C=was("present")
    )
    assert [line.credited for line in result.lines] == [35, 30, 80]


@pytest.mark.parametrize(
    ("events", "attended"),
    [
        (was("partial", 30), True),
        (was("partial", 29), False),
        (was("excused"), False),
        (was("absent"), False),
        ([], False),
    ],
)
@pytest.mark.parametrize("excused", ["neutral", "present", "absent"])
def test_a_required_item_is_attended_from_half_of_its_minutes_and_never_by_an_excuse(events, attended, excused):
    result = reached(Policy(participation=1, excused=excused), A=events, B=was("present"), C=was("present"))
    assert result.completion is attended
    assert result.missing == (() if attended else (Missing("items", ("A",)),))


@pytest.mark.parametrize(
    ("asked", "test", "missing"),
    [
        ("none", "", ()),
        ("taken", "", (Missing("test_taken"),)),
        ("taken", "taken", ()),
        ("taken", "passed", ()),
        ("passed", "", (Missing("test_passed"),)),
        ("passed", "taken", (Missing("test_passed"),)),
        ("passed", "passed", ()),
    ],
)
def test_the_test_is_taken_or_passed_as_the_policy_says(asked, test, missing):
    result = reached(Policy(post_test=asked), test, A=was("present"), B=was("present"), C=was("present"))
    assert result.missing == missing


def test_of_nothing_there_is_no_percent_and_no_participation():
    result = outcome([], {}, group_id=None, policy=Policy())
    assert (result.percent, result.participation, result.came) == (None, False, False)
    all_excused = reached(Policy(), A=was("excused"), B=was("excused"), C=was("excused"))
    assert (all_excused.percent, all_excused.participation) == (None, False)


@pytest.mark.django_db
def test_the_demonstration_workshop_comes_to_its_figures(mombasa, data):
    play(mombasa, data)
    found = attendance_of(mombasa)
    took = {row["no"] for row in data["participants"] if row["post"] is not None}
    policy = policy_of(mombasa)
    result = {
        one.number: outcome(
            found.checkpoints,
            found.records.get(one.pk, {}),
            group_id=one.group_id,
            test="taken" if one.number in took else "",
            policy=policy,
        )
        for one in found.people
    }
    assert len(found.checkpoints) == 25
    others = {"P07": (1215, 1190), "P12": (1215, 1035), "P31": (1215, 825), "P44": (1070, 1070), "P50": (1215, 0)}
    minutes = {number: (one.counted, one.credited) for number, one in result.items()}
    assert minutes == dict.fromkeys(result, (1215, 1215)) | others
    assert sum(one.participation for one in result.values()) == 48
    assert sum(one.completion for one in result.values()) == 46
    assert {number for number, one in result.items() if one.participation and not one.completion} == {"P12", "P44"}
    assert (
        found.record(found.people[6].pk, next(p.key for p in found.checkpoints if p.code == "D1-05")).status == "late"
    )
