"""Reads what a device sends of its timer and its head counts, with suspicion. Pure."""

from typing import Any
from uuid import UUID

from ..actions.runs import REFUSED, Heads, Kept, Run
from ..attendance.given import LONGEST, moment, storable

MOST_STEPS, LONGEST_STEP = 100, 2000
A_DAY, MOST_HEADS = 1440, 10_000


def read_all(raw: Any, kind: Any) -> tuple[list[Any], list[Kept]]:
    """What of a list can be read as `kind` reads it, and the answers for what cannot."""
    found, refused = [], []
    for one in raw if isinstance(raw, list) else []:
        try:
            found.append(kind(one))
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
            known = one.get("id") if isinstance(one, dict) else ""
            refused.append(Kept(str(known)[:40], REFUSED, "unreadable"))
    return found, refused


def run(raw: dict[str, Any]) -> Run:
    """One run; raises ValueError and its like."""
    ended = raw.get("ended_at")
    steps = raw.get("steps") or []
    if not isinstance(steps, list) or len(steps) > MOST_STEPS:
        raise ValueError("steps")
    return Run(
        id=UUID(raw["id"]),
        item=UUID(raw["item"]),
        started_at=moment(raw["started_at"]),
        ended_at=moment(ended) if ended else None,
        updated_at=moment(raw["updated_at"]),
        planned_minutes=_number(raw["planned_minutes"], A_DAY),
        steps=tuple(_step(step) for step in steps),
    )


def heads(raw: dict[str, Any]) -> Heads:
    """One head count; raises ValueError and its like."""
    place = _text(raw["checkpoint"], LONGEST["checkpoint"])
    return Heads(UUID(raw["id"]), place, _number(raw["heads"], MOST_HEADS), moment(raw["at"]))


def _step(raw: dict[str, Any]) -> dict[str, Any]:
    seconds = _number(raw["seconds"], A_DAY * 60 * 7)
    return {"text": _text(raw["text"], LONGEST_STEP), "planned": _number(raw["planned"], A_DAY), "seconds": seconds}


def _number(raw: Any, most: int) -> int:
    if type(raw) is not int or not 0 <= raw <= most:
        raise ValueError(raw)
    return raw


def _text(raw: Any, most: int) -> str:
    if not isinstance(raw, str) or storable(raw) > most:
        raise ValueError(raw)
    return raw
