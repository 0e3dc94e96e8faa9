"""Two people at the same moment: a sheet is made once and typed once, totals are kept once, a test is opened once."""

from decimal import Decimal

import pytest

from assessments.models import PaperScore
from tests.workshops.proof.rooms import DAY, make_room
from tests.workshops.test_letters_race import at_once
from workshops.actions.sheets import make_sheet, mark_of
from workshops.actions.test_totals import keep_totals
from workshops.actions.testing import open_side
from workshops.actions.typing_sheets import type_sheet
from workshops.models import Sheet, TestWindow
from workshops.sheets.tokens import Mark
from workshops.testing.reading import Line

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_everything_is_there_once(offices, chen, dana):
    room = make_room(offices, chen)
    assert at_once(lambda: make_sheet(room, DAY, language="en", by=dana)) == []
    sheet = Sheet.objects.get()
    signed = {sheet.checkpoints[0]["key"]: [Mark(row["row"]) for row in sheet.rows[:6]]}
    assert at_once(lambda: type_sheet(sheet, signed, by=dana, seen=mark_of(sheet))) == []
    assert sheet.events.count() == 6 * 3
    lines = [Line(1, one.pk, Decimal(4)) for one in room.registrations.participants()]
    said = {"max_score": Decimal(12), "taken_on": DAY, "by": dana}
    assert at_once(lambda: keep_totals(room, "before", lines, **said)) == []
    assert PaperScore.objects.filter(side="before").count() == 6
    assert at_once(lambda: open_side(room, "after", by=dana)) == []
    assert TestWindow.objects.count() == 1


def test_of_two_who_type_something_else_one_is_told(offices, chen, dana):
    room = make_room(offices, chen)
    sheet = make_sheet(room, DAY, language="en", by=dana)
    key, rows = sheet.checkpoints[0]["key"], [row["row"] for row in sheet.rows]
    ways = [{key: [Mark(rows[0])]}, {key: [Mark(rows[1])]}]
    raised = at_once(lambda: type_sheet(sheet, ways.pop(), by=dana, seen=""))
    assert len(raised) == 1
    assert "meanwhile" in str(raised[0])
    assert sheet.events.count() == 3
