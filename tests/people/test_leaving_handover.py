"""Leaving, step by step: what is asked when an end is written, what is freed when the last day is over."""

import datetime

import pytest

from elearning.journal.models import LogEntry
from elearning.people.actions import end_posting, move, post
from elearning.people.leaving import Owned, finish_leavings, has_gone, last_posting_of
from elearning.people.models import HandoverItem
from elearning.people.signals import leaving

DAY = datetime.date
LAST = DAY(2026, 5, 31)


def noon(day: DAY) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


@pytest.fixture
def asked():
    """Answers with what `owns` holds; the last days that were asked about, and whether they were over."""

    class Asked:
        owns = [Owned("poster", "1", {"en": "A poster"}, "/posters/1/")]
        days = []

        def answer(self, sender, *, person, last_day, by, at, **kwargs):
            self.days.append((person.name, last_day, has_gone(last_day, at)))
            return self.owns

    one = Asked()
    one.days = []
    leaving.connect(one.answer)
    yield one
    leaving.disconnect(one.answer)


def test_a_future_end_lists_now_and_frees_when_the_day_is_over_once(asked, kofi, dana):
    end_posting(kofi.postings.get(), ended_on=LAST, by=dana, at=noon(DAY(2026, 5, 1)))
    assert asked.days == [("Kofi Mensah", LAST, False)]
    assert HandoverItem.objects.get().label == {"en": "A poster"}
    assert finish_leavings(noon(LAST)) == 0
    asked.owns = [Owned("poster", "2", {"en": "Another"})]
    assert finish_leavings(noon(DAY(2026, 6, 1))) == 1
    assert asked.days[1:] == [("Kofi Mensah", LAST, True)]
    assert HandoverItem.objects.get().key == "2"  # the first is not hers any more
    assert finish_leavings(noon(DAY(2026, 6, 1))) == finish_leavings(noon(DAY(2026, 6, 2))) == 0
    assert LogEntry.objects.get(action="people.left").detail == {"person": kofi.pk, "last_day": "2026-05-31"}


def test_a_past_end_does_both_at_once_and_what_was_taken_over_stays(asked, kofi, dana):
    end_posting(kofi.postings.get(), ended_on=LAST, by=dana, at=noon(DAY(2026, 5, 1)))
    HandoverItem.objects.update(taken_by=dana, taken_at=noon(DAY(2026, 5, 2)))
    asked.owns = []
    finish_leavings(noon(DAY(2026, 6, 3)))
    assert HandoverItem.objects.get().taken_by == dana


def test_who_moves_is_posted_again_or_left_long_ago_is_not_asked(asked, kofi, amina, bruno, offices, dana):
    move(kofi, offices["KE"], on=DAY(2026, 6, 1), at=noon(DAY(2026, 5, 1)))
    end_posting(amina.postings.get(), ended_on=LAST, by=dana, at=noon(DAY(2026, 5, 1)))
    post(amina, offices["GH"], started_on=DAY(2026, 6, 1), at=noon(DAY(2026, 5, 2)))
    bruno.postings.update(ended_on=DAY(2026, 1, 31))
    asked.days.clear()
    assert finish_leavings(noon(DAY(2026, 6, 2))) == 0
    assert asked.days == []
    assert last_posting_of(amina) is None
    assert last_posting_of(bruno).ended_on == DAY(2026, 1, 31)


def test_an_end_that_came_by_a_file_is_found(asked, kofi):
    kofi.postings.update(ended_on=LAST)
    assert finish_leavings(noon(DAY(2026, 6, 1))) == 1
