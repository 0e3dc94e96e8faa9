"""Typing back: signatures become events, once; typing anew puts them right; a second person verifies."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from elearning.people.actions.refusal import Refused
from tests.workshops.papers import take_part
from workshops.actions.sheets import make_sheet, mark_of, send_back, verify_sheet
from workshops.actions.typing_sheets import Faulty, Typed, type_sheet
from workshops.attending import attendance_of, checkpoints_of
from workshops.models import DayClosing, Sheet
from workshops.sheets.tokens import Mark

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 7, 4)


@pytest.fixture
def halves(mombasa, dana) -> Sheet:
    """A sheet of the first day: the morning and the afternoon."""
    return make_sheet(mombasa, DAY, language="en", by=dana)


def typed(sheet, by, signed, **how) -> Typed:
    sheet.refresh_from_db()
    return type_sheet(sheet, signed, by=by, **{"seen": mark_of(sheet), **how})


def day_of(sheet, number: str) -> list[tuple[str, str, int]]:
    """What is known of one person at each checkpoint of the day: its code, how she was there, her minutes."""
    found = attendance_of(sheet.workshop)
    one = next(each for each in found.people if each.number == number)
    records = [(each.code, found.record(one.pk, each.key)) for each in found.checkpoints if each.day == DAY]
    return [(code, record.status, record.minutes) for code, record in records]


def test_a_signature_counts_at_each_checkpoint_of_its_box(halves, dana):
    morning, afternoon = halves.checkpoints
    first, second = (row["row"] for row in halves.rows[:2])
    signed = {morning["key"]: [Mark(first), Mark(second, 25)], afternoon["key"]: [Mark(first, left="16:00")]}
    done = typed(halves, dana, signed)
    assert done == Typed(new=5 + 5 + 3, voided=0, waiting=0)
    assert {event.source for event in halves.events.all()} == {"sheet"}
    assert {event.actor for event in halves.events.all()} == {dana}
    assert day_of(halves, "P01") == [
        ("D1-01", "present", 30), ("D1-02", "present", 30), ("D1-03", "present", 30), ("D1-05", "present", 75),
        ("D1-06", "present", 60), ("D1-08", "present", 75), ("D1-10", "partial", 30), ("D1-11", "unseen", 0),
    ]  # fmt: skip
    assert day_of(halves, "P02")[0] == ("D1-01", "late", 5)
    assert [status for _code, status, _minutes in day_of(halves, "P02")[1:5]] == ["present"] * 4


def test_the_same_again_changes_nothing_and_another_typing_puts_it_right(halves, dana):
    key = halves.checkpoints[0]["key"]
    first, second = (row["row"] for row in halves.rows[:2])
    typed(halves, dana, {key: [Mark(first)]})
    assert typed(halves, dana, {key: [Mark(first)]}) == Typed(0, 0, 0)
    assert typed(halves, dana, {key: [Mark(second)]}) == Typed(5, 5, 0)
    assert {status for _code, status, _minutes in day_of(halves, "P01")} == {"unseen"}
    assert typed(halves, dana, {key: [Mark(first)]}) == Typed(5, 5, 0)  # back again: not the ids taken back
    assert day_of(halves, "P01")[0] == ("D1-01", "present", 30)
    assert day_of(halves, "P02")[0] == ("D1-01", "unseen", 0)
    assert typed(halves, dana, {}) == Typed(0, 5, 0)
    assert {status for _code, status, _minutes in day_of(halves, "P01")} == {"unseen"}


def test_two_tabs_do_not_overwrite_each_other(halves, dana, chen):
    key, first = halves.checkpoints[0]["key"], halves.rows[0]["row"]
    typed(halves, dana, {key: [Mark(first)]}, seen="")
    assert typed(halves, dana, {key: [Mark(first)]}, seen="") == Typed(0, 0, 0)
    with pytest.raises(Refused, match="meanwhile"):
        typed(halves, chen, {}, seen="")
    assert halves.events.count() == 5


@pytest.mark.parametrize("mark", [{"late": 600}, {"left": "08:30"}, {"left": "07:00"}, {"late": 200, "left": "11:00"}])
def test_what_lies_outside_of_the_box_is_named_and_nothing_is_stored(halves, dana, mark):
    key, (first, second) = halves.checkpoints[0]["key"], (row["row"] for row in halves.rows[:2])
    with pytest.raises(Faulty) as refusal:
        typed(halves, dana, {key: [Mark(first), Mark(second, **mark)]})
    assert list(refusal.value.faults) == [key]
    assert second in refusal.value.faults[key][0]
    halves.refresh_from_db()
    assert (halves.events.count(), halves.typed_at) == (0, None)


def test_a_box_that_has_not_begun_waits(halves, dana):
    morning, afternoon = halves.checkpoints
    marks = [Mark(halves.rows[0]["row"])]
    noon = datetime.datetime(2023, 7, 4, 10, 0, tzinfo=datetime.UTC)
    with pytest.raises(Faulty) as refusal:
        typed(halves, dana, {morning["key"]: marks, afternoon["key"]: marks}, at=noon)
    assert "has not begun" in refusal.value.faults[afternoon["key"]][0]
    assert typed(halves, dana, {morning["key"]: marks}, at=noon).new == 5


def test_who_walked_in_is_named_in_an_empty_row(halves, mombasa, amina, dana):
    registration = take_part(mombasa, amina, "W01")
    key, row = halves.checkpoints[0]["key"], halves.rows[-1]["row"]
    typed(halves, dana, {key: [Mark(row)]}, walk_ins={row: registration.pk})
    assert day_of(halves, "W01")[0] == ("D1-01", "present", 30)
    other = halves.rows[-2]["row"]
    with pytest.raises(Refused, match="two rows"):
        typed(halves, dana, {}, walk_ins={row: registration.pk, other: registration.pk})


def test_what_comes_after_the_signature_under_the_day_waits(halves, mombasa, chen, dana):
    DayClosing.objects.create(workshop=mombasa, day=DAY, signed_by=chen)
    done = typed(halves, dana, {halves.checkpoints[0]["key"]: [Mark(halves.rows[0]["row"])]})
    assert done == Typed(new=5, voided=0, waiting=5)
    assert {event.problem for event in halves.events.all()} == {"signed"}
    assert day_of(halves, "P01")[0] == ("D1-01", "unseen", 0)


def test_with_a_reason_it_amends_the_signed_day(halves, mombasa, chen, dana):
    key, rows = halves.checkpoints[0]["key"], [row["row"] for row in halves.rows]
    DayClosing.objects.create(workshop=mombasa, day=DAY, signed_by=chen)
    take_part(mombasa, chen, "F01", role="rapporteur")
    assert typed(halves, chen, {key: [Mark(rows[0])]}).waiting == 5
    with pytest.raises(Refused, match="Only those who facilitate"):
        typed(halves, chen, {key: [Mark(rows[1])]}, reason="The sheet lay under the projector.")
    assert halves.events.count() == 5
    done = typed(halves, dana, {key: [Mark(rows[1])]}, reason="The sheet lay under the projector.")
    assert done == Typed(new=5, voided=5, waiting=0, amended=15)
    assert day_of(halves, "P01")[0] == ("D1-01", "unseen", 0)
    assert day_of(halves, "P02")[0] == ("D1-01", "present", 30)
    assert typed(halves, dana, {key: [Mark(rows[1])]}, reason="Again.") == Typed(0, 0, 0, 0)


def test_one_who_withdrew_and_signed_all_the_same_waits_for_a_person(halves, mombasa, dana):
    mombasa.registrations.filter(number="P01").update(state="withdrawn")
    done = typed(halves, dana, {halves.checkpoints[0]["key"]: [Mark(halves.rows[0]["row"])]})
    assert (done.new, done.waiting) == (5, 5)


def test_all_fifty_are_typed_back_in_few_queries(halves, dana, django_assert_max_num_queries):
    key = halves.checkpoints[0]["key"]
    rows = [row["row"] for row in halves.rows if row["registration"]]
    typed(halves, dana, {key: [Mark(rows[0])]})
    with django_assert_max_num_queries(26):
        typed(halves, dana, {key: [Mark(row) for row in rows[:2]]})
    with django_assert_max_num_queries(26):
        assert typed(halves, dana, {key: [Mark(row) for row in rows]}).new == 48 * 5
    assert len(checkpoints_of(halves.workshop)) == 25


def test_a_second_person_verifies_what_she_saw(halves, dana, chen):
    key, first = halves.checkpoints[0]["key"], halves.rows[0]["row"]
    with pytest.raises(Refused, match="Nobody has typed"):
        verify_sheet(halves, by=chen, seen="")
    typed(halves, dana, {key: [Mark(first)]})
    halves.refresh_from_db()
    with pytest.raises(Refused, match="yourself"):
        verify_sheet(halves, by=dana, seen=mark_of(halves))
    with pytest.raises(Refused, match="anew"):
        verify_sheet(halves, by=chen, seen="earlier")
    verified = verify_sheet(halves, by=chen, seen=mark_of(halves))
    assert verify_sheet(halves, by=chen, seen=mark_of(halves)).verified_at == verified.verified_at
    assert verified.verified_by == chen
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.filter(pk=halves.pk).update(verified_by=dana)
    typed(halves, dana, {})  # typed anew: nobody has compared that yet
    halves.refresh_from_db()
    assert (halves.verified_by, halves.verified_at) == (None, None)


def test_what_is_wrong_goes_back_with_a_sentence(halves, dana, chen):
    key, first = halves.checkpoints[0]["key"], halves.rows[0]["row"]
    typed(halves, dana, {key: [Mark(first)]})
    halves.refresh_from_db()
    with pytest.raises(Refused, match="Say what is wrong"):
        send_back(halves, "  ", by=chen, seen=mark_of(halves))
    assert send_back(halves, "Row 02 signed too.", by=chen, seen=mark_of(halves)).sent_back_why == "Row 02 signed too."
    assert halves.events.count() == 5
    typed(halves, dana, {key: [Mark(first), Mark(halves.rows[1]["row"])]})
    halves.refresh_from_db()
    assert halves.sent_back_why == ""
