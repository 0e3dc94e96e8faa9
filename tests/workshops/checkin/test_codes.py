"""The code of the room and what is on, as pure computation."""

import uuid

import pytest

from workshops.attendance.checkpoints import DAY as ONCE_A_DAY
from workshops.attendance.checkpoints import HALF_DAY, ITEM, checkpoints
from workshops.checkin.codes import begin_of, code_of, tidy, window_of
from workshops.checkin.marks import label
from workshops.checkin.moments import chosen_day, days_of, next_after, on_at

from ..attendance.rows import DAY, at, item

ONE = uuid.UUID(int=1)


def test_a_code_is_six_digits_of_one_workshop_checkpoint_and_minute():
    window = window_of(at("09:00"))
    codes = {code_of(ONE, "a", window), code_of(ONE, "a", window + 1), code_of(ONE, "b", window)}
    codes.add(code_of(uuid.UUID(int=2), "a", window))
    assert len(codes) == 4
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert code_of(ONE, "a", window_of(at("09:00:59"))) == code_of(ONE, "a", window)
    assert begin_of(window) == at("09:00")


def test_a_code_hangs_on_the_secret_of_the_site(settings):
    before = code_of(ONE, "a", 1)
    settings.SECRET_KEY = "another"
    assert code_of(ONE, "a", 1) != before


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("123-456", "123456"),
        ("١٢٣٤٥٦", "123456"),
        ("\u200e123456", "123456"),
        ("12345", ""),
        ("1234567", ""),
        ("12345a", ""),
        ("12345²", ""),
        ("", ""),
        ("\0" * 6, ""),
    ],
)
def test_digits_are_read_in_any_script_and_with_spaces(typed, read):
    assert tidy(typed) == read


def test_what_is_on_is_what_runs_else_what_begins_soon():
    found = checkpoints([item("A", "09:00"), item("B", "10:00"), item("C", "14:00")], ITEM)
    on = [one and one.key for one in (on_at(found, at(time)) for time in ("08:29", "08:30", "09:59", "10:00", "11:00"))]
    assert on == [None, "A", "A", "B", None]
    assert on_at(found, at("13:45")).key == next_after(found, at("11:00")).key == "C"
    assert next_after(found, at("14:00")) is None


def test_the_day_is_the_one_asked_for_else_today_else_the_nearest():
    days = days_of(checkpoints([item("A", "09:00"), item("B", "09:00", day=DAY.replace(day=6))], ITEM))
    assert chosen_day(days, "2023-07-06", DAY) == DAY.replace(day=6)
    assert chosen_day(days, "nonsense", DAY) == DAY
    assert chosen_day(days, "", DAY.replace(day=5)) == DAY.replace(day=6)
    assert chosen_day(days, "", DAY.replace(day=9)) == DAY.replace(day=6)
    assert chosen_day([], "", DAY) is None


def test_a_checkpoint_is_called_by_its_code_or_by_its_day_or_half_day():
    items = [item("A", "09:00"), item("B", "14:00")]
    called = {policy: [label(one) for one in checkpoints(items, policy)] for policy in (ONCE_A_DAY, HALF_DAY, ITEM)}
    assert called == {"day": ["4 Jul"], "half_day": ["4 Jul, morning", "4 Jul, afternoon"], "item": ["A", "B"]}
