"""The files of imports go after thirty days; the rows stay, and what was not applied says so."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from elearning.people.importing import actions
from elearning.people.importing.clearing import clear_old
from elearning.people.models import ImportRun
from tests.people.importing.files import PEOPLE, applied, csv_file, looked

DAY = datetime.timedelta(days=1)


def aged(run: ImportRun, **fields) -> ImportRun:
    ImportRun.objects.filter(pk=run.pk).update(created_at=timezone.now() - 31 * DAY, **fields)
    return ImportRun.objects.get(pk=run.pk)


def test_files_that_nobody_applied_are_removed_and_their_rows_stay(dana):
    line = ["Ann Bee", "", "ann@example.org", "", "", ""]
    fresh = looked(csv_file(PEOPLE, line), "people", dana)
    old = aged(looked(csv_file(PEOPLE, line), "people", dana))
    going = aged(looked(csv_file(PEOPLE, line), "people", dana), state="applying", applied_at=timezone.now() - DAY)
    failed = aged(actions.take_in(csv_file(["x"], ["y"]), "people", by=dana), state="failed", error="Bad.")
    done = aged(applied(csv_file(PEOPLE, line), "people", dana))
    paths = {run: run.file.name for run in (fresh, old, going, failed)}
    default_storage.save(actions.scans_of(old), csv_file(["scan"]))
    assert clear_old() == 2
    assert clear_old() == 0
    assert {run.pk for run in paths if default_storage.exists(paths[run])} == {fresh.pk, going.pk}
    assert not default_storage.exists(actions.scans_of(old))
    rows = {run.pk: ImportRun.objects.get(pk=run.pk) for run in (*paths, done)}
    assert (rows[old.pk].state, rows[failed.pk].error) == ("failed", "Bad.")
    assert "thirty days" in rows[old.pk].error
    with pytest.raises(actions.Refused, match="cannot be applied"):
        actions.begin(rows[old.pk], by=dana)
    assert (rows[fresh.pk].state, rows[done.pk].state, rows[going.pk].state) == ("read", "applied", "applying")
    assert clear_old(timezone.now() + 60 * DAY) == 3  # the fresh one, the one that went on, the name of the applied one
