"""A schedule as schedule.json (c3voc schema, https://c3voc.de/schedule/schema.json). No database."""

import re
import uuid
from typing import Any

from django.conf import settings

from elearning.identity import site_name

from .schedule import Schedule, ScheduleDay, ScheduleEvent

SCHEMA = "https://c3voc.de/schedule/schema.json"
SLOT = "00:05"


def as_json(schedule: Schedule) -> dict[str, Any]:
    """What the schema asks for, and no property that it does not know."""
    conference = {
        "acronym": schedule.acronym,
        "title": schedule.title,
        "start": schedule.days[0].date.isoformat(),
        "end": schedule.days[-1].date.isoformat(),
        "daysCount": len(schedule.days),
        "timeslot_duration": SLOT,
        "url": schedule.url,
        "rooms": [{"name": room, "guid": str(uuid.uuid5(schedule.uuid, room))} for room in schedule.rooms],
        "days": [_day(day) for day in schedule.days],
    }
    if re.match("[A-Z][a-z]+/[A-Z][a-z]+", schedule.zone) or schedule.zone == "UTC":
        conference["time_zone_name"] = schedule.zone
    body = {"version": schedule.version, "base_url": settings.BASE_URL, "conference": conference}
    return {"$schema": SCHEMA, "generator": {"name": site_name()}, "schedule": body}


def _day(day: ScheduleDay) -> dict[str, Any]:
    return {
        "index": day.index,
        "date": day.date.isoformat(),
        "day_start": day.begins.isoformat(),
        "day_end": day.ends.isoformat(),
        "rooms": {room: [_event(event) for event in events] for room, events in day.rooms.items()},
    }


def _event(event: ScheduleEvent) -> dict[str, Any]:
    return {
        "id": event.id,
        "guid": str(event.guid),
        "date": event.begins.isoformat(),
        "start": event.start,
        "duration": event.duration,
        "room": event.room,
        "slug": event.slug,
        "url": event.url,
        "title": event.title,
        "subtitle": "",
        "track": event.track,
        "type": event.kind,
        "language": event.language,
        "abstract": event.abstract,
        "persons": [{"name": name} for name in event.people],
        "links": [],
    }
