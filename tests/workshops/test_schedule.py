"""schedule.xml and schedule.json, held against the rules of the public schemas (c3voc, frab), stated here in our words.

They were also validated with those schemas themselves: github.com/voc/schedule, validator/xsd/schedule.xml.xsd at
228ac25d and validator/json/schema.json at 08187a26.
"""

import datetime
import re
import uuid

import pytest
from django.test import Client
from lxml import etree

from workshops.actions.drafting import draft_of
from workshops.calendars.schedule import acronym_of

from .agendas import new_version, publish_all

pytestmark = pytest.mark.django_db
XML, JSON = "/workshops/CEP-2023-MBA/schedule.xml", "/workshops/CEP-2023-MBA/schedule.json"


def read_xml():
    return etree.fromstring(Client().get(XML).content)


def read_json() -> dict:
    return Client().get(JSON).json()


def is_instant(text: str) -> bool:
    """A date and time with its distance from UTC."""
    return datetime.datetime.fromisoformat(text).utcoffset() is not None


def children(element) -> list[str]:
    return [child.tag for child in element]


EVENT = {
    "room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track", "logo", "persons",
    "language", "description", "recording", "links", "attachments", "video_download_url", "url",
}  # fmt: skip
MUST = ["room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track"]


def assert_valid_xml(root) -> None:
    """The rules of the XSD: order, presence, patterns, uniqueness."""
    assert root.tag == "schedule"
    assert children(root)[:3] == ["generator", "version", "conference"]
    assert set(children(root)[3:]) == {"day"}
    known = {"title", "acronym", "start", "end", "days", "timeslot_duration", "base_url", "time_zone_name"}
    conference = children(root.find("conference"))
    assert {"title", "acronym"} <= set(conference) <= known
    assert len(conference) == len(set(conference))
    assert root.findtext("conference/base_url").startswith("http")
    for day in root.findall("day"):
        assert set(day.attrib) <= {"index", "date", "start", "end"}
        assert is_instant(day.get("start"))
        assert is_instant(day.get("end"))
        datetime.date.fromisoformat(day.get("date"))
        assert set(children(day)) <= {"room"}
    events = root.findall("day/room/event")
    for event in events:
        assert_valid_event(event)
    for values in (
        [event.get("guid") for event in events],
        [event.get("id") for event in events],
        [event.findtext("slug") for event in events],
        [day.get("index") for day in root.findall("day")],
    ):
        assert len(values) == len(set(values))


def assert_valid_event(event) -> None:
    tags = children(event)
    assert set(MUST) <= set(tags) <= EVENT
    assert len(tags) == len(set(tags))
    assert set(event.attrib) == {"id", "guid"}
    assert int(event.get("id")) > 0
    uuid.UUID(event.get("guid"))
    assert is_instant(event.findtext("date"))
    assert re.fullmatch("[0-2][0-9]:[0-5][0-9]", event.findtext("start"))
    assert re.fullmatch("[0-9]{1,2}:[0-9]{2}", event.findtext("duration"))
    assert set(children(event.find("persons"))) <= {"person"}


def test_the_xml_keeps_the_rules_of_its_schema(mombasa):
    root = read_xml()
    assert_valid_xml(root)
    assert len(root.findall("day/room/event")) == 40
    assert [day.get("date") for day in root.findall("day")] == ["2023-07-04", "2023-07-05", "2023-07-06"]
    first = root.find("day/room[@name='Foyer']/event")
    assert (first.findtext("date"), first.findtext("start")) == ("2023-07-04T08:00:00+03:00", "08:00")
    assert (first.findtext("duration"), first.findtext("room")) == ("00:30", "Foyer")
    assert root.findtext("conference/time_zone_name") == "Africa/Nairobi"


CONFERENCE = {
    "acronym", "title", "description", "start", "end", "daysCount", "timeslot_duration", "time_zone_name", "logo",
    "colors", "keywords", "url", "tracks", "rooms", "meta", "days",
}  # fmt: skip
JSON_MUST = {
    "abstract", "date", "duration", "guid", "id", "language", "links", "persons", "room", "slug", "start", "subtitle",
    "title", "track", "type", "url",
}  # fmt: skip
JSON_MAY = {
    "logo", "description", "recording_license", "do_not_record", "do_not_stream", "attachments", "answers",
}  # fmt: skip


def assert_valid_json(document: dict) -> None:
    """The rules of the JSON schema: what must be there, what may, types and patterns."""
    assert set(document) <= {"schedule", "$schema", "generator"}
    schedule = document["schedule"]
    assert isinstance(schedule["version"], str)
    assert "rooms" not in schedule
    conference = schedule["conference"]
    must = {"title", "acronym", "days", "daysCount", "start", "end", "timeslot_duration"}
    assert must <= set(conference) <= CONFERENCE
    assert re.search("^[a-z0-9_-][a-z0-9_]{3,}(-2[0-9]{3}-[a-z]+)?$", conference["acronym"])
    assert re.search("^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$", conference.get("time_zone_name", "UTC"))
    assert isinstance(conference["daysCount"], int)
    for room in conference["rooms"]:
        assert set(room) == {"name", "guid"}
        uuid.UUID(room["guid"])
    for day in conference["days"]:
        assert set(day) == {"index", "date", "day_start", "day_end", "rooms"}
        assert is_instant(day["day_start"])
        assert is_instant(day["day_end"])
        for name, events in day["rooms"].items():
            for event in events:
                assert event["room"] == name
                assert_valid_json_event(event)


def assert_valid_json_event(event: dict) -> None:
    assert set(event) >= JSON_MUST
    assert set(event) <= JSON_MUST | JSON_MAY
    assert event["id"] >= 1
    uuid.UUID(event["guid"])
    assert is_instant(event["date"])
    assert re.search("^[0-9]+:[0-9]{2}$", event["duration"])
    assert re.search("^[a-z0-9_-]+[a-z0-9]$", event["slug"])
    assert event["url"].startswith("http")
    assert {type(event[name]) for name in ("title", "type", "language", "start", "room")} == {str}
    for person in event["persons"]:
        # exactly one of the two kinds of person: `name` makes one, `public_name` with `id` would make the other
        assert "name" in person
        assert not {"public_name", "id"} <= set(person)


def test_the_json_keeps_the_rules_of_its_schema(mombasa):
    document = read_json()
    assert_valid_json(document)
    days = document["schedule"]["conference"]["days"]
    events = [event for day in days for room in day["rooms"].values() for event in room]
    assert len(events) == 40
    assert document["schedule"]["conference"]["acronym"] == "cep_2023_mba"
    reception = next(event for event in events if event["slug"].startswith("cep_2023_mba-d1-13"))
    assert (reception["start"], reception["duration"], reception["room"]) == ("18:30", "01:30", "Hotel terrace")


def test_facilitators_items_stay_out_of_both(mombasa, dana, client_for):
    for path in (XML, JSON):
        assert b"debrief" not in client_for(dana).get(path).content


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "America/New_York", "Australia/Lord_Howe", "Etc/GMT+3", "UTC"])
def test_any_zone_and_hard_names_stay_valid(mombasa, zone):
    draft = draft_of(mombasa, by=None)
    mombasa.items.filter(code="D1-01").update(titles={"ar": "a < b & \x0b \u202e \ufffe عنوان"}, method="x\x01y")
    mombasa.items.filter(code="D1-02").update(code="Ä ö")
    mombasa.rooms.filter(name="Foyer").update(name="Foyer & \x02 <b>")
    draft.placements.filter(item__code="D1-06").update(room=None)
    publish_all(draft)
    mombasa.versions.filter(state="current").update(zone=zone)
    assert_valid_xml(read_xml())
    assert_valid_json(read_json())
    assert "a < b &" in read_xml().xpath("string(//title[contains(., 'عنوان')])")


@pytest.mark.parametrize("code", ["a", "A-1", "x-2026", "CEP-2023-MBA", "___", "-"])
def test_every_code_makes_a_name_that_the_schema_admits(code):
    assert re.fullmatch("[a-z0-9_-][a-z0-9_]{3,}", acronym_of(code))


def test_without_an_agenda_there_is_no_schedule(mombasa):
    mombasa.versions.all().update(state="draft")
    assert [Client().get(path).status_code for path in (XML, JSON)] == [404, 404]


def test_schedules_cost_the_same_for_40_items_and_for_3(mombasa, django_assert_num_queries):
    new_version(mombasa)
    for kept in (40, 3):
        codes = list(mombasa.items.filter(visibility="public").values_list("code", flat=True)[:kept])
        mombasa.versions.get(state="current").placements.exclude(item__code__in=codes).delete()
        for path in (XML, JSON):
            with django_assert_num_queries(4):
                assert Client().get(path).status_code == 200
