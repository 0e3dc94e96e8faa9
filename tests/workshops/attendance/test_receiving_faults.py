"""A server that dies in the middle of a batch: nothing is stored, and sent again nothing is lost or twice."""

import datetime
import json
import uuid

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone, translation

from tests.workshops.agendas import join
from workshops.actions import receiving
from workshops.actions.devices import prepare_device
from workshops.actions.receiving import Given, receive
from workshops.attending import checkpoints_of
from workshops.models import AttendanceEvent

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The power is gone."""


@pytest.fixture
def room(mombasa, chen):
    join(mombasa, chen, role="lead", number="F01")
    return mombasa, *prepare_device(mombasa, chen, "Tablet", by=chen)


def batch(workshop) -> list[dict]:
    place = checkpoints_of(workshop)[0]
    at = place.starts_at.isoformat()
    return [
        {"id": str(uuid.uuid4()), "verb": "in", "checkpoint": place.key, "badge": f"P{number:02}", "at": at}
        for number in range(1, 51)
    ]


def send(room, events) -> dict:
    workshop, device, secret = room
    body = json.dumps({"sent_at": timezone.now().isoformat(), "events": events})
    header = {"Authorization": f"Device {device.uuid}.{secret}"}
    address = f"/workshops/{workshop.code}/room/events/"
    return Client().post(address, body, content_type="application/json", headers=header).json()


def test_a_batch_in_whose_middle_the_server_dies_is_sent_again_whole(room, monkeypatch):
    workshop, device, _secret = room
    events = batch(workshop)
    write = AttendanceEvent.objects.bulk_create

    def dies(rows):
        write(rows[:20])
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(receiving.AttendanceEvent.objects, "bulk_create", dies)
        with pytest.raises(Killed):
            send(room, events)
    assert not workshop.events.exists()
    device.refresh_from_db()
    assert device.seen_at is None
    assert {answer["status"] for answer in send(room, events)["answers"]} == {"accepted"}
    assert {answer["status"] for answer in send(room, events)["answers"]} == {"duplicate"}
    assert workshop.events.count() == 50


def test_an_id_that_another_workshop_takes_in_between_is_tried_once_more(room, monkeypatch):
    workshop, _device, _secret = room
    place = checkpoints_of(workshop)[0]
    given = [Given(uuid.uuid4(), "in", place.starts_at, place.key, "P01")]
    write, tries = AttendanceEvent.objects.bulk_create, []

    def meets(rows):
        tries.append(rows)
        if len(tries) == 1:
            raise IntegrityError
        return write(rows)

    monkeypatch.setattr(receiving.AttendanceEvent.objects, "bulk_create", meets)
    answers = receive(workshop, given, at=place.starts_at)
    assert (answers[0].status, len(tries), workshop.events.count()) == ("accepted", 2, 1)


def test_each_reason_is_a_sentence_in_the_language_of_whoever_sent_it(room):
    from workshops.actions.receiving import WHY, why_it_waits

    assert set(WHY) == set(AttendanceEvent.Problem)
    assert all(why_it_waits(problem).endswith(".") for problem in WHY)
    assert why_it_waits("") == ""
    with translation.override("fr"):
        assert isinstance(why_it_waits("future"), str)


def test_what_happened_long_ago_or_between_two_days_breaks_nothing(room):
    workshop, device, _secret = room
    place = checkpoints_of(workshop)[0]
    moments = [datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC), place.starts_at - datetime.timedelta(days=900)]
    given = [Given(uuid.uuid4(), "in", at, place.key, "P01") for at in moments]
    ancient = datetime.datetime(2099, 12, 31, tzinfo=datetime.UTC)
    answers = receive(workshop, given, device=device, sent_at=ancient, at=place.starts_at)
    assert [answer.status for answer in answers] == ["accepted", "accepted"]
