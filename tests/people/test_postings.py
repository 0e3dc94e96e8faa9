"""Postings, roles and absences: what the actions refuse, what they write into the journal, what the database holds."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from elearning.journal.models import LogEntry
from elearning.people.actions import (
    Refused,
    add_absence,
    change_person,
    end_role,
    grant_role,
    move,
    post,
    postings,
    withdraw_posting,
)
from elearning.people.models import Posting

pytestmark = pytest.mark.django_db
DAY = datetime.date
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no exclusion constraints")


def last_entry(action: str) -> LogEntry:
    return LogEntry.objects.filter(action=action).latest("pk")


def write(person, office, start: DAY, end: DAY | None = None) -> Posting:
    """A posting past the action, as a fault elsewhere could write it."""
    with transaction.atomic():
        return Posting.objects.create(person=person, office=office, started_on=start, ended_on=end)


@on_postgresql
@pytest.mark.parametrize(("start", "end"), [(DAY(2024, 6, 1), None), (DAY(2023, 1, 1), DAY(2024, 1, 1))])
def test_the_database_refuses_two_postings_that_share_a_day(amina, offices, start, end):
    with pytest.raises(IntegrityError, match="people_posting_no_overlap"):
        write(amina, offices["MZ"], start, end)


@on_postgresql
def test_the_database_lets_be_what_does_not_overlap_or_is_withdrawn_or_anothers(amina, bruno, offices):
    write(amina, offices["MZ"], DAY(2023, 1, 1), DAY(2023, 12, 31))
    Posting.objects.filter(person=amina, office=offices["KE"]).update(withdrawn_at="2026-01-01T00:00Z")
    write(amina, offices["MZ"], DAY(2024, 1, 1))
    assert Posting.objects.filter(person=amina).count() == 3


@on_postgresql
def test_a_clash_that_came_in_meanwhile_is_refused_in_the_same_words(amina, offices, monkeypatch):
    found = postings._clash
    seen = []

    def blind_at_first(posting):
        seen.append(posting)
        return found(posting) if len(seen) > 1 else None

    monkeypatch.setattr(postings, "_clash", blind_at_first)
    with pytest.raises(Refused, match="Amina Odhiambo is posted at Kenya in that time. End that posting first."):
        post(amina, offices["MZ"], started_on=DAY(2025, 1, 1))
    assert (len(seen), amina.postings.count()) == (2, 1)


def test_a_posting_withdrawn_makes_room_and_stays(amina, offices, dana):
    wrong = amina.postings.get()
    withdraw_posting(wrong, reason="another Amina", by=dana)
    with pytest.raises(Refused, match="has been withdrawn already"):
        withdraw_posting(wrong, reason="again", by=dana)
    right = post(amina, offices["MZ"], started_on=DAY(2024, 1, 1), by=dana)
    assert list(amina.postings.current()) == [right]
    assert amina.postings.count() == 2
    entry = LogEntry.objects.get(action="people.posting_withdrawn")
    assert (entry.actor, entry.reason, entry.subject_id) == (dana, "another Amina", str(amina.pk))
    assert entry.detail == {"posting": wrong.pk, "office": "KE"}


def test_a_move_to_the_same_office_or_before_the_posting_is_refused(amina, offices):
    with pytest.raises(Refused, match="is posted at Kenya already"):
        move(amina, offices["KE"], on=DAY(2026, 1, 1))
    with pytest.raises(Refused, match="The posting at Kenya begins later"):
        move(amina, offices["MZ"], on=DAY(2024, 1, 1))
    assert amina.postings.get().ended_on is None


def test_a_role_is_held_once_at_a_time(amina, offices, dana):
    grant_role(amina, "focal_point", office=offices["KE"], started_on=DAY(2026, 1, 1), ended_on=DAY(2026, 6, 30))
    with pytest.raises(Refused, match="holds this role in that time already"):
        grant_role(amina, "focal_point", office=offices["KE"], started_on=DAY(2026, 6, 30))
    with pytest.raises(Refused, match="ends before it starts"):
        grant_role(amina, "headquarters", started_on=DAY(2026, 6, 30), ended_on=DAY(2026, 1, 1))
    grant_role(amina, "focal_point", office=offices["KE"], started_on=DAY(2026, 7, 1))
    grant_role(amina, "focal_point", office=offices["MZ"], started_on=DAY(2026, 1, 1))
    assert amina.roles.count() == 3


def test_a_role_ends_once_and_a_lent_one_before_its_time(efua, dana):
    role, far = efua.roles.get(), DAY(2099, 12, 31)
    end_role(role, ended_on=far, by=dana)
    with pytest.raises(Refused, match="ended already, or ends before that day"):
        end_role(role, ended_on=far, by=dana)
    with pytest.raises(Refused, match="ends before it starts"):
        end_role(role, ended_on=DAY(2023, 12, 31), by=dana)
    end_role(role, ended_on=DAY(2025, 1, 1), by=dana)
    with pytest.raises(Refused, match="ended already"):
        end_role(role, ended_on=DAY(2024, 6, 1), by=dana)
    assert efua.roles.get().ended_on == DAY(2025, 1, 1)
    entry = last_entry("people.role_ended")
    assert entry.detail == {"kind": "focal_point", "office": "GH", "ended_on": "2025-01-01"}


def test_an_absence_is_entered_once_and_its_kind_is_not_in_the_journal(amina, dana):
    absence = add_absence(amina, "sick", started_on=DAY(2026, 3, 1), ended_on=DAY(2026, 3, 9), by=dana)
    with pytest.raises(Refused, match="is noted as away in that time already"):
        add_absence(amina, "leave", started_on=DAY(2026, 3, 9), ended_on=DAY(2026, 3, 20), by=dana)
    with pytest.raises(Refused, match="The absence ends before it starts."):
        add_absence(amina, "leave", started_on=DAY(2026, 5, 2), ended_on=DAY(2026, 5, 1), by=dana)
    assert list(amina.absences.all()) == [absence]
    assert last_entry("people.absence_added").detail == {"absence": absence.pk}


def test_another_address_is_not_verified_and_the_old_one_opens_nothing(amina, dana):
    change_person(amina, by=dana, email="new@example.org")
    assert list(amina.emailaddress_set.values_list("email", "verified")) == [("new@example.org", False)]
    assert last_entry("people.changed").detail["fields"] == ["email"]
    change_person(amina, by=dana, email="new@example.org")
    assert LogEntry.objects.filter(action="people.changed").count() == 1
