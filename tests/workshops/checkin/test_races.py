"""Two at the same moment: one check-in, one signature."""

import pytest

from tests.workshops.test_publishing_race import at_the_same_moment
from workshops.actions.checking_in import check_in
from workshops.actions.closing_day import sign_day
from workshops.checkin.codes import code_of, window_of
from workshops.models import AttendanceEvent, DayClosing

from .rooms import MONDAY, at, key

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_two_taps_and_two_signatures_at_the_same_moment_are_one_each(room, chen):
    own, now = room.registrations.select_related("person").get(number="P01"), at("09:05")
    code = code_of(room.uuid, key(room, "D1-01"), window_of(now))
    assert at_the_same_moment(lambda: check_in(room, own, code, at=now)) == ["done", "done"]
    assert list(AttendanceEvent.objects.values_list("source", "problem")) == [("self", "")]
    remark = {f"self:{key(room, 'D1-01')}:1": "I saw her"}
    assert at_the_same_moment(lambda: sign_day(room, MONDAY, remark, by=chen, at=at("12:00"))) == ["done", "done"]
    assert DayClosing.objects.count() == 1
