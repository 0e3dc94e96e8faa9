"""Two colleagues begin at once: one plan; two ticks at once: each is asked once. In threads, on rows that are kept."""

import pytest

from elearning.notices.models import Notice
from tests.workshops.test_planning_race import at_once
from workshops.actions.following_up import due_follow_ups
from workshops.actions.planning_action import Stale, begin_plan, print_of, save_commitment
from workshops.models import ActionPlan

from .conftest import AT, DAY, ENDS, VALUES

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_two_colleagues_who_begin_at_once_share_one_plan(team, kofi, ama):
    assert at_once(*(lambda who=who: begin_plan(team, by=who, at=AT) for who in (kofi, ama))) == []
    assert ActionPlan.objects.count() == 1


def test_of_two_savers_one_is_kept_and_one_is_told(plan, kofi, ama):
    row = plan.commitments.get()
    seen = print_of(row)

    def save(who):
        save_commitment(plan, VALUES | {"what": who.name}, by=who, commitment=row, seen=seen, at=AT)

    raised = at_once(*(lambda who=who: save(who) for who in (kofi, ama)))
    assert [type(fault) for fault in raised] == [Stale]
    row.refresh_from_db()
    assert row.what in (kofi.name, ama.name)


def test_two_ticks_at_once_ask_once(endorsed):
    assert at_once(*[lambda: due_follow_ups(ENDS + 31 * DAY)] * 2) == []
    assert Notice.objects.filter(kind="follow_up_asked").count() == 1
