"""Confirmation: numbers, what is copied for ever, the team, and walk-ins."""

import datetime

import pytest
from django.urls import reverse

from elearning.people.actions import Refused, move
from tests.factories import make_person
from tests.workshops.seating import (
    DAY,
    NOW,
    affiliate,
    again,
    invited,
    make_partner,
    make_quota,
    make_workshop,
    people,
    selected,
    states,
    waiting,
)
from workshops.actions import offering
from workshops.actions.confirming import add_to_team, confirm, remove_from_team
from workshops.actions.nominating import nominate, withdraw
from workshops.actions.walking_in import walk_in
from workshops.models import Registration, Workshop
from workshops.seats.counting import seats_of

EVE = datetime.datetime(2026, 5, 3, 12, tzinfo=datetime.UTC)


@pytest.fixture
def workshop(offices, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_workshop(offices)


# What is copied


def test_what_she_is_today_is_copied_and_stays_when_she_moves(workshop, offices, kofi, dana):
    row = confirm(invited(workshop, kofi, dana).registration, by=dana, at=NOW)
    move(kofi, offices["KE"], on=datetime.date(2026, 3, 10), category="consultant", by=dana)
    type(kofi).objects.filter(pk=kofi.pk).update(sex="other")
    found = again(row)
    confirm(found, by=dana, at=NOW + 30 * DAY)
    found = again(row)
    assert (found.office.code, found.country, found.category, found.sex) == ("GH", "GH", "staff", "male")
    assert (found.number, found.confirmed_at, len(found.badge_code), found.language) == ("P01", NOW, 8, "en")


def test_the_office_is_that_of_the_day_of_confirmation(workshop, offices, kofi, dana):
    offer = invited(workshop, kofi, dana)
    move(kofi, offices["KE"], on=datetime.date(2026, 3, 10), by=dana)
    offering.answer(offer, accept=True, at=datetime.datetime(2026, 3, 12, tzinfo=datetime.UTC))
    assert again(offer).registration.office.code == "KE"


def test_a_partner_is_copied_from_her_affiliation(workshop, dana):
    partner = make_partner(workshop)
    abena = affiliate(make_person("Abena Ofori", sex="female")).person
    row = nominate(workshop, abena, by=dana, partner=partner, at=NOW)
    type(row).objects.filter(pk=row.pk).update(state="accepted")
    row = confirm(row, by=dana, at=NOW)
    assert (row.office, row.country, row.category) == (None, "GH", "civil_society")


def test_of_whom_nothing_is_known_is_not_confirmed(workshop, dana):
    nobody = make_person("Nobody Known")
    offer = invited(workshop, nobody, dana)
    with pytest.raises(Refused, match="neither an office nor an organisation"):
        confirm(offer.registration, by=dana, at=NOW)
    assert offering.answer(offer, accept=True, at=NOW).answer == "accepted"
    assert states(workshop) == {"Nobody": "accepted"}


def test_numbers_follow_each_other_by_letter(workshop, offices, dana):
    rows = [confirm(selected(workshop, p, dana), by=dana, at=NOW) for p in people(offices["GH"], "Ama B", "Esi O")]
    withdraw(rows[0], by=dana, at=NOW)
    rows.append(confirm(selected(workshop, people(offices["GH"], "Yaa D")[0], dana), by=dana, at=NOW))
    assert [again(row).number for row in rows] == ["P01", "P02", "P03"]


def test_headquarters_confirms_who_said_yes_by_telephone(workshop, kofi, dana):
    offer = invited(workshop, kofi, dana)
    confirm(offer.registration, by=dana, at=NOW)
    assert (again(offer).answer, states(workshop)) == ("accepted", {"Kofi": "confirmed"})


@pytest.mark.parametrize("state", ["nominated", "reserve", "declined", "withdrawn", "rejected", "cancelled"])
def test_without_a_seat_nobody_is_confirmed(workshop, kofi, dana, state):
    row = nominate(workshop, kofi, by=dana, at=NOW)
    Registration.objects.update(state=state)
    with pytest.raises(Refused, match="This cannot be done with Kofi Mensah"):
        confirm(row, by=dana, at=NOW)


# The team


def test_the_team_is_confirmed_at_once_outside_the_capacity(workshop, kofi, chen, dana, client_for):
    Workshop.objects.update(capacity=1)
    selected(workshop, kofi, dana)
    url = reverse("workshops:team", args=[workshop.code])
    client = client_for(dana)
    for role, name in (("lead", "chen"), ("interpreter", "dana")):
        client.post(url, {"person": f"{name}@example.org", "role": role, "language": "en"})
    found = {row.number: row.role for row in workshop.registrations.exclude(role="participant")}
    assert found == {"F01": "lead", "T01": "interpreter"}
    assert (seats_of(workshop).taken, "Chen Liang" in client.get(url).content.decode()) == (1, True)
    assert client_for(chen).get(url).status_code == 200


def test_a_change_of_role_keeps_what_was_copied(workshop, offices, chen, dana):
    add_to_team(workshop, chen, role="lead", language="en", by=dana, at=NOW)
    move(chen, offices["KE"], on=datetime.date(2026, 3, 10), by=dana)
    row = add_to_team(workshop, chen, role="observer", language="fr", by=dana, at=NOW + 20 * DAY)
    assert (row.role, row.language, row.number, row.office.code) == ("observer", "fr", "T01", "HQ")
    remove_from_team(row, by=dana)
    assert states(workshop) == {"Chen": "cancelled"}


def test_a_participant_is_not_made_team_by_the_way(workshop, kofi, dana, client_for):
    row = selected(workshop, kofi, dana)
    url = reverse("workshops:team", args=[workshop.code])
    values = {"person": "kofi@example.org", "role": "logistics", "language": "en"}
    assert "holds a seat as a participant" in client_for(dana).post(url, values).content.decode()
    with pytest.raises(Refused):
        remove_from_team(row, by=dana)


@pytest.mark.parametrize(
    "values", [{"role": "participant"}, {"person": "no@body.org"}, {"language": "xx"}, {"role": ""}]
)
def test_a_wrong_member_gets_a_sentence(workshop, chen, dana, client_for, values):
    own = {"person": "chen@example.org", "role": "lead", "language": "en"} | values
    answer = client_for(dana).post(reverse("workshops:team", args=[workshop.code]), own)
    assert "Please look at this again" in answer.content.decode()
    assert not workshop.registrations.exists()


@pytest.mark.parametrize("name", ["efua", "amina", "author"])
def test_nobody_else_makes_a_team(workshop, name, request, client_for):
    person = request.getfixturevalue(name)
    url = reverse("workshops:team", args=[workshop.code])
    values = {"person": person.email, "role": "lead", "language": "en"}
    assert client_for(person).post(url, values).status_code == 404
    assert not workshop.registrations.exists()


# Walk-ins


@pytest.fixture
def begun(workshop, monkeypatch, chen, dana):
    """The eve of the workshop: Chen leads it."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: EVE)
    add_to_team(workshop, chen, role="lead", language="en", by=dana, at=NOW)
    Workshop.objects.update(state="confirmed")
    return again(workshop)


def test_a_walk_in_is_numbered_and_may_exceed_the_capacity_with_a_word(begun, kofi, amina, chen, client_for):
    Workshop.objects.update(capacity=1)
    client, url = client_for(chen), reverse("workshops:walk_in", args=[begun.code])
    for person in (kofi, amina):
        values = {"form": "known", "known-person": person.email, "known-language": "en"}
        answer = client.post(url, values, follow=True).content.decode()
    assert "There are now 2 people for 1 seats." in answer
    assert sorted(begun.registrations.filter(state="walk_in").values_list("number", flat=True)) == ["W01", "W02"]


def test_somebody_new_at_the_door_is_written_down(begun, chen, client_for):
    values = {"name": "Abena Ofori", "sex": "female", "organisation": "Ghana Police", "organisation_type": "police"}
    values |= {"country": "GH", "language": "en", "email": ""}
    url = reverse("workshops:walk_in", args=[begun.code])
    sent = {"form": "new", **{f"new-{name}": value for name, value in values.items()}}
    answer = client_for(chen).post(url, sent, follow=True).content.decode()
    row = begun.registrations.get(state="walk_in")
    assert (row.category, row.country, row.sex, row.screening) == ("police", "GH", "female", "pending")
    assert "A check of this person is open." in answer
    for wrong in ({"new-name": "\u200f"}, {"new-country": "Ghana"}, {"new-organisation": "x" * 151}, {"new-sex": "f"}):
        assert "Please look at this again" in client_for(chen).post(url, sent | wrong).content.decode()


def test_who_waited_in_the_reserve_walks_in_once(begun, offices, kofi, dana, chen):
    Workshop.objects.update(state="open")
    row = waiting(begun, kofi, dana)
    Workshop.objects.update(state="live")
    for _time in range(2):
        found = walk_in(begun, kofi, language="en", by=chen, at=EVE)
    assert (found, found.state, found.number, found.reserve_rank) == (row, "walk_in", "W01", None)


def test_nobody_walks_in_weeks_before_or_into_a_closed_workshop(begun, kofi, chen):
    with pytest.raises(Refused, match="from the day before"):
        walk_in(begun, kofi, language="en", by=chen, at=NOW)
    Workshop.objects.update(state="closed")
    with pytest.raises(Refused, match="Nobody can walk in"):
        walk_in(begun, kofi, language="en", by=chen, at=EVE)


@pytest.mark.parametrize("name", ["efua", "amina", "author"])
def test_nobody_else_takes_walk_ins(begun, kofi, name, request, client_for):
    url = reverse("workshops:walk_in", args=[begun.code])
    values = {"form": "known", "known-person": kofi.email, "known-language": "en"}
    assert client_for(request.getfixturevalue(name)).post(url, values).status_code == 404
    assert not begun.registrations.filter(state="walk_in").exists()


# The list


def test_the_list_is_searched_and_narrowed(workshop, offices, kofi, amina, dana, client_for, django_assert_num_queries):
    make_quota(workshop)
    confirm(selected(workshop, kofi, dana), by=dana, at=NOW)
    waiting(workshop, amina, dana)
    client, url = client_for(dana), reverse("workshops:people", args=[workshop.code])

    def names(**asked) -> set[str]:
        page = client.get(url, asked).content.decode()
        return {name for name in ("Kofi", "Amina") if f"<bdi>{name}" in page}

    assert names() == {"Kofi"}
    assert names(state="all") == {"Kofi", "Amina"}
    assert names(state="reserve") == {"Amina"}
    assert names(state="all", q="amin") == {"Amina"}
    assert names(q="p01") == {"Kofi"}
    assert names(state="all", office=offices["KE"].pk) == {"Amina"}
    assert names(state="all", role="lead") == set()
    for odd in ({"q": "a\x00"}, {"office": "9" * 40}, {"state": "none"}, {"page": "x"}, {"role": "x" * 10_000}):
        assert client.get(url, odd).status_code == 200
    with django_assert_num_queries(11):
        client.get(url, {"state": "all"})
    for person in people(offices["GH"], "Ama B", "Esi O"):
        confirm(selected(workshop, person, dana), by=dana, at=NOW)
    with django_assert_num_queries(11):
        client.get(url, {"state": "all"})


@pytest.mark.parametrize("name", ["efua", "amina", "author"])
def test_a_focal_point_has_her_nominations_and_not_the_list(workshop, name, request, client_for):
    url = reverse("workshops:people", args=[workshop.code])
    assert client_for(request.getfixturevalue(name)).get(url).status_code == 404
