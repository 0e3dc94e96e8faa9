"""Two who remind the same person at once: one reminder. In threads, on rows that are kept."""

import pytest

from elearning.notices.models import Notice
from elearning.tracking.models import Nudge
from elearning.tracking.office.escalating import escalate
from elearning.tracking.office.nudging import nudge
from tests.tracking.office.conftest import DAY, NOW
from tests.workshops.test_planning_race import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_two_focal_points_or_two_tabs_remind_once_and_two_ticks_escalate_once(house, efua, dana, time_machine):
    time_machine.move_to(NOW, tick=True)
    raised = at_once(*(lambda by=by: nudge(house.below, house.requirement, by=by) for by in (efua, dana, efua)))
    assert [fault.key for fault in raised] == ["recent", "recent"]
    assert Nudge.objects.count() == Notice.objects.filter(kind="nudge").count() == 1
    key = (house.below.pk, house.requirement.pk)
    assert at_once(*[lambda: escalate(*key, at=NOW + 31 * DAY)] * 2) == []
    assert Notice.objects.filter(kind="overdue_escalated").count() == 1
