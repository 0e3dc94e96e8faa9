"""Races for seats: each step in a connection of its own, at the same moment."""

import threading

import pytest
from django.db import connection

from elearning.people.actions import Refused
from tests.workshops.seating import (
    NOW,
    UNTIL,
    endorsed,
    invited,
    make_quota,
    make_workshop,
    people,
    states,
    waiting,
)
from workshops.actions import offering
from workshops.actions.confirming import confirm
from workshops.actions.nominating import nominate, withdraw
from workshops.actions.selecting import select
from workshops.models import Offer

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def at_once(*deeds) -> list:
    """What each deed gave, or the name of the refusal, begun at the same moment."""
    ready, ended = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int, deed) -> None:
        try:
            ready.wait(timeout=20)
            ended[place] = deed()
        except Refused:
            ended[place] = "refused"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


@pytest.fixture
def workshop(offices):
    return make_workshop(offices)


def test_the_last_seat_of_a_quota_goes_to_one(workshop, offices, dana, efua):
    make_quota(workshop, offices["GH"], most=1)
    rows = [endorsed(workshop, person, dana) for person in people(offices["GH"], "Ama B", "Esi O", "Yaa D")]
    ended = at_once(*(lambda row=row: select(row, by=dana, at=NOW).state for row in rows))
    assert sorted(ended) == ["refused", "refused", "selected"]
    assert sorted(states(workshop).values()) == ["endorsed", "endorsed", "selected"]


def test_the_last_seat_of_the_workshop_goes_to_one_of_two_quotas(offices, dana):
    workshop = make_workshop(offices, capacity=1)
    for code in ("GH", "KE"):
        make_quota(workshop, offices[code], most=1)
    rows = [endorsed(workshop, people(offices[code], f"{code} Person")[0], dana) for code in ("GH", "KE")]
    ended = at_once(*(lambda row=row: select(row, by=dana, at=NOW).state for row in rows))
    assert sorted(ended) == ["refused", "selected"]


def test_two_focal_points_nominate_at_once_and_ranks_differ(workshop, offices, kofi, efua, dana):
    make_quota(workshop)
    ama = people(offices["GH"], "Ama B")[0]
    deeds = [lambda: nominate(workshop, kofi, by=efua, at=NOW), lambda: nominate(workshop, ama, by=dana, at=NOW)]
    at_once(*deeds, deeds[0])
    assert sorted(workshop.registrations.values_list("rank", flat=True)) == [1, 2]


def test_accepted_twice_at_once_she_is_confirmed_once(workshop, kofi, dana):
    offer = invited(workshop, kofi, dana)
    at_once(*[lambda: offering.answer(offer, accept=True, at=NOW)] * 3)
    assert list(workshop.registrations.values_list("state", "number")) == [("confirmed", "P01")]


def test_two_acceptances_get_two_numbers(workshop, kofi, amina, dana):
    offers = [invited(workshop, person, dana) for person in (kofi, amina)]
    at_once(*(lambda offer=offer: offering.answer(offer, accept=True, at=NOW) for offer in offers))
    assert sorted(workshop.registrations.values_list("number", flat=True)) == ["P01", "P02"]


def test_accepting_and_declining_at_once_one_answer_holds(workshop, kofi, amina, dana):
    offer = invited(workshop, kofi, dana)
    waiting(workshop, amina, dana)
    at_once(*(lambda yes=yes: offering.answer(offer, accept=yes, at=NOW) for yes in (True, False)))
    answer = Offer.objects.get(pk=offer.pk).answer
    expected = {"accepted": ("confirmed", "reserve"), "declined": ("declined", "offered")}[answer]
    assert (states(workshop)["Kofi"], states(workshop)["Amina"]) == expected


def test_expiry_against_acceptance_leaves_one_holder(workshop, offices, kofi, amina, dana):
    make_quota(workshop, most=1)
    offer = invited(workshop, kofi, dana)
    waiting(workshop, amina, dana)
    accept = lambda: offering.answer(offer, accept=True, at=NOW).answer  # noqa: E731
    ended = at_once(accept, lambda: offering.expire_due(at=UNTIL), lambda: offering.expire_due(at=UNTIL))
    holding = workshop.registrations.holding().get()
    if ended[0] == "refused":
        assert (holding.person, holding.state) == (amina, "offered")
    else:
        assert (holding.person, holding.state) == (kofi, "confirmed")
    assert Offer.objects.exclude(answer="withdrawn").count() == (2 if ended[0] == "refused" else 1)


def test_two_ticks_pass_a_seat_on_once(workshop, kofi, amina, bruno, dana):
    invited(workshop, kofi, dana)
    for person in (amina, bruno):
        waiting(workshop, person, dana)
    ended = at_once(*[lambda: offering.expire_due(at=UNTIL)] * 3)
    assert sorted(ended) == [0, 0, 1]
    assert states(workshop) == {"Kofi": "declined", "Amina": "offered", "Bruno": "reserve"}


def test_withdrawing_against_confirming_passes_the_seat_on_at_most_once(workshop, kofi, amina, dana):
    make_quota(workshop, most=1)
    row = invited(workshop, kofi, dana).registration
    waiting(workshop, amina, dana)
    at_once(lambda: withdraw(row, by=dana, at=NOW), lambda: confirm(row, by=dana, at=NOW))
    assert states(workshop) == {"Kofi": "withdrawn", "Amina": "offered"}
