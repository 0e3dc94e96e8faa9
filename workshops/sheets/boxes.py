"""The boxes to sign in that a row of a sheet has: one for each checkpoint chosen, or one for each half of the day."""

import zoneinfo
from collections.abc import Collection, Sequence
from typing import Any

from ..attendance.checkpoints import NOON, Checkpoint
from .words import WORDS

MOST = 8  # beyond that a signature has no room


def boxes_of(
    found: Sequence[Checkpoint], chosen: Collection[str], language: str, tz: zoneinfo.ZoneInfo
) -> list[dict[str, Any]]:
    """The boxes for these checkpoints of one day; without a choice one for each half-day, or for all there is."""
    if chosen:
        return [_box([each], each.key, each.code, tz) for each in found if each.key in chosen]
    words, day = WORDS[language], found[0].day.isoformat()
    if len(found) == 1:
        return [_box(found, found[0].key, words["day"], tz)]
    halves = {"morning": [], "afternoon": []}
    for each in found:
        halves["morning" if min(item.start for item in each.items) < NOON else "afternoon"].append(each)
    numbered = enumerate(halves.items(), start=1)
    return [_box(own, f"{day}/{number}", words[half], tz) for number, (half, own) in numbered if own]


def _box(covered: Sequence[Checkpoint], key: str, label: str, tz: zoneinfo.ZoneInfo) -> dict[str, Any]:
    starts, ends = (min(each.starts_at for each in covered), max(each.ends_at for each in covered))
    hours = f"{starts.astimezone(tz):%H:%M}–{ends.astimezone(tz):%H:%M}"
    return {"key": key, "label": label, "hours": hours, "covers": [each.key for each in covered]}


def not_meant(box: dict[str, Any], found: Sequence[Checkpoint], group_id: int | None) -> bool:
    """Whether nothing that the box covers is meant for somebody of this group."""
    return not any(each.meant_for(group_id) for each in found if each.key in box["covers"])
