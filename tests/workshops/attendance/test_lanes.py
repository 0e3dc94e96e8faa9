"""Parallel lanes share a name: what was taken of one stays hers when another is dropped or moved."""

import datetime

import pytest

from tests.workshops.checkin.rooms import MONDAY, at, key, make_room, say
from workshops.actions.freezing import freeze
from workshops.agenda import utc_instants
from workshops.attendance.checkpoints import by_key, checkpoints, named, place_for
from workshops.attending import attendance_of, checkpoints_of
from workshops.checkin.history import history_of
from workshops.models import AgendaVersion

from .rows import item

pytestmark = pytest.mark.django_db


def republish(workshop, *, without: str = "", moved: str = "") -> None:
    """A second agenda in force in which an item of the first is dropped, or begins at noon."""
    old = workshop.versions.get()
    AgendaVersion.objects.filter(pk=old.pk).update(state="past")
    new = AgendaVersion.objects.create(workshop=workshop, number=2, state="draft", zone=workshop.zone)
    for row in old.placements.select_related("item").exclude(item__code=without or None):
        row.pk, row._state.adding, row.version = None, True, new
        if row.item.code == moved:
            row.start = datetime.time(12)
            row.starts_at, row.ends_at = utc_instants(MONDAY, row.start, 60, workshop.tz)
        row.save()
    freeze(new)
    new.state, new.published_at = "current", at("10:30")
    new.save()


@pytest.fixture
def taken(offices, chen, amina, bruno, kofi):
    """Amina (group A) and Bruno (B) were scanned in the slot of D1-02A and D1-02B, whose name is that of A."""
    workshop = make_room(offices, chen, amina, bruno, kofi)
    for number in ("P01", "P02"):
        say(workshop, number, "D1-02", at("10:00"))
    return workshop


def minutes(workshop, number: str) -> int:
    one = workshop.registrations.get(number=number)
    return attendance_of(workshop, [one]).outcomes[one.pk].credited


@pytest.mark.parametrize("change", [{"without": "D1-02A"}, {"moved": "D1-02A"}])
def test_when_a_lane_is_dropped_or_moved_the_others_keep_what_was_taken(taken, change):
    assert minutes(taken, "P02") == 60
    republish(taken, **change)
    assert minutes(taken, "P02") == 60
    bruno = taken.registrations.get(number="P02")
    assert [len(said) for said in history_of(bruno, checkpoints_of(taken)).values()] == [1]


def test_a_device_that_knows_the_old_agenda_alone_is_understood(taken):
    old = key(taken, "D1-02")
    republish(taken, without="D1-02A")
    assert by_key(checkpoints_of(taken))[old].code == "D1-02B"


def test_of_all_that_bear_a_name_the_one_that_is_meant_for_her_is_hers():
    a = item("A", "12:00", group_id=1, lane=1, beside=("B", "C"))
    b = item("B", "10:00", group_id=2, lane=2, beside=("A", "C"))
    c = item("C", "11:00", group_id=3, lane=1, beside=("A", "B"))
    places = named(checkpoints([a, b, c], "item"))
    assert [place_for(places, "A", group).key for group in (1, 2, 3, None)] == ["A", "B", "C", "A"]
    assert place_for(places, "Z", 1) is None
