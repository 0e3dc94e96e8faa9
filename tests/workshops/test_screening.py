"""The screening of security forces: who sees it, and that only the cleared are confirmed."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from elearning.journal.models import LogEntry
from elearning.people.actions import Refused
from elearning.people.models import Posting
from tests.factories import make_person
from tests.workshops.seating import NOW, affiliate, again, invited, make_workshop, selected, states
from workshops.actions import offering
from workshops.actions.confirming import confirm
from workshops.actions.nominating import nominate, withdraw
from workshops.actions.screening import screen
from workshops.actions.walking_in import walk_in

URL = reverse("workshops:screening", args=["CEP-2026-ACC"])
DONE = datetime.date(2026, 3, 1)
LAST = datetime.date(2026, 5, 6)


@pytest.fixture
def workshop(offices, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_workshop(offices)


@pytest.fixture
def officer(offices):
    """Somebody of the police."""
    return make_person("Kwesi Officer", offices["GH"], category="police")


@pytest.fixture
def keeper(chen):
    """Chen keeps the checks."""
    chen.user_permissions.add(Permission.objects.get(codename="screen_participant"))
    return type(chen).objects.get(pk=chen.pk)


def test_only_members_of_a_security_force_are_screened(workshop, officer, kofi, dana):
    of_force = affiliate(make_person("Adjoa Border"), "Border Guard", "police").person
    found = [nominate(workshop, person, by=dana, at=NOW).screening for person in (officer, kofi, of_force)]
    assert found == ["pending", "not_needed", "pending"]


def test_an_acceptance_waits_for_the_screening_and_is_then_confirmed(workshop, officer, keeper, dana, client_for):
    offer = invited(workshop, officer, dana)
    offering.answer(offer, accept=True, at=NOW)
    assert states(workshop) == {"Kwesi": "accepted"}
    with pytest.raises(Refused, match="a check is open"):
        confirm(offer.registration, by=dana, at=NOW)
    pk = offer.registration_id
    values = {"who": pk, f"{pk}-screening": "cleared", f"{pk}-on": DONE, f"{pk}-expires_on": LAST}
    assert client_for(keeper).post(URL, values).status_code == 302
    assert states(workshop) == {"Kwesi": "confirmed"}
    entry = LogEntry.objects.get(action="workshop.screened")
    assert (entry.actor, entry.detail) == (keeper, {})


@pytest.mark.parametrize(
    ("screening", "expires_on", "confirmed"),
    [
        ("cleared", LAST, True),
        ("cleared", None, True),
        ("cleared", LAST - datetime.timedelta(days=1), False),
        ("refused", None, False),
        ("pending", None, False),
    ],
)
def test_only_who_is_cleared_on_the_last_day_is_confirmed(
    workshop, officer, keeper, dana, screening, expires_on, confirmed
):
    row = selected(workshop, officer, dana)
    screen(row, screening=screening, on=DONE, expires_on=expires_on, by=keeper, at=NOW)
    if not confirmed:
        with pytest.raises(Refused):
            confirm(row, by=dana, at=NOW)
    else:
        confirm(row, by=dana, at=NOW)
    assert (again(row).state == "confirmed") == confirmed


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"on": ""}, "Give the day of the screening."),
        ({"on": "2026-03-04"}, "lies in the future"),
        ({"expires_on": "2026-02-01"}, "expires before it was done"),
        ({"screening": "not_needed"}, "Select a valid choice"),
        ({"on": "31.31.2026"}, "Enter a valid date"),
    ],
)
def test_dates_that_make_no_sense_change_nothing(workshop, officer, keeper, dana, client_for, values, sentence):
    row = nominate(workshop, officer, by=dana, at=NOW)
    own = {"screening": "cleared", "on": "2026-03-01", "expires_on": "2026-12-01"} | values
    sent = {"who": row.pk, **{f"{row.pk}-{name}": value for name, value in own.items()}}
    assert sentence in client_for(keeper).post(URL, sent).content.decode()
    assert again(row).screening == "pending"


@pytest.mark.parametrize("who", ["", "x", "9" * 40, "0"])
def test_a_row_that_is_none_is_not_there(workshop, keeper, client_for, who):
    assert client_for(keeper).post(URL, {"who": who}).status_code == 404


@pytest.mark.parametrize("name", ["dana", "efua", "amina", "author"])
def test_nobody_else_sees_or_sets_a_screening(workshop, officer, dana, name, request, client_for):
    row = invited(workshop, officer, dana).registration
    client = client_for(request.getfixturevalue(name))
    assert client.get(URL).status_code == 404
    assert client.post(URL, {"who": row.pk, f"{row.pk}-screening": "cleared"}).status_code == 404
    for address in ("selection", "people", "nominations"):
        page = client.get(reverse(f"workshops:{address}", args=[workshop.code]), {"state": "all"})
        assert "leared" not in page.content.decode(), address
        assert "creening" not in page.content.decode(), address
    assert again(row).screening == "pending"


def test_headquarters_with_the_permission_sees_it_on_the_selection(workshop, officer, dana, client_for):
    nominate(workshop, officer, by=dana, at=NOW)
    dana.user_permissions.add(Permission.objects.get(codename="screen_participant"))
    page = client_for(dana).get(reverse("workshops:selection", args=[workshop.code])).content.decode()
    assert "not cleared" in page


def test_an_unscreened_walk_in_is_flagged_first(workshop, officer, keeper, dana, client_for):
    nominate(workshop, affiliate(make_person("Adjoa Border"), "Border Guard", "police").person, by=dana, at=NOW)
    walk_in(workshop, officer, language="en", by=dana, at=datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC))
    page = client_for(keeper).get(URL).content.decode()
    assert "takes part, not cleared" in page
    assert page.index("Kwesi Officer") < page.index("Adjoa Border")


def test_what_was_found_stays_when_she_is_no_longer_of_the_force(workshop, officer, keeper, dana):
    row = nominate(workshop, officer, by=dana, at=NOW)
    screen(row, screening="refused", on=DONE, expires_on=None, by=keeper, at=NOW)
    Posting.objects.filter(person=officer).update(category="staff")
    withdraw(row, by=dana, at=NOW)
    assert nominate(workshop, officer, by=dana, at=NOW).screening == "refused"


def test_the_page_costs_the_same_for_one_and_for_three(
    workshop, offices, officer, keeper, dana, client_for, django_assert_num_queries
):
    client = client_for(keeper)
    nominate(workshop, officer, by=dana, at=NOW)
    client.get(URL)
    with django_assert_num_queries(10):
        client.get(URL)
    for name in ("Ama P", "Esi P"):
        nominate(workshop, make_person(name, offices["GH"], category="police"), by=dana, at=NOW)
    with django_assert_num_queries(10):
        client.get(URL)


def test_who_joins_the_police_after_her_nomination_is_screened_too(workshop, kofi, keeper, dana, client_for):
    offer = invited(workshop, kofi, dana)
    affiliate(kofi, "Border Guard", "police")
    assert offering.answer(offer, accept=True, at=NOW).answer == "accepted"
    assert states(workshop) == {"Kofi": "accepted"}
    with pytest.raises(Refused, match="a check is open"):
        confirm(offer.registration, by=dana, at=NOW)
    assert "not cleared" in client_for(keeper).get(URL).content.decode()
    pk = offer.registration_id
    client_for(keeper).post(URL, {"who": pk, f"{pk}-screening": "cleared", f"{pk}-on": DONE})
    assert states(workshop) == {"Kofi": "confirmed"}
