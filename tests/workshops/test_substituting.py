"""Substitution: the seat stays, the person changes; who may name whom."""

import datetime

import pytest
from django.urls import reverse

from elearning.notices.models import Notice
from elearning.people.actions import Refused
from tests.factories import make_person
from tests.workshops.seating import NOW, again, invited, make_quota, make_workshop, people, selected, states, waiting
from workshops.actions import offering
from workshops.actions.confirming import confirm
from workshops.actions.substituting import substitute
from workshops.models import Workshop
from workshops.seats.counting import seats_of


@pytest.fixture
def workshop(offices, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_workshop(offices)


@pytest.fixture
def ama(offices):
    return make_person("Ama Boateng", offices["GH"], sex="female")


def url(person) -> str:
    return reverse("workshops:substitute", args=["CEP-2026-ACC", person.uuid])


def test_efua_sends_ama_instead_of_kofi(workshop, offices, kofi, ama, efua, dana, client_for):
    quota = make_quota(workshop, offices["GH"], most=1)
    row = confirm(invited(workshop, kofi, dana).registration, by=dana, at=NOW)
    client = client_for(efua)
    assert "Ama Boateng" in client.get(url(kofi)).content.decode()
    client.post(url(kofi), {"person": ama.pk, "language": "en", "motivation": "She is free."})
    newcomer = workshop.registrations.get(person=ama)
    assert states(workshop) == {"Kofi": "replaced", "Ama": "offered"}
    assert (newcomer.substitute_for, newcomer.quota, seats_of(workshop).taken) == (row, quota, 1)
    assert {n.kind for n in Notice.objects.filter(person__in=[kofi, ama])} >= {"seat_replaced", "seat_offered"}
    offering.answer(newcomer.offers.get(), accept=True, at=NOW)
    assert (again(newcomer).number, again(row).number) == ("P02", "P01")


def test_twice_is_once_and_the_reserve_is_passed_over(workshop, offices, kofi, amina, ama, dana):
    make_quota(workshop)
    row = invited(workshop, kofi, dana).registration
    waiting(workshop, amina, dana)
    first = substitute(row, ama, by=dana, at=NOW)
    assert substitute(row, ama, by=dana, at=NOW) == first
    assert states(workshop) == {"Kofi": "replaced", "Amina": "reserve", "Ama": "offered"}
    assert row.offers.get().answer == "withdrawn"


def test_of_two_who_are_only_selected_nobody_is_told(workshop, kofi, ama, dana):
    substitute(selected(workshop, kofi, dana), ama, by=dana, at=NOW)
    assert states(workshop) == {"Kofi": "replaced", "Ama": "selected"}
    assert not Notice.objects.filter(kind__startswith="seat").exists()


def test_somebody_of_the_reserve_may_come_instead(workshop, kofi, ama, efua, dana, client_for):
    invited(workshop, kofi, dana)
    waiting(workshop, ama, dana)
    client_for(efua).post(url(kofi), {"person": ama.pk, "language": "fr"})
    assert states(workshop) == {"Kofi": "replaced", "Ama": "offered"}


def test_what_cannot_be_is_refused_and_nothing_changes(workshop, offices, kofi, ama, amina, dana):
    make_quota(workshop, offices["GH"], most=2)
    row = invited(workshop, kofi, dana).registration
    invited(workshop, ama, dana)
    begins = datetime.datetime(2026, 5, 3, 20, tzinfo=datetime.UTC)
    with pytest.raises(Refused, match="holds a seat already"):
        substitute(row, ama, by=dana, at=NOW)
    with pytest.raises(Refused, match="is not of it"):
        substitute(row, amina, by=dana, at=NOW)
    with pytest.raises(Refused, match="too late for a substitute"):
        substitute(row, amina, by=dana, at=begins)
    assert states(workshop) == {"Kofi": "invited", "Ama": "invited"}
    assert again(row.offers.get()).answer == ""


def test_a_focal_point_keeps_the_least_share_and_headquarters_may_break_it(workshop, offices, ama, kofi, efua, dana):
    make_quota(workshop, offices["GH"], most=2, least_sex="female", least_percent=50)
    row = invited(workshop, ama, dana).registration
    with pytest.raises(Refused, match="at least 50% women"):
        substitute(row, kofi, by=efua, at=NOW)
    assert states(workshop) == {"Ama": "invited"}
    assert substitute(row, kofi, by=dana, at=NOW).state == "offered"


def test_efua_cannot_send_somebody_of_nairobi(workshop, kofi, amina, efua, dana, client_for):
    invited(workshop, kofi, dana)
    answer = client_for(efua).post(url(kofi), {"person": amina.pk, "language": "en"}).content.decode()
    assert "Select a valid choice" in answer
    assert "Amina" not in answer
    assert states(workshop) == {"Kofi": "invited"}


def test_only_a_seat_that_is_held_has_such_a_page(workshop, kofi, ama, efua, dana, client_for):
    waiting(workshop, kofi, dana)
    assert client_for(efua).get(url(kofi)).status_code == 404
    esi = people(kofi.posting_today.office, "Esi O")[0]
    invited(workshop, esi, dana)
    Workshop.objects.update(state="live")
    page = client_for(efua).post(url(esi), {"person": ama.pk, "language": "en"}).content.decode()
    assert "too late for a substitute" in page
