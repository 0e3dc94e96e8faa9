"""The demonstration workshop loads whole, once, or not at all."""

import pytest

from elearning.people.models import User
from workshops.loading import Unloadable, load_workshop
from workshops.models import AgendaItem, Placement, Registration, Workshop

from .conftest import AT


def test_the_workshop_is_loaded_with_its_items_groups_rooms_and_people(mombasa):
    assert mombasa.items.count() == 42
    assert list(mombasa.rooms.values_list("name", flat=True)) == [
        "Baraza Hall",
        "Foyer",
        "Hotel terrace",
        "Nyali Room",
        "Tudor Room",
    ]
    by_group = {group.code: group.registrations.count() for group in mombasa.groups.all()}
    assert by_group == {"A": 18, "B": 19, "C": 13}
    assert mombasa.registrations.values("office").distinct().count() == 31
    assert mombasa.demonstration is True


def test_each_instant_is_the_one_that_the_file_gives(mombasa, data):
    expected = {item["code"]: (item["starts_at"], item["ends_at"]) for day in data["days"] for item in day["items"]}
    stamp = "%Y-%m-%dT%H:%M:%SZ"
    found = {
        p.item.code: (p.starts_at.strftime(stamp), p.ends_at.strftime(stamp))
        for p in Placement.objects.select_related("item")
    }
    assert found == expected


def test_the_same_file_twice_is_one_workshop(mombasa, data):
    assert load_workshop(data, at=AT) == mombasa
    assert (Workshop.objects.count(), AgendaItem.objects.count(), Registration.objects.count()) == (1, 42, 50)


def test_people_of_the_file_have_no_account(mombasa):
    person = User.objects.get(name="Demo Participant 01")
    assert person.email is None
    assert not person.has_usable_password()
    assert person.postings.get().office.code == "HQ"


def test_an_unknown_office_is_named_and_nothing_is_stored(all_offices, data):
    data["participants"][49]["office"] = "ATLANTIS"
    with pytest.raises(Unloadable, match="no office with the code ATLANTIS"):
        load_workshop(data, at=AT)
    assert not Workshop.objects.exists()
    assert not User.objects.filter(name__startswith="Demo Participant").exists()


def test_an_instant_that_is_not_that_of_the_place_is_refused(all_offices, data):
    data["days"][0]["items"][0]["starts_at"] = "2023-07-04T06:00:00Z"
    with pytest.raises(Unloadable, match="D1-00: 08:00 at Africa/Nairobi is not"):
        load_workshop(data, at=AT)
    assert not Workshop.objects.exists()
