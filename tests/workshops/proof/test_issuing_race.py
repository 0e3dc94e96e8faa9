"""Two people issue at the same moment, two workers have the same run: one run, and each certificate once."""

import pytest

from elearning.notices.models import Notice
from elearning.records.models import Certificate, LearningRecord
from tests.workshops.test_letters_race import at_once
from workshops.actions.certifying import issue_all
from workshops.actions.naming import accept_name, ask_for_name
from workshops.models import IssueRun
from workshops.proof.working import work_through

from .rooms import AT, FIRST, held

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_two_who_issue_start_one_run_and_two_workers_make_each_once(ready, chen, dana, amina):
    assert at_once(lambda: issue_all(ready, by=chen, acknowledged=[], at=AT)) == []
    run = IssueRun.objects.get()
    assert at_once(lambda: work_through(IssueRun.objects.get(pk=run.pk))) == []
    assert held(ready) == FIRST
    assert LearningRecord.objects.count() == 4
    assert Notice.objects.filter(kind="certificate_issued").count() == 4
    run.refresh_from_db()
    assert (run.done, run.ended_at is None) == (4, False)
    asked = ask_for_name(ready.registrations.get(number="P01"), name="Amina A. Odhiambo", by=amina)
    raised = at_once(lambda: accept_name(asked, by=dana))
    assert [str(fault) for fault in raised] == ["This request is decided already: it is done."]
    assert Certificate.objects.filter(name="Amina A. Odhiambo").count() == 1
