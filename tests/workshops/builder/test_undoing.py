"""Undo, redo and reset when items have changed meanwhile: none shorter than it may be, none alive that was not."""

import datetime

import pytest

from workshops.actions.drafting import reset_draft
from workshops.actions.drafting_board import Refused
from workshops.actions.drafting_edits import redo, undo
from workshops.actions.drafting_items import bring_back, take_away
from workshops.actions.drafting_moves import Target, move, resize, unschedule

from .test_drafting import state, times

pytestmark = pytest.mark.django_db
DAY1 = datetime.date(2023, 7, 4)
DAY2 = datetime.date(2023, 7, 5)


def never_shorter(draft, code: str, minutes: int) -> None:
    draft.workshop.items.filter(code=code).update(shortest=minutes)


def test_an_undo_gives_no_length_under_the_shortest_and_times_that_day_anew(draft, editor, lead):
    resize(draft, "D1-01", 45, editor=editor)
    never_shorter(draft, "D1-01", 35)
    undo(draft, by=lead)
    assert times(draft, "D1-01", "D1-02", "D1-03") == ["4 08:30 35", "4 09:05 30", "4 09:35 30"]
    redo(draft, by=lead)
    assert times(draft, "D1-01", "D1-02", "D1-03") == ["4 08:30 45", "4 09:15 30", "4 09:45 30"]


def test_a_redo_gives_no_length_under_the_shortest_either(draft, editor, lead):
    resize(draft, "D1-01", 20, editor=editor)
    undo(draft, by=lead)
    never_shorter(draft, "D1-01", 25)
    redo(draft, by=lead)
    assert times(draft, "D1-01", "D1-02") == ["4 08:30 25", "4 08:55 30"]


def test_the_changes_before_it_can_still_be_undone_and_nothing_overlaps(draft, editor, lead):
    move(draft, "D1-03", Target(DAY2, before="D2-04"), editor=editor)
    move(draft, "D1-02", Target(DAY1, before="D1-01"), editor=editor)
    resize(draft, "D1-01", 45, editor=editor)
    never_shorter(draft, "D1-01", 35)
    for _change in range(3):
        undo(draft, by=lead)
    assert times(draft, "D1-01", "D1-02", "D1-03") == ["4 08:30 35", "4 09:05 30", "4 09:35 30"]
    with pytest.raises(Refused, match="nothing to undo"):
        undo(draft, by=lead)
    for _change in range(3):
        redo(draft, by=lead)
    assert times(draft, "D1-02", "D1-01") == ["4 08:30 30", "4 09:00 45"]
    assert times(draft, "D1-03")[0].startswith("5 ")


def test_a_reset_gives_no_length_under_the_shortest(draft, editor, lead):
    resize(draft, "D1-01", 45, editor=editor)
    never_shorter(draft, "D1-01", 35)
    reset_draft(draft.workshop, draft.workshop.versions.get(state="current"), by=lead)
    assert times(draft, "D1-01", "D1-02") == ["4 08:30 35", "4 09:05 30"]


def test_an_undo_of_a_reset_takes_away_again_what_it_brought_back(draft, editor, lead, mombasa):
    retired = mombasa.items.get(code="D2-07")
    take_away(draft, retired, editor=editor)
    unschedule(draft, "D2-06", editor=editor)
    changed = state(draft)
    reset_draft(mombasa, mombasa.versions.get(state="current"), by=lead)
    for _again in range(2):
        assert not mombasa.items.filter(retired=True).exists()
        undo(draft, by=lead)
        assert (state(draft), list(mombasa.items.filter(retired=True))) == (changed, [retired])
        redo(draft, by=lead)
    undo(draft, by=lead)
    bring_back(draft, retired, editor=editor)
    with pytest.raises(Refused, match="D2-07 is not taken off the agenda"):
        bring_back(draft, retired, editor=editor)
