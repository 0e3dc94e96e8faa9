"""The page of the selection: buttons, balance, who may not, and fewer seats."""

import pytest
from django.urls import reverse

from elearning.notices.models import Notice
from elearning.people.actions import Refused
from elearning.people.models import Absence
from tests.workshops.seating import (
    DAY,
    NOW,
    again,
    endorsed,
    invited,
    make_quota,
    make_workshop,
    people,
    selected,
    states,
    waiting,
)
from workshops.actions.lowering import set_capacity
from workshops.actions.nominating import nominate
from workshops.models import Offer, Workshop

URL = reverse("workshops:selection", args=["CEP-2026-ACC"])


@pytest.fixture
def workshop(offices, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_workshop(offices)


# The page


def row_keys(*rows) -> list[int]:
    return [row.pk for row in rows]


def test_the_ticked_are_selected_together_or_not_at_all(workshop, offices, dana, client_for):
    make_quota(workshop, offices["GH"], most=2)
    rows = [endorsed(workshop, person, dana) for person in people(offices["GH"], "Ama B", "Esi O", "Yaa D")]
    client = client_for(dana)
    answer = client.post(URL, {"do": "select", "who": row_keys(*rows)}, follow=True).content.decode()
    assert "are taken. Nothing was changed." in answer
    assert set(states(workshop).values()) == {"endorsed"}
    assert (
        "Done for 2 people."
        in client.post(URL, {"do": "select", "who": row_keys(*rows[:2])}, follow=True).content.decode()
    )
    assert states(workshop) == {"Ama": "selected", "Esi": "selected", "Yaa": "endorsed"}


@pytest.mark.parametrize("values", [{}, {"do": "select"}, {"do": "select", "who": ["x", "9" * 40]}, {"who": ["1"]}])
def test_nothing_ticked_changes_nothing(workshop, kofi, dana, client_for, values):
    endorsed(workshop, kofi, dana)
    answer = client_for(dana).post(URL, values, follow=True).content.decode()
    assert "Tick at least one person" in answer
    assert states(workshop) == {"Kofi": "endorsed"}


def test_every_button_of_the_page_does_its_deed(workshop, offices, kofi, dana, client_for):
    make_quota(workshop, offices["GH"])
    make_quota(workshop)
    registration = nominate(workshop, kofi, by=dana, at=NOW)
    client, found = client_for(dana), []
    for name in ("endorse", "reserve", "turn_down", "select", "withdraw"):
        client.post(URL, {"do": name, "who": registration.pk})
        found.append(again(registration).state)
    assert found == ["endorsed", "reserve", "rejected", "selected", "withdrawn"]
    nominate(workshop, kofi, by=dana, at=NOW + DAY)
    for name in ("endorse", "openly", "confirm"):
        client.post(URL, {"do": name, "who": registration.pk})
    found = again(registration)
    assert (found.state, found.quota.scope, found.number) == ("confirmed", "open", "P01")


def test_the_reserve_is_moved_by_buttons(workshop, offices, dana, client_for):
    rows = [waiting(workshop, person, dana) for person in people(offices["GH"], "Ama B", "Esi O")]
    client_for(dana).post(URL, {"move": f"up:{rows[1].pk}"})
    assert [again(row).reserve_rank for row in rows] == [2, 1]


def test_the_page_shows_quota_balance_endorsement_reserve_and_clashes(workshop, offices, kofi, amina, dana, client_for):
    make_quota(workshop, offices["GH"], most=4, least=2, least_sex="female", least_percent=50)
    make_quota(workshop)
    other = make_workshop(offices, "CEP-OTHER", starts_on=workshop.ends_on, ends_on=workshop.ends_on + DAY)
    selected(other, kofi, dana)
    Absence.objects.create(person=amina, kind="sick", started_on=workshop.starts_on)
    selected(workshop, kofi, dana)
    waiting(workshop, amina, dana)
    page = " ".join(client_for(dana).get(URL).content.decode().split())
    for words in (
        "least 2, most 4", "1 to its least", "0% women, least 50%", "reserve 1", "CEP-OTHER", "away", "100%", "place 1",
    ):  # fmt: skip
        assert words in page, words
    assert "sick" not in page
    assert "Screening" not in page


def test_the_balance_is_asked_for_with_those_ticked(workshop, offices, kofi, amina, dana, client_for):
    make_quota(workshop, offices["GH"], most=4, least_sex="female", least_percent=50)
    make_quota(workshop)
    kofis, aminas = endorsed(workshop, kofi, dana), endorsed(workshop, amina, dana)
    client = client_for(dana)
    url = reverse("workshops:selection_balance", args=[workshop.code])
    page = " ".join(client.get(url, {"who": row_keys(kofis, aminas)}).content.decode().split())
    assert "Counting 2 who are ticked." in page
    assert "0% women, least 50%" in page
    assert "<html" not in page
    assert "Counting" not in client.get(url, {"who": ["x", ""]}).content.decode()
    whole = client.get(URL, {"who": row_keys(kofis)}).content.decode()
    assert "Counting 1 who is ticked." in whole
    assert f'value="{kofis.pk}" checked' in whole
    assert f'value="{aminas.pk}" checked' not in whole
    assert states(workshop) == {"Kofi": "endorsed", "Amina": "endorsed"}


def test_the_page_costs_the_same_for_one_and_for_three(
    workshop, offices, kofi, dana, client_for, django_assert_num_queries
):
    client = client_for(dana)
    make_quota(workshop, offices["GH"])
    invited(workshop, kofi, dana)
    client.get(URL)
    with django_assert_num_queries(16):
        client.get(URL)
    for person in people(offices["GH"], "Ama B", "Esi O"):
        invited(workshop, person, dana)
    with django_assert_num_queries(16):
        client.get(URL)


@pytest.mark.parametrize("name", ["amina", "efua", "chen", "author"])
def test_nobody_but_headquarters_selects(workshop, kofi, dana, name, request, client_for):
    registration = endorsed(workshop, kofi, dana)
    client = client_for(request.getfixturevalue(name))
    for address in ("selection", "selection_balance", "invitations", "capacity"):
        url = reverse(f"workshops:{address}", args=[workshop.code])
        assert client.get(url).status_code == 404
        answer = client.post(url, {"do": "select", "who": registration.pk, "capacity": 1})
        assert answer.status_code == 404
    assert states(workshop) == {"Kofi": "endorsed"}


# Fewer seats


def test_fewer_seats_than_are_held_asks_who(workshop, offices, dana, client_for):
    ama, esi, yaa = people(offices["GH"], "Ama B", "Esi O", "Yaa D")
    rows = [invited(workshop, person, dana).registration for person in (ama, esi)]
    rows.append(selected(workshop, yaa, dana))
    client, url = client_for(dana), reverse("workshops:capacity", args=[workshop.code])
    page = client.post(url, {"capacity": 1}).content.decode()
    assert "3 people hold a seat. Choose 2 more people" in page
    assert Workshop.objects.get().capacity == 10
    assert "Choose 1 more person" in client.post(url, {"capacity": 1, "giving_up": rows[0].pk}).content.decode()
    assert client.post(url, {"capacity": 1, "giving_up": row_keys(rows[0], rows[2])}).status_code == 302
    assert states(workshop) == {"Ama": "cancelled", "Esi": "invited", "Yaa": "cancelled"}
    assert Workshop.objects.get().capacity == 1
    assert Offer.objects.get(registration=rows[0]).answer == "withdrawn"
    assert Notice.objects.get(kind="seat_cancelled").person == ama


@pytest.mark.parametrize("capacity", ["0", "-5", "10001", "9" * 40, "many", ""])
def test_a_number_of_seats_that_makes_no_sense_is_refused(workshop, dana, client_for, capacity):
    answer = client_for(dana).post(reverse("workshops:capacity", args=[workshop.code]), {"capacity": capacity})
    assert (answer.status_code, Workshop.objects.get().capacity) == (200, 10)


def test_the_capacity_stays_above_what_quotas_keep(workshop, offices, dana):
    make_quota(workshop, offices["GH"], least=4)
    with pytest.raises(Refused, match="The quotas keep 4 seats"):
        set_capacity(workshop, 3, by=dana)
    assert set_capacity(workshop, 12, by=dana) == []
    assert Workshop.objects.get().capacity == 12


def test_who_was_in_the_room_gives_no_seat_up(workshop, kofi, efua, dana):
    for person, number in ((kofi, "P01"), (efua, "P02")):
        row = selected(workshop, person, dana)
        values = {"state": "attended", "number": number, "confirmed_at": NOW, "category": "staff", "sex": "male"}
        type(row).objects.filter(pk=row.pk).update(**values)
    with pytest.raises(Refused, match="2 people hold a seat"):
        set_capacity(workshop, 1, giving_up=[row.pk], by=dana)
    assert again(row).state == "attended"
