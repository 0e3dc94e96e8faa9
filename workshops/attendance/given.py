"""What a device or a person hands in: one fact as it was given, read with suspicion, and the answer to it. Pure."""

import contextlib
import datetime
import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

VERBS, VALUES = ("in", "out", "set", "void"), ("present", "partial", "absent", "excused")
LONGEST = {"checkpoint": 60, "badge": 80, "reason": 300}  # as the columns hold
A_DAY = 1440
YEARS = range(2000, 2100)  # what a clock may show and be read
TOLD_APART = datetime.timedelta(seconds=30)  # a clock that is off by less is right
KEPT_OF_A_TEXT, KEPT_FIELDS = 300, 12
NAMELESS = uuid.UUID("6f1d2c1e-4c53-4b0e-9a53-6d1c0f5e7a11")  # of events whose id cannot be read


@dataclass(frozen=True)
class Given:
    """One fact as it was given. `at` is by the clock of the device; `badge` a badge's code or a number like P07."""

    id: uuid.UUID
    verb: str
    at: datetime.datetime
    checkpoint: str = ""
    badge: str = ""
    value: str = ""
    minutes: int | None = None
    reason: str = ""
    voids: uuid.UUID | None = None


@dataclass(frozen=True)
class Garbled:
    """One of which something cannot be read: what can be, and all of it as it came, shortened, in `raw`."""

    id: uuid.UUID
    verb: str = "in"
    at: datetime.datetime | None = None
    checkpoint: str = ""
    badge: str = ""
    raw: dict[str, Any] = field(default_factory=dict)
    mark: str = ""  # tells the whole content from any other


@dataclass(frozen=True)
class Answer:
    """What became of it: "accepted", "duplicate", or "unresolved" with the reason in `why`."""

    id: uuid.UUID
    status: str
    why: str = ""


def read(raw: Any) -> Given | Garbled:
    """One event of a batch. What cannot be read never hinders the others: it is kept as it came."""
    if not isinstance(raw, dict):
        return _garbled({"event": raw})
    try:
        values = {name: _text(raw.get(name)) for name in ("verb", "checkpoint", "badge", "value", "reason")}
        given = Given(
            id=uuid.UUID(_text(raw["id"])),
            at=moment(raw["at"]),
            minutes=raw.get("minutes"),
            voids=uuid.UUID(_text(raw["voids"])) if raw.get("voids") else None,
            **values,
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return _garbled(raw)
    return given if is_sound(given) else _garbled(raw)


def sound(given: Given | Garbled) -> Given | Garbled:
    """The same, or garbled where the columns could not hold it: whoever hands it in, nothing is lost."""
    return given if isinstance(given, Garbled) or is_sound(given) else _garbled(_as_json(given))


def is_sound(given: Given) -> bool:
    """Whether it says something that can be stored as it is."""
    texts = all(storable(getattr(given, name)) <= most for name, most in LONGEST.items())
    minutes = given.minutes is None or (type(given.minutes) is int and 0 <= given.minutes <= A_DAY)
    says = given.verb in VERBS and (given.value in VALUES if given.verb == "set" else not given.value)
    voids = (given.voids is not None) == (given.verb == "void")
    return texts and minutes and says and voids and given.at.tzinfo is not None and given.at.year in YEARS


def storable(text: str) -> float:
    """Its length; more than any column holds where a database could not store it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return float("inf")
    return float("inf") if "\0" in text else len(text)


def moment(raw: Any) -> datetime.datetime:
    """The aware instant of an ISO text; raises ValueError."""
    found = datetime.datetime.fromisoformat(_text(raw))
    if found.tzinfo is None or found.year not in YEARS:
        raise ValueError(raw)
    return found.astimezone(datetime.UTC)


def corrected(at: datetime.datetime, sent_at: datetime.datetime | None, now: datetime.datetime) -> datetime.datetime:
    """When it happened by the server's clock, from what the device's showed then and when it sent."""
    skew = now - sent_at if sent_at else datetime.timedelta()
    return at + skew if abs(skew) > TOLD_APART else at


def digest(given: Given | Garbled, *, within: str) -> str:
    """Tells this content from any other: whoever sends the same again, by whichever device, has the same."""
    content = {"mark": given.mark} if isinstance(given, Garbled) else _as_json(given)
    return hashlib.sha256(json.dumps([within, content], sort_keys=True).encode()).hexdigest()


def plain(given: Given | Garbled) -> dict[str, Any]:
    """As JSON that a database can store."""
    return given.raw if isinstance(given, Garbled) else _as_json(given)


def _as_json(given: Given) -> dict[str, Any]:
    values = {name: str(value) if isinstance(value, uuid.UUID) else value for name, value in asdict(given).items()}
    at = given.at.astimezone(datetime.UTC) if given.at.tzinfo else given.at
    return values | {"at": at.isoformat()}


def _garbled(raw: dict[str, Any]) -> Garbled:
    whole = json.dumps(raw, sort_keys=True, default=repr)
    mark = hashlib.sha256(whole.encode()).hexdigest()
    known = {name: raw[name] for name in ("checkpoint", "badge") if _fits(raw.get(name), LONGEST[name])}
    if raw.get("verb") in VERBS:
        known["verb"] = raw["verb"]
    with contextlib.suppress(TypeError, ValueError, OverflowError):
        known["at"] = moment(raw.get("at"))
    try:
        own = uuid.UUID(_text(raw.get("id")))
    except (TypeError, ValueError):
        own = uuid.uuid5(NAMELESS, mark)
    kept = {_short(name): _short(value) for name, value in list(raw.items())[:KEPT_FIELDS]}
    return Garbled(own, raw=kept, mark=mark, **known)


def _fits(raw: Any, most: int) -> bool:
    return isinstance(raw, str) and storable(raw) <= most


def _text(raw: Any) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise TypeError(raw)
    return raw


def _short(raw: Any) -> str | int | None:
    if raw is None or (isinstance(raw, int) and abs(raw) < 10**9):
        return raw
    text = raw if isinstance(raw, str) else repr(raw)
    return text[:KEPT_OF_A_TEXT].replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
