"""Devices: prepared with a secret that is kept nowhere, known by it on their line, revoked; what they are answered."""

import datetime
import json
import uuid
from contextlib import suppress

import pytest
from django.test import Client
from django.utils import timezone

from elearning.journal.models import LogEntry
from elearning.people.actions.refusal import Refused
from workshops.actions.devices import device_of, prepare_device, revoke_device
from workshops.attending import checkpoints_of
from workshops.devices import reading
from workshops.models import AttendanceEvent, Device, Registration, Workshop

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2023, 7, 4, 6, 0, tzinfo=datetime.UTC)
BASE = "/workshops/CEP-2023-MBA/room"
LINE = f"{BASE}/events/"


@pytest.fixture
def room(mombasa, chen):
    """Chen leads and has a device; the secret."""
    Registration.objects.create(
        workshop=mombasa, person=chen, role="lead", number="F01", confirmed_at=NOW, category="staff",
        sex="undisclosed", language="en",
    )  # fmt: skip
    device, secret = prepare_device(mombasa, chen, "Tablet", by=chen, at=NOW)
    return mombasa, device, secret


def send(device, secret: str, events, **body):
    """What a device sends, without cookie or token of a form."""
    said = json.dumps({"sent_at": timezone.now().isoformat(), "events": events} | body)
    client = Client(enforce_csrf_checks=True)
    header = {"Authorization": f"Device {device.uuid}.{secret}"}
    return client.post(LINE, said, content_type="application/json", headers=header)


def scan(workshop, badge: str = "P01", **values) -> dict:
    place = checkpoints_of(workshop)[0].key
    at = NOW.isoformat()
    return {"id": str(uuid.uuid4()), "verb": "in", "checkpoint": place, "badge": badge, "at": at} | values


def test_the_secret_is_kept_nowhere_and_the_deed_is_written_down(room, chen):
    _workshop, device, secret = room
    assert len(secret) >= 43
    assert secret not in str(vars(Device.objects.get()))
    entry = LogEntry.objects.get(action="workshop.device_prepared")
    assert (entry.actor, entry.subject_id, entry.detail) == (chen, str(device.pk), {"label": "Tablet"})


def test_a_batch_is_answered_in_its_order_with_the_time_of_the_server(room):
    workshop, device, secret = room
    batch = [scan(workshop), None, scan(workshop, "NOBODY"), scan(workshop, at="soon"), scan(workshop, "P02")]
    answer = send(device, secret, batch)
    said = answer.json()
    assert answer.status_code == 200
    assert [one["status"] for one in said["answers"]] == [
        "accepted", "unresolved", "unresolved", "unresolved", "accepted",
    ]  # fmt: skip
    assert [one["id"] for one in said["answers"] if one["id"] in {b["id"] for b in batch if b}] == [
        one["id"] for one in batch if one
    ]
    assert abs(datetime.datetime.fromisoformat(said["now"]) - timezone.now()) < datetime.timedelta(minutes=1)
    assert said["revoked"] is False
    assert "csrftoken" not in answer.cookies
    assert [one["status"] for one in send(device, secret, batch).json()["answers"]] == ["duplicate"] * 5
    device.refresh_from_db()
    assert timezone.now() - device.seen_at < datetime.timedelta(minutes=1)


def test_a_clock_that_is_fast_is_put_right(room):
    workshop, device, secret = room
    fast = timezone.now() + datetime.timedelta(minutes=6)
    send(device, secret, [scan(workshop, at=fast.isoformat())], sent_at=fast.isoformat())
    row = workshop.events.get()
    assert row.problem == ""
    assert abs(fast - row.occurred_at - datetime.timedelta(minutes=6)) < datetime.timedelta(seconds=20)


def test_a_wrong_secret_gets_a_sentence_and_nothing_is_stored(room):
    workshop, device, secret = room
    other = Workshop.objects.get(pk=workshop.pk)
    other.pk, other.uuid, other.code, other._state.adding = None, uuid.uuid4(), "OTHER", True
    other.save()
    stranger = Device(uuid=uuid.uuid4())
    for known, word in ((device, "wrong"), (device, ""), (device, "\u00e9\ud800"), (stranger, secret)):
        answer = send(known, word, [scan(workshop)])
        assert answer.status_code == 401
        assert "does not know this device" in answer.json()["error"]
        assert answer["WWW-Authenticate"] == "Device"
    for header in ("", "Device", f"Bearer {device.uuid}.{secret}", f"Device {device.uuid}", "Device x.y", "Device ."):
        assert Client().post(LINE, "{}", "application/json", headers={"Authorization": header}).status_code == 401
    assert device_of(f"Device {device.uuid}.{secret}", "OTHER") is None
    assert not AttendanceEvent.objects.exists()


def test_a_cookie_of_headquarters_is_no_device(room, dana, client_for):
    workshop, _device, _secret = room
    body = json.dumps({"events": [scan(workshop)]})
    assert client_for(dana).post(LINE, body, content_type="application/json").status_code == 401
    assert client_for(dana).get(LINE).status_code == 405


def test_more_than_a_thousand_are_refused_whole(room):
    workshop, device, secret = room
    many = [scan(workshop)] * 10_000
    assert send(device, secret, many[:1001]).json()["most"] == 1000
    for batch in (many[:1001], many, [scan(workshop, badge="x" * 3_000_000)]):
        answer = send(device, secret, batch)
        assert (answer.status_code, answer.json()["most"]) == (413, 1000)
    assert not AttendanceEvent.objects.exists()
    assert send(device, secret, many[:1000]).status_code == 200
    assert AttendanceEvent.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"7", b'"x"', b'{"events": {}}', b'{"events": null}', b"\xff\xfe", b"[" * 100_000, b"null"],
)
def test_what_is_no_batch_gets_a_sentence(room, body):
    _workshop, device, secret = room
    header = {"Authorization": f"Device {device.uuid}.{secret}"}
    answer = Client().post(LINE, body, content_type="application/json", headers=header)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


def test_numbers_of_ten_thousand_digits_and_strange_clocks_break_nothing(room):
    workshop, device, secret = room
    one = json.dumps(scan(workshop))
    body = f'{{"sent_at": {"9" * 10_000}, "events": [{{"minutes": {"9" * 10_000}}}, {{"at": NaN}}, {one}]}}'
    header = {"Authorization": f"Device {device.uuid}.{secret}"}
    answer = Client().post(LINE, body, content_type="application/json", headers=header)
    assert [said["status"] for said in answer.json()["answers"]] == ["unresolved", "unresolved", "accepted"]


def test_a_revoked_device_is_told_and_what_it_sends_waits(room, chen):
    workshop, device, secret = room
    first = scan(workshop)
    send(device, secret, [first])
    revoke_device(device, reason="Lost in a taxi", by=chen, at=NOW)
    said = send(device, secret, [first, scan(workshop, "P02")]).json()
    assert [one["status"] for one in said["answers"]] == ["duplicate", "unresolved"]
    assert said["revoked"] is True
    assert revoke_device(device, reason="Again", by=chen).revoked_why == "Lost in a taxi"
    assert LogEntry.objects.filter(action="workshop.device_revoked").count() == 1


def test_a_device_of_one_who_left_the_team_counts_no_more(room, chen):
    workshop, device, secret = room
    workshop.registrations.filter(person=chen).update(role="participant")
    said = send(device, secret, [scan(workshop)]).json()
    assert (said["answers"][0]["status"], said["revoked"]) == ("unresolved", True)


def test_devices_are_prepared_by_and_for_those_who_take_attendance(room, chen, amina, dana):
    workshop, device, _secret = room
    with pytest.raises(Refused, match="Only those"):
        prepare_device(workshop, chen, "Mine", by=amina)
    with pytest.raises(Refused, match="does not take attendance"):
        prepare_device(workshop, amina, "Mine", by=chen)
    with pytest.raises(Refused, match="Only those"):
        revoke_device(device, reason="Mine", by=amina)
    for label in ("", "  ", "x" * 81, "a\0b", "\N{RIGHT-TO-LEFT MARK}" * 10):
        with pytest.raises(Refused, match="Give the device a name"):
            prepare_device(workshop, chen, label, by=chen)
    for reason in ("", "x" * 301, "a\0b"):
        with pytest.raises(Refused, match="Say why"):
            revoke_device(device, reason=reason, by=chen)
    Workshop.objects.filter(pk=workshop.pk).update(state="closed")
    with pytest.raises(Refused, match="stays as it is"):
        prepare_device(workshop, dana, "Late", by=dana)
    assert Device.objects.count() == 1


def test_the_list_shows_them_and_revokes_one(room, chen, amina, client_for):
    workshop, device, secret = room
    send(device, secret, [scan(workshop), scan(workshop, "NOBODY")])
    address = f"{BASE}/devices/{device.uuid}/revoke/"
    assert client_for(amina).post(address, {"reason": "Mine"}).status_code == 404
    client = client_for(chen)
    page = client.get(f"{BASE}/devices/").content.decode()
    assert "Tablet" in page
    assert "<td>2</td>" in page
    assert "<td>1</td>" in page
    assert client.post(address, {"reason": " "}).status_code == 302
    assert "Say why" in client.get(f"{BASE}/devices/").content.decode()
    client.post(address, {"reason": "Lost"})
    device.refresh_from_db()
    assert (device.revoked_by, device.revoked_why) == (chen, "Lost")
    assert "revoked" in client.get(f"{BASE}/devices/").content.decode()
    assert client.post(f"{BASE}/devices/{uuid.uuid4()}/revoke/", {"reason": "x"}).status_code == 404


def test_the_list_takes_as_many_queries_for_three_as_for_one(room, chen, client_for, django_assert_num_queries):
    workshop, _device, _secret = room
    client = client_for(chen)
    client.get(f"{BASE}/devices/")
    with django_assert_num_queries(10):
        client.get(f"{BASE}/devices/")
    for label in ("Two", "Three"):
        device, _ = prepare_device(workshop, chen, label, by=chen)
        revoke_device(device, reason="Lost", by=chen)
    with django_assert_num_queries(10):
        assert client.get(f"{BASE}/devices/").content.decode().count("Lost") == 2


def test_what_is_nested_as_deep_as_can_just_be_read_is_one_event_or_no_batch():
    for depth in range(700, 1000):
        with suppress(reading.Unreadable):
            assert len(reading.batch(b'{"events":[' + b"[" * depth + b"]" * depth + b"]}").events) == 1
