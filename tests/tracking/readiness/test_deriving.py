"""Standings are stored from the facts: the difference only, and the counts of the months with them."""

import datetime
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from elearning.journal.models import Heartbeat, LogEntry
from elearning.people.actions import add_absence, move, withdraw_posting
from elearning.records.actions import annul, record_achievement
from elearning.tracking.models import FAR_MOMENT, Exemption, Snapshot, Stale, Standing
from elearning.tracking.readiness import deriving
from elearning.tracking.readiness.comparing import compare_snapshots, mend_snapshots, miscounted
from elearning.tracking.readiness.deriving import derive, derive_stale, known_through, mark_stale
from elearning.tracking.readiness.rebuilding import rebuild_readiness
from elearning.tracking.readiness.snapshots import TURN, last_snapshot, month_of
from elearning.tracking.tasks import derive_waiting

from .conftest import COURSE

D = datetime.date


def achieve(person, day=D(2025, 3, 5), *, at=None):
    return record_achievement(
        person, subject_kind="course", subject_uuid=COURSE, title={"en": "Course"}, kind="completion",
        achieved_on=day, basis={}, at=at,
    )  # fmt: skip


def healthy(requirement):
    return not list(miscounted(requirement, last_snapshot())) and not list(rebuild_readiness())


def test_only_the_difference_is_written(required, amina):
    assert len(derive([amina.pk]).missing) == 3
    first = dict(Standing.objects.values_list("pk", "state"))
    assert not derive([amina.pk])
    assert dict(Standing.objects.values_list("pk", "state")) == first
    achieve(amina)
    assert derive_stale() == 1
    kept = set(Standing.objects.values_list("pk", flat=True)) & first.keys()
    assert {first[pk] for pk in kept} == {"not_required", "due"}
    now = Standing.objects.filter(known_to=FAR_MOMENT).order_by("day_from")
    assert list(now.values_list("state", "until", "day_from")) == [
        ("not_required", None, D(2024, 1, 1)),
        ("due", D(2025, 1, 31), D(2025, 1, 1)),
        ("overdue", D(2025, 1, 31), D(2025, 2, 1)),
        ("met", D(2026, 3, 4), D(2025, 3, 5)),
        ("overdue", D(2026, 3, 4), D(2026, 3, 5)),
    ]
    assert healthy(required)


def test_many_cost_as_many_queries_as_one(required, amina, bruno, kofi):
    people = [bruno, kofi, amina]
    derive([person.pk for person in people])
    counts = []
    for some in (people[2:], people):
        for person in some:
            achieve(person) if not person.records.exists() else annul(person.records.get(), by=None, reason="wrong")
        with CaptureQueriesContext(connection) as found:
            derive([person.pk for person in some])
        counts.append(len(found))
    assert counts == [21, 21]


def test_a_fact_makes_its_person_wait_and_all_that_is_shown_is_older(required, amina):
    before = timezone.now()
    assert known_through() >= before
    record = achieve(amina, at=before - datetime.timedelta(hours=1))
    assert known_through() == record.recorded_at - datetime.timedelta(microseconds=1)
    annul(record, by=None, reason="a mistake")
    assert Stale.objects.count() == 2
    assert DBTaskResult.objects.filter(task_path=derive_waiting.module_path).count() == 1
    derive_waiting.call()
    assert not Stale.objects.exists()
    assert known_through() >= before


def test_what_arrives_while_we_reckon_waits_for_the_next_turn(required, amina, monkeypatch):
    real = deriving.difference

    def meanwhile(persons):
        found = real(persons)
        achieve(amina)
        return found

    mark_stale([amina.pk])
    monkeypatch.setattr(deriving, "difference", meanwhile)
    derive([amina.pk])
    assert Stale.objects.count() == 1
    monkeypatch.undo()
    assert derive_stale() == 1
    assert Standing.objects.filter(state="met").exists()


def test_a_kill_in_the_middle_leaves_all_as_it_was(required, amina, bruno, monkeypatch):
    derive([amina.pk])
    before = set(Standing.objects.values_list("pk", flat=True))
    achieve(amina)
    mark_stale([bruno.pk])

    def killed(cells):
        raise KeyboardInterrupt

    monkeypatch.setattr(deriving, "add", killed)
    with pytest.raises(KeyboardInterrupt):
        derive_stale()
    assert set(Standing.objects.values_list("pk", flat=True)) == before
    assert Stale.objects.count() == 2
    monkeypatch.undo()
    assert derive_stale() == 2
    assert healthy(required)


def test_one_who_cannot_be_reckoned_does_not_keep_the_others_waiting(required, amina, bruno, monkeypatch, caplog):
    real = deriving.rows_of

    def broken(person, *rest):
        if person == amina.pk:
            raise ValueError("broken")
        return real(person, *rest)

    monkeypatch.setattr(deriving, "rows_of", broken)
    mark_stale([amina.pk, bruno.pk])
    assert derive_stale() == 1
    assert set(Standing.objects.values_list("person", flat=True)) == {bruno.pk}
    assert list(Stale.objects.values_list("person", flat=True)) == [amina.pk]
    assert "broken" in caplog.text


def test_reckoning_step_by_step_gives_what_reckoning_at_once_gives(required, amina, bruno, offices):
    amina.sex, late = "female", timezone.now()
    derive([amina.pk, bruno.pk])
    deeds = [
        lambda: achieve(amina),
        lambda: move(amina, offices["GH"], on=D(2025, 6, 15)),
        lambda: annul(amina.records.get(), by=None, reason="a mistake"),
        lambda: add_absence(bruno, "leave", started_on=D(2025, 1, 10), ended_on=D(2025, 2, 9), by=None),
        lambda: achieve(amina, D(2025, 9, 1), at=late),
        lambda: withdraw_posting(bruno.postings.get(), reason="twice", by=None),
        lambda: Exemption.objects.create(
            requirement=required, person=amina, reason="leave", started_on=D(2026, 9, 5), ended_on=D(2026, 10, 5)
        ),
    ]
    for deed in deeds:
        deed()
        mark_stale([amina.pk])
        derive_stale()
        assert not list(miscounted(required, last_snapshot()))
    assert list(rebuild_readiness()) == []
    states = Standing.objects.filter(known_to=FAR_MOMENT, person=amina).values_list("state", flat=True)
    assert Counter(states)["exempt"] == 1
    assert not Standing.objects.filter(known_to=FAR_MOMENT, person=bruno).exists()
    kept = Standing.objects.filter(person=bruno, state="due", until=D(2025, 3, 3)).values_list("day_from", "day_to")
    assert list(kept) == [(D(2025, 1, 10), D(2025, 3, 4))]


def test_a_new_month_gets_its_snapshot(required, amina):
    derive([amina.pk])
    earlier = month_of(month_of(timezone.now().date()) - datetime.timedelta(days=40))
    moment = datetime.datetime.combine(earlier, datetime.time(), datetime.UTC)
    Heartbeat.objects.filter(name=TURN).update(seen_at=moment)
    Snapshot.objects.filter(day__gt=earlier).delete()
    assert last_snapshot() == earlier
    achieve(amina)
    derive_stale()
    assert last_snapshot() == month_of(timezone.now().date())
    assert not list(miscounted(required, last_snapshot()))


def test_once_a_day_the_snapshots_are_counted_again(required, amina):
    derive([amina.pk])
    row = Snapshot.objects.get(day=D(2025, 3, 1), category="*", sex="*", language="*")
    Snapshot.objects.filter(pk=row.pk).update(overdue=7)
    Snapshot.objects.filter(day=D(2025, 4, 1), sex="female").delete()
    Snapshot.objects.create(requirement=required, day=D(2025, 5, 1), office=row.office, category="intern", met=3)
    assert compare_snapshots() == 1 + 4 + 1
    assert not list(miscounted(required, last_snapshot()))
    entry = LogEntry.objects.get(action="tracking.snapshots_mended")
    assert entry.detail["rows"] == 6
    assert f"2025-03-01 ({row.office_id}, '*', '*', '*'): [0, 0, 0, 7, 0] → [0, 0, 0, 1, 0]" in entry.detail["shown"]
    Snapshot.objects.filter(pk=row.pk).update(overdue=7)
    assert compare_snapshots() == 0  # today it has been done
    assert len(mend_snapshots(required)) == 1


def test_the_rebuild_changes_nothing_unless_something_is_damaged(required, amina, bruno, capsys):
    derive([amina.pk, bruno.pk])
    call_command("rebuild_readiness")
    assert capsys.readouterr().out == "Nothing to mend.\n"
    hers = Standing.objects.filter(person=amina)
    hers.filter(state="due").update(state="met")
    hers.filter(state="overdue").delete()
    Snapshot.objects.filter(day=D(2025, 4, 1), category="*", sex="*", language="*", overdue=1).update(overdue=2)
    call_command("rebuild_readiness")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"person {amina.pk}: 1 standings removed, 2 written"
    assert [line[:21] for line in lines[1:]] == ["protection 2025-04-01"] * 2 + ["Mended: 3."]
    call_command("rebuild_readiness")
    assert capsys.readouterr().out == "Nothing to mend.\n"


def test_of_a_new_requirement_those_too_are_reckoned_who_left_before_it(amina, bruno, request):
    amina.postings.update(ended_on=D(2024, 6, 30))
    requirement = request.getfixturevalue("required")
    assert list(Stale.objects.values_list("person", flat=True)) == [amina.pk]
    derive_stale()
    assert list(Standing.objects.values_list("requirement", "state")) == [(requirement.pk, "not_required")]
