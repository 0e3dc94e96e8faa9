"""Two tabs send the same queue at the same moment, each in a connection of its own: all of it is kept once."""

import datetime
import uuid

import pytest
from django.utils import timezone

from assessments.models import Attempt
from courses.models import Arrival, Evidence
from courses.offline.practising import practice_of
from courses.offline.receiving import receive
from elearning.toolkit.models import Note
from tests.assessments.factories import version_of
from tests.courses.offline.conftest import thing
from tests.workshops.attendance.test_receiving_race import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_the_same_queue_from_two_tabs_and_another_device_is_kept_once(amina, enrolment, modules, practice):
    now = timezone.now()
    given = practice_of(amina, version_of(practice), language="en")
    module = {"course": "CEP", "module": str(modules["M1"].translation_key), "language": "fr", "revision": "7"}
    place = {"page": str(modules["M1"].pk), "key": "m1-r1", "before": ""}
    earlier = now - datetime.timedelta(hours=1)
    queue = [
        thing("read", now, **module),
        thing("note", now, **place, text="From the phone"),
        thing("practice", now, paper=given.paper, answers=[{"position": 0, "answer": ["a"]}]),
    ]
    bad = thing("read", now, **module | {"course": "OTHER"})
    tablet = [thing("note", earlier, **place, text="From the tablet"), queue[0] | {"uuid": str(uuid.uuid4())}]
    batches = ([*queue, bad], [bad, *queue], tablet)
    ended = at_once(*(lambda batch=batch: receive(amina, batch) for batch in batches))
    states = [{receipt["uuid"]: receipt["state"] for receipt in receipts} for receipts in ended]
    kept = {item["uuid"]: "kept" for item in queue} | {bad["uuid"]: "refused"}
    assert states == [kept, kept, {item["uuid"]: "kept" for item in tablet}]
    assert (Arrival.objects.count(), Evidence.objects.count(), Attempt.objects.count()) == (5, 2, 1)
    assert Attempt.objects.get().answers() == {0: ["a"]}
    note = Note.objects.get()
    assert note.text == f"From the phone\n\n[{earlier:%Y-%m-%d %H:%M} UTC]\nFrom the tablet"
    assert note.written_at == now
