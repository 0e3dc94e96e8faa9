"""Plain facts of an agenda for tests: a day in Nairobi with two groups, one line an item."""

import datetime
import zoneinfo

from workshops.agenda import Piece, utc_instants
from workshops.agenda.checks import Agenda, Entry

NAIROBI = zoneinfo.ZoneInfo("Africa/Nairobi")
DAY = datetime.date(2023, 7, 4)
EVERYBODY = {"en": 18, "fr": 19, "pt": 4}
GROUPS = {"A": {"en": 18, "pt": 4}, "B": {"fr": 19}}


def at(text: str, day: datetime.date = DAY, zone: zoneinfo.ZoneInfo = NAIROBI) -> datetime.datetime:
    """The instant of "08:30" at the place."""
    return utc_instants(day, datetime.time.fromisoformat(text), 0, zone)[0]


def entry(code: str, start: str, minutes: int = 60, *, day: datetime.date = DAY, **facts) -> Entry:
    """A plenary in English and French, interpreted into Portuguese, unless `facts` say otherwise."""
    time = datetime.time.fromisoformat(start)
    starts_at, ends_at = utc_instants(day, time, minutes, NAIROBI)
    facts = {"kind": "plenary", "floor": ("en", "fr"), "interpreted": ("pt",)} | facts
    return Entry(code=code, day=day, start=time, starts_at=starts_at, ends_at=ends_at, **facts)


def agenda(*entries: Entry, **facts) -> Agenda:
    """A workshop of three days with 41 participants in two groups."""
    usual = {"zone": NAIROBI, "first_day": DAY, "last_day": datetime.date(2023, 7, 6), "capacity": 50}
    return Agenda(**usual | {"entries": entries, "groups": GROUPS, "everybody": EVERYBODY} | facts)


def piece(code: str, minutes: int, order: int, lane: int = 0, *, locked: str | None = None, shortest: int = 5) -> Piece:
    """A piece of the flow; `locked` is the wall time at which it starts."""
    return Piece(code, minutes, order, lane, shortest, at(locked) if locked else None)
