"""The monthly digest: to whom, of whom, in which language, once."""

import pytest

from elearning.notices.models import Notice
from elearning.people.actions import add_absence, end_posting, end_role, lend_role
from elearning.tracking.office import digests
from elearning.tracking.office.digests import send_digests
from tests.factories import make_person, make_role
from tests.tracking.office.conftest import DAY, NOW, TODAY, finish, reckon


def told() -> dict[str, Notice]:
    return {notice.person.name: notice for notice in Notice.objects.filter(kind="digest")}


def test_each_focal_point_once_a_month_with_names_and_counts(house, efua, kofi, dana, time_machine):
    end_posting(kofi.postings.get(), ended_on=TODAY + 20 * DAY, by=dana, at=NOW)
    reckon()
    assert send_digests() == 1
    notice = told()["Efua Asante"]
    assert (notice.key, notice.path) == (f"digest:{efua.pk}:2026-06", "/my-office/?office=GH")
    assert notice.subject == "Your office this month: 3 overdue, 1 due"
    for text in (notice.text, notice.html):
        for said in ("Gifty Osei", "Nana Boateng", "April 30, 2026", "Newcomers (1)", "Leavers (1)", "June 21, 2026"):
            assert said in text
        assert not [person.name for person in house.leaks.values() if person.name in text]
    time_machine.move_to(NOW + DAY, tick=False)
    assert send_digests() == 0
    time_machine.move_to(NOW + 10 * DAY, tick=False)
    assert send_digests() == 0  # the days are over
    time_machine.move_to(NOW + 30 * DAY, tick=False)
    assert send_digests() == 1
    assert Notice.objects.filter(kind="digest").count() == 2


def test_in_the_readers_language_with_the_first_names_only(house, efua, monkeypatch):
    monkeypatch.setattr(digests, "NAMES", 2)
    efua.language = "fr"
    efua.save()
    send_digests()
    text = told()["Efua Asante"].text
    assert "Connaître les bases" in text
    assert "30 avril 2026" in text
    assert "Efua Asante" in text
    assert "Gifty Osei" in text
    assert "Kofi Mensah" not in text


def test_nothing_to_say_no_mail_and_lost_offices_are_not_in_it(house, efua, dana, offices, course):
    zoe = make_person("Zoe Ali", offices["MZ"])
    make_role(zoe, "focal_point", offices["MZ"])
    finish(zoe, course)
    make_role(efua, "focal_point", offices["KE"])
    end_role(efua.roles.get(office=offices["KE"]), ended_on=TODAY - DAY, by=dana)
    reckon()
    send_digests()
    assert set(told()) == {"Efua Asante"}
    assert "Amina" not in told()["Efua Asante"].text


def test_while_she_is_away_who_borrowed_her_role_gets_it(house, efua, amina, dana, time_machine):
    lend_role(efua.roles.get(), amina, started_on=TODAY, ended_on=TODAY + 40 * DAY, by=efua, at=NOW)
    add_absence(efua, "leave", started_on=TODAY, ended_on=TODAY + 2 * DAY, by=dana)
    send_digests()
    assert set(told()) == {"Amina Odhiambo"}
    assert "Gifty Osei" in told()["Amina Odhiambo"].text
    time_machine.move_to(NOW + 3 * DAY, tick=False)
    send_digests()  # back within the first days
    assert set(told()) == {"Amina Odhiambo", "Efua Asante"}


def test_a_loan_alone_brings_no_digest(house, efua, amina):
    lend_role(efua.roles.get(), amina, started_on=TODAY, ended_on=TODAY + 40 * DAY, by=efua, at=NOW)
    send_digests()
    assert set(told()) == {"Efua Asante"}


@pytest.mark.parametrize("more", [0, 3])
def test_one_person_or_many_cost_the_same(house, efua, more, django_assert_num_queries):
    for number in range(more):
        make_person(f"P{number} Owusu", house.gh)
    reckon()
    asof = digests.today_as_known()
    with django_assert_num_queries(11):
        digests.parts_of(efua, [house.gh], asof, NOW)
