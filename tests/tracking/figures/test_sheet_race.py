"""Sheets that are frozen at the same moment get numbers without gaps and without duplicates."""

import threading

import pytest
from django.db import connection

from elearning.tracking.figures.sheets import freeze
from elearning.tracking.models import FigureSheet
from tests.factories import make_office, make_person

from .conftest import question


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_six_at_once():
    dana = make_person("Dana Novak", make_office("HQ", kind="headquarters"))
    start, faults = threading.Barrier(6), []

    def freezing():
        try:
            start.wait()
            freeze(question(), title="EU", by=dana)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=freezing) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(FigureSheet.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
