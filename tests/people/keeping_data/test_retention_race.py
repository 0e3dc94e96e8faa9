"""Two ticks keep the retention table at once: what went is counted once, and the round ends once."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.keeping_data.rounds import keep_table
from elearning.people.models import RetentionRun
from tests.workshops.test_planning_race import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_two_rounds_at_once_are_one(amina):
    now = timezone.now()
    old = now - datetime.timedelta(days=400)
    Session.objects.bulk_create(Session(session_key=str(n), session_data="x", expire_date=old) for n in range(30))
    Notice.objects.bulk_create(
        Notice(person=amina, kind="k", key=str(n), language="en", subject="s", read_at=old) for n in range(30)
    )
    assert at_once(*[lambda: keep_table(now)] * 3) == []
    run = RetentionRun.objects.get()
    assert (run.counts["sessions"], run.counts["notices"], run.finished_at) == (30, 30, now)
    assert LogEntry.objects.filter(action="people.retention_kept").count() == 1
    assert not Session.objects.exists()
    assert not Notice.objects.exists()
