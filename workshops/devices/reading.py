"""Reads the body of a batch with suspicion: how much there may be of it, what it says. Pure."""

import datetime
import json
from dataclasses import dataclass
from typing import Any

from ..attendance.given import Garbled, Given, moment, read

MOST = 1000
MOST_BYTES = 2 * 1024 * 1024  # a thousand events, each of 2 kB
LONGEST_NUMBER = 18


class Unreadable(ValueError):
    """The body is no batch at all."""


class TooMuch(ValueError):
    """More than `MOST` events at once."""


@dataclass(frozen=True)
class Batch:
    """What a device sends at once; `sent_at` is by its clock, None where that cannot be read."""

    events: list[Given | Garbled]
    sent_at: datetime.datetime | None


def batch(body: bytes) -> Batch:
    """The batch of a body; raises `Unreadable` or `TooMuch`. One event that cannot be read is one among the others."""
    try:
        said = json.loads(body, parse_int=_whole, parse_constant=str)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(said, dict) or not isinstance(said.get("events"), list):
        raise Unreadable
    if len(said["events"]) > MOST:
        raise TooMuch
    try:
        return Batch([read(raw) for raw in said["events"]], _sent(said.get("sent_at")))
    except RecursionError:  # nested so deep that it could just be read
        raise Unreadable from None


def _whole(digits: str) -> int | str:
    """A number, unless it is so long that reading it costs something."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


def _sent(raw: Any) -> datetime.datetime | None:
    try:
        return moment(raw)
    except (TypeError, ValueError, OverflowError):
        return None
