"""The page that prepares a device: for those who take attendance, by script alone, while there is something to take."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_person
from tests.workshops.room.rooms import CODE, make_room, register
from workshops.actions.devices import device_of
from workshops.models import Device, Workshop

JSON = {"accept": "application/json"}
ROOM, PREPARE = (reverse(f"workshops:{name}", args=[CODE]) for name in ("room", "room_prepare"))


@pytest.fixture
def workshop(offices, chen):
    return make_room(offices, chen)


def test_a_script_gets_the_secret_once(client_for, workshop, chen):
    answer = client_for(chen).post(PREPARE, {"label": "Chen's tablet"}, headers=JSON)
    said = answer.json()
    assert said["app"] == reverse("workshops:room_app", args=[CODE])
    device = device_of(f"Device {said['token']}", CODE)
    assert (device.person, device.label, device.workshop) == (chen, "Chen's tablet", workshop)
    assert said["token"].partition(".")[2] not in device.secret_digest
    assert "no-store" in answer["Cache-Control"]


def test_without_a_script_nothing_is_made_and_the_sheets_are_named(client_for, workshop, chen):
    answer = client_for(chen).post(PREPARE, {"label": "Tablet"}, headers={"accept": "text/html,*/*;q=0.8"})
    assert "Room mode needs a browser with scripts" in answer.content.decode()
    assert reverse("workshops:sheets", args=[CODE]) in answer.content.decode()
    assert Device.objects.count() == 0


@pytest.mark.parametrize("label", ["", " ", "x" * 81, "a\x00b", "\u200f\u200f", "…"])
def test_a_device_needs_a_name(client_for, workshop, chen, label):
    answer = client_for(chen).post(PREPARE, {"label": label}, headers=JSON)
    assert answer.status_code == 400
    assert len(answer.json()["fault"]) > 10
    assert Device.objects.count() == 0


def test_those_who_take_no_attendance_find_no_page(client_for, workshop, amina, kofi, dana, client, offices):
    rapporteur = make_person("Rosa Report", offices["KE"])
    register(workshop, amina, "P50")
    register(workshop, kofi, "T02", role="logistics")
    register(workshop, rapporteur, "T03", role="rapporteur")
    found = {
        person.name.split()[0]: client_for(person).get(ROOM).status_code for person in (amina, kofi, rapporteur, dana)
    }
    assert found == {"Amina": 404, "Kofi": 404, "Rosa": 200, "Dana": 200}
    assert client_for(kofi).post(PREPARE, {"label": "x"}, headers=JSON).status_code == 404
    assert client.post(PREPARE, {"label": "x"}, headers=JSON).status_code == 302
    assert Device.objects.count() == 0


def test_once_it_is_over_nothing_is_offered(client_for, workshop, chen):
    Workshop.objects.update(state="closed")
    assert "data-prepare" not in client_for(chen).get(ROOM).content.decode()
    assert client_for(chen).post(PREPARE, {"label": "Late"}, headers=JSON).status_code == 400


def test_three_days_after_the_end_none_is_prepared(client_for, workshop, chen):
    day = timezone.now().date() - datetime.timedelta(days=4)
    Workshop.objects.update(state="reporting", starts_on=day, ends_on=day)
    answer = client_for(chen).post(PREPARE, {"label": "Late"}, headers=JSON)
    assert (answer.status_code, Device.objects.count()) == (400, 0)


def test_the_page_costs_the_same_queries_whoever_comes(
    client_for, workshop, chen, amina, bruno, django_assert_num_queries
):
    client = client_for(chen)
    with django_assert_num_queries(10):
        assert "Of 4 people" in client.get(ROOM).content.decode()
    register(workshop, amina, "P08")
    register(workshop, bruno, "P09")
    with django_assert_num_queries(10):
        assert "Of 6 people" in client.get(ROOM).content.decode()
