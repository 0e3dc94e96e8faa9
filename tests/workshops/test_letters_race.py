"""Two people issue letters at the same moment: the numbers have no gap, nobody gets two."""

import threading

import pytest
from django.db import connection

from tests.workshops.papers import ahead
from workshops.actions.letters import issue_letter, issue_letters, reissue_letter
from workshops.models import Letter

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(deed) -> list:
    """The deed done by two threads at the same moment; what each raised."""
    barrier, raised = threading.Barrier(2), []

    def run() -> None:
        try:
            barrier.wait()
            deed()
        except Exception as fault:
            raised.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_numbers_have_no_gap_and_nobody_gets_two(mombasa, dana):
    workshop = ahead(mombasa)
    assert at_once(lambda: issue_letters(workshop, "invitation", by=dana)) == []
    assert sorted(Letter.objects.values_list("number", flat=True)) == list(range(1, 51))
    assert Letter.objects.values("registration").distinct().count() == 50


def test_one_letter_is_issued_again_once(mombasa, dana):
    letter = issue_letter(ahead(mombasa).registrations.first(), "invitation", by=dana)
    raised = at_once(lambda: reissue_letter(letter, by=dana))
    assert [str(fault) for fault in raised] == ["Letter CEP-2023-MBA/001 was replaced by CEP-2023-MBA/002 already."]
    assert sorted(Letter.objects.values_list("number", "edition")) == [(1, 1), (2, 2)]
