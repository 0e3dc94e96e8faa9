"""The issue for all: decided at once, worked off one by one, stopped anywhere, never twice, nothing lost."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from elearning.journal.models import LogEntry
from elearning.management.commands.tick import DUTIES
from elearning.notices.models import Notice
from elearning.people.actions import Refused
from elearning.records import actions as records
from elearning.records.models import Certificate, LearningRecord
from tests.records.factories import make_record
from tests.toolkit.conftest import french_toolkit, homes, make_module, modules, toolkit  # noqa: F401  (fixtures)
from tests.workshops.seating import again
from workshops.actions.certifying import issue_all, mark_of, resume_stopped
from workshops.models import IssueRun, Workshop
from workshops.proof import tasks, working
from workshops.proof.preview import preview_of
from workshops.proof.warnings import warnings_of

from .rooms import AT, BASE, DAY, FIRST, Killed, come, held

pytestmark = pytest.mark.django_db


def test_each_gets_one_with_the_facts_it_rests_on(ready, issue, offices, chen):
    ready.registrations.filter(number="P01").update(office=offices["MZ"], category="consultant")
    run = issue()
    assert (run.total, run.done, run.ended_at is None) == (4, 4, False)
    assert held(ready) == FIRST
    record = LearningRecord.objects.get(person__name="Amina Odhiambo")
    assert (record.kind, record.assessment, record.workshop_kind) == ("completion", "taken", "familiarization")
    assert (record.office, record.category) == (offices["MZ"], "consultant")  # as copied, though her posting is Kenya
    assert (record.achieved_on, record.recorded_at, record.hours) == (DAY, AT, Decimal("3.3"))
    assert record.title == {"en": "Trust in Accra", "fr": "La confiance à Accra"}
    basis = record.basis
    assert (basis["percent"], basis["counted"], basis["credited"]) == ("100.0", 200, 200)
    assert (basis["test"], basis["version"], basis["events"], basis["number"]) == ("passed", 3, 3, "P01")
    assert basis["rule"]["post_test"] == "taken"
    assert basis["items"][0] == {"code": "D1-01", "worth": 40, "credited": 40, "status": "present", "required": True}
    done = LogEntry.objects.filter(action__in=["workshop.issue_certificates", "workshop.certificates_issued"])
    assert list(done.order_by("id").values_list("actor__name", "detail__run")) == [(chen.name, run.pk)] * 2


def test_what_it_says_of_the_test_is_what_the_workshop_asks(ready, issue):
    issue()
    shown = {row.name: row.assessment for row in Certificate.objects.all()}
    assert shown == {"Amina Odhiambo": "taken", "Bruno Machava": "taken", "Comfort Addo": "", "Daniel Owusu": ""}


def test_who_has_no_account_gets_it_in_the_language_of_her_room(ready, issue):
    issue()
    languages = {row.name: (row.language, row.title) for row in Certificate.objects.all()}
    assert languages["Comfort Addo"] == ("fr", "La confiance à Accra")
    assert languages["Daniel Owusu"] == ("en", "Trust in Accra")
    assert set(Notice.objects.filter(kind="certificate_issued").values_list("person__name", "delivery__address")) == {
        ("Amina Odhiambo", "amina@example.org"), ("Bruno Machava", "bruno@example.org"),
        ("Comfort Addo", None), ("Daniel Owusu", None),
    }  # fmt: skip


def test_a_workshop_counts_for_the_toolkit_that_it_teaches(ready, issue, modules):  # noqa: F811
    ready.items.filter(code="D1-02").update(module_code="M2")
    issue()
    toolkit_key = modules["m2"].get_parent().specific.translation_key
    assert set(LearningRecord.objects.values_list("topic", flat=True)) == {toolkit_key}


def test_records_count_from_the_day_of_the_workshop_on(ready, issue):
    issue()
    found = LearningRecord.objects
    assert found.as_of(DAY).filter(subject_kind="workshop").count() == 4
    assert found.as_of(DAY - datetime.timedelta(days=1)).count() == 0
    assert found.as_of(DAY, known_at=AT - datetime.timedelta(minutes=1)).count() == 0


def test_nothing_is_issued_before_each_warning_is_acknowledged(room, chen):
    keys = [warned.key for warned in warnings_of(room, preview_of(room))]
    with pytest.raises(Refused, match="4 people have not confirmed their names yet. This day is not signed off"):
        issue_all(room, by=chen, acknowledged=[], at=AT)
    with pytest.raises(Refused, match="This day is not signed off"):
        issue_all(room, by=chen, acknowledged=keys[:1], at=AT)
    assert IssueRun.objects.count() == 0
    assert issue_all(room, by=chen, acknowledged=keys, at=AT).total == 4


def test_what_changed_since_it_was_looked_at_is_looked_at_again(ready, chen, issue):
    seen = mark_of(preview_of(ready))
    come(ready, "P05", "D1-02")
    with pytest.raises(Refused, match="changed while you were looking"):
        issue(seen=seen)
    assert issue(seen=mark_of(preview_of(ready))).total == 5


@pytest.mark.parametrize(
    ("fields", "at", "complaint"),
    [
        ({"state": "confirmed"}, AT, "once the workshop has begun"),
        ({"state": "cancelled"}, AT, "nothing of it is changed any more"),
        ({"state": "archived"}, AT, "nothing of it is changed any more"),
        ({"state": "live"}, AT - datetime.timedelta(days=1), "from the last day on"),
    ],
)
def test_it_is_refused_too_early_and_when_all_is_over(ready, chen, fields, at, complaint):
    Workshop.objects.filter(pk=ready.pk).update(**fields)
    with pytest.raises(Refused, match=complaint):
        issue_all(ready, by=chen, acknowledged=[], at=at)


def test_a_second_issue_is_refused_when_there_is_nothing_new(ready, issue):
    issue()
    with pytest.raises(Refused, match="all that was earned is issued"):
        issue()


def test_starting_twice_is_starting_once(ready, chen):
    first = issue_all(ready, by=chen, acknowledged=[], at=AT)
    assert issue_all(ready, by=chen, acknowledged=[], at=AT) == first
    assert DBTaskResult.objects.filter(task_path=tasks.issue_certificates.module_path).count() == 1


@pytest.mark.parametrize("deed", ["record_achievement", "issue_certificate", "render_certificate"])
@pytest.mark.parametrize("after", [False, True])
def test_killed_anywhere_and_begun_again_it_makes_each_once(ready, chen, monkeypatch, deed, after):
    run = issue_all(ready, by=chen, acknowledged=[], at=AT)
    real, called = getattr(working, deed), []

    def killed_at_the_third(*args, **kwargs):
        called.append(args)
        if len(called) == 3 and not after:
            raise Killed
        answer = real(*args, **kwargs)
        if len(called) == 3:
            raise Killed
        return answer

    monkeypatch.setattr(working, deed, killed_at_the_third)
    with pytest.raises(Killed):
        tasks.issue_certificates.func(run.pk)
    assert again(run).done == 2
    monkeypatch.setattr(working, deed, real)
    tasks.issue_certificates.func(run.pk)
    assert (again(run).done, again(run).ended_at is None) == (4, False)
    assert held(ready) == FIRST
    assert Certificate.objects.filter(rendered_at=None).count() == 0
    assert Notice.objects.filter(kind="certificate_issued").count() == 4


def test_fifty_in_mombasa_killed_in_the_middle_are_fifty(played, dana, monkeypatch):
    settle_all = [warned.key for warned in warnings_of(played, preview_of(played))]
    run = issue_all(played, by=dana, acknowledged=settle_all)
    real, count = working.issue_one, []

    def killed_at_25(*args):
        count.append(1)
        if len(count) == 25:
            raise Killed
        return real(*args)

    monkeypatch.setattr(working, "issue_one", killed_at_25)
    with pytest.raises(Killed):
        working.work_through(again(run))
    monkeypatch.setattr(working, "issue_one", real)
    assert Certificate.objects.count() == again(run).done == 24
    working.work_through(again(run))
    kinds = sorted(Certificate.objects.values_list("kind", flat=True))
    assert (kinds.count("completion"), kinds.count("participation")) == (46, 2)
    assert Certificate.objects.values("record__person").distinct().count() == 48
    assert LearningRecord.objects.count() == 48


def test_two_workers_in_turns_make_each_once(ready, chen, monkeypatch):
    """The second one works the whole run off while the first is amid its second entry."""
    run = issue_all(ready, by=chen, acknowledged=[], at=AT)
    real, inside = working.issue_one, []

    def overtaken(workshop, entry, common, own_run):
        if entry == run.decided[1] and not inside:
            inside.append(True)
            working.work_through(again(own_run))
        return real(workshop, entry, common, own_run)

    monkeypatch.setattr(working, "issue_one", overtaken)
    working.work_through(again(run))
    assert held(ready) == FIRST
    assert again(run).done == 4


def test_a_tick_goes_on_with_what_stands_still_and_leaves_alone_what_is_at_work(ready, chen):
    now = timezone.now()
    run = issue_all(ready, by=chen, acknowledged=[], at=now - datetime.timedelta(minutes=11))
    queued = DBTaskResult.objects.filter(task_path=tasks.issue_certificates.module_path)
    assert resume_stopped() == 0  # it waits for a worker
    queued.update(status="RUNNING", started_at=now)
    assert resume_stopped() == 0
    queued.update(status="FAILED", finished_at=now)
    assert resume_stopped() == 1
    assert queued.filter(status="READY").count() == 1
    working.work_through(run)
    queued.delete()
    assert resume_stopped() == 0
    assert resume_stopped in DUTIES


def test_a_document_that_cannot_be_drawn_keeps_nobody_waiting_and_is_tried_again(ready, issue, monkeypatch):
    good = records.certificate_pdf

    def fails_for_bruno(certificate):
        if certificate.name == "Bruno Machava":
            raise RuntimeError
        return good(certificate)

    monkeypatch.setattr(records, "certificate_pdf", fails_for_bruno)
    assert issue().done == 4
    assert Certificate.objects.get(rendered_at=None).name == "Bruno Machava"
    monkeypatch.setattr(records, "certificate_pdf", good)
    records.catch_up()
    assert Certificate.objects.filter(rendered_at=None).count() == 0


def test_the_run_issues_what_was_decided_though_attendance_changes_meanwhile(ready, chen):
    run = issue_all(ready, by=chen, acknowledged=[], at=AT)
    come(ready, "P04", "D1-01")
    working.work_through(run)
    assert held(ready) == FIRST
    assert [row.registration.number for row in preview_of(ready).new] == ["P04"]


def test_a_course_of_the_same_person_is_no_certificate_of_the_workshop(ready, amina, issue):
    make_record(amina)
    assert issue().total == 4


def test_the_page_issues_shows_progress_and_names_the_last_issue(room, chen, client_for):
    client = client_for(chen)
    fragment = {"HX-Request": "true"}
    mark = mark_of(preview_of(room))
    answer = client.post(f"{BASE}/certificates/issue/", {"seen": mark}, follow=True).content.decode()
    assert "Acknowledge each warning" in answer
    keys = [warned.key for warned in warnings_of(room, preview_of(room))]
    page = client.post(f"{BASE}/certificates/issue/", {"acknowledged": keys, "seen": mark}, follow=True)
    assert "0 of 4" in page.content.decode()
    assert 'hx-trigger="every 2s"' in client.get(f"{BASE}/certificates/progress/", headers=fragment).content.decode()
    assert client.get(f"{BASE}/certificates/progress/").status_code == 302
    tasks.issue_certificates.func(IssueRun.objects.get().pk)
    said = client.get(f"{BASE}/certificates/progress/", headers=fragment).content.decode()
    assert "4 certificates were issued." in said
    assert "hx-trigger" not in said
    assert "All certificates that are earned are issued." in client.get(f"{BASE}/certificates/").content.decode()


def test_going_on_with_an_issue_that_ended_begins_no_new_one_unseen(ready, issue, chen, client_for):
    issue()
    come(ready, "P05", "D1-02")
    answer = client_for(chen).post(f"{BASE}/certificates/issue/", follow=True).content.decode()
    assert "Look at the list again" in answer
    assert IssueRun.objects.count() == 1


def test_only_one_issue_at_a_time_even_in_the_database(ready, chen):
    from django.db import IntegrityError, transaction

    IssueRun.objects.create(workshop=ready, started_by=chen)
    with pytest.raises(IntegrityError), transaction.atomic():
        IssueRun.objects.create(workshop=ready, started_by=chen)
