"""Two workers who reckon the same people at once count them once, on either database."""

import threading

import pytest
from django.db import connection

from elearning.tracking.models import Snapshot, Standing
from elearning.tracking.readiness.comparing import miscounted
from elearning.tracking.readiness.deriving import derive
from elearning.tracking.readiness.snapshots import last_snapshot


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_at_once_count_nobody_twice(required, amina, bruno):
    start, faults = threading.Barrier(2), []

    def work():
        try:
            start.wait()
            derive([amina.pk, bruno.pk])
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert faults == []
    assert Standing.objects.count() == 6
    assert Snapshot.objects.exists()
    assert not list(miscounted(required, last_snapshot()))
