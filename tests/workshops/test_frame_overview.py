"""The list of workshops, and the first page of each."""

import datetime

import pytest
from django.test import Client

from workshops.models import Workshop, WorkshopText

from .conftest import AT

pytestmark = pytest.mark.django_db
LIST, DETAIL = "/workshops/", "/workshops/CEP-2023-MBA/"


def another(mombasa, number: int, **fields) -> Workshop:
    """A workshop in ten years, with an English title."""
    first = datetime.date.today() + datetime.timedelta(days=3650 + number)
    values = {"kind": "thematic", "zone": "UTC", "starts_on": first, "ends_on": first, "capacity": 9, "state": "open"}
    made = Workshop.objects.create(code=f"W-{number}", host_office=mombasa.host_office, **values | fields)
    WorkshopText.objects.create(workshop=made, language="en", title=f"Later {number}", status="reviewed")
    return made


def test_those_to_come_stand_first_the_next_one_before_the_others(mombasa):
    for number in (2, 1):
        another(mombasa, number)
    page = Client().get(LIST).content.decode()
    places = [page.index(words) for words in ("To come", "Later 1", "Later 2", "Past", DETAIL)]
    assert places == sorted(places)


def test_a_state_narrows_the_list_and_nonsense_does_not(mombasa):
    another(mombasa, 1)
    page = Client().get(f"{LIST}?state=open").content.decode()
    assert ("Later 1" in page, DETAIL in page) == (True, False)
    assert "No workshop is in this state" in Client().get(f"{LIST}?state=live").content.decode()
    for odd in ("nonsense", "%00", "open%27--"):
        assert DETAIL in Client().get(f"{LIST}?state={odd}").content.decode()


def test_drafts_are_listed_for_headquarters_alone(mombasa, dana, amina, client_for):
    another(mombasa, 1, state="draft")
    assert "Later 1" in client_for(dana).get(LIST).content.decode()
    for client in (Client(), client_for(amina)):
        for path in (LIST, f"{LIST}?state=draft"):
            page = client.get(path).content.decode()
            assert ("Later 1" in page, "New workshop" in page) == (False, False)
    assert "New workshop" in client_for(dana).get(LIST).content.decode()


def test_the_list_costs_the_same_queries_for_1_and_for_3(mombasa, django_assert_num_queries):
    for number in (1, 3):
        for place in range(Workshop.objects.count(), number):
            another(mombasa, place)
        with django_assert_num_queries(2):
            Client().get(LIST)


def test_the_overview_says_what_a_certificate_asks(mombasa):
    page = Client().get(DETAIL).content.decode()
    assert "Participation: 80 percent of the time that is meant for you." in page
    assert "every required item attended and the post-test taken." in page
    assert "A required item is attended from 50 percent of its time; what is excused is not attended." in page
    assert "Who comes within 5 minutes of the begin is there in full; later, the minutes that are left count." in page
    assert "Attendance is taken at each item of the agenda that counts." in page
    Workshop.objects.update(post_test="none", checkpoint="day", excused="present", participation_percent=75)
    page = Client().get(DETAIL).content.decode()
    assert "Participation: 75 percent" in page
    assert "There is no test." in page
    assert "What you are excused from counts as attended." in page


def test_one_sees_her_own_place_and_no_others(mombasa, amina, kofi, client_for):
    mombasa.registrations.create(
        person=amina, number="P77", confirmed_at=AT, category="staff", sex="female", language="en",
        group=mombasa.groups.get(code="A"),
    )  # fmt: skip
    page = client_for(amina).get(DETAIL).content.decode()
    assert "You take part: number P77, participant." in page
    assert "Your group is A." in page
    assert "P77" not in client_for(kofi).get(DETAIL).content.decode()


def test_the_overview_costs_the_same_queries_with_1_child_and_with_3(mombasa, django_assert_num_queries):
    for number in (1, 3):
        for place in range(Workshop.objects.count(), number + 1):
            another(mombasa, place, parent=mombasa)
        with django_assert_num_queries(5):
            Client().get(DETAIL)


def test_what_is_over_is_not_offered(mombasa, dana, client_for):
    first = datetime.date.today() + datetime.timedelta(days=60)
    Workshop.objects.update(state="open", starts_on=first, ends_on=first, nominations_until="2024-01-01")
    page = client_for(dana).get(DETAIL).content.decode()
    assert "Nominations ended on" in page
    assert "Nominations are taken until" not in page
    assert "Nominate people" not in page
