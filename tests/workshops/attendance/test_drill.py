"""The offline drill: two devices, one fast and one cut off, five who check in themselves, one unknown badge.

Uploaded in every order and split into batches they give the same records, one unresolved, no duplicates.
"""

import datetime
import itertools
import json
import random
import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from workshops.actions.devices import prepare_device
from workshops.actions.receiving import Given, receive
from workshops.attendance.events import Event
from workshops.attendance.fold import fold
from workshops.attendance.given import corrected
from workshops.attending import attendance_of, checkpoints_of
from workshops.models import Registration

from .rows import item

FAST = datetime.timedelta(minutes=6)
MINUTE = datetime.timedelta(minutes=1)
ONE = [f"P{number:02}" for number in range(1, 21)]  # scanned by device 1
TWO = [f"P{number:02}" for number in range(18, 40)]  # 22 by device 2, three of them also by device 1
THEMSELVES = ["P01", "P40", "P41", "P42", "P43"]  # one was scanned too
LATE = {f"P{number}" for number in range(33, 40)}  # the last whom device 2 scanned


def scans(numbers, start, *, fast=datetime.timedelta(), every=20) -> list[tuple[str, datetime.datetime]]:
    """Who was scanned, and when by the clock of the device: one each so many seconds."""
    return [(number, start + fast + datetime.timedelta(seconds=every * place)) for place, number in enumerate(numbers)]


def ids_of(name: str, many: int) -> list[uuid.UUID]:
    return [uuid.uuid5(uuid.NAMESPACE_OID, f"{name} {number}") for number in range(many)]


def test_the_drill_as_pure_computation():
    """Every order of four uploads, each sent twice, in batches: the same record for each person."""
    hall = [item("A", "09:00")]
    begins = hall[0].starts_at
    sources = {
        "device 1": ("scan", scans(ONE, begins - 5 * MINUTE, fast=FAST), FAST),
        "device 2": ("scan", scans(TWO, begins - 2 * MINUTE, every=30), datetime.timedelta()),
        "themselves": ("self", scans(THEMSELVES, begins - MINUTE), datetime.timedelta()),
        "again": ("scan", scans(ONE, begins - 5 * MINUTE, fast=FAST), FAST),
    }
    uploads = {name: _corrected(name, *facts) for name, facts in sources.items()}
    results = []
    for order in itertools.permutations(uploads):
        received = [pair for name in order for pair in uploads[name]]
        people = {number for number, _event in received}
        results.append(
            {who: fold([event for number, event in received if number == who], hall, late_after=5) for who in people}
        )
    assert all(result == results[0] for result in results)
    assert len(results[0]) == 43
    assert {who for who, record in results[0].items() if record.status == "late"} == LATE
    assert {record.status for who, record in results[0].items() if who not in LATE} == {"present"}


def _corrected(name: str, source: str, rows, fast) -> list[tuple[str, Event]]:
    """As the server keeps them, three hours later: by its own clock. What is sent again has the same ids."""
    now = datetime.datetime(2023, 7, 4, 10, tzinfo=datetime.UTC)
    ids = ids_of("device 1" if name == "again" else name, len(rows))
    return [
        (number, Event(str(id_), "in", source, corrected(at, now + fast, now)))
        for id_, (number, at) in zip(ids, rows, strict=True)
    ]


@pytest.fixture
def room(mombasa, chen, dana):
    """Chen leads and Dana helps; each has a device; the session with which the workshop begins."""
    Registration.objects.create(
        workshop=mombasa, person=chen, role="lead", number="F01", confirmed_at=timezone.now(), category="staff",
        sex="undisclosed", language="en",
    )  # fmt: skip
    devices = [prepare_device(mombasa, person, "Tablet", by=chen) for person in (chen, dana)]
    return mombasa, checkpoints_of(mombasa)[0], devices


def drilled(place) -> dict[str, list[Given]]:
    """What each of the four has in its queue; device 1's clock is fast."""
    begins = place.starts_at
    rows = {
        "one": scans(ONE, begins - 5 * MINUTE, fast=FAST),
        "two": [*scans(TWO, begins - 2 * MINUTE, every=30), ("X9X9X9X9", begins)],
        "themselves": scans(THEMSELVES, begins - MINUTE),
    }
    return {
        name: [
            Given(id_, "in", at, place.key, number)
            for id_, (number, at) in zip(ids_of(name, len(found)), found, strict=True)
        ]
        for name, found in rows.items()
    }


def picture(workshop, place) -> dict[str, tuple]:
    """The record of each participant who was seen, as far as it does not name rows."""
    found = attendance_of(workshop)
    records = {one.number: found.record(one.pk, place.key) for one in found.people}
    return {
        number: (record.status, record.minutes, record.came_at, record.sources, record.ids)
        for number, record in records.items()
        if record.ids
    }


def statuses(found: dict[str, tuple]) -> dict[str, set[str]]:
    """Who has which status."""
    said: dict[str, set[str]] = {}
    for number, facts in found.items():
        said.setdefault(facts[0], set()).add(number)
    return said


@pytest.mark.django_db
def test_the_drill_gives_the_same_in_every_order_and_however_it_is_split(room):
    workshop, place, devices = room
    queues = drilled(place)
    now = place.starts_at + datetime.timedelta(hours=3)
    chance = random.Random(7)
    pictures = []
    for order in itertools.permutations(queues):
        with transaction.atomic():
            pieces = [(name, piece) for name in order for piece in _split(queues[name], chance)]
            chance.shuffle(pieces)
            for name, piece in [*pieces, *pieces[::3]]:
                _upload(workshop, devices, name, piece, now)
            assert workshop.events.count() == 20 + 23 + 5
            assert workshop.events.waiting().count() == 1
            pictures.append(picture(workshop, place))
            transaction.set_rollback(True)
    assert all(one == pictures[0] for one in pictures)
    assert len(pictures[0]) == 43
    assert all(len(pictures[0][number][4]) == 2 for number in ("P01", "P18", "P19", "P20"))
    assert pictures[0]["P01"][2] == place.starts_at - 5 * MINUTE
    assert statuses(pictures[0]) == {"late": LATE, "present": set(pictures[0]) - LATE}


def _split(queue: list[Given], chance: random.Random) -> list[list[Given]]:
    """The queue in some pieces; the last of each is sent again with the next, as after a lost answer."""
    cuts = sorted(chance.sample(range(1, len(queue)), 2))
    return [queue[: cuts[0]], queue[max(0, cuts[0] - 1) : cuts[1]], queue[cuts[1] - 1 :]]


def _upload(workshop, devices, name: str, piece, now) -> None:
    if name == "themselves":
        receive(workshop, piece, source="self", by=devices[1][0].person, at=now)
        return
    device = devices[0 if name == "one" else 1][0]
    receive(workshop, piece, device=device, by=device.person, sent_at=now + FAST if name == "one" else now, at=now)


@pytest.mark.django_db
def test_the_drill_over_the_line(room):
    """As devices send it: batches that overlap, sent again after an answer was lost, the fast clock put right."""
    workshop, place, devices = room
    queues = drilled(place)
    for which, name in ((1, "two"), (0, "one"), (1, "two")):
        for piece in (queues[name][:9], queues[name][5:], queues[name]):
            answers = _send(devices[which], piece, fast=FAST if name == "one" else datetime.timedelta())
            assert {answer["id"] for answer in answers} == {str(one.id) for one in piece}
    receive(workshop, queues["themselves"], source="self", by=devices[0][0].person)
    assert workshop.events.count() == 48
    assert [event.badge for event in workshop.events.waiting()] == ["X9X9X9X9"]
    found = picture(workshop, place)
    assert len(found) == 43
    assert statuses(found) == {"late": LATE, "present": set(found) - LATE}
    off = found["P01"][2] - (place.starts_at - 5 * MINUTE)
    assert abs(off) < datetime.timedelta(seconds=20)


def _send(device, piece: list[Given], *, fast) -> list[dict[str, str]]:
    known, secret = device
    events = [
        {
            "id": str(one.id),
            "verb": one.verb,
            "checkpoint": one.checkpoint,
            "badge": one.badge,
            "at": one.at.isoformat(),
        }
        for one in piece
    ]
    body = json.dumps({"sent_at": (timezone.now() + fast).isoformat(), "events": events})
    header = {"Authorization": f"Device {known.uuid}.{secret}"}
    address = f"/workshops/{known.workshop.code}/room/events/"
    answer = Client().post(address, body, content_type="application/json", headers=header)
    assert answer.status_code == 200
    return answer.json()["answers"]
