"""A second, independent reader of iCalendar: own lines (RFC 5545, 3.1), zones by dateutil from the document alone."""

import datetime
import io
import re
from typing import Any

from dateutil.tz import tzical

WALL = "%Y%m%dT%H%M%S"


def lines_of(document: bytes) -> list[str]:
    """The content lines, unfolded; each line of the document must be short and end as the standard asks."""
    assert document.endswith(b"\r\n")
    raw = document.split(b"\r\n")[:-1]
    assert max(len(line) for line in raw) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in raw)
    return document.decode().replace("\r\n ", "").split("\r\n")[:-1]


def events_of(document: bytes) -> list[dict[str, Any]]:
    """Each VEVENT: texts unescaped, times as instants, read with the zones that the document itself writes out."""
    lines = lines_of(document)
    zones = tzical(io.StringIO("\r\n".join(lines) + "\r\n"))
    found, event = [], None
    for line in lines:
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            found.append(event)
            event = None
        elif event is not None:
            name, parameters, value = _split(line)
            assert name not in event, f"{name} stands twice"
            event[name] = _value(name, parameters, value, zones)
    return found


def _split(line: str) -> tuple[str, dict[str, str], str]:
    head, value = re.fullmatch(r'((?:[^:"]|"[^"]*")*):(.*)', line).groups()
    name, *parameters = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', head)
    return name, dict(one.split("=", 1) for one in parameters), value


def _value(name: str, parameters: dict[str, str], value: str, zones: tzical) -> Any:
    if name in ("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED"):
        if value.endswith("Z"):
            return datetime.datetime.strptime(value, WALL + "Z").replace(tzinfo=datetime.UTC)
        local = datetime.datetime.strptime(value, WALL).replace(tzinfo=zones.get(parameters["TZID"]))
        return local.astimezone(datetime.UTC)
    if name == "SEQUENCE":
        return int(value)
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "N": "\n"}.get(match[1], match[1]), value)
