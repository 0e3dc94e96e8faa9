"""Records of workshops: the two kinds of certificate, taken and passed, and the office as it was copied before."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from elearning.records.actions import annul, issue_certificate
from elearning.records.models import Certificate, LearningRecord
from tests.records.factories import make_record

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"assessment": "taken"}, "Certificate of completion · post-test taken"),
        ({"assessment": "passed"}, "Certificate of completion · post-test passed"),
        ({"kind": "participation"}, "Certificate of participation · attendance, without an assessment"),
        ({}, "Certificate of completion Issued"),
    ],
)
def test_whoever_verifies_reads_which_kind_it_is(amina, client, client_for, record, said):
    certificate = issue_certificate(make_record(amina, **record))
    assert said in text_of(client.get(f"/verify/{certificate.code}/"))
    own = text_of(client_for(amina).get(certificate.get_absolute_url()))
    assert said.removesuffix(" Issued") in own
    day = text_of(client_for(amina).get("/my-day/"))
    assert said.removesuffix(" Issued") in day


def test_only_a_completion_rests_on_an_assessment(amina):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_record(amina, kind="participation", assessment="taken")
    certificate = issue_certificate(make_record(amina, kind="participation"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(assessment="passed")


def test_office_and_category_are_those_that_were_copied_before(amina, offices):
    record = make_record(amina, then=(offices["MZ"], "consultant"))
    assert (record.office, record.category) == (offices["MZ"], "consultant")
    outside = make_record(amina, kind="participation", then=(None, "police"))
    assert (outside.office, outside.category) == (None, "police")


def test_an_annulment_tells_the_kind_of_workshop_and_no_assessment(amina, dana):
    record = make_record(amina, subject_kind="workshop", workshop_kind="refresher", assessment="passed")
    annulment = annul(record, by=dana, reason="Not she")
    assert (annulment.workshop_kind, annulment.assessment) == ("refresher", "")


def test_who_chose_no_language_gets_hers_in_that_of_the_room(amina):
    assert issue_certificate(make_record(amina, basis={"language": "fr"})).language == "fr"
    amina.language = "ar"
    amina.save()
    assert issue_certificate(make_record(amina, kind="participation", basis={"language": "fr"})).language == "ar"


def test_the_headquarters_board_does_not_take_a_workshop_for_a_course(amina, dana, client_for):
    make_record(amina, subject_kind="workshop", workshop_kind="refresher")
    assert client_for(dana).get("/board/courses/").status_code == 200
    assert LearningRecord.objects.current().filter(subject_kind="workshop").count() == 1


def test_the_new_columns_can_be_taken_back_without_touching_what_was_there():
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan([("records", "0001_initial")])
    assert all(operation.reversible for migration, _back in plan for operation in migration.operations)
