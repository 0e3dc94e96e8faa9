"""Two editors at one instant, on both databases: one change is made, the other is told, nothing is overwritten."""

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from workshops.actions.drafting import draft_of
from workshops.actions.drafting_edits import Stale, undo
from workshops.actions.drafting_moves import Editor, Target, move
from workshops.models import AgendaItem, Workshop

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
DAY = datetime.date(2026, 9, 14)


@pytest.fixture
def accra(offices) -> Workshop:
    workshop = Workshop.objects.create(
        code="ACC-26", kind="thematic", state="open", zone="Africa/Accra", starts_on=DAY, ends_on=DAY, venue="Accra",
        capacity=20, languages=["en"], host_office=offices["GH"],
    )  # fmt: skip
    for code in "ABCDEFGH":
        AgendaItem.objects.create(workshop=workshop, code=code, kind="plenary", titles={"en": code})
    return workshop


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """What each gives, or the refusal that it raises, all begun at one instant."""
    barrier, found = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(at: int, deed: Callable[[], Any]) -> None:
        try:
            barrier.wait(10)
            found[at] = deed()
        except Stale as stale:
            found[at] = stale
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def test_two_who_begin_a_draft_at_once_begin_one(accra, dana, chen):
    one, other = together(lambda: draft_of(accra, by=dana), lambda: draft_of(accra, by=chen))
    assert one == other
    assert accra.versions.count() == 1


def test_of_changes_to_one_state_one_is_made_and_the_others_are_told(accra, dana):
    draft = draft_of(accra, by=dana)
    editor = Editor(dana, draft.revision)
    found = together(*(lambda code=code: move(draft, code, Target(DAY), editor=editor) for code in "ABCD"))
    told = [each for each in found if isinstance(each, Stale)]
    assert len(told) == 3
    made = draft.edits.get()
    assert all([edit.pk for edit in stale.edits] == [made.pk] for stale in told)
    assert list(draft.placements.values_list("item__code", flat=True)) == [made.about]
    draft.refresh_from_db()
    assert draft.revision == made.number == 1


def test_changes_that_name_no_state_come_one_after_the_other_and_none_is_lost(accra, dana):
    draft = draft_of(accra, by=dana)
    together(*(lambda code=code: move(draft, code, Target(DAY), editor=Editor(dana)) for code in "ABCDEFGH"))
    rows = list(draft.placements.order_by("order").values_list("order", "start"))
    begins = [datetime.time(8, 30), datetime.time(9, 0), datetime.time(9, 30), datetime.time(10, 0)]
    begins += [datetime.time(10, 30), datetime.time(11, 0), datetime.time(11, 30), datetime.time(12, 0)]
    assert rows == list(enumerate(begins, start=1))
    assert list(draft.edits.values_list("number", flat=True)) == list(range(1, 9))


def test_two_who_undo_at_once_take_back_two_changes(accra, dana, chen):
    draft = draft_of(accra, by=dana)
    for code in "ABC":
        move(draft, code, Target(DAY), editor=Editor(dana))
    together(lambda: undo(draft, by=dana), lambda: undo(draft, by=chen))
    assert list(draft.placements.values_list("item__code", flat=True)) == ["A"]
