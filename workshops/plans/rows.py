"""The rows of steps and materials as they were sent, moved about before anything is kept. No database."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DEED = re.compile(r"(step|material)-(add|remove|up|down)-(\d{1,3})")
Row = dict[str, str]


@dataclass(frozen=True)
class Deed:
    """Which kind of row a button moves, how, and which one (counted from 0)."""

    kind: str
    verb: str
    place: int


def deed_of(value: str) -> Deed | None:
    """The deed that a button's value names, like `step-up-3`; None for any other, which saves."""
    match = DEED.fullmatch(value)
    return Deed(match[1], match[2], int(match[3])) if match else None


def rows_sent(data: Mapping[str, str], prefix: str, names: Sequence[str], *, most: int) -> list[Row]:
    """The rows of a formset as they were typed, right or wrong; one more than `most` at the utmost."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    count = min(int(total), most + 1) if re.fullmatch(r"[0-9]{1,4}", total) else 0
    return [{name: data.get(f"{prefix}-{place}-{name}", "") for name in names} for place in range(count)]


def rearranged(rows: Sequence[Row], verb: str, place: int) -> tuple[list[Row], int]:
    """The rows after the deed, and the place of the row to look at next. A place that is not there changes nothing."""
    found = list(rows)
    if verb == "add":
        return [*found, {}], len(found)
    if not place < len(found):
        return found, max(len(found) - 1, 0)
    row = found.pop(place)
    if verb == "remove":
        return found, max(min(place, len(found) - 1), 0)
    goal = max(place - 1, 0) if verb == "up" else min(place + 1, len(found))
    found.insert(goal, row)
    return found, goal
