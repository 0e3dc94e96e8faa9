"""Plays the three days of the demonstration workshop straight into the table of events: fast, for tests of pages."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from workshops.attendance.checkpoints import Checkpoint
from workshops.attending import checkpoints_of
from workshops.models import AttendanceEvent, Registration, Workshop

EARLY = datetime.timedelta(minutes=3)


def play(workshop: Workshop, data: dict[str, Any]) -> list[AttendanceEvent]:
    """What devices and facilitators would have sent, by the scenario of each person in the file."""
    scenarios = {row["no"]: row["scenario"] for row in data["participants"]}
    found = checkpoints_of(workshop)
    rows = []
    for one in workshop.registrations.participants():
        rows += events_of(workshop, one, scenarios[one.number], found)
    return AttendanceEvent.objects.bulk_create(rows)


def events_of(
    workshop: Workshop, one: Registration, scenario: str, found: Iterable[Checkpoint]
) -> list[AttendanceEvent]:
    """The events of one person, unsaved."""
    rows = []
    for checkpoint in found:
        code, at, excused = checkpoint.code, checkpoint.starts_at - EARLY, False
        if scenario == "no_show" or (scenario == "arrived_day2" and code < "D2"):
            continue
        if scenario == "left_lunch_day3" and code >= "D3-07":
            continue
        if scenario.startswith("late25_") and code == scenario.removeprefix("late25_"):
            at = checkpoint.starts_at + datetime.timedelta(minutes=25)
        if scenario.startswith("excused_") and code in scenario.split("_"):
            excused = True
        rows.append(event(workshop, one, checkpoint.key, at, excused=excused))
    return rows


def event(
    workshop: Workshop, one: Registration, key: str, at: datetime.datetime, *, excused: bool = False, **values: Any
) -> AttendanceEvent:
    """One event, unsaved: a scan of her badge, or a decision that she is excused."""
    said = {"verb": "set", "value": "excused", "source": "facilitator", "reason": "Visa"} if excused else {}
    facts = {"verb": "in", "source": "scan", **said, **values}
    return AttendanceEvent(
        workshop=workshop, registration=one, checkpoint=key, client_id=uuid.uuid4(), digest=uuid.uuid4().hex,
        badge=one.badge_code or "", occurred_at=at, device_at=at, received_at=at, **facts,
    )  # fmt: skip
