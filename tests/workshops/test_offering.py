"""Offers: answered on a page, expired by the tick, passed on within the reserve; late, twice, after a kill."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions import Refused
from tests.workshops.seating import (
    DAY,
    NOW,
    UNTIL,
    again,
    invited,
    make_workshop,
    people,
    states,
)
from workshops.actions import offering
from workshops.actions.nominating import withdraw
from workshops.models import Workshop

LATER = UNTIL + DAY / 24


@pytest.fixture
def workshop(offices, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_workshop(offices)


def url(offer) -> str:
    return reverse("workshops:seat", args=["CEP-2026-ACC", offer.secret])


# Answering


def test_opening_the_link_decides_nothing(workshop, kofi, dana):
    offer = invited(workshop, kofi, dana)
    client = Client()
    for method in (client.get, client.head, client.get):
        assert method(url(offer)).status_code == 200
    page = client.get(url(offer)).content.decode()
    assert (page.count('value="accept"'), page.count('value="decline"')) == (1, 1)
    assert (again(offer).answer, states(workshop)) == ("", {"Kofi": "invited"})


@pytest.mark.parametrize("values", [{}, {"answer": "yes"}, {"answer": ""}])
def test_a_post_that_says_nothing_decides_nothing(workshop, kofi, dana, values):
    offer = invited(workshop, kofi, dana)
    assert Client().post(url(offer), values).status_code == 200
    assert again(offer).answer == ""


def test_kofi_accepts_from_the_mail_without_an_account_and_is_confirmed(workshop, kofi, dana):
    offer = invited(workshop, kofi, dana)
    assert Notice.objects.get(kind="seat_offered").path == url(offer)
    for _time in range(2):
        page = Client().post(url(offer), {"answer": "accept"}, follow=True).content.decode()
    assert "your number is P01" in page
    found = again(offer)
    assert (found.answer, found.registration.state) == ("accepted", "confirmed")
    assert LogEntry.objects.filter(action="workshop.seat_accepted").count() == 1
    assert Notice.objects.filter(kind="seat_confirmed").count() == 1


def test_an_answer_is_given_once(workshop, kofi, dana):
    offer = invited(workshop, kofi, dana)
    Client().post(url(offer), {"answer": "decline"})
    page = Client().post(url(offer), {"answer": "accept"}, follow=True).content.decode()
    assert "You have declined this seat" in page
    assert states(workshop) == {"Kofi": "declined"}
    accepted = invited(workshop, people(kofi.posting_today.office, "Ama B")[0], dana)
    offering.answer(accepted, accept=True, at=NOW)
    with pytest.raises(Refused, match="You have accepted this seat"):
        offering.answer(accepted, accept=False, at=NOW)


def test_the_page_is_in_her_language_and_says_until_when(workshop, kofi, dana):
    kofi.language = "fr"
    kofi.save()
    page = Client().get(url(invited(workshop, kofi, dana))).content.decode()
    assert '<html lang="fr"' in page
    assert "La confiance à Accra" in page
    assert "16 mars 2026" in page
    assert translation.get_language() == "en"


def test_a_wrong_address_is_not_there(workshop, offices, kofi, dana):
    offer = invited(workshop, kofi, dana)
    make_workshop(offices, "OTHER")
    for address in ("/workshops/OTHER/seat/", "/workshops/NONE/seat/"):
        assert Client().get(f"{address}{offer.secret}/").status_code == 404
    assert Client().post(f"{url(offer)[:-2]}x/", {"answer": "accept"}).status_code == 404
    assert again(offer).answer == ""


def test_after_its_time_an_offer_says_so_kindly(workshop, kofi, dana, monkeypatch):
    offer = invited(workshop, kofi, dana)
    monkeypatch.setattr("django.utils.timezone.now", lambda: UNTIL)
    page = Client().post(url(offer), {"answer": "accept"}, follow=True).content.decode()
    assert "The time for an answer is over" in page
    assert 'value="accept"' not in page
    assert states(workshop) == {"Kofi": "invited"}
    offering.expire_due(at=LATER)
    assert "The time for an answer is over" in Client().get(url(offer)).content.decode()


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("cancelled", "The workshop is cancelled"),
        ("postponed", "The workshop is postponed"),
        ("live", "Seats of this workshop are not given now"),
    ],
)
def test_seats_of_a_workshop_that_does_not_take_place_cannot_be_accepted(workshop, kofi, dana, state, sentence):
    offer = invited(workshop, kofi, dana)
    Workshop.objects.update(state=state)
    page = Client().post(url(offer), {"answer": "accept"}, follow=True).content.decode()
    assert sentence in page
    assert again(offer).answer == ""


def test_a_withdrawn_offer_is_closed(workshop, kofi, dana):
    offer = invited(workshop, kofi, dana)
    withdraw(offer.registration, by=dana, at=NOW)
    page = Client().post(url(offer), {"answer": "accept"}, follow=True).content.decode()
    assert "This offer was taken back" in page
    assert (again(offer).answer, states(workshop)) == ("withdrawn", {"Kofi": "withdrawn"})
