"""One file that is applied from two tabs, by two workers at once: each line is done once."""

import pytest

from elearning.people.importing import actions
from elearning.people.models import ImportRun, User
from tests.people.importing.files import PEOPLE, csv_file, looked
from tests.workshops.test_planning_race import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.parametrize("strict", [True, False])
def test_two_workers_do_each_line_once(dana, monkeypatch, strict):
    monkeypatch.setattr("elearning.people.importing.jobs.PART", 2)
    lines = [[f"Person {n}", "", f"p{n}@example.org", "", "", "female"] for n in range(7)]
    run = looked(csv_file(PEOPLE, *lines), "people", dana)
    assert at_once(*[lambda: actions.begin(run, by=dana, strict=strict)] * 2) == []
    runs = [ImportRun.objects.get(pk=run.pk) for _ in range(2)]
    assert at_once(*(lambda run=run: actions.apply(run) for run in runs)) == []
    run.refresh_from_db()
    assert (run.state, run.error, run.counts["applied"]) == ("applied", "", {"created": 7})
    assert User.objects.filter(email__startswith="p").count() == 7
