"""While a part of a file is written no figure reaches its moment; who cut the file otherwise writes nothing."""

import datetime

import pytest
from django.utils import timezone

from elearning.journal.models import Heartbeat
from elearning.people.importing import actions
from elearning.people.importing.people import PeopleJob
from elearning.people.importing.writing import LASTS, being_written, marks, written_through
from elearning.people.models import User
from elearning.tracking.models import Stale
from elearning.tracking.readiness.deriving import known_through
from tests.people.importing.files import PEOPLE, csv_file, looked


@pytest.mark.parametrize("strict", [True, False])
def test_figures_end_before_the_facts_that_are_being_written(dana, monkeypatch, strict):
    write, seen = PeopleJob.write, []

    def watched(self, steps, *, at):
        write(self, steps, at=at)
        seen.append((at, written_through(), known_through()))

    monkeypatch.setattr(PeopleJob, "write", watched)
    run = looked(csv_file(PEOPLE, ["A", "", "a@example.org"]), "people", dana)
    actions.apply(actions.begin(run, by=dana, strict=strict))
    ((at, through, known),) = seen
    assert max(through, known) < at
    assert not marks().exists()
    assert min(written_through(), known_through()) > at


def test_the_mark_of_who_was_killed_holds_nobody_up_for_ever(dana):
    with being_written():
        before = timezone.now()
        assert known_through() < before
        Stale.objects.create(person=dana, noted_at=before - LASTS)
        assert known_through() < before - LASTS
        Heartbeat.objects.update(seen_at=before - LASTS - datetime.timedelta(minutes=1))
        Stale.objects.all().delete()
        assert known_through() >= before


def test_who_cut_the_file_otherwise_writes_nothing(dana, monkeypatch):
    """Another has begun the file anew, cut by what is known now: how far he is says nothing of our parts."""
    run = actions.begin(looked(csv_file(PEOPLE, ["A", "", "a@example.org"]), "people", dana), by=dana)
    hold = actions._hold_to

    def meanwhile(mark, run):
        hold(mark, run)
        hold("another cut", run)

    monkeypatch.setattr(actions, "_hold_to", meanwhile)
    actions.apply(run)
    run.refresh_from_db()
    assert (run.state, run.done) == ("applying", 0)
    assert not User.objects.filter(email="a@example.org").exists()
    monkeypatch.setattr(actions, "_hold_to", hold)
    actions.apply(run)
    run.refresh_from_db()
    assert (run.state, run.counts["applied"]) == ("applied", {"created": 1})


def test_who_comes_when_all_is_done_makes_no_fault_of_it(dana):
    run = actions.begin(looked(csv_file(PEOPLE, ["A", "", "a@example.org"]), "people", dana), by=dana)
    later = type(run).objects.get(pk=run.pk)
    actions.apply(run)
    actions.apply(later)  # the file is gone
    run.refresh_from_db()
    assert (run.state, run.error) == ("applied", "")
