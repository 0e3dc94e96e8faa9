"""Reads the times of a video service: with an offset or in the zone of the workshop, day first or month first. Pure."""

import datetime
import re
import zoneinfo
from collections.abc import Iterable

from ..agenda.clock import NoSuchTime, utc_instants

_DATE = re.compile(r"^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?!\d)[ ,T]*")
_TIME = re.compile(r"^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp])?\.?\s*(?:[Mm]\.?)?\s*")
_OFFSET = re.compile(r"^\(?(?:(UTC|GMT|Z)\s*)?(?:([+-])(\d{1,2}):?(\d{2})?)?\)?$", re.IGNORECASE)
YEAR, DAY, MONTH = "YMD", "DMY", "MDY"


class NoTime(ValueError):
    """It cannot be read as a day and a time."""


def offset_in(text: str) -> datetime.timezone | None:
    """The offset that a text names: Z, UTC, GMT+3, +03:00; None of none. Raises `NoTime` for anything else."""
    if not (text := text.strip()):
        return None
    found = _OFFSET.match(text)
    if not found or not (found[1] or found[2]):
        raise NoTime(text)
    length = datetime.timedelta(hours=int(found[3] or 0), minutes=int(found[4] or 0))
    if length >= datetime.timedelta(hours=24):
        raise NoTime(text)
    return datetime.timezone(-length if found[2] == "-" else length)


def offset_of_heading(heading: str) -> datetime.timezone | None:
    """The offset that a heading such as "Join time (UTC)" names."""
    for part in re.findall(r"\(([^)]*)\)", heading):
        try:
            return offset_in(part)
        except NoTime:
            continue
    return None


def order_of(texts: Iterable[str], days: tuple[datetime.date, datetime.date]) -> str:
    """Whether days or months come first, by which of the two gives more days of the workshop."""
    known = list(texts)
    counts = {order: sum(_fits(text, order, days) for text in known) for order in (DAY, MONTH)}
    return MONTH if counts[MONTH] > counts[DAY] else DAY


def _fits(text: str, order: str, days: tuple[datetime.date, datetime.date]) -> bool:
    try:
        day = _day(text.strip(), order)[0]
    except NoTime:
        return False
    return days[0] <= day <= days[1]


def instant(text: str, order: str, zone: zoneinfo.ZoneInfo, offset: datetime.timezone | None) -> datetime.datetime:
    """The moment in UTC. Its own offset comes first, then that of the column, else the clocks of the place."""
    day, rest = _day(text.strip(), order)
    found = _TIME.match(rest)
    if not found:
        raise NoTime(text)
    own = offset_in(rest[found.end() :]) or offset
    try:
        time = datetime.time(_hour(int(found[1]), (found[4] or "").lower()), int(found[2]), int(found[3] or 0))
        if own:
            return datetime.datetime.combine(day, time, own).astimezone(datetime.UTC)
        return utc_instants(day, time, 0, zone)[0]
    except NoSuchTime:
        raise
    except (ValueError, OverflowError) as wrong:
        raise NoTime(text) from wrong


def _hour(hour: int, half: str) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + 12 * (half == "p")


def _day(text: str, order: str) -> tuple[datetime.date, str]:
    """The day at the head of a text, and the rest."""
    found = _DATE.match(text)
    if not found:
        raise NoTime(text)
    order = YEAR if len(found[1]) == 4 else order
    parts = dict(zip(order, (int(part) for part in found.groups()), strict=True))
    year = parts["Y"] + (2000 if parts["Y"] < 100 else 0)
    try:
        return datetime.date(year, parts["M"], parts["D"]), text[found.end() :]
    except ValueError as wrong:
        raise NoTime(text) from wrong
