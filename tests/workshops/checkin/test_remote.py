"""Who follows from elsewhere, where they meet, and who learns that address."""

import pytest
import time_machine

from elearning.people.actions import Refused
from workshops.actions.remote import set_meeting, set_presence
from workshops.checkin.presence import presence_mode
from workshops.models import DayClosing, RemoteDay

from .rooms import BASE, MONDAY, TUESDAY, at

pytestmark = pytest.mark.django_db
MEET = "https://meet.example.org/room?x=1"
PLACE = f"{BASE}/attendance/remote/"


@pytest.fixture
def hybrid(room):
    room.delivery = "hybrid"
    room.save()
    return room


def test_room_and_remote_are_kept_apart_by_person_and_day(hybrid, chen):
    one, two, _three = hybrid.registrations.participants().order_by("number")
    assert set_presence(hybrid, [one], [MONDAY, TUESDAY], remote=True, by=chen) == 2
    assert set_presence(hybrid, [one, two], [MONDAY], remote=True, by=chen) == 1
    assert set_presence(hybrid, [one], [TUESDAY], remote=False, by=chen) == 1
    modes = presence_mode(hybrid)
    assert len(modes) == 6
    assert {key for key, mode in modes.items() if mode == "remote"} == {(one.pk, MONDAY), (two.pk, MONDAY)}
    hybrid.delivery = "online"
    assert set(presence_mode(hybrid).values()) == {"remote"}
    hybrid.delivery = "in_person"
    assert set(presence_mode(hybrid).values()) == {"room"}


def test_it_is_not_set_in_person_nor_for_other_days_nor_for_a_signed_one(room, chen):
    one = room.registrations.participants().first()
    with pytest.raises(Refused, match="where the workshop is hybrid"):
        set_presence(room, [one], [MONDAY], remote=True, by=chen)
    room.delivery = "hybrid"
    room.save()
    with pytest.raises(Refused, match="not a day of the workshop"):
        set_presence(room, [one], [MONDAY.replace(day=9)], remote=True, by=chen)
    DayClosing.objects.create(workshop=room, day=MONDAY, signed_by=chen)
    with pytest.raises(Refused, match="signed off stays"):
        set_presence(room, [one], [MONDAY, TUESDAY], remote=True, by=chen)
    assert not RemoteDay.objects.exists()


def test_facilitators_set_it_for_many_at_once(hybrid, chen, amina, client_for):
    values = {"people": ["P01", "P03"], "days": ["2026-05-04"], "mode": "remote"}
    assert client_for(amina).post(f"{PLACE}presence/", values).status_code == 404
    answer = client_for(chen).post(f"{PLACE}presence/", values, follow=True)
    assert "2 days of people have changed." in answer.content.decode()
    assert RemoteDay.objects.count() == 2
    for wrong, sentence in (
        ({"people": []}, "Tick at least one person."),
        ({"people": ["\0"]}, "Select a valid choice"),
        ({"days": ["x"]}, "Select a valid choice"),
    ):
        answer = client_for(chen).post(f"{PLACE}presence/", values | wrong, follow=True)
        assert sentence in answer.content.decode()


@time_machine.travel(at("09:05"), tick=False)
def test_only_the_confirmed_learn_where_the_meeting_is(hybrid, chen, amina, efua, client_for, client):
    client_for(chen).post(f"{PLACE}meeting/", {"online_url": MEET})
    hybrid.refresh_from_db()
    assert hybrid.online_url == MEET
    shown = MEET.split("?")[0]
    for place in (f"{BASE}/check-in/", f"{BASE}/attendance/mine/"):
        assert shown in client_for(amina).get(place).content.decode()
        assert shown not in client_for(efua).get(place).content.decode()
        assert shown not in client.get(place, follow=True).content.decode()
    for place in (f"{BASE}/", f"{BASE}/agenda/"):
        assert shown not in client.get(place).content.decode()
    hybrid.delivery = "in_person"
    hybrid.save()
    assert shown not in client_for(amina).get(f"{BASE}/check-in/").content.decode()


@pytest.mark.parametrize("address", ["meet", "http://meet.example.org", "javascript:alert(1)", "https://" + "x" * 300])
def test_an_address_that_is_none_is_refused_with_a_sentence(hybrid, chen, client_for, address):
    answer = client_for(chen).post(f"{PLACE}meeting/", {"online_url": address})
    assert answer.status_code == 200
    assert answer.context["form"].errors["online_url"]
    hybrid.refresh_from_db()
    assert hybrid.online_url == ""
    with pytest.raises(Refused):
        set_meeting(hybrid, address, by=chen)
