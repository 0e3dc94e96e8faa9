"""Records and certificates: once each, frozen, honest about what became of them."""

import datetime
import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions import move
from elearning.records import tasks
from elearning.records.actions import annul, catch_up, issue_certificate, reissue, render_certificate, revoke
from elearning.records.models import Certificate, LearningRecord
from tests.records.factories import make_record

MARCH = datetime.date(2026, 3, 2)


@pytest.fixture
def record(amina):
    return make_record(amina)


@pytest.fixture
def certificate(record):
    return issue_certificate(record)


def test_an_achievement_is_recorded_once_and_asks_for_its_certificate(amina, offices):
    first, second = make_record(amina), make_record(amina)
    assert first == second
    assert (first.office, first.category, first.sequence) == (offices["KE"], "staff", 0)
    assert DBTaskResult.objects.filter(task_path="elearning.records.tasks.issue").count() == 1


def test_recognised_learning_gets_no_certificate_of_ours(amina):
    make_record(amina, kind="recognised")
    assert [task.task_path for task in DBTaskResult.objects.all()] == ["elearning.tracking.tasks.derive_waiting"]


def test_the_office_of_a_record_is_that_of_its_day_whatever_comes_later(amina, record, offices):
    move(amina, offices["GH"], on=datetime.date(2026, 5, 1))
    record.refresh_from_db()
    assert record.office == offices["KE"]
    later = make_record(amina, kind="participation", achieved_on=datetime.date(2026, 6, 1))
    assert later.office == offices["GH"]


def test_a_record_is_never_changed_or_deleted(record):
    for deed in (record.save, record.delete, LearningRecord.objects.all().delete):
        with pytest.raises(TypeError):
            deed()
    with pytest.raises(TypeError):
        LearningRecord.objects.update(reason="x")


def test_an_annulment_counts_from_when_it_was_recorded(amina, dana, record):
    noon = datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC)
    LearningRecord.objects.filter(pk=record.pk)
    first = annul(record, by=dana, reason="Sat by somebody else", at=noon)
    assert annul(record, by=dana, reason="Once more") == first
    before, after = noon - datetime.timedelta(seconds=1), noon
    known = make_record(amina, kind="participation", at=before)
    assert record not in LearningRecord.objects.as_of(MARCH, after)
    assert known in LearningRecord.objects.as_of(MARCH, before)
    assert list(LearningRecord.objects.as_of(MARCH - datetime.timedelta(days=1))) == []
    assert LogEntry.objects.filter(action="record.annulled").count() == 1


def test_as_known_before_the_annulment_the_record_still_counts(amina, dana):
    recorded = datetime.datetime(2026, 3, 3, tzinfo=datetime.UTC)
    record = make_record(amina, at=recorded)
    withdrawn = datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC)
    annul(record, by=dana, reason="Not earned", at=withdrawn)
    april = datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)
    assert list(LearningRecord.objects.as_of(MARCH, april)) == [record]
    assert list(LearningRecord.objects.as_of(MARCH, withdrawn)) == []


def test_after_an_annulment_a_new_record_may_follow(amina, dana, record):
    annul(record, by=dana, reason="Not earned")
    again = make_record(amina, achieved_on=datetime.date(2026, 6, 1))
    assert (again.sequence, make_record(amina)) == (1, again)


def test_an_annulment_needs_its_reason(dana, record):
    with pytest.raises(ValidationError, match="Give the reason"):
        annul(record, by=dana, reason="  ")


def test_one_certificate_a_record_however_often_it_is_asked_for(amina, record):
    tasks.issue.call(str(record.uuid))
    tasks.issue.call(str(record.uuid))
    certificate = Certificate.objects.get()
    assert (certificate.name, certificate.title) == ("Amina Odhiambo", "Community Engagement and Policing")
    assert (len(certificate.code), certificate.rendered_at is None) == (20, False)
    assert Notice.objects.filter(person=amina, kind="certificate_issued").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.bulk_create([Certificate(record=record, serial="x", code="y", achieved_on=MARCH, design=1)])


def test_an_annulled_record_gets_no_certificate(dana, record):
    annul(record, by=dana, reason="Not earned")
    tasks.issue.call(str(record.uuid))
    catch_up()
    assert Certificate.objects.count() == 0


def test_the_document_is_the_same_bytes_whatever_changes(amina, certificate):
    first = render_certificate(certificate)
    amina.name = "Amina Njeri"
    amina.save()
    certificate = Certificate.objects.get()
    assert render_certificate(certificate) == first
    assert hashlib.sha256(first).hexdigest() == certificate.sha256
    assert certificate.name == "Amina Odhiambo"


def test_a_certificate_is_frozen(certificate):
    certificate.name = "Somebody Else"
    for deed in (certificate.save, lambda: certificate.save(update_fields=["name"]), certificate.delete):
        with pytest.raises(TypeError):
            deed()


def test_a_lost_task_is_made_up_for_by_the_tick(record):
    DBTaskResult.objects.all().delete()
    assert catch_up() == 1
    assert Certificate.objects.get().rendered_at is not None
    assert catch_up() == 0


def test_revoking_keeps_the_record_unless_it_was_not_earned(amina, dana, certificate):
    revoked = revoke(certificate, by=dana, reason="Issued to the wrong person")
    assert (revoked.standing, revoked.revoked_reason) == ("revoked", "Issued to the wrong person")
    assert list(LearningRecord.objects.current()) == [certificate.record]
    assert Notice.objects.filter(person=amina, kind="certificate_revoked").count() == 1
    with pytest.raises(ValidationError, match="not valid any more"):
        revoke(certificate, by=dana, reason="Twice")


def test_revoking_what_was_not_earned_annuls_the_record(dana, certificate):
    revoke(certificate, by=dana, reason="The quiz was sat by somebody else", not_earned=True)
    assert list(LearningRecord.objects.current()) == []


def test_a_revocation_without_a_reason_changes_nothing(dana, certificate):
    with pytest.raises(ValidationError, match="Give the reason"):
        revoke(certificate, by=dana, reason="")
    certificate.refresh_from_db()
    assert certificate.standing == "valid"


def test_a_reissue_supersedes_and_says_so(amina, dana, certificate):
    newer = reissue(certificate, by=dana, reason="Spelling", name="Amina Odhiambo-Njeri")
    certificate.refresh_from_db()
    assert (certificate.standing, certificate.superseded_by) == ("superseded", newer)
    assert (newer.standing, newer.name) == ("valid", "Amina Odhiambo-Njeri")
    assert newer.serial == f"{certificate.serial}-2"
    assert newer.code != certificate.code
    with pytest.raises(ValidationError, match="A newer certificate exists"):
        reissue(certificate, by=dana, reason="Again")
    assert issue_certificate(certificate.record) == newer


def test_a_certificate_expires_on_the_day_after_its_last(amina):
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    assert issue_certificate(make_record(amina, valid_until=yesterday)).standing == "expired"


def test_one_revoked_for_its_spelling_stays_revoked_and_is_followed_by_another(dana, certificate):
    revoke(certificate, by=dana, reason="The name is wrong")
    newer = reissue(certificate, by=dana, reason="Spelling", name="Amina A. Odhiambo")
    certificate.refresh_from_db()
    assert (certificate.standing, certificate.newest) == ("revoked", newer)
    assert (newer.standing, newer.serial) == ("valid", f"{certificate.serial}-2")
    with pytest.raises(ValidationError, match="A newer certificate exists"):
        reissue(certificate, by=dana, reason="Twice")


def test_nothing_follows_a_certificate_whose_record_is_annulled(dana, certificate):
    revoke(certificate, by=dana, reason="Sat by somebody else", not_earned=True)
    with pytest.raises(ValidationError, match="the record is annulled"):
        reissue(certificate, by=dana, reason="Spelling")
    assert Certificate.objects.count() == 1


def test_a_certificate_falls_with_its_record_for_the_reason_of_the_annulment(
    dana, certificate, django_assert_num_queries
):
    noon = datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC)
    annul(certificate.record, by=dana, reason="Sat by somebody else", at=noon)
    with django_assert_num_queries(1):
        found = Certificate.objects.get()
        assert (found.state, found.standing) == ("issued", "revoked")
        assert (found.public_reason, found.withdrawn_at) == ("Sat by somebody else", noon)


def test_as_of_a_day_the_certificate_of_an_annulled_record_counts_until_the_annulment(amina, dana):
    march, may = (datetime.datetime(2026, month, 3, tzinfo=datetime.UTC) for month in (3, 5))
    certificate = issue_certificate(make_record(amina, at=march), at=march)
    annul(certificate.record, by=dana, reason="Not earned", at=may)
    june = datetime.date(2026, 6, 1)
    before = may - datetime.timedelta(seconds=1)
    assert list(Certificate.objects.as_of(june, before)) == [certificate]
    assert list(Certificate.objects.as_of(june, may)) == []
    assert list(Certificate.objects.as_of(datetime.date(2026, 4, 30))) == [certificate]
