"""To whom a freed seat may go, and when nobody decides on one: what must not happen by itself."""

import pytest
from django.urls import reverse

from elearning.people.actions import Refused
from tests.factories import make_person
from tests.workshops.seating import (
    DAY,
    NOW,
    UNTIL,
    again,
    endorsed,
    invited,
    make_quota,
    make_workshop,
    people,
    states,
    waiting,
)
from workshops.actions import offering
from workshops.actions.endorsing import endorse
from workshops.actions.nominating import move_rank, nominate, withdraw
from workshops.actions.selecting import move_in_reserve, select, send_invitations
from workshops.actions.states import move_to
from workshops.actions.substituting import substitute
from workshops.models import FreedSeat, Offer, Registration, Workshop

LATER = UNTIL + DAY / 24
CHOICES = ("next", "keeping", "free")


@pytest.fixture
def workshop(offices, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_workshop(offices)


@pytest.fixture
def reserve(workshop, offices, kofi, dana):
    """One seat, offered to Kofi; Esi waits, and Yaa behind her."""
    make_quota(workshop, offices["GH"], most=1)
    invited(workshop, kofi, dana)
    return [waiting(workshop, person, dana) for person in people(offices["GH"], "Esi O", "Yaa D")]


def unfit(row, how, dana) -> None:
    if how == "not endorsed":
        endorse(row, endorsed=False, by=dana, at=NOW)
    elif how == "refused":
        Registration.objects.filter(pk=row.pk).update(screening="refused")
    else:
        type(row.person).objects.filter(pk=row.person_id).update(is_active=False)


@pytest.mark.parametrize("how", ["not endorsed", "refused", "inactive"])
def test_a_seat_passes_by_itself_over_whoever_cannot_have_it(workshop, reserve, dana, how):
    unfit(reserve[0], how, dana)
    offering.answer(Offer.objects.get(), accept=False, at=NOW)
    assert states(workshop) == {"Kofi": "declined", "Esi": "reserve", "Yaa": "offered"}
    assert [row.pk for row in offering.reserve_of(workshop, reserve[0].quota)] == [reserve[0].pk]


@pytest.fixture
def freed(workshop, offices, dana):
    """Half of the quota are to be women; Ama's seat is free, and a man waits first."""
    make_quota(workshop, offices["GH"], most=2, least_sex="female", least_percent=50)
    invited(workshop, make_person("Ama B", offices["GH"], sex="female"), dana)
    invited(workshop, make_person("Kwame A", offices["GH"], sex="male"), dana)
    for name, sex in (("Abu M", "male"), ("Esi O", "female")):
        waiting(workshop, make_person(name, offices["GH"], sex=sex), dana)
    offering.answer(Offer.objects.get(registration__person__name="Ama B"), accept=False, at=NOW)
    return FreedSeat.objects.get()


@pytest.mark.parametrize("how", ["not endorsed", "refused", "inactive"])
def test_nor_does_headquarters_offer_it_to_her_by_the_button(workshop, freed, dana, how):
    unfit(workshop.registrations.get(person__name="Abu M"), how, dana)
    offering.decide_freed(freed, choice="next", by=dana, at=NOW)
    assert (states(workshop)["Abu"], states(workshop)["Esi"]) == ("reserve", "offered")


def test_with_nobody_who_can_have_it_she_is_told_so(workshop, freed, dana):
    workshop.registrations.filter(state="reserve").update(endorsement="denied")
    for choice in ("next", "keeping"):
        with pytest.raises(Refused, match="Nobody of this reserve can be offered a seat now"):
            offering.decide_freed(freed, choice=choice, by=dana, at=NOW)
    assert again(freed).decided_at is None


@pytest.mark.parametrize("state", ["postponed", "cancelled", "live", "closed"])
def test_nobody_decides_on_a_seat_of_a_workshop_that_gives_none(workshop, freed, dana, client_for, state):
    url = reverse("workshops:selection", args=[workshop.code])
    client = client_for(dana)
    assert "waits for you" in client.get(url).content.decode()
    Workshop.objects.update(state=state)
    for choice in CHOICES:
        with pytest.raises(Refused, match="Seats of this workshop are not given now"):
            offering.decide_freed(freed, choice=choice, by=dana, at=NOW)
    assert again(freed).decided_at is None
    assert "offered" not in states(workshop).values()
    assert "waits for you" not in client.get(url).content.decode()


def test_while_a_workshop_is_postponed_nobody_loses_an_invitation(workshop, reserve, dana):
    move_to(workshop, "postponed", by=dana, reason="Elections.", at=NOW)
    assert states(workshop) == {"Kofi": "selected", "Esi": "reserve", "Yaa": "reserve"}
    assert offering.expire_due(at=LATER) == 0
    move_to(workshop, "open", by=dana, at=LATER)
    assert [row.person.name for row in send_invitations(workshop, until=LATER + DAY, by=dana, at=LATER)] == [
        "Kofi Mensah"
    ]
    assert states(workshop)["Kofi"] == "invited"
    assert list(Offer.objects.order_by("pk").values_list("answer", flat=True)) == ["withdrawn", ""]


def test_who_was_invited_before_it_was_postponed_still_knows_of_her_seat(
    workshop, reserve, kofi, efua, dana, client_for
):
    move_to(workshop, "postponed", by=dana, reason="Elections.", at=NOW)
    page = client_for(efua).get(reverse("workshops:nominations", args=[workshop.code])).content.decode()
    assert "selected" in page
    assert page.count("being decided") == 2  # the reserve
    withdraw(workshop.registrations.get(person=kofi), by=dana, at=NOW)
    assert kofi.notices.filter(kind="seat_withdrawn").count() == 1


def test_an_accepted_seat_stays_accepted_when_it_is_postponed(workshop, kofi, dana):
    offering.answer(invited(workshop, kofi, dana), accept=True, at=NOW)
    move_to(workshop, "postponed", by=dana, reason="Elections.", at=NOW)
    assert states(workshop) == {"Kofi": "confirmed"}


def test_an_office_seat_is_not_taken_by_the_button_for_open_ones(workshop, offices, kofi, dana, client_for):
    url = reverse("workshops:selection", args=[workshop.code])
    make_quota(workshop, offices["GH"])
    row = endorsed(workshop, kofi, dana)
    page = client_for(dana).post(url, {"do": "openly", "who": row.pk}, follow=True).content.decode()
    assert "This workshop has no seats that are open to all" in page
    assert states(workshop) == {"Kofi": "endorsed"}
    opened = make_quota(workshop)
    client_for(dana).post(url, {"do": "openly", "who": row.pk})
    assert again(row).quota == opened


def test_without_any_quota_all_seats_are_open(workshop, kofi, dana, client_for):
    row = endorsed(workshop, kofi, dana)
    client_for(dana).post(reverse("workshops:selection", args=[workshop.code]), {"do": "openly", "who": row.pk})
    assert states(workshop) == {"Kofi": "selected"}


def test_in_a_cancelled_workshop_nothing_of_the_order_moves(workshop, reserve, kofi, dana):
    Workshop.objects.update(state="cancelled")
    for deed in (
        lambda: endorse(reserve[0], endorsed=False, by=dana, at=NOW),
        lambda: move_rank(reserve[1], up=True, by=dana),
        lambda: move_in_reserve(reserve[1], up=True, by=dana),
        lambda: select(reserve[0], by=dana, at=NOW),
    ):
        with pytest.raises(Refused, match="its seats stay as they are"):
            deed()
    assert again(reserve[0]).endorsement == "given"


def test_headquarters_does_not_endorse_herself(workshop, dana, chen, client_for):
    row = nominate(workshop, dana, by=chen, at=NOW)
    with pytest.raises(Refused, match="Nobody endorses herself"):
        endorse(row, endorsed=True, by=dana, at=NOW)
    page = client_for(dana).post(
        reverse("workshops:selection", args=[workshop.code]), {"do": "endorse", "who": row.pk}, follow=True
    )
    assert "Nobody endorses herself" in page.content.decode()
    assert again(row).endorsement == "awaited"


def test_the_page_of_a_seat_says_what_became_of_it(workshop, kofi, dana, client):
    offer = invited(workshop, kofi, dana)
    url = reverse("workshops:seat", args=[workshop.code, offer.secret])
    offering.answer(offer, accept=True, at=NOW)
    assert "See you there" in client.get(url).content.decode()
    for state, sentence in (("cancelled", "The workshop is cancelled"), ("postponed", "The workshop is postponed")):
        Workshop.objects.update(state=state)
        page = client.get(url).content.decode()
        assert sentence in page
        assert "See you there" not in page
    Workshop.objects.update(state="open")
    withdraw(offer.registration, by=dana, at=NOW)
    page = client.get(url).content.decode()
    assert "You do not hold this seat any more" in page
    assert "a seat is kept for you" not in page


def test_a_substitute_leaves_no_seat_on_the_page_of_the_one_before(workshop, offices, kofi, dana, client):
    offer = invited(workshop, kofi, dana)
    offering.answer(offer, accept=True, at=NOW)
    substitute(offer.registration, make_person("Ama B", offices["GH"]), by=dana, at=NOW)
    page = client.get(reverse("workshops:seat", args=[workshop.code, offer.secret])).content.decode()
    assert "You do not hold this seat any more" in page
