"""An agenda as an iCalendar document (RFC 5545), with the time zones that it needs written out."""

import datetime
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event, vCalAddress, vText

from elearning.fields import localized_with_language

from .history import Entry
from .zones import written_out

PRODUCT = "-//Common Ground//Workshop agenda//EN"
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Frame:
    """What all events of a document share: the calendar's title, its page, the reader's language."""

    title: str
    url: str
    language: str


@dataclass(frozen=True)
class Party:
    """Who invites, or who is invited: a name and a mail address."""

    name: str
    address: str


def feed(entries: Iterable[Entry], frame: Frame) -> bytes:
    """A document to subscribe to: one event an item, its UID minted once, and no METHOD (RFC 5545, 3.7.2)."""
    entries = list(entries)
    calendar = _calendar(entries)
    calendar.add("name", frame.title)
    calendar.add("x-wr-calname", frame.title)
    calendar.add("url", frame.url)
    calendar.add("refresh-interval", datetime.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, frame))
    return calendar.to_ical()


def invitation(entry: Entry, frame: Frame, *, organizer: Party, attendee: Party) -> tuple[str, bytes]:
    """The method, and a message for one event to be sent by mail.

    RFC 5546 (3.2.2, 3.2.5): all events of a message share one UID, so each item is a message of its own; REQUEST for
    what stands, CANCEL for what was taken off, both with ORGANIZER and ATTENDEE.
    """
    method = "CANCEL" if entry.cancelled else "REQUEST"
    calendar = _calendar([entry])
    calendar.add("method", method)
    event = _event(entry, frame)
    event.add("organizer", _address(organizer))
    guest = _address(attendee)
    guest.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    event.add("attendee", guest)
    calendar.add_component(event)
    return method, calendar.to_ical()


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.address}")
    address.params["CN"] = party.name
    return address


def _calendar(entries: list[Entry]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for zone, first, last in _spans(entries):
        calendar.add_component(written_out(zone, first - DAY, last + DAY))
    return calendar


def _spans(entries: list[Entry]) -> list[tuple[zoneinfo.ZoneInfo, datetime.date, datetime.date]]:
    """Each zone that is used, with the first and last day that it must explain."""
    days: dict[str, list[datetime.date]] = {}
    for entry in entries:
        days.setdefault(entry.placement.version.zone, []).append(entry.placement.day)
    return [(zoneinfo.ZoneInfo(zone), min(those), max(those)) for zone, those in sorted(days.items())]


def _event(entry: Entry, frame: Frame) -> Event:
    placement, frozen = entry.placement, entry.placement.frozen
    event = Event()
    event.add("uid", str(placement.item.uuid))
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", _local(placement.starts_at, placement.version.tz))
    event.add("dtend", _local(placement.ends_at, placement.version.tz))
    title, language = localized_with_language(frozen["titles"], frame.language)
    summary = vText(title)
    summary.params["LANGUAGE"] = language
    event.add("summary", summary)
    event.add("location", ", ".join(part for part in (frozen["room"], placement.version.venue) if part))
    event.add("url", f"{frame.url}#{placement.item.code}")
    event.add("status", entry.status)
    return event


def _local(instant: datetime.datetime, zone: zoneinfo.ZoneInfo) -> datetime.datetime:
    """The time at the place; in UTC if the clocks show it a second time, since RFC 5545 (3.3.5) means the first."""
    local = instant.astimezone(zone)
    return instant.astimezone(datetime.UTC) if local.fold else local
