"""What is on now and what is next for one reader, from the placements of a published agenda. No database."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..agenda.facts import WORDLESS
from ..publishing.audience import Viewer, is_public, meant_for

SPOKEN, INTERPRETED, OTHER, WORDLESS_ITEM = "spoken", "interpreted", "other", ""


@dataclass(frozen=True)
class NowAndNext:
    """Placements: those that are on, and those that begin together as the next; both in the order of lanes."""

    now: Sequence[Any]
    next: Sequence[Any]


def now_and_next(placements: Iterable[Any], at: datetime.datetime, viewer: Viewer | None = None) -> NowAndNext:
    """An item is on from its start until just before its end; with no `viewer`, of everything that is public."""
    mine = [one for one in placements if concerns(one.frozen, viewer)]
    on = [one for one in mine if one.starts_at <= at < one.ends_at]
    later = [one for one in mine if one.starts_at > at]
    first = min((one.starts_at for one in later), default=None)
    return NowAndNext(_in_order(on), _in_order(one for one in later if one.starts_at == first))


def concerns(frozen: Mapping[str, Any], viewer: Viewer | None) -> bool:
    """Whether an item is to be named to this reader; one without a group may go to any of the parallel ones."""
    if viewer is None:
        return is_public(frozen)
    return meant_for(frozen, viewer) or (viewer.group_id is None and (viewer.team or is_public(frozen)))


def heard(frozen: Mapping[str, Any], language: str) -> str:
    """How an item is to be followed in this language: spoken in it, interpreted into it, or neither of them."""
    if frozen["kind"] in WORDLESS:
        return WORDLESS_ITEM
    if language in frozen["floor"]:
        return SPOKEN
    return INTERPRETED if language in frozen["interpreted"] else OTHER


def _in_order(placements: Iterable[Any]) -> list[Any]:
    return sorted(placements, key=lambda one: (one.starts_at, one.lane, one.item.code))
