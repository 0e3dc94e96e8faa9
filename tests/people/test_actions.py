"""Postings do not overlap, roles fit, and an invitation opens once."""

import datetime

import pytest

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions import Refused, accept, add_person, end_posting, grant_role, invite, move, post
from elearning.people.models import Invitation, Posting, User

pytestmark = pytest.mark.django_db
DAY = datetime.date
NOW = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)


def test_an_address_is_kept_in_lower_case_and_once():
    person = add_person("Lena Weiss", email=" Lena@Example.org ")
    assert person.email == "lena@example.org"
    with pytest.raises(Refused, match="There is a person with the address LENA@example.org already."):
        add_person("Lena Again", email="LENA@example.org")
    assert User.objects.filter(name__startswith="Lena").count() == 1


def test_people_without_an_address_do_not_collide():
    assert add_person("A").email is None
    assert add_person("B", email="").email is None


@pytest.mark.parametrize(("start", "end"), [((2024, 6, 1), None), ((2023, 1, 1), (2024, 1, 1)), ((2023, 1, 1), None)])
def test_a_posting_that_overlaps_is_refused(amina, offices, start, end):
    with pytest.raises(Refused, match="is posted at Kenya in that time"):
        post(amina, offices["MZ"], started_on=DAY(*start), ended_on=end and DAY(*end))
    assert amina.postings.count() == 1


def test_a_posting_that_ends_the_day_before_does_not_overlap(amina, offices):
    posting = post(amina, offices["MZ"], started_on=DAY(2023, 1, 1), ended_on=DAY(2023, 12, 31))
    assert posting.end_recorded_at == posting.recorded_at


def test_a_posting_ends_after_it_starts_and_only_once(amina):
    posting = amina.postings.get()
    with pytest.raises(Refused, match="ends before it starts"):
        end_posting(posting, ended_on=DAY(2023, 12, 31))
    end_posting(posting, ended_on=DAY(2025, 5, 31), at=NOW)
    with pytest.raises(Refused, match="has ended already"):
        end_posting(posting, ended_on=DAY(2025, 6, 1))
    assert Posting.objects.get(pk=posting.pk).ended_on == DAY(2025, 5, 31)


def test_nobody_supervises_herself(offices):
    person = add_person("Ona")
    with pytest.raises(Refused, match="Nobody supervises herself"):
        post(person, offices["KE"], started_on=DAY(2024, 1, 1), supervisor=person)


def test_a_move_changes_no_past_and_what_was_known_stays_known(amina, offices):
    Posting.objects.update(recorded_at=NOW - datetime.timedelta(days=700))
    move(amina, offices["MZ"], on=DAY(2026, 2, 1), at=NOW)

    def office_on(day: DAY, known_at=None) -> list[str]:
        return [p.office.code for p in amina.postings.on(day, known_at)]

    assert office_on(DAY(2026, 1, 31)) == ["KE"]
    assert office_on(DAY(2026, 2, 1)) == ["MZ"]
    before = NOW - datetime.timedelta(seconds=1)
    assert office_on(DAY(2026, 2, 1), before) == ["KE"]


def test_a_role_needs_the_office_that_fits_it(amina, offices):
    for kind, office in (("focal_point", None), ("headquarters", offices["KE"])):
        with pytest.raises(Refused, match="A focal point has an office; headquarters has none."):
            grant_role(amina, kind, office=office, started_on=DAY(2026, 1, 1))
    assert not amina.roles.exists()
    grant_role(amina, "focal_point", office=offices["KE"], started_on=DAY(2026, 1, 1))
    assert LogEntry.objects.get(action="people.role_granted").detail == {"kind": "focal_point", "office": "KE"}


def test_an_invitation_works_once_and_the_next_ends_the_one_before(dana):
    person = add_person("Ona Petit", email="ona@example.org")
    first, second = invite(person, by=dana, at=NOW), invite(person, by=dana, at=NOW)
    with pytest.raises(Refused, match="used or has expired"):
        accept(first, password="a-long-enough-one", at=NOW)
    accept(second, password="a-long-enough-one", at=NOW)
    with pytest.raises(Refused, match="used or has expired"):
        accept(second, password="another-long-one", at=NOW)
    person.refresh_from_db()
    assert person.check_password("a-long-enough-one")
    assert list(person.emailaddress_set.values_list("email", "verified")) == [("ona@example.org", True)]


def test_an_invitation_ends_after_fourteen_days_and_with_the_address(dana):
    person = add_person("Ona Petit", email="ona@example.org")
    invitation = invite(person, by=dana, at=NOW)
    with pytest.raises(Refused):
        accept(invitation, password="a-long-enough-one", at=NOW + datetime.timedelta(days=14))
    person.email = "other@example.org"
    person.save()
    with pytest.raises(Refused):
        accept(invitation, password="a-long-enough-one", at=NOW)


def test_the_secret_is_not_kept_with_the_invitation(dana):
    invite(add_person("Ona", email="ona@example.org"), by=dana)
    secret = Notice.objects.get().path.split("/")[-2]
    assert secret not in Invitation.objects.get().secret_hash
    assert len(secret) >= 43


def test_who_has_no_address_or_is_closed_is_not_invited(dana):
    with pytest.raises(Refused, match="Ona has no e-mail address. Add one first."):
        invite(add_person("Ona"), by=dana)
    with pytest.raises(Refused, match="The account of Una is closed."):
        invite(add_person("Una", email="una@example.org", is_active=False), by=dana)
    assert not Invitation.objects.exists()


def test_nobody_grants_a_role_to_herself(amina, dana):
    today = datetime.date(2026, 3, 2)
    with pytest.raises(Refused, match="Nobody grants a role to herself"):
        grant_role(dana, "headquarters", started_on=today, by=dana)
    assert grant_role(amina, "headquarters", started_on=today, by=dana).person == amina
