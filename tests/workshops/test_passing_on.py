"""A freed seat: passed on within the reserve, once, or waiting for headquarters."""

import datetime

import pytest
from django.urls import reverse

from elearning.management.commands.tick import DUTIES
from elearning.notices.models import Notice
from tests.workshops.seating import (
    DAY,
    NOW,
    UNTIL,
    invited,
    make_quota,
    make_workshop,
    people,
    selected,
    states,
    waiting,
)
from workshops.actions import offering
from workshops.actions.nominating import withdraw
from workshops.models import FreedSeat, Offer, Workshop

LATER = UNTIL + DAY / 24


@pytest.fixture
def workshop(offices, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_workshop(offices)


# Passing on


@pytest.fixture
def full(workshop, offices, dana):
    """Accra has two seats, both offered; Esi, Yaa and Abu wait for one."""
    make_quota(workshop, offices["GH"], most=2)
    for person in people(offices["GH"], "Ama B", "Akua C", sex="female"):
        invited(workshop, person, dana)
    for name, sex in (("Esi O", "female"), ("Yaa D", "female"), ("Abu M", "male")):
        waiting(workshop, people(offices["GH"], name, sex=sex)[0], dana)
    return workshop


def offer_of(name) -> Offer:
    return Offer.objects.filter(registration__person__name__startswith=name).latest("made_at", "pk")


def test_a_declined_seat_is_offered_to_the_next_for_a_week(full):
    offering.answer(offer_of("Ama"), accept=False, at=NOW)
    assert states(full) | {} == {
        "Ama": "declined", "Akua": "invited", "Esi": "offered", "Yaa": "reserve", "Abu": "reserve",
    }  # fmt: skip
    offer = offer_of("Esi")
    assert (offer.made_at, offer.expires_at) == (NOW, NOW + 7 * DAY)
    assert Notice.objects.filter(kind="seat_offered", person__name="Esi O").count() == 1


def test_the_tick_lets_offers_expire_and_passes_them_on_once(full, monkeypatch):
    assert offering.expire_due in DUTIES
    assert offering.expire_due(at=UNTIL - DAY) == 0
    assert offering.expire_due(at=LATER) == 2
    assert offering.expire_due(at=LATER) == 0
    expected = {"Ama": "declined", "Akua": "declined", "Esi": "offered", "Yaa": "offered", "Abu": "reserve"}
    assert states(full) == expected
    assert Offer.objects.filter(answer="expired").count() == 2
    assert offering.expire_due(at=LATER + 8 * DAY) == 2
    assert states(full) == expected | {"Esi": "declined", "Yaa": "declined", "Abu": "offered"}


def test_a_kill_in_the_middle_leaves_everything_or_nothing(full, monkeypatch):
    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(offering, "tell_offer", killed)
        with pytest.raises(KeyboardInterrupt):
            offering.expire_due(at=LATER)
    assert set(Offer.objects.values_list("answer", flat=True)) == {""}
    assert "offered" not in states(full).values()
    assert offering.expire_due(at=LATER) == 2
    assert sorted(states(full).values()).count("offered") == 2


def test_one_that_fails_does_not_keep_the_others(full, monkeypatch, caplog):
    right = offering.let_go

    def wrong(registration, *args, **kwargs):
        if registration.person.name == "Ama B":
            raise ValueError("broken")
        return right(registration, *args, **kwargs)

    monkeypatch.setattr(offering, "let_go", wrong)
    assert offering.expire_due(at=LATER) == 1
    assert (states(full)["Ama"], states(full)["Akua"]) == ("invited", "declined")
    assert offer_of("Ama").answer == ""


def test_withdrawing_a_confirmed_person_passes_her_seat_on(full, dana):
    offering.answer(offer_of("Ama"), accept=True, at=NOW)
    row = offer_of("Ama").registration
    for _time in range(2):
        withdraw(row, by=dana, at=NOW)
    assert (states(full)["Ama"], states(full)["Esi"], states(full)["Yaa"]) == ("withdrawn", "offered", "reserve")


def test_a_seat_nobody_was_promised_passes_on_to_nobody(workshop, offices, kofi, amina, dana):
    row = selected(workshop, kofi, dana)
    waiting(workshop, amina, dana)
    withdraw(row, by=dana, at=NOW)
    assert states(workshop) == {"Kofi": "withdrawn", "Amina": "reserve"}


def test_without_a_reserve_of_its_own_a_seat_goes_to_the_open_one(workshop, offices, kofi, amina, dana):
    make_quota(workshop, offices["GH"], most=1)
    make_quota(workshop)
    offer = invited(workshop, kofi, dana)
    waiting(workshop, amina, dana)
    offering.answer(offer, accept=False, at=NOW)
    assert states(workshop) == {"Kofi": "declined", "Amina": "offered"}


def test_but_not_a_seat_that_its_quota_needs(workshop, offices, kofi, amina, dana):
    Workshop.objects.update(capacity=1)
    make_quota(workshop, offices["GH"], most=1, least=1)
    make_quota(workshop)
    offer = invited(workshop, kofi, dana)
    waiting(workshop, amina, dana)
    offering.answer(offer, accept=False, at=NOW)
    assert states(workshop) == {"Kofi": "declined", "Amina": "reserve"}


def test_an_offer_never_lasts_into_the_workshop_and_too_late_there_is_none(full):
    begins = datetime.datetime(2026, 5, 4, tzinfo=datetime.UTC)
    offering.expire_due(at=begins - 2 * DAY)
    assert offer_of("Esi").expires_at == begins
    withdraw(offer_of("Esi").registration, by=None, at=begins - DAY / 3)
    assert states(full)["Abu"] == "reserve"


def test_a_postponed_workshop_offers_nothing_on(full):
    Workshop.objects.update(state="postponed")
    offering.expire_due(at=LATER)
    assert "offered" not in states(full).values()


# The least share by sex


@pytest.fixture
def shared(workshop, offices, dana):
    """Two seats of which half go to women: Ama and Kwame hold them; Abu waits first, Esi second."""
    make_quota(workshop, offices["GH"], most=2, least_sex="female", least_percent=50)
    for name, sex in (("Ama B", "female"), ("Kwame A", "male")):
        invited(workshop, people(offices["GH"], name, sex=sex)[0], dana)
    for name, sex in (("Abu M", "male"), ("Esi O", "female")):
        waiting(workshop, people(offices["GH"], name, sex=sex)[0], dana)
    return workshop


def test_a_seat_whose_next_breaks_the_share_waits_for_headquarters(shared, dana, client_for):
    for _time in range(2):
        offering.answer(offer_of("Ama"), accept=False, at=NOW)
    freed = FreedSeat.objects.get()
    assert (freed.registration.person.name, states(shared)["Abu"], states(shared)["Esi"]) == (
        "Ama B", "reserve", "reserve",
    )  # fmt: skip
    page = client_for(dana).get(reverse("workshops:selection", args=[shared.code])).content.decode()
    assert "waits for you" in page
    assert all(f'value="{choice}"' in page for choice in ("next", "keeping", "free"))


def test_a_seat_whose_next_keeps_the_share_goes_on(shared):
    offering.answer(offer_of("Kwame"), accept=False, at=NOW)
    assert not FreedSeat.objects.exists()
    assert states(shared)["Abu"] == "offered"


@pytest.mark.parametrize(
    ("choice", "after"),
    [
        ("next", {"Abu": "offered", "Esi": "reserve"}),
        ("keeping", {"Abu": "reserve", "Esi": "offered"}),
        ("free", {"Abu": "reserve", "Esi": "reserve"}),
    ],
)
def test_headquarters_decides_once(shared, dana, client_for, choice, after):
    offering.answer(offer_of("Ama"), accept=False, at=NOW)
    url = reverse("workshops:freed", args=[shared.code, FreedSeat.objects.get().pk])
    client = client_for(dana)
    assert client.get(url).status_code == 405
    client.post(url, {"choice": "perhaps"})
    assert FreedSeat.objects.get().decided_at is None
    for _time in range(2):
        client.post(url, {"choice": choice})
    found = states(shared)
    assert {name: found[name] for name in ("Abu", "Esi")} == after
    assert FreedSeat.objects.get().decided_by == dana
    assert "waits for you" not in client.get(reverse("workshops:selection", args=[shared.code])).content.decode()


def test_where_nobody_keeps_the_share_a_sentence_says_so(shared, dana, client_for):
    offering.answer(offer_of("Ama"), accept=False, at=NOW)
    withdraw(shared.registrations.get(person__name="Esi O"), by=dana, at=NOW)
    url = reverse("workshops:freed", args=[shared.code, FreedSeat.objects.get().pk])
    answer = client_for(dana).post(url, {"choice": "keeping"}, follow=True).content.decode()
    assert "Nobody in this reserve keeps the least share." in answer
    assert FreedSeat.objects.get().decided_at is None


@pytest.mark.parametrize("name", ["efua", "chen", "amina"])
def test_nobody_else_decides(shared, name, request, client_for):
    offering.answer(offer_of("Ama"), accept=False, at=NOW)
    url = reverse("workshops:freed", args=[shared.code, FreedSeat.objects.get().pk])
    client = client_for(request.getfixturevalue(name))
    assert client.post(url, {"choice": "next"}).status_code == 404
    assert FreedSeat.objects.get().decided_at is None
