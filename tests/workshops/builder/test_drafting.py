"""The draft of an agenda: begun, moved about, undone and redone, set back; the past stays as it was."""

import datetime

import pytest

from workshops.actions.drafting import draft_of, reset_draft
from workshops.actions.drafting_board import Refused
from workshops.actions.drafting_edits import Stale, redo, undo
from workshops.actions.drafting_moves import Editor, Target, lock, move, remedy, resize, step, unschedule
from workshops.models import AgendaVersion

pytestmark = pytest.mark.django_db
DAY1, DAY2, DAY3 = (datetime.date(2023, 7, day) for day in (4, 5, 6))


def times(version: AgendaVersion, *codes: str) -> list[str]:
    """Day, start and minutes of these items, as the clocks of the place show them."""
    rows = {p.item.code: p for p in version.placements.select_related("item")}
    return [
        f"{rows[code].day.day} {rows[code].start:%H:%M} {rows[code].minutes}" if code in rows else "–" for code in codes
    ]


def state(version: AgendaVersion) -> list[tuple]:
    fields = (
        "item__code",
        "day",
        "start",
        "minutes",
        "lane",
        "order",
        "locked",
        "second",
        "room",
        "starts_at",
        "ends_at",
    )
    return sorted(version.placements.values_list(*fields))


def test_a_draft_begins_as_the_current_version_stands_once(mombasa, lead):
    draft = draft_of(mombasa, by=lead)
    assert (draft.number, draft.state, draft.zone, draft.revision) == (2, "draft", "Africa/Nairobi", 0)
    assert draft_of(mombasa, by=lead) == draft
    current = mombasa.versions.get(state="current")
    assert state(draft) == state(current)
    lanes = (
        draft.placements.filter(item__code__startswith="D1-10").order_by("item__code").values_list("lane", flat=True)
    )
    assert list(lanes) == [1, 2, 3]
    assert not draft.placements.exclude(frozen={}).exists()


def test_one_longer_item_times_the_rest_of_the_day_anew_up_to_what_is_locked(draft, editor):
    resize(draft, "D1-01", 40, editor=editor)
    assert times(draft, "D1-01", "D1-02", "D1-03", "D1-04", "D1-05") == [
        "4 08:30 40", "4 09:10 30", "4 09:40 30", "4 10:00 30", "4 10:30 75",
    ]  # fmt: skip
    edit = draft.edits.get()
    assert (edit.verb, edit.about, sorted(edit.after)) == ("resize", "D1-01", ["D1-01", "D1-02", "D1-03"])
    assert edit.number == draft.revision == 1


def test_a_day_goes_on_beginning_when_it_begins(draft, editor, lead):
    unschedule(draft, "D1-00", editor=editor)
    assert times(draft, "D1-01") == ["4 08:30 30"]
    undo(draft, by=lead)
    lock(draft, "D1-00", False, editor=editor)
    assert times(draft, "D1-00", "D1-01") == ["4 08:30 30", "4 09:00 30"]
    move(draft, "D2-01", Target(DAY1, before="D1-12"), editor=editor)
    assert times(draft, "D2-01", "D2-02", "D2-03") == ["4 17:00 20", "5 08:30 85", "5 10:15 20"]
    draft.placements.filter(item__code="D3-01").update(start="09:00", starts_at="2023-07-06T06:00Z")
    resize(draft, "D3-01", 20, editor=editor)
    assert times(draft, "D3-01", "D3-02") == ["6 09:00 20", "6 09:20 90"]


def test_up_and_down_pass_a_parallel_slot_whole_and_stay_in_their_lane(draft, editor):
    step(draft, "D1-11", -1, editor=editor)
    assert times(draft, "D1-11", "D1-10A", "D1-10C", "D1-12") == [
        "4 15:30 20", "4 15:50 70", "4 15:50 70", "4 17:00 30",
    ]  # fmt: skip
    step(draft, "D1-11", 1, editor=editor)
    assert times(draft, "D1-11", "D1-10A") == ["4 16:40 20", "4 15:30 70"]
    with pytest.raises(Refused, match="D2-01 is the first of its day already"):
        step(draft, "D2-01", -1, editor=editor)
    with pytest.raises(Refused, match="D2-12 is the last of its day already"):
        step(draft, "D2-12", 1, editor=editor)


def test_a_locked_item_moves_by_five_minutes_only_when_it_is_moved_itself(draft, editor):
    step(draft, "D1-04", 1, editor=editor)
    assert times(draft, "D1-03", "D1-04", "D1-05") == ["4 09:30 30", "4 10:05 30", "4 10:35 75"]
    move(draft, "D1-04", Target(DAY1, start=datetime.time(9, 0)), editor=editor)
    assert times(draft, "D1-01", "D1-04", "D1-02") == ["4 08:30 30", "4 09:00 30", "4 09:30 30"]


def test_beside_makes_lanes_and_what_is_left_alone_is_for_everybody_again(draft, editor):
    move(draft, "D1-03", Target(DAY1, beside="D1-02"), editor=editor)
    lanes = dict(draft.placements.filter(item__code__in=["D1-02", "D1-03"]).values_list("item__code", "lane"))
    assert lanes == {"D1-02": 1, "D1-03": 2}
    assert times(draft, "D1-02", "D1-03") == ["4 09:00 30", "4 09:00 30"]
    move(draft, "D1-03", Target(DAY2, lane=0), editor=editor)
    assert draft.placements.get(item__code="D1-02").lane == 0
    assert times(draft, "D1-03") == ["5 17:40 30"]
    move(draft, "D1-03", Target(DAY1, beside="D1-10B"), editor=editor)
    assert draft.placements.get(item__code="D1-03").lane == 4


def test_off_the_agenda_and_back_with_its_length_and_room(draft, editor):
    resize(draft, "D1-03", 45, editor=editor)
    room = draft.placements.get(item__code="D1-03").room
    unschedule(draft, "D1-03", editor=editor)
    assert times(draft, "D1-03") == ["–"]
    move(draft, "D1-03", Target(DAY3, before="D3-12"), editor=editor)
    assert times(draft, "D3-11", "D1-03", "D3-12") == ["6 16:25 20", "6 16:45 45", "6 17:30 30"]
    assert draft.placements.get(item__code="D1-03").room == room


@pytest.mark.parametrize("minutes", [0, -5, 100_000, 1441])
def test_a_length_that_is_none_is_refused_and_nothing_changes(draft, editor, minutes):
    before = state(draft)
    with pytest.raises(Refused, match="between 1 and 1440 minutes"):
        resize(draft, "D1-01", minutes, editor=editor)
    assert (state(draft), draft.edits.count()) == (before, 0)


def test_never_under_the_shortest_length(draft, editor):
    draft.workshop.items.filter(code="D1-01").update(shortest=20)
    with pytest.raises(Refused, match="D1-01 is never shorter than 20 minutes"):
        resize(draft, "D1-01", 15, editor=editor)


def test_what_would_go_on_past_midnight_is_refused(draft, editor):
    start = draft.placements.get(item__code="D2-12").start
    left = 24 * 60 - start.hour * 60 - start.minute
    for code, minutes in (("D2-11", 1440), ("D2-12", left + 1)):
        with pytest.raises(Refused, match=f"{code} would go on past midnight"):
            resize(draft, code, minutes, editor=editor)
    resize(draft, "D2-12", left, editor=editor)
    assert times(draft, "D2-12") == [f"5 {start:%H:%M} {left}"]


@pytest.mark.parametrize("day", ["2023-07-09", "2040-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_outside_the_workshop_is_refused_for_what_stands_and_for_what_waits(draft, editor, day):
    unschedule(draft, "D1-02", editor=editor)
    for code in ("D1-01", "D1-02"):
        with pytest.raises(Refused, match=f"{day} is not a day of this workshop"):
            move(draft, code, Target(datetime.date.fromisoformat(day)), editor=editor)
    with pytest.raises(Refused, match="no such way out"):
        remedy(draft, datetime.date.fromisoformat(day), kind="unlock", seam="", editor=editor)


def test_beside_before_or_after_itself_an_item_stays_where_it_is(draft, editor):
    before = state(draft)
    for said in ("beside", "before", "after"):
        for code in ("D1-02", "D1-10B", "D1-04"):
            move(draft, code, Target(DAY1, **{said: code}), editor=editor)
    assert (state(draft), draft.edits.count()) == (before, 0)


def test_beside_an_item_of_another_day_both_days_are_timed_anew(draft, editor):
    move(draft, "D1-02", Target(DAY3, beside="D2-02"), editor=editor)
    assert times(draft, "D1-02", "D1-03", "D2-02") == ["5 08:50 30", "4 09:00 30", "5 08:50 85"]


def test_undo_and_redo_give_exactly_what_was(draft, editor, lead):
    states = [state(draft)]
    for deed in (
        lambda: resize(draft, "D1-01", 45, editor=editor),
        lambda: move(draft, "D1-02", Target(DAY2, before="D2-04"), editor=editor),
        lambda: unschedule(draft, "D3-07", editor=editor),
        lambda: lock(draft, "D2-07", True, editor=editor),
    ):
        deed()
        states.append(state(draft))
    for expected in states[-2::-1]:
        undo(draft, by=lead)
        assert state(draft) == expected
    with pytest.raises(Refused, match="nothing to undo"):
        undo(draft, by=lead)
    for expected in states[1:]:
        redo(draft, by=lead)
        assert state(draft) == expected
    with pytest.raises(Refused, match="nothing to redo"):
        redo(draft, by=lead)
    undo(draft, by=lead)
    resize(draft, "D1-01", 50, editor=editor)
    with pytest.raises(Refused, match="nothing to redo"):
        redo(draft, by=lead)
    undo(draft, by=lead)
    undo(draft, by=lead)
    assert state(draft) == states[2]


def test_a_second_editor_is_told_and_overwrites_nothing(draft, lead, dana):
    resize(draft, "D1-01", 40, editor=Editor(dana, 0))
    before = state(draft)
    with pytest.raises(Stale) as told:
        resize(draft, "D1-02", 20, editor=Editor(lead, 0))
    assert [(edit.by, edit.about) for edit in told.value.edits] == [(dana, "D1-01")]
    assert state(draft) == before


def test_the_three_remedies_of_an_overrun(draft, editor, lead):
    resize(draft, "D1-05", 90, editor=editor)
    for kind, expected in (
        ("shorten", ["4 10:27 83", "4 11:50 55", "4 12:45 75"]),
        ("move_out", ["4 10:30 90", "–", "4 12:45 75"]),
        ("unlock", ["4 10:30 90", "4 12:00 60", "4 13:00 75"]),
    ):
        remedy(draft, DAY1, kind=kind, seam="D1-07", editor=editor)
        assert times(draft, "D1-05", "D1-06", "D1-07") == expected
        undo(draft, by=lead)
    with pytest.raises(Refused, match="no such way out"):
        remedy(draft, DAY1, kind="shorten", seam="D1-09", editor=editor)


def test_set_back_to_a_version_which_can_be_undone(draft, editor, lead):
    current = draft.workshop.versions.get(state="current")
    began = state(draft)
    resize(draft, "D1-01", 45, editor=editor)
    unschedule(draft, "D2-07", editor=editor)
    draft.workshop.items.filter(code="D2-07").update(retired=True)
    changed = state(draft)
    reset_draft(draft.workshop, current, by=lead)
    assert state(draft) == began
    assert not draft.workshop.items.filter(retired=True).exists()
    undo(draft, by=lead)
    assert state(draft) == changed


def test_nothing_that_is_done_to_a_draft_touches_what_was_published(draft, editor, lead):
    current = draft.workshop.versions.get(state="current")
    was = state(current), list(current.placements.order_by("pk").values())
    resize(draft, "D1-05", 90, editor=editor)
    move(draft, "D1-02", Target(DAY2, before="D2-04"), editor=editor)
    unschedule(draft, "D3-07", editor=editor)
    remedy(draft, DAY1, kind="shorten", seam="D1-07", editor=editor)
    undo(draft, by=lead)
    reset_draft(draft.workshop, current, by=lead)
    assert (state(current), list(current.placements.order_by("pk").values())) == was
    for deed in (lambda: resize(current, "D1-01", 40, editor=editor), lambda: undo(current, by=lead)):
        with pytest.raises(Refused, match="published meanwhile"):
            deed()
