"""What a version would change for one person, and for all of them together; no database."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

NOT_REQUIRED, MET, DUE, OVERDUE, EXEMPT = STATES = ("not_required", "met", "due", "overdue", "exempt")
REQUIRED = (MET, DUE, OVERDUE)
# Who would change, in the order in which it is shown. "later" is on the second day: if nobody does anything till then.
GROUPS = ("newly_required", "lost_met", "newly_overdue", "later_overdue", "gained_met", "no_longer")
Sums = dict[str, Any]
State = tuple[str, int]  # a state and the id of the office


def state_on(pieces: Sequence[Any], day: datetime.date) -> State | None:
    """How the pieces of a person say that she stands on a day, and where; none if she is not posted in the house."""
    piece = next((each for each in pieces if each.day_from <= day < each.day_to), None)
    return (str(piece.state), piece.office) if piece else None


def groups_of(before: Sequence[State | None], after: Sequence[State | None]) -> list[str]:
    """The groups into which a person falls whose states on the days looked at (one or two) go from these to those."""
    old, new = (_required(side[0]) for side in (before, after))
    found = {
        "newly_required": new in REQUIRED and old not in REQUIRED,
        "lost_met": old == MET and new in (DUE, OVERDUE),
        "newly_overdue": new == OVERDUE and old != OVERDUE,
        "later_overdue": len(after) > 1 and _required(after[1]) == OVERDUE and _required(before[1]) != OVERDUE,
        "gained_met": new == MET and old in (DUE, OVERDUE),
        "no_longer": old in REQUIRED and new == NOT_REQUIRED,
    }
    return [name for name in GROUPS if found[name]]


def _required(state: State | None) -> str:
    return state[0] if state else NOT_REQUIRED


def nothing(days: int) -> Sums:
    """Sums of nobody, for so many days."""
    zero = [dict.fromkeys(STATES, 0) for _day in range(days)]
    return {"before": zero, "after": [dict(each) for each in zero], "offices": {}}


def add(sums: Sums, people: dict[str, list], persons: Mapping[int, tuple[Sequence, Sequence]]) -> None:
    """Count these persons (id: states before, states after) into the sums and into the lists of who would change."""
    for person, (before, after) in sorted(persons.items()):
        for side, states in (("before", before), ("after", after)):
            for counts, state in zip(sums[side], states, strict=True):
                if state:
                    counts[state[0]] += 1
        for group in groups_of(before, after):
            where = (after[1] if group == "later_overdue" else after[0]) or before[0]
            people.setdefault(group, []).append([person, where[1]])
            here = sums["offices"].setdefault(str(where[1]), dict.fromkeys(GROUPS, 0))
            here[group] += 1
