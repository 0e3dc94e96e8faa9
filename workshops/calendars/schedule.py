"""The current public agenda as conference apps know one: days, rooms, events."""

import datetime
import re
import uuid
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language

from ..models import AgendaVersion, Workshop
from ..publishing.showing import ShownItem, shown


@dataclass(frozen=True)
class ScheduleEvent:
    """One item; `start` is what the clocks of the place show, `begins` and `ends` carry their offset."""

    id: int
    guid: uuid.UUID
    slug: str
    url: str
    begins: datetime.datetime
    ends: datetime.datetime
    minutes: int
    room: str
    title: str
    language: str
    kind: str
    track: str
    abstract: str
    people: tuple[str, ...]

    @property
    def start(self) -> str:
        return f"{self.begins:%H:%M}"

    @property
    def duration(self) -> str:
        """Hours and minutes, "01:30"."""
        return "{:02}:{:02}".format(*divmod(self.minutes, 60))


@dataclass(frozen=True)
class ScheduleDay:
    """The events of one day by room, in the order of time."""

    index: int
    date: datetime.date
    rooms: dict[str, list[ScheduleEvent]]

    @property
    def begins(self) -> datetime.datetime:
        return min(event.begins for events in self.rooms.values() for event in events)

    @property
    def ends(self) -> datetime.datetime:
        return max(event.ends for events in self.rooms.values() for event in events)


@dataclass(frozen=True)
class Schedule:
    """What both formats write."""

    uuid: uuid.UUID
    acronym: str
    title: str
    url: str
    version: str
    zone: str
    days: list[ScheduleDay]

    @property
    def rooms(self) -> list[str]:
        return sorted({room for day in self.days for room in day.rooms})


def schedule_of(workshop: Workshop) -> Schedule | None:
    """The current agenda for conference apps, its public items in the reader's language; None if none is published."""
    version = workshop.versions.filter(state=AgendaVersion.State.CURRENT).first()
    items = shown(version.placements.select_related("item"), backstage=False) if version else []
    if not items:
        return None
    url = settings.BASE_URL + reverse("workshops:agenda", args=[workshop.code])
    acronym = acronym_of(workshop.code)
    days = []
    for index, (date, those) in enumerate(groupby(sorted(items, key=_place), key=lambda item: item.day), start=1):
        events = [_event(item, version, acronym, url) for item in those]
        rooms = groupby(sorted(events, key=lambda event: event.room), key=lambda event: event.room)
        days.append(ScheduleDay(index, date, {room: list(row) for room, row in rooms}))
    title, number = workshop.text(get_language()).title, str(version.number)
    return Schedule(workshop.uuid, acronym, title, url, number, version.zone, days)


def _place(item: ShownItem) -> tuple:
    return item.day, item.starts_at, item.item.code


def acronym_of(code: str) -> str:
    """At least four of a–z, 0–9 and underscores: all that the schema of schedule.json admits."""
    plain = re.sub("[^a-z0-9]+", "_", code.lower()).strip("_")
    return plain if len(plain) > 3 else f"workshop_{plain}".rstrip("_")


def _event(item: ShownItem, version: AgendaVersion, acronym: str, url: str) -> ScheduleEvent:
    return ScheduleEvent(
        id=item.item.pk,
        guid=item.item.uuid,
        slug="-".join(part for part in (acronym, slugify(item.item.code), str(item.item.pk)) if part),
        url=f"{url}#{item.item.code}",
        begins=item.starts_at.astimezone(version.tz),
        ends=item.ends_at.astimezone(version.tz),
        minutes=item.minutes,
        room=item.room or version.venue,
        title=item.title,
        language=item.floor[0] if item.floor else item.language,
        kind=item.kind,
        track=item.group,
        abstract=item.method,
        people=item.people,
    )
