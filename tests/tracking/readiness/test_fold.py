"""Each rule of the fold, by an exact case."""

import datetime

import pytest

from elearning.tracking.readiness.stretches import months_later

from .building import B, absence, day, exemption, facts, offline, posting, record, said, version


def test_without_a_record_she_is_due_until_the_last_day_of_grace_and_then_overdue():
    assert said(facts(posting()), [version(days=30, grace=10)]) == [(0, 41, "due", 30), (41, None, "overdue", 30)]


def test_a_record_is_valid_until_its_own_end_or_the_months_of_the_requirement():
    lasting = version(months=1)
    assert said(facts(posting(), record(5)), [version()]) == [(0, 5, "due", 30), (5, None, "met", None)]
    assert said(facts(posting(), record(5)), [lasting])[1:] == [(5, 36, "met", 35), (36, None, "overdue", 35)]
    assert said(facts(posting(), record(5, valid_until=20)), [lasting])[1] == (5, 21, "met", 20)
    assert said(facts(posting(), record(5, valid_until=90)), [lasting])[1] == (5, 36, "met", 35)
    assert said(facts(posting(), record(5, valid_until=4)), [version()])[-1] == (31, None, "overdue", 30)


def test_after_the_end_of_what_she_held_only_grace_is_left():
    known = facts(posting(), record(5, valid_until=20))
    assert said(known, [version(grace=7)])[1:] == [
        (5, 21, "met", 20),
        (21, 28, "due", 20),
        (28, None, "overdue", 20),
    ]


def test_a_later_record_moves_the_end_from_the_day_on_which_it_was_achieved():
    known = facts(posting(), record(5, valid_until=20), record(10, valid_until=40), record(12, valid_until=30))
    assert said(known, [version()])[1:3] == [(5, 10, "met", 20), (10, 41, "met", 40)]


def test_a_record_of_another_subject_and_one_annulled_do_not_count():
    open_end = [(0, 31, "due", 30), (31, None, "overdue", 30)]
    assert said(facts(posting(), record(5, course=B)), [version()]) == open_end
    assert said(facts(posting(), record(5, until=50)), [version()], at=49)[-1] == (5, None, "met", None)
    assert said(facts(posting(), record(5, until=50)), [version()], at=50) == open_end
    assert said(facts(posting(), record(5, known=9)), [version()], at=8) == open_end


def test_moving_inside_the_audience_does_not_begin_anew_but_a_gap_does():
    moved = facts(posting(0, 10), posting(10, office=2))
    assert said(moved, [version()]) == [(0, 10, "due", 30), (10, 31, "due", 30), (31, None, "overdue", 30)]
    assert said(facts(posting(0, 10), posting(11)), [version()])[1:] == [(11, 42, "due", 41), (42, None, "overdue", 41)]
    left = facts(posting(0, 10), posting(10, 20, office=2), posting(20))
    assert said(left, [version(offices=frozenset([1]))]) == [
        (0, 10, "due", 30),
        (10, 20, "not_required", None),
        (20, 51, "due", 50),
        (51, None, "overdue", 50),
    ]


@pytest.mark.parametrize(
    ("audience", "asked"),
    [
        ({"offices": frozenset([1, 7])}, True),
        ({"offices": frozenset()}, False),
        ({"categories": frozenset(["intern"])}, False),
        ({"job_titles": frozenset(["driver"])}, True),
        ({"job_titles": frozenset(["pilot"])}, False),
        ({"joined_after": day(-1)}, True),
        ({"joined_after": day(0)}, False),
        ({"is_ended": True}, False),
    ],
)
def test_the_audience(audience, asked):
    found = said(facts(posting(job_title=" Driver ")), [version(**audience)])
    assert (found[0][2] == "due") is asked


def test_service_is_continuous_over_postings_without_a_gap():
    joined = version(5, joined_after=day(5))
    without_gap = said(facts(posting(0, 10), posting(10, office=2)), [joined])
    assert without_gap == [(0, 10, "not_required", None), (10, None, "not_required", None)]
    assert said(facts(posting(0, 10), posting(12, office=2)), [joined])[-1][2] == "overdue"


def test_nobody_outside_the_house_is_counted():
    assert said(facts(posting(category="police")), [version()]) == []
    assert said(facts(record(3)), [version()]) == []


def test_postings_one_over_the_other_are_counted_once_the_first_lasts():
    both = facts(posting(0, 10, id=1), posting(5, 20, office=2, id=2))
    assert said(both, []) == [(0, 10, "not_required", None), (10, 20, "not_required", None)]


def test_before_the_first_version_and_before_it_was_published_nothing_is_asked():
    assert said(facts(posting()), [version(from_day=20)])[:2] == [(0, 20, "not_required", None), (20, 51, "due", 50)]
    assert said(facts(posting()), [version(known=8)], at=7) == [(0, None, "not_required", None)]


def test_the_highest_number_that_has_begun_rules():
    versions = [version(2, from_day=10, days=5), version(1), version(3, from_day=20, is_ended=True)]
    assert said(facts(posting()), versions) == [
        (0, 10, "due", 30),
        (10, 20, "overdue", 5),
        (20, None, "not_required", None),
    ]
    earlier = [version(1, from_day=10), version(2, from_day=5, days=3)]
    assert said(facts(posting()), earlier)[1] == (5, 9, "due", 8)


def test_a_version_that_takes_a_met_away_gives_its_days_again():
    known = facts(posting(), record(2))
    taken = [version(), version(2, from_day=50, courses=(B,), days=7)]
    assert said(known, taken)[1:] == [(2, 50, "met", None), (50, 58, "due", 57), (58, None, "overdue", 57)]
    fewer = [version(months=12), version(2, from_day=100, months=1, days=7)]
    assert said(known, fewer)[1:3] == [(2, 100, "met", 366), (100, 108, "due", 107)]


def test_a_version_after_the_end_gives_nothing_again():
    known = facts(posting(), record(2, valid_until=49))
    assert said(known, [version(), version(2, from_day=50, courses=(B,))])[-1] == (50, None, "overdue", 49)


def test_an_exemption_goes_before_due_and_after_met():
    known = facts(posting(), exemption(10, 40), exemption(20, 60), record(50, valid_until=52))
    assert said(known, [version()]) == [
        (0, 10, "due", 30),
        (10, 20, "exempt", 39),
        (20, 50, "exempt", 59),
        (50, 53, "met", 52),
        (53, 60, "exempt", 59),
        (60, None, "overdue", 52),
    ]
    assert said(facts(posting(), exemption(0, None)), [version()]) == [(0, None, "exempt", None)]
    assert said(facts(posting(), exemption(0, None, requirement=2)), [version()])[0][2] == "due"


def test_days_of_absence_do_not_count_and_are_known_from_the_first_of_them():
    assert said(facts(posting(), absence(10, 15)), [version()]) == [
        (0, 10, "due", 30),
        (10, 36, "due", 35),
        (36, None, "overdue", 35),
    ]
    assert said(facts(posting(), absence(-5, 3)), [version()])[0] == (0, 34, "due", 33)
    assert said(facts(posting(), absence(31, 90)), [version(grace=9)])[0] == (0, 40, "due", 30)
    assert said(facts(posting(), absence(30, 40)), [version()]) == [
        (0, 30, "due", 30),
        (30, 41, "due", 40),
        (41, None, "overdue", 40),
    ]
    overlapping = facts(posting(), absence(10, 15), absence(12, 20), absence(13, 14))
    assert said(overlapping, [version()])[-1] == (41, None, "overdue", 40)


def test_the_end_of_a_validity_is_moved_behind_the_absence_it_falls_in():
    known = facts(posting(), record(5, valid_until=20), absence(18, 30), absence(40, 50))
    assert said(known, [version()])[1:] == [(5, 21, "met", 20), (21, 31, "due", 30), (31, None, "overdue", 30)]


def test_days_without_a_line_do_not_count_where_she_was_then():
    moved = facts(posting(0, 12), posting(12, office=2), offline(10, 20), offline(0, 9, office=2))
    assert said(moved, [version()]) == [
        (0, 10, "due", 30),
        (10, 12, "due", 32),
        (12, 33, "due", 32),
        (33, None, "overdue", 32),
    ]
    assert said(facts(posting(), offline(10, None)), [version()]) == [(0, 10, "due", 30), (10, None, "due", None)]


def test_months_end_on_the_last_day_where_the_day_is_missing():
    assert months_later(datetime.date(2024, 1, 31), 1) == datetime.date(2024, 2, 29)
    assert months_later(datetime.date(2024, 12, 15), 25) == datetime.date(2027, 1, 15)
    assert months_later(datetime.date(9990, 1, 1), 32767) == datetime.date(9999, 12, 31)


def test_huge_numbers_end_at_the_end_of_the_calendar():
    assert said(facts(posting()), [version(days=10**7, grace=10**7)]) == [(0, None, "due", None)]
