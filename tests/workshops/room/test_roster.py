"""What a device may hold: exactly what the design names, for as long as it may, and for no other device."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.workshops.attending import event as row
from tests.workshops.room.rooms import CODE, NAMES, SECRETS, make_room, register, token_of
from workshops.actions.devices import revoke_device
from workshops.models import AttendanceEvent, Need
from workshops.room.roster import ends_at, wiped_at

URL = reverse("workshops:room_roster", args=[CODE])


@pytest.fixture
def workshop(offices, chen):
    return make_room(offices, chen)


@pytest.fixture
def token(workshop, chen):
    return token_of(workshop, chen)


def ask(client, token, **headers):
    return client.get(URL, headers={"authorization": f"Device {token}", **headers})


def test_the_roster_holds_these_and_nothing_else(client, workshop, token):
    Need.objects.create(
        registration=workshop.registrations.get(number="P01"),
        diet_note="No secret peanuts",
        updated_at=timezone.now(),
        purge_on=timezone.now(),
    )
    answer = ask(client, token)
    people = answer.json()["people"]
    assert [set(person) for person in people] == [{"id", "badge", "name", "office", "group", "photo"}] * 4
    assert people[0] == {
        "id": "P01", "badge": "BADGE001", "name": "Zoë Okafor", "office": "Kenya", "group": "B", "photo": False,
    }  # fmt: skip
    assert set(answer.json()) == {
        "now", "code", "title", "label", "ends_at", "wiped_at", "late_after", "people", "checkpoints", "seen",
        "agenda", "runs",
    }  # fmt: skip
    said = answer.content.decode().lower()
    assert [word for word in (*SECRETS, "peanuts", "example.org") if word in said] == []


def test_the_team_and_those_who_withdrew_are_not_in_it(client, workshop, token, amina):
    register(workshop, amina, "P77", state="withdrawn")
    assert [person["name"] for person in ask(client, token).json()["people"]] == list(NAMES)


def test_it_holds_the_checkpoints_the_agenda_and_what_is_known_by_status_alone(client, workshop, token):
    said = ask(client, token).json()
    assert [one["code"] for one in said["checkpoints"]] == ["D1-01", "D1-02", "D1-03"]
    assert [item["group"] for item in said["checkpoints"][1]["items"]] == ["A", "B"]
    first = said["agenda"][0]
    assert (first["title"], first["minutes"]) == ("Item D1-01", 60)
    assert first["steps"] == [
        {"text": "Welcome", "minutes": 20, "leader": ""},
        {"text": "Round of names", "minutes": 40, "leader": ""},
    ]
    key, begins = said["checkpoints"][0]["key"], datetime.datetime.fromisoformat(said["checkpoints"][0]["starts_at"])
    late = begins + datetime.timedelta(minutes=20)
    zoe, yusuf = (workshop.registrations.get(number=number) for number in ("P01", "P02"))
    AttendanceEvent.objects.bulk_create([row(workshop, zoe, key, begins), row(workshop, yusuf, key, late)])
    assert ask(client, token).json()["seen"] == {key: {"present": ["P01"], "late": ["P02"]}}


def test_it_costs_the_same_queries_whoever_comes(client, workshop, token, amina, bruno, django_assert_num_queries):
    with django_assert_num_queries(12):
        ask(client, token)
    for number, person in (("P08", amina), ("P09", bruno)):
        register(workshop, person, number)
    with django_assert_num_queries(12):
        ask(client, token)


def test_titles_are_in_the_language_of_the_device(client, workshop, token):
    workshop.texts.create(language="fr", title="La confiance à Nairobi", status="reviewed")
    assert ask(client, token, **{"accept-language": "fr"}).json()["title"] == "La confiance à Nairobi"


@pytest.mark.parametrize("forged", ["", "x", "00000000-0000-4000-8000-000000000001.secret", "\x00.a"])
def test_a_forged_device_gets_nothing(client, workshop, forged):
    answer = ask(client, forged)
    assert answer.status_code == 401
    assert "Zoë" not in answer.content.decode()


def test_another_workshops_device_gets_nothing(client, workshop, token, mombasa):
    other = reverse("workshops:room_roster", args=[mombasa.code])
    assert client.get(other, headers={"authorization": f"Device {token}"}).status_code == 401


def test_a_cookie_is_not_enough(client_for, workshop, chen):
    assert client_for(chen).get(URL).status_code == 401


def test_a_revoked_device_is_told_so_and_gets_nothing(client, workshop, token, chen):
    revoke_device(workshop.devices.get(), reason="Left in a taxi", by=chen)
    answer = ask(client, token)
    assert (answer.status_code, answer.json()["revoked"]) == (403, True)
    assert "people" not in answer.json()


def test_whose_part_ended_has_no_roster_either(client, workshop, token):
    workshop.registrations.filter(number="F01").update(state="withdrawn")
    assert ask(client, token).json()["revoked"] is True


def test_two_days_after_the_end_nobody_gets_it(client, workshop, token):
    assert ends_at(workshop).astimezone(workshop.tz).time() == datetime.time()
    assert wiped_at(workshop) - ends_at(workshop) == datetime.timedelta(days=2)
    long_ago = timezone.now().date() - datetime.timedelta(days=9)
    type(workshop).objects.filter(pk=workshop.pk).update(starts_on=long_ago, ends_on=long_ago)
    answer = ask(client, token)
    assert (answer.status_code, answer.json()["over"]) == (410, True)
    assert set(answer.json()) == {"error", "over"}
