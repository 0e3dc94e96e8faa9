"""Two imports of the same file at the same moment, each in a connection of its own."""

import threading

import pytest
from django.db import connection

from assessments.exchange.applying import Changed, apply_plan
from assessments.exchange.planning import plan
from assessments.models import Category, QuestionVersion
from tests.assessments.exchange.samples import all_types


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time anyway")
def test_two_imports_at_the_same_moment_do_not_double():
    ready, ended = threading.Barrier(2), []

    def run() -> None:
        try:
            found = plan(all_types(), bank="CEP", language="en")
            ready.wait(timeout=20)
            apply_plan(found, by=None)
            ended.append("done")
        except Changed as refusal:
            ended.append(refusal.plan.counts["unchanged"])
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended, key=str) == [9, "done"]
    assert (Category.objects.count(), QuestionVersion.objects.count()) == (1, 9)
