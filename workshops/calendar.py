"""A workshop's agenda as an iCalendar document (RFC 5545), with its time zone written out."""

from collections.abc import Iterable

from icalendar import Calendar, Event, Timezone, vText

from .models import Placement, Workshop

PRODUCT = "-//Common Ground//Workshop agenda//EN"


def calendar_of(workshop: Workshop, placements: Iterable[Placement], *, title: str, url: str) -> bytes:
    """The published agenda as a feed: one event an item, its UID minted once, and no METHOD (RFC 5545, 3.7.2)."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("url", url)
    calendar.add_component(Timezone.from_tzinfo(workshop.tz, first_date=workshop.starts_on, last_date=workshop.ends_on))
    for placement in placements:
        calendar.add_component(_event(workshop, placement, url))
    return calendar.to_ical()


def _event(workshop: Workshop, placement: Placement, url: str) -> Event:
    item = placement.item
    event = Event()
    event.add("uid", f"{item.uuid}@{workshop.code.lower()}.workshop")
    event.add("dtstamp", placement.version.published_at)
    event.add("sequence", placement.sequence)
    event.add("dtstart", placement.starts_at.astimezone(workshop.tz))
    event.add("dtend", placement.ends_at.astimezone(workshop.tz))
    summary = vText(item.title)
    summary.params["LANGUAGE"] = item.title_language
    event.add("summary", summary)
    place = ", ".join(part for part in (placement.room.name if placement.room else "", workshop.venue) if part)
    event.add("location", place)
    event.add("url", f"{url}#{item.code}")
    event.add("status", "CONFIRMED")
    return event
