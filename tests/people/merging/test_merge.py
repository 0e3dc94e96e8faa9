"""A merge moves all that is hers, leaves who did what, and counts one person less."""

import datetime

import pytest
from django.utils import timezone

from elearning.journal.models import LogEntry
from elearning.people.actions import Refused, merge
from elearning.people.merging.moving import name_of, relations
from elearning.people.merging.whose import DONE_BY, MOVES, STAYS
from elearning.people.models import FormerTrait, Merge, Moved, Twins, User
from elearning.records.actions import issue_certificate
from elearning.records.models import Certificate, LearningRecord
from elearning.toolkit.models import Note
from tests.factories import make_person, make_role
from tests.people.screens import said
from tests.records.factories import make_record

DAY = datetime.date
REASON = "She showed her badge."


@pytest.fixture
def gone(offices) -> User:
    """Amina once more, as she walked into a workshop in Ghana."""
    return make_person("Amina Odiambo", account=False, sex="female", staff_number="A-9")


def test_each_relation_to_a_person_is_in_one_of_the_lists():
    """A new one must be decided upon: is the row hers, or does it only say who did it?"""
    named = [*MOVES, *STAYS, *DONE_BY]
    assert sorted(map(name_of, relations())) == sorted(named)
    assert len(named) == len(set(named))


def test_all_that_is_hers_moves_and_who_did_it_stays(dana, amina, gone, offices):
    gone.affiliations.create(organisation="Police", organisation_type="police", country="GH", started_on="2020-01-01")
    gone.absences.create(kind="leave", started_on="2026-01-01", ended_on="2026-01-09")
    make_role(gone, "focal_point", offices["GH"])
    record = make_record(gone)
    certificate = issue_certificate(record)
    LogEntry.objects.create(actor=gone, action="x", subject_type="y", subject_id="1")
    older = make_person("A. Odhiambo", account=False)
    merge(gone, older, by=dana, reason=REASON)
    make_record(amina, subject_uuid=amina.uuid)
    persons, records = (
        LearningRecord.objects.values("person").distinct().count(),
        LearningRecord.objects.current().count(),
    )
    done = merge(amina, gone, by=dana, reason=REASON)
    assert merge(amina, gone, by=dana, reason=REASON) == done
    for person in (amina, gone, older):
        person.refresh_from_db()
    assert (gone.merged_into, gone.is_active, gone.staff_number) == (amina, False, None)
    assert (older.merged_into, amina.staff_number, amina.email) == (amina, "A-9", "amina@example.org")
    assert (amina.affiliations.count(), amina.absences.count(), amina.roles.count()) == (1, 1, 1)
    record.refresh_from_db()
    certificate.refresh_from_db()
    assert (record.person, certificate.record, certificate.name) == (amina, record, "Amina Odiambo")
    assert LearningRecord.objects.values("person").distinct().count() == persons - 1
    assert LearningRecord.objects.current().count() == records
    assert LogEntry.objects.get(action="x").actor == gone
    assert LogEntry.objects.get(action="people.merged", subject_id=amina.pk).actor == dana
    moved = Moved.objects.get(merge=done, table="records_learningrecord")
    assert (moved.row, moved.column) == (str(record.pk), "person_id")


def test_what_both_have_is_once(dana, amina, gone):
    same = make_record(amina)
    twin, other_day = make_record(gone), make_record(gone, achieved_on=DAY(2026, 4, 1), again=True)
    Note.objects.create(person=amina, module_key=same.uuid, key=same.uuid, text="mine")
    Note.objects.create(person=gone, module_key=same.uuid, key=same.uuid, text="hers")
    done = merge(amina, gone, by=dana, reason=REASON)
    current = LearningRecord.objects.current().filter(person=amina)
    assert set(current) == {same, other_day}
    twin.refresh_from_db()
    other_day.refresh_from_db()
    assert (twin.person, twin.sequence, twin.annulled_by.recorded_at) == (amina, 1, done.at)
    assert (other_day.person, other_day.sequence) == (amina, 2)
    assert not LearningRecord.objects.filter(person=gone).exists()
    assert set(Note.objects.values_list("person__name", "text")) == {
        ("Amina Odhiambo", "mine"),
        ("Amina Odiambo", "hers"),
    }
    assert Moved.objects.get(merge=done, table="toolkit_note").column == "left"
    assert not Certificate.objects.exists()


def test_a_row_without_an_account_gets_the_one_of_the_other_and_what_she_did_not_say(dana, amina, gone):
    User.objects.filter(pk=gone.pk).update(sex="undisclosed")
    password = amina.password
    amina.postings.update(withdrawn_at=timezone.now())
    merge(gone, amina, by=dana, reason=REASON)
    gone.refresh_from_db()
    amina.refresh_from_db()
    assert (gone.email, gone.password, gone.sex, amina.email) == ("amina@example.org", password, "female", None)
    assert (amina.has_usable_password(), gone.emailaddress_set.get().verified) == (False, True)
    assert FormerTrait.objects.get().person == gone


def test_postings_in_the_same_time_are_refused_or_withdrawn(dana, amina, offices):
    other = make_person("Amina Odiambo", offices["MZ"], account=False)
    with pytest.raises(Refused, match=r"Both are posted in the same time: Mozambique \(Jan. 1, 2024\)") as refusal:
        merge(amina, other, by=dana, reason=REASON)
    assert refusal.value.about == "withdraw_postings"
    assert not Merge.objects.exists()
    merge(amina, other, by=dana, reason=REASON, withdraw_postings=True)
    assert list(amina.postings.filter(withdrawn_at=None).values_list("office__code", flat=True)) == ["KE"]
    assert amina.postings.count() == 2


def test_who_may_not_and_what_may_not(dana, amina, efua, gone, offices, author):
    keeper = make_person("Gita Rao", offices["HQ"])
    refused = ((efua, amina, gone), (author, amina, gone), (dana, author, gone), (dana, dana, gone), (dana, gone, dana))
    for by, kept, lost in refused:
        with pytest.raises(Refused):
            merge(kept, lost, by=by, reason=REASON)
    root = make_person("Rosa Lind", offices["HQ"], is_superuser=True)
    for kept, lost in ((root, gone), (gone, root)):
        with pytest.raises(Refused, match="administrator of everything"):
            merge(kept, lost, by=dana, reason=REASON)
    with pytest.raises(Refused, match="Say how you know"):
        merge(amina, gone, by=dana, reason=" ")
    with pytest.raises(Refused, match="one row already"):
        merge(amina, amina, by=dana, reason=REASON)
    merge(dana, gone, by=root, reason=REASON)
    with pytest.raises(Refused, match="merged with somebody already"):
        merge(keeper, gone, by=root, reason=REASON)


def test_the_queue_and_the_page_of_a_pair(dana, amina, efua, gone, client_for, django_assert_num_queries):
    client = client_for(dana)
    pair = Twins.objects.create(one=amina, other=gone, why=["alike", "no_address"])
    make_record(gone)
    client.get("/people/twins/")
    for number in range(2):
        with django_assert_num_queries(5):
            page = said(client.get("/people/twins/"))
        extra = make_person(f"Extra{number} X", account=False)
        Twins.objects.create(one=gone, other=extra, why=["name"])
    assert "names that are alike, one has no e-mail address" in page
    path = f"/people/twins/{pair.pk}/"
    assert "Records" in said(client.get(path))
    for who in (efua, amina):
        assert client_for(who).get(path).status_code == 404
        assert client_for(who).post(path, {"kept": amina.pk, "reason": REASON}).status_code == 404
    assert "This field is required" in said(client.post(path, {"kept": amina.pk, "reason": ""}))
    assert "Select a valid choice" in said(client.post(path, {"kept": dana.pk, "reason": "x"}))
    assert not Merge.objects.exists()
    client.post(path, {"kept": amina.pk, "reason": REASON})
    assert (Merge.objects.get().kept, Merge.objects.get().gone) == (amina, gone)
    assert [User.objects.filter(pk=pk).first_kept() for pk in (gone.pk, amina.pk, 0)] == [amina, amina, None]
    assert list(Twins.objects.values_list("state", flat=True)) == ["merged"]
    two = Twins.objects.create(one=amina, other=efua, why=["name"])
    for _ in range(2):
        client.post(f"/people/twins/{two.pk}/apart/")
    two.refresh_from_db()
    assert (two.state, two.decided_by) == ("different", dana)
