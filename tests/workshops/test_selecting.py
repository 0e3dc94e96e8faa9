"""The selection: seats of quotas, the reserve, the invitations, and the page that shows it all."""

import datetime

import pytest
from django.urls import reverse

from elearning.notices.models import Notice
from elearning.people.actions import Refused
from tests.workshops.seating import (
    DAY,
    NOW,
    UNTIL,
    again,
    endorsed,
    make_quota,
    make_workshop,
    people,
    selected,
    states,
    waiting,
)
from workshops.actions.confirming import confirm
from workshops.actions.lowering import set_capacity
from workshops.actions.nominating import withdraw
from workshops.actions.quotas import save_quota
from workshops.actions.selecting import move_in_reserve, put_in_reserve, select, send_invitations, turn_down
from workshops.models import Offer, Workshop


@pytest.fixture
def workshop(offices, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_workshop(offices)


# Seats


def test_a_quota_seats_its_most_and_not_one_more(workshop, offices, dana):
    make_quota(workshop, offices["GH"], most=2)
    ama, esi, yaa = people(offices["GH"], "Ama B", "Esi O", "Yaa D")
    for person in (ama, esi):
        selected(workshop, person, dana)
    third = endorsed(workshop, yaa, dana)
    with pytest.raises(Refused, match="All 2 seats of the quota “GH|Ghana” are taken"):
        select(third, by=dana)
    assert states(workshop) == {"Ama": "selected", "Esi": "selected", "Yaa": "endorsed"}


def test_on_an_open_seat_she_leaves_her_quota(workshop, offices, dana):
    make_quota(workshop, offices["GH"], most=1)
    opened = make_quota(workshop, most=1)
    ama, esi = people(offices["GH"], "Ama B", "Esi O")
    selected(workshop, ama, dana)
    assert select(endorsed(workshop, esi, dana), by=dana, quota=opened).quota == opened


def test_a_quota_of_others_gives_her_no_seat(workshop, offices, dana, kofi):
    make_quota(workshop, offices["GH"])
    nairobi = make_quota(workshop, offices["KE"])
    with pytest.raises(Refused, match="is not for Kofi Mensah"):
        select(endorsed(workshop, kofi, dana), by=dana, quota=nairobi)


def test_seats_kept_for_a_quota_are_not_given_to_another(offices, dana, kofi, amina):
    workshop = make_workshop(offices, capacity=2)
    make_quota(workshop, offices["KE"], least=1)
    make_quota(workshop)
    ama, esi = people(offices["GH"], "Ama B", "Esi O")
    selected(workshop, ama, dana)
    other = endorsed(workshop, esi, dana)
    with pytest.raises(Refused, match="are kept for quotas that have not reached their least"):
        select(other, by=dana)
    assert selected(workshop, amina, dana).state == "selected"
    with pytest.raises(Refused, match="All 2 seats of the workshop are taken"):
        select(other, by=dana)


def test_selecting_twice_is_once(workshop, kofi, dana):
    registration = selected(workshop, kofi, dana)
    assert select(registration, by=dana).state == "selected"


def test_the_reserve_is_ranked_for_each_quota(workshop, offices, dana, amina):
    make_quota(workshop, offices["GH"])
    make_quota(workshop, offices["KE"])
    rows = [waiting(workshop, person, dana) for person in people(offices["GH"], "Ama B", "Esi O", "Yaa D")]
    other = waiting(workshop, amina, dana)
    assert [row.reserve_rank for row in (*rows, other)] == [1, 2, 3, 1]
    move_in_reserve(rows[2], up=True, by=dana)
    move_in_reserve(rows[0], up=True, by=dana)
    assert [again(row).reserve_rank for row in (*rows, other)] == [1, 3, 2, 1]
    assert put_in_reserve(rows[0], by=dana).reserve_rank == 1


def test_what_was_decided_can_be_decided_otherwise_until_it_is_sent(workshop, kofi, dana):
    registration = selected(workshop, kofi, dana)
    assert turn_down(registration, by=dana).state == "rejected"
    assert put_in_reserve(registration, by=dana).state == "reserve"
    assert select(registration, by=dana).state == "selected"
    assert again(registration).reserve_rank is None
    send_invitations(workshop, until=UNTIL, by=dana, at=NOW)
    with pytest.raises(Refused, match="“invited”"):
        turn_down(registration, by=dana)


# Invitations


def test_the_invitations_are_offers_with_a_deadline_sent_once(workshop, offices, kofi, amina, bruno, dana):
    selected(workshop, kofi, dana)
    waiting(workshop, amina, dana)
    turn_down(endorsed(workshop, bruno, dana), by=dana)
    for _time in range(2):
        send_invitations(workshop, until=UNTIL, by=dana, at=NOW)
    offer = Offer.objects.get()
    assert (offer.registration.person, offer.expires_at, offer.answer) == (kofi, UNTIL, "")
    assert states(workshop) == {"Kofi": "invited", "Amina": "reserve", "Bruno": "rejected"}
    told = {notice.person.name.split()[0]: notice.kind for notice in Notice.objects.exclude(kind="nominated")}
    assert told == {"Kofi": "seat_offered", "Amina": "seat_reserve", "Bruno": "seat_not_given"}
    assert Notice.objects.exclude(kind="nominated").count() == 3


@pytest.mark.parametrize("until", [NOW, NOW - DAY, NOW + 100 * DAY])
def test_a_deadline_that_makes_no_sense_sends_nothing(workshop, kofi, dana, until):
    selected(workshop, kofi, dana)
    with pytest.raises(Refused, match="after now, and before the workshop begins"):
        send_invitations(workshop, until=until, by=dana, at=NOW)
    assert not Offer.objects.exists()


def test_the_deadline_is_a_time_at_the_place(offices, kofi, dana, client_for, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    workshop = make_workshop(offices, zone="America/New_York")
    selected(workshop, kofi, dana)
    url = reverse("workshops:invitations", args=[workshop.code])
    client = client_for(dana)
    for values in ({"day": "2026-03-08", "time": "02:30"}, {"day": "x", "time": "25:00"}, {"day": "9999-12-31"}):
        assert client.post(url, values).status_code == 200
    assert not Offer.objects.exists()
    client.post(url, {"day": "2026-03-20", "time": "17:00"})
    assert Offer.objects.get().expires_at == datetime.datetime(2026, 3, 20, 21, tzinfo=datetime.UTC)


@pytest.mark.parametrize("state", ["reporting", "closed", "archived", "cancelled"])
def test_what_is_over_stays_as_it_is(workshop, offices, kofi, amina, dana, state):
    held, waits = confirm(selected(workshop, kofi, dana), by=dana, at=NOW), waiting(workshop, amina, dana)
    quota = make_quota(workshop)
    Workshop.objects.update(state=state)
    deeds = [
        lambda: select(waits, by=dana),
        lambda: turn_down(waits, by=dana),
        lambda: withdraw(held, by=dana),
        lambda: set_capacity(workshop, 5, by=dana),
        lambda: save_quota(quota, by=dana),
    ]
    for deed in deeds:
        with pytest.raises(Refused, match="its seats stay as they are"):
            deed()
    assert states(workshop) == {"Kofi": "confirmed", "Amina": "reserve"}
