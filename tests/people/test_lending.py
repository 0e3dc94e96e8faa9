"""A role that is lent: who may lend what to whom, what the other sees meanwhile, how it ends."""

import datetime

import pytest
from django.utils import timezone

from elearning.journal.models import LogEntry
from elearning.people.actions import Refused, end_loan, end_posting, end_role, lend_role
from elearning.people.models import Role, User
from elearning.people.rules import acts_for, sees_all
from tests.factories import make_person, make_role

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)
WEEK = {"started_on": TODAY, "ended_on": TODAY + 7 * DAY}


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_who_borrows_sees_what_the_lender_sees_and_acts_for_her(efua, kofi, amina, offices):
    role = efua.roles.get()
    lent = lend_role(role, amina, **WEEK, by=efua)
    assert (lent.person, lent.lent_by, lent.office, lent.kind) == (amina, efua, offices["GH"], "focal_point")
    amina = again(amina)
    assert set(User.objects.visible_to(amina)) == {amina, efua, kofi}
    assert acts_for(amina, offices["GH"]) == efua
    assert acts_for(amina, offices["KE"]) is None
    assert acts_for(again(efua), offices["GH"]) is None
    entry = LogEntry.objects.get(action="people.role_lent")
    assert (entry.actor, entry.subject_id, entry.detail["lent_by"]) == (efua, str(amina.pk), efua.pk)


def test_her_own_role_above_comes_first(efua, amina, dana, offices):
    make_role(amina, "focal_point", offices["RO-DKR"])
    lend_role(efua.roles.get(), amina, **WEEK, by=efua)
    assert acts_for(again(amina), offices["GH"]) is None


def test_what_is_refused(efua, kofi, amina, dana, chen, offices):
    role, hq = efua.roles.get(), dana.roles.get()
    outside = make_person("Gita Rao")
    ends = make_person("Hugo Sand", offices["KE"])
    ends.postings.update(ended_on=TODAY + 3 * DAY)
    police = make_person("Ivo Kral", offices["KE"], category="police")

    def refused(role, to, by, **days):
        with pytest.raises(Refused) as refusal:
            lend_role(role, to, **(WEEK | days), by=by)
        return refusal.value.about

    assert refused(role, efua, efua) == "to"
    assert [refused(role, person, efua) for person in (outside, ends, police)] == ["to"] * 3
    assert refused(role, amina, kofi) == "role"
    assert refused(hq, efua, efua) == "role"  # a focal point cannot lend headquarters
    assert refused(hq, amina, chen) == "role"
    assert refused(role, amina, efua, started_on=TODAY + 8 * DAY) == "ended_on"
    assert refused(role, amina, efua, started_on=TODAY - DAY) == "started_on"
    assert refused(role, amina, efua, ended_on=TODAY + 400 * DAY) == "ended_on"
    lent = lend_role(role, amina, **WEEK, by=efua)
    assert refused(lent, kofi, amina) == "role"  # never lent on
    assert refused(role, kofi, efua) == "started_on"  # covered already
    assert refused(role, amina, efua, started_on=TODAY + 7 * DAY, ended_on=TODAY + 9 * DAY) == "to"
    end_role(role, ended_on=TODAY + 20 * DAY, by=dana)
    assert refused(role, kofi, efua, started_on=TODAY + 15 * DAY, ended_on=TODAY + 21 * DAY) == "ended_on"
    assert Role.objects.filter(lent_by__isnull=False).count() == 1


def test_headquarters_lends_its_own_role_and_a_focal_points(dana, efua, amina, chen):
    lend_role(dana.roles.get(), chen, **WEEK, by=dana)
    assert sees_all(again(chen))
    with pytest.raises(Refused, match="to herself"):
        lend_role(efua.roles.get(), dana, **WEEK, by=dana)
    assert lend_role(efua.roles.get(), amina, **WEEK, by=dana).lent_by == efua


def test_either_ends_it_and_others_do_not(efua, amina, kofi):
    role = efua.roles.get()
    lent = lend_role(role, amina, **WEEK, by=efua)
    with pytest.raises(Refused):
        end_loan(lent, by=kofi)
    with pytest.raises(Refused):
        end_loan(role, by=efua)
    Role.objects.filter(pk=lent.pk).update(started_on=TODAY - 3 * DAY)
    end_loan(lent, by=amina)
    assert set(User.objects.visible_to(again(amina))) == {amina}
    with pytest.raises(Refused):
        end_loan(lent, by=efua)
    later = lend_role(role, amina, started_on=TODAY + DAY, ended_on=TODAY + 2 * DAY, by=efua)
    end_loan(later, by=efua)
    assert not Role.objects.filter(pk=later.pk).exists()
    today = lend_role(role, kofi, **WEEK, by=efua)
    end_loan(today, by=efua)
    assert Role.objects.get(pk=today.pk).ended_on == TODAY


def test_a_loan_ends_with_the_role_and_with_the_posting_of_the_lender(efua, amina, kofi, dana):
    role = efua.roles.get()
    now = lend_role(role, amina, **WEEK, by=efua)
    later = lend_role(role, kofi, started_on=TODAY + 9 * DAY, ended_on=TODAY + 10 * DAY, by=efua)
    end_posting(efua.postings.get(), ended_on=TODAY + 2 * DAY, by=dana)
    now.refresh_from_db()
    assert now.ended_on == TODAY + 2 * DAY
    assert not Role.objects.filter(pk=later.pk).exists()
