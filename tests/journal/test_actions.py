"""Tasks of a killed worker come back, and the health page tells who is late."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from elearning.journal.actions import TASK_MAY_TAKE, beat, log, reap_dead_tasks
from elearning.journal.models import Heartbeat
from elearning.journal.tasks import worker_beat

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("workers", "expected"), [(1, "READY"), (2, "READY"), (3, "FAILED")])
def test_a_task_left_running_is_ready_again_at_most_three_times(workers, expected):
    worker_beat.enqueue()
    long_ago = timezone.now() - TASK_MAY_TAKE - datetime.timedelta(seconds=1)
    DBTaskResult.objects.update(status="RUNNING", started_at=long_ago, worker_ids=[f"w{n}" for n in range(workers)])
    assert reap_dead_tasks() == 1
    assert DBTaskResult.objects.get().status == expected


def test_a_task_that_runs_is_left_alone():
    worker_beat.enqueue()
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now(), worker_ids=["w"])
    assert reap_dead_tasks() == 0


def test_the_health_page_names_who_is_late():
    assert Client().get("/health/ready").json() == {"database": "ok", "late": ["tick", "worker"]}
    beat("tick")
    beat("worker")
    assert Client().get("/health/ready").json() == {"database": "ok", "late": []}
    Heartbeat.objects.filter(name="worker").update(seen_at=timezone.now() - datetime.timedelta(minutes=6))
    assert Client().get("/health/ready").json() == {"database": "ok", "late": ["worker"]}


def test_a_deed_is_written_with_who_what_and_why(amina, dana):
    entry = log(dana, "people.moved", amina, reason="asked for it", to="MZ")
    assert (entry.actor, entry.subject_type, entry.subject_id) == (dana, "people.user", str(amina.pk))
    assert (entry.reason, entry.detail) == ("asked for it", {"to": "MZ"})
