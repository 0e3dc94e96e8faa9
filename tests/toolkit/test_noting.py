"""Of two writings of one note the later stands, and the other is not lost."""

import datetime

from elearning.toolkit.noting import Writing, settle

ONE = datetime.datetime(2026, 11, 3, 9, 0, tzinfo=datetime.UTC)
TWO = ONE + datetime.timedelta(hours=1)


def test_a_later_writing_overrides_what_its_writer_has_seen():
    assert settle(Writing("Old", ONE), Writing("New", TWO)) == Writing("New", TWO)
    assert settle(Writing("Old", ONE), Writing("New", TWO), before="Old\n") == Writing("New", TWO)
    assert settle(Writing("Old", ONE), Writing("", TWO), before="Old") == Writing("", TWO)
    assert settle(Writing("Two\r\nlines", ONE), Writing("New", TWO), before="Two\nlines") == Writing("New", TWO)


def test_what_its_writer_has_not_seen_is_put_below_with_its_moment():
    both = settle(Writing("Other", ONE), Writing("New", TWO), before="")
    assert both == Writing("New\n\n[2026-11-03 09:00 UTC]\nOther", TWO)
    assert settle(Writing("Other", ONE), Writing("", TWO), before="") == Writing("Other", TWO)
    assert settle(Writing("Other", ONE), Writing("New, and Other", TWO), before="") == Writing("New, and Other", TWO)


def test_an_older_one_that_comes_late_stands_below_and_is_added_once():
    both = settle(Writing("New", TWO), Writing("Old", ONE), before="")
    assert both == Writing("New\n\n[2026-11-03 09:00 UTC]\nOld", TWO)
    assert settle(both, Writing("Old", ONE), before="") == both
    assert settle(Writing("A\r\nB\r\nC", TWO), Writing("B\nC", ONE), before="").text == "A\r\nB\r\nC"
    assert settle(Writing("New", TWO), Writing("", ONE), before="") == Writing("New", TWO)
