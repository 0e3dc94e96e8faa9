"""A schedule as schedule.xml (c3voc and frab schema, https://c3voc.de/schedule/schema.xsd). No database."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring  # nosec B405: it writes, it reads nothing

from django.conf import settings

from elearning.identity import site_name

from .schedule import Schedule, ScheduleDay, ScheduleEvent

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_xml(schedule: Schedule) -> bytes:
    """Elements in the order that the schema asks for."""
    root = Element("schedule")
    SubElement(root, "generator", name=site_name())
    _text(root, "version", schedule.version)
    conference = SubElement(root, "conference")
    _text(conference, "title", schedule.title)
    _text(conference, "acronym", schedule.acronym)
    _text(conference, "start", schedule.days[0].date.isoformat())
    _text(conference, "end", schedule.days[-1].date.isoformat())
    _text(conference, "days", str(len(schedule.days)))
    _text(conference, "timeslot_duration", "00:05")
    _text(conference, "base_url", settings.BASE_URL)
    _text(conference, "time_zone_name", schedule.zone)
    for day in schedule.days:
        _day(root, day)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = NOT_XML.sub("", text)


def _day(root: Element, day: ScheduleDay) -> None:
    bounds = {"start": day.begins.isoformat(), "end": day.ends.isoformat()}
    element = SubElement(root, "day", index=str(day.index), date=day.date.isoformat(), **bounds)
    for name, events in day.rooms.items():
        room = SubElement(element, "room", name=NOT_XML.sub("", name))
        for event in events:
            _event(room, event)


def _event(room: Element, event: ScheduleEvent) -> None:
    element = SubElement(room, "event", id=str(event.id), guid=str(event.guid))
    texts = {
        "room": event.room,
        "title": event.title,
        "subtitle": "",
        "type": event.kind,
        "date": event.begins.isoformat(),
        "start": event.start,
        "duration": event.duration,
        "abstract": event.abstract,
        "slug": event.slug,
        "track": event.track,
        "language": event.language,
        "url": event.url,
    }
    for name, text in texts.items():
        _text(element, name, text)
    persons = SubElement(element, "persons")
    for name in event.people:
        _text(persons, "person", name)
