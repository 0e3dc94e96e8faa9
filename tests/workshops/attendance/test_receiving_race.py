"""Two batches at the same moment, each in a connection of its own: nothing lost, nothing twice, nobody told wrongly."""

import datetime
import threading
import uuid

import pytest
from django.db import connection

from tests.factories import make_person
from tests.workshops.seating import make_workshop
from workshops.actions.receiving import Given, receive
from workshops.actions.resolving import resolve
from workshops.agenda import utc_instants
from workshops.models import AgendaVersion, AttendanceEvent, Registration, Resolution, Workshop

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
FROZEN = {"counts": True, "visibility": "public", "required": False, "group_id": None, "room": "", "titles": {}}


def at_once(*deeds) -> list:
    """What each deed gave, or its error, begun at the same moment."""
    ready, ended = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int, deed) -> None:
        try:
            ready.wait(timeout=20)
            ended[place] = deed()
        except Exception as error:
            ended[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


@pytest.fixture
def workshop(offices) -> Workshop:
    """Held now: one item, twenty participants."""
    made = make_workshop(offices)
    Workshop.objects.filter(pk=made.pk).update(state="live")
    made.refresh_from_db()
    item = made.items.create(code="D1-01", kind="plenary", titles={"en": "Opening"}, counts=True)
    version = AgendaVersion.objects.create(workshop=made, number=1, state="current", zone=made.zone)
    start = datetime.time(9)
    starts_at, ends_at = utc_instants(made.starts_on, start, 60, made.tz)
    version.placements.create(
        item=item, day=made.starts_on, start=start, minutes=60, starts_at=starts_at, ends_at=ends_at, frozen=FROZEN
    )
    for number in range(20):
        Registration.objects.create(
            workshop=made, person=make_person(f"Person{number} Test", account=False), number=f"R{number:02}",
            confirmed_at=starts_at, category="staff", sex="female", language="en",
        )  # fmt: skip
    return made


def scans(workshop: Workshop) -> list[Given]:
    placement = workshop.versions.get().placements.select_related("item").get()
    return [
        Given(uuid.uuid4(), "in", placement.starts_at, str(placement.item.uuid), f"R{number:02}")
        for number in range(20)
    ]


def test_two_batches_that_overlap_keep_each_fact_once(workshop):
    given = scans(workshop)
    at = given[0].at + datetime.timedelta(hours=1)
    pieces = (given[:14], given[8:][::-1], given)
    ended = at_once(*(lambda piece=piece: receive(workshop, piece, at=at) for piece in pieces))
    said = [answer.status for answers in ended for answer in answers]
    assert (said.count("accepted"), said.count("duplicate")) == (20, len(said) - 20)
    assert AttendanceEvent.objects.count() == 20
    assert not AttendanceEvent.objects.waiting().exists()


def test_32_devices_at_once_lose_nothing_and_keep_nothing_twice(workshop):
    """Each sends two scans of its own and the same twenty as all others."""
    shared = scans(workshop)
    at = shared[0].at + datetime.timedelta(hours=1)
    own = [scans(workshop)[:2] for _device in range(32)]
    ended = at_once(*(lambda mine=mine: receive(workshop, [*mine, *shared], at=at) for mine in own))
    assert [one for one in ended if not isinstance(one, list)] == []
    said = [answer.status for answers in ended for answer in answers]
    assert (said.count("accepted"), said.count("duplicate")) == (20 + 64, 31 * 20)
    assert AttendanceEvent.objects.count() == 84


def test_the_same_id_in_two_workshops_is_kept_in_both_and_waits_in_the_later(workshop):
    other = Workshop.objects.get(pk=workshop.pk)
    other.pk, other.uuid, other.code, other._state.adding = None, uuid.uuid4(), "OTHER", True
    other.save()
    given = scans(workshop)[:1]
    at = given[0].at
    ended = at_once(lambda: receive(workshop, given, at=at), lambda: receive(other, given, at=at))
    assert all(isinstance(one, list) for one in ended)
    assert AttendanceEvent.objects.count() == 2
    assert AttendanceEvent.objects.filter(problem="conflict").count() == 1


def test_two_who_resolve_the_same_event_at_once_decide_once(workshop, dana):
    given = Given(uuid.uuid4(), "in", scans(workshop)[0].at, scans(workshop)[0].checkpoint, "LOST")
    receive(workshop, [given], at=given.at)
    event = AttendanceEvent.objects.get()
    people = list(workshop.registrations.order_by("number")[:2])
    ended = at_once(*(lambda one=one: resolve(event, one, given.checkpoint, reason="Asked", by=dana) for one in people))
    assert sorted(type(one).__name__ for one in ended) == ["Refused", "Resolution"]
    assert Resolution.objects.count() == 1
