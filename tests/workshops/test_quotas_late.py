"""Quotas that come after the nominations, or that two people change at once; lists with holes; what is told when."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from elearning.notices.models import Notice
from elearning.people.actions import Refused
from elearning.people.inputs import PersonField
from elearning.people.models import User
from tests.factories import make_person
from tests.workshops.seating import DAY, NOW, UNTIL, again, endorsed, make_workshop, people, selected, states
from workshops.actions.importing_nominations import nominate_list, read_list
from workshops.actions.nominating import withdraw
from workshops.actions.quotas import remove_quota, save_quota
from workshops.actions.selecting import put_in_reserve, select, send_invitations, turn_down
from workshops.models import Quota, Workshop

SELECTION = reverse("workshops:selection", args=["CEP-2026-ACC"])
NOMINATIONS = reverse("workshops:nominations", args=["CEP-2026-ACC"])


@pytest.fixture
def workshop(offices, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_workshop(offices)


def add(workshop, dana, office=None, **fields) -> Quota:
    scope = "office" if office else "open"
    return save_quota(Quota(workshop=workshop, scope=scope, office=office, **{"most": 5} | fields), by=dana)


def test_a_quota_made_after_the_nominations_binds_those_who_wait(workshop, offices, kofi, dana):
    first, second, third, fourth = (
        endorsed(workshop, each, dana) for each in people(offices["GH"], "Ama B", "Esi O", "Abu M", "Yaa D")
    )
    seated = selected(workshop, kofi, dana)
    put_in_reserve(second, by=dana, at=NOW)
    turn_down(third, by=dana, at=NOW)
    withdraw(fourth, by=dana, at=NOW)
    quota = add(workshop, dana, offices["GH"], most=1)
    assert [again(row).quota for row in (first, second, third)] == [quota] * 3
    assert [again(row).quota for row in (fourth, seated)] == [None] * 2
    assert sorted(again(row).rank for row in (first, second, third)) == [1, 2, 3]
    select(first, by=dana, at=NOW)
    with pytest.raises(Refused, match="All 1 seats of the quota"):
        select(third, by=dana, at=NOW)


def test_a_narrower_quota_takes_over_and_keeps_the_order(workshop, offices, dana):
    add(workshop, dana)
    rows = [endorsed(workshop, each, dana) for each in people(offices["GH"], "Ama B", "Esi O")]
    for row in rows:
        put_in_reserve(row, by=dana, at=NOW)
    quota = add(workshop, dana, offices["GH"])
    found = workshop.registrations.order_by("reserve_rank")
    assert [(row.person.name, row.quota, row.rank, row.reserve_rank) for row in found] == [
        ("Ama B", quota, 1, 1), ("Esi O", quota, 2, 2),
    ]  # fmt: skip


def test_one_whom_no_quota_covers_stays_on_the_page(workshop, offices, kofi, amina, dana, client_for):
    turn_down(endorsed(workshop, amina, dana), by=dana, at=NOW)
    add(workshop, dana, offices["GH"])
    page = client_for(dana).get(SELECTION).content.decode()
    assert "Amina Odhiambo" in page
    assert "Without a quota" in page


def test_a_quota_made_by_mistake_is_removed_and_its_people_go_back(workshop, offices, kofi, dana, client_for):
    opened = add(workshop, dana)
    row = endorsed(workshop, kofi, dana)
    quota = add(workshop, dana, offices["GH"])
    page = reverse("workshops:quota", args=[workshop.code, quota.pk])
    assert "Remove this quota" in client_for(dana).get(page).content.decode()
    client_for(dana).post(page, {"do": "remove"})
    assert (again(row).quota, list(workshop.quotas.all())) == (opened, [opened])
    select(row, by=dana, at=NOW)
    with pytest.raises(Refused, match="so it stays"):
        remove_quota(opened, by=dana)
    page = reverse("workshops:quota", args=[workshop.code, opened.pk])
    assert "Remove this quota" not in client_for(dana).get(page).content.decode()


def test_two_who_add_the_same_quota_at_once_or_remove_one_while_it_is_saved(workshop, offices, dana):
    for office in (offices["GH"], None):
        quota = add(workshop, dana, office)
        with pytest.raises(Refused, match="There is a quota for the same meanwhile"):
            add(workshop, dana, office)
    quota.most = 4
    other = Quota.objects.get(pk=quota.pk)
    remove_quota(other, by=dana)
    with pytest.raises(Refused, match="Somebody removed this quota meanwhile"):
        save_quota(quota, by=dana)
    remove_quota(quota, by=dana)
    assert workshop.quotas.count() == 1


# Lists


def test_a_short_row_is_named(workshop, dana, efua, client_for):
    with pytest.raises(Refused, match="Line 2 names no person"):
        read_list("motivation,person\nShe trains others.\n")
    url = reverse("workshops:nominate_list", args=[workshop.code])
    sent = {"list": SimpleUploadedFile("list.csv", b"motivation,person\nShe trains others.\n")}
    assert "Line 2 names no person" in client_for(efua).post(url, sent).content.decode()


def test_a_list_nominates_no_closed_account_and_counts_nobody_twice(workshop, offices, kofi, efua):
    ama = make_person("Ama Boateng", offices["GH"], staff_number="S-77")
    made = nominate_list(workshop, read_list("person\nama@example.org\nS-77\n"), by=efua)
    assert [row.person for row in made] == [ama]
    assert nominate_list(workshop, read_list("person\nama@example.org\n"), by=efua) == []
    withdraw(made[0], by=efua, at=NOW)
    User.objects.filter(pk=ama.pk).update(is_active=False)
    with pytest.raises(Refused, match=r"Line 3: The account of Ama Boateng is closed\. Nobody was nominated"):
        nominate_list(workshop, read_list("person\nkofi@example.org\nama@example.org\n"), by=efua)
    assert states(workshop) == {"Ama": "withdrawn"}


def test_a_nul_is_nobody_and_is_never_asked_of_the_database(db, django_assert_num_queries):
    for value in ("kofi\x00@example.org", "\x00"):
        with django_assert_num_queries(0), pytest.raises(ValidationError, match="Nobody here has"):
            PersonField().clean(value)


# What is told, and what is shown before it is


def test_each_decision_is_told_once_also_when_it_comes_again(workshop, kofi, dana):
    row = endorsed(workshop, kofi, dana)
    for day, deed in enumerate((put_in_reserve, put_in_reserve, turn_down, put_in_reserve)):
        deed(row, by=dana, at=NOW + day * DAY)
        for _time in range(2):
            send_invitations(workshop, until=UNTIL, by=dana, at=NOW + day * DAY)
    kinds = Notice.objects.filter(person=kofi, kind__startswith="seat_").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["seat_reserve", "seat_not_given", "seat_reserve"]


def test_a_focal_point_sees_a_decision_when_it_is_told(workshop, offices, kofi, amina, efua, dana, client_for):
    ama, esi = people(offices["GH"], "Ama B", "Esi O")
    select(endorsed(workshop, kofi, dana), by=dana, at=NOW)
    put_in_reserve(endorsed(workshop, ama, dana), by=dana, at=NOW)
    turn_down(endorsed(workshop, esi, dana), by=dana, at=NOW)
    substitute = reverse("workshops:substitute", args=[workshop.code, kofi.uuid])
    client = client_for(efua)
    page = client.get(NOMINATIONS).content.decode()
    assert page.count("being decided") == 3
    assert not [word for word in ("not selected", "place 1", "who is out", "Somebody else instead") if word in page]
    assert client.get(substitute).status_code == 404
    assert "being decided" not in client_for(dana).get(NOMINATIONS).content.decode()
    assert client_for(dana).get(substitute).status_code == 200
    send_invitations(workshop, until=UNTIL, by=dana, at=NOW)
    page = client.get(NOMINATIONS).content.decode()
    assert "being decided" not in page
    assert not [word for word in ("not selected", "place 1", "who is out", "Somebody else instead") if word not in page]


def test_once_it_has_begun_nothing_is_being_decided(workshop, kofi, efua, dana, client_for):
    turn_down(endorsed(workshop, kofi, dana), by=dana, at=NOW)
    Workshop.objects.update(state="reporting")
    page = client_for(efua).get(NOMINATIONS).content.decode()
    assert "being decided" not in page
    assert "not selected" in page
