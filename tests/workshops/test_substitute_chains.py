"""Seats that go from one person to another and back, and whose seat may go to whom."""

import pytest
from django.urls import reverse

from elearning.people.actions import Refused
from tests.factories import make_person
from tests.workshops.seating import (
    NOW,
    UNTIL,
    affiliate,
    again,
    invited,
    make_partner,
    make_quota,
    make_workshop,
    states,
)
from workshops.actions.confirming import add_to_team, confirm
from workshops.actions.endorsing import endorse
from workshops.actions.nominating import nominate, nominate_newcomer, withdraw
from workshops.actions.offering import answer
from workshops.actions.selecting import select, send_invitations
from workshops.actions.substituting import substitute
from workshops.actions.walking_in import walk_in
from workshops.models import Registration, Workshop

STARTS = NOW.replace(month=5, day=4)


@pytest.fixture
def workshop(offices, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_workshop(offices)


@pytest.fixture
def ama(offices):
    return make_person("Ama Boateng", offices["GH"])


def row_of(workshop, person) -> Registration:
    return workshop.registrations.get(person=person)


def test_a_seat_goes_there_and_back_and_there_again(workshop, kofi, ama, dana):
    invited(workshop, kofi, dana)
    for before, after in ((kofi, ama), (ama, kofi), (kofi, ama)):
        substitute(row_of(workshop, before), after, by=dana, at=NOW)
        assert (row_of(workshop, before).state, row_of(workshop, after).state) == ("replaced", "offered")
        assert row_of(workshop, after).substitute_for == row_of(workshop, before)
    assert workshop.registrations.filter(substitute_for__isnull=False).count() == 1


def test_after_there_and_back_it_may_go_to_a_third(workshop, offices, kofi, ama, dana):
    esi = make_person("Esi Owusu", offices["GH"])
    invited(workshop, kofi, dana)
    for before, after in ((kofi, ama), (ama, kofi), (kofi, esi)):
        substitute(row_of(workshop, before), after, by=dana, at=NOW)
    assert states(workshop) == {"Kofi": "replaced", "Ama": "replaced", "Esi": "offered"}
    assert substitute(row_of(workshop, kofi), esi, by=dana, at=NOW) == row_of(workshop, esi)


def test_one_who_is_nominated_anew_is_nobody_s_substitute(workshop, kofi, ama, dana):
    substitute(invited(workshop, kofi, dana).registration, ama, by=dana, at=NOW)
    withdraw(row_of(workshop, ama), by=dana, at=NOW)
    assert nominate(workshop, ama, by=dana, at=NOW).substitute_for is None


def test_a_focal_point_does_not_overrule_a_supervisor(workshop, kofi, ama, efua, dana, client_for):
    invited(workshop, kofi, dana)
    endorse(nominate(workshop, ama, by=efua, at=NOW), endorsed=False, by=dana, at=NOW)
    url = reverse("workshops:substitute", args=[workshop.code, kofi.uuid])
    page = client_for(efua).post(url, {"person": ama.pk, "language": "en"}).content.decode()
    assert "did not endorse her" in page
    assert states(workshop) == {"Kofi": "invited", "Ama": "nominated"}
    substitute(row_of(workshop, kofi), ama, by=dana, at=NOW)
    assert states(workshop) == {"Kofi": "replaced", "Ama": "offered"}


def test_a_partner_s_seat_stays_with_the_partner(workshop, offices, kofi, ama, dana):
    partner = make_partner(workshop)
    make_quota(workshop, scope="partner", partner=partner)
    make_quota(workshop, offices["GH"])
    known = {"sex": "female", "organisation_type": "civil_society", "country": "GH"}
    adwoa = nominate_newcomer(workshop, by=dana, partner=partner, name="Adwoa K", email=None, at=NOW, **known)
    select(adwoa, by=dana, at=NOW)
    send_invitations(workshop, until=UNTIL, by=dana, at=NOW)
    with pytest.raises(Refused, match="The seat belongs to Harbour Women, and Kofi Mensah is not noted with it"):
        substitute(adwoa, kofi, by=dana, at=NOW)
    assert again(adwoa).state == "invited"
    esi = make_person("Esi Owusu")
    affiliate(esi)
    assert substitute(adwoa, esi, by=dana, at=NOW).partner == partner


# Numbers


def test_a_number_that_stands_on_a_badge_is_given_to_nobody_else(workshop, offices, kofi, ama, dana):
    first = confirm(invited(workshop, kofi, dana).registration, by=dana, at=NOW)
    assert first.number == "P01"
    withdraw(first, by=dana, at=NOW)
    assert walk_in(workshop, kofi, language="en", by=dana, at=STARTS).number == "W01"
    assert confirm(invited(workshop, ama, dana).registration, by=dana, at=NOW).number == "P02"


def test_nor_is_one_of_the_team_whose_part_changed(workshop, kofi, ama, dana):
    for role, number in (("lead", "F01"), ("logistics", "T01"), ("lead", "F02"), ("co_facilitator", "F02")):
        assert add_to_team(workshop, kofi, role=role, language="en", by=dana, at=NOW).number == number
    assert add_to_team(workshop, ama, role="logistics", language="en", by=dana, at=NOW).number == "T02"


def test_numbers_of_another_workshop_do_not_count(workshop, offices, kofi, ama, dana):
    other = make_workshop(offices, "OTHER")
    add_to_team(other, kofi, role="lead", language="en", by=dana, at=NOW)
    add_to_team(other, kofi, role="logistics", language="en", by=dana, at=NOW)
    assert add_to_team(workshop, ama, role="lead", language="en", by=dana, at=NOW).number == "F01"


# Giving a seat back


def page_of(workshop) -> str:
    return reverse("workshops:withdraw", args=[workshop.code])


def kinds(person) -> list[str]:
    return list(person.notices.order_by("pk").values_list("kind", flat=True))


def test_who_loses_a_promised_seat_is_told_once(workshop, kofi, ama, dana):
    row = invited(workshop, kofi, dana).registration
    waits = select(endorse(nominate(workshop, ama, by=dana, at=NOW), endorsed=True, by=dana, at=NOW), by=dana, at=NOW)
    for each in (row, waits, row):
        withdraw(each, by=dana, at=NOW)
    assert kinds(kofi).count("seat_withdrawn") == 1
    assert kinds(ama) == ["nominated"]  # she had heard of no seat
    assert "was taken back" in kofi.notices.get(kind="seat_withdrawn").text


def test_a_confirmed_participant_gives_her_seat_back_herself(workshop, kofi, efua, dana, client_for):
    row = endorse(nominate(workshop, kofi, by=efua, at=NOW), endorsed=True, by=dana, at=NOW)
    confirm(select(row, by=dana, at=NOW), by=dana, at=NOW)
    client = client_for(kofi)
    detail = reverse("workshops:detail", args=[workshop.code])
    assert page_of(workshop) in client.get(detail).content.decode()
    assert "Give my seat back" in client.get(page_of(workshop)).content.decode()
    assert states(workshop) == {"Kofi": "confirmed"}
    page = client.post(page_of(workshop), follow=True).content.decode()
    assert "Your seat is given back" in page
    assert page_of(workshop) not in page
    assert states(workshop) == {"Kofi": "withdrawn"}
    assert "seat_withdrawn" not in kinds(kofi)
    assert kinds(efua) == ["seat_given_back"]
    assert "Kofi Mensah" in efua.notices.get().subject
    assert client.post(page_of(workshop)).status_code == 404  # twice is once


@pytest.mark.parametrize("name", ["amina", "efua", "dana", "kofi"])
def test_nobody_else_has_that_page_nor_one_who_is_not_confirmed(workshop, name, kofi, dana, request, client_for):
    answer(invited(workshop, kofi, dana), accept=True, at=NOW)
    if name == "kofi":
        Workshop.objects.update(state="live")
    client = client_for(request.getfixturevalue(name))
    for ask in (client.get, client.post):
        assert ask(page_of(workshop)).status_code == 404
    assert states(workshop) == {"Kofi": "confirmed"}


def test_the_team_has_no_seat_to_give_back(workshop, kofi, dana, client_for):
    add_to_team(workshop, kofi, role="observer", language="en", by=dana, at=NOW)
    assert client_for(kofi).post(page_of(workshop)).status_code == 404
