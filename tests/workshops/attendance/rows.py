"""Plain facts of attendance for tests: items, events, and ways to say them in a line."""

import datetime
import uuid
import zoneinfo

from workshops.attendance.checkpoints import Meant
from workshops.attendance.events import Event

NAIROBI = zoneinfo.ZoneInfo("Africa/Nairobi")
DAY = datetime.date(2023, 7, 4)


def at(text: str, day: datetime.date = DAY) -> datetime.datetime:
    """The instant of "09:10" at the place."""
    return datetime.datetime.combine(day, datetime.time.fromisoformat(text), NAIROBI)


def item(code: str, start: str, minutes: int = 60, *, day: datetime.date = DAY, **facts) -> Meant:
    """An item that is worth its minutes unless `worth` says otherwise; its key is its code."""
    begins = at(start, day)
    ends = begins + datetime.timedelta(minutes=minutes)
    facts = {"worth": minutes} | facts
    return Meant(
        key=code, code=code, day=day, start=datetime.time.fromisoformat(start), starts_at=begins, ends_at=ends, **facts
    )


def event(verb: str, time: str, *, source: str = "scan", day: datetime.date = DAY, **facts) -> Event:
    """An event with an id of its own, the same in each run."""
    said = f"{verb} {time} {source} {day} {sorted(facts.items())}"
    return Event(
        **{"id": str(uuid.uuid5(uuid.NAMESPACE_OID, said))} | facts, verb=verb, source=source, at=at(time, day)
    )
