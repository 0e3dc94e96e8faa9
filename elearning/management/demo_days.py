"""Plays the three days of the launch workshop: what two devices, a self check-in and the facilitator sent."""

import datetime
import uuid
from typing import Any

from elearning.people.models import User
from workshops.actions.closing_day import Unacknowledged, sign_day
from workshops.actions.deciding import decide
from workshops.actions.devices import prepare_device
from workshops.actions.head_counts import count_heads
from workshops.actions.receiving import receive
from workshops.actions.resolving import set_aside
from workshops.actions.running import begin_item, end_item
from workshops.attendance.checkpoints import Checkpoint
from workshops.attendance.given import Given
from workshops.attending import checkpoints_of
from workshops.models import AgendaItem, Device, Registration, Workshop

NAMES = uuid.UUID("0f3a6f9e-2a0b-4f0e-8f43-3b7f4c1d9a55")  # a space of ids of its own
LATE = datetime.timedelta(minutes=25)
ON_PHONE = ("P03", "P15", "P27", "P39", "P45")  # who checked in by themselves, on the second morning
SHORT_OF_TIME = ("D1-05", "D2-02")  # what the timer saw begin and end


def play_days(workshop: Workshop, data: dict[str, Any], lead: User) -> None:
    """Each checkpoint as it happened; each evening the day is signed."""
    scenarios = {row["no"]: row["scenario"] for row in data["participants"]}
    people = list(workshop.registrations.participants().order_by("number"))
    found = checkpoints_of(workshop)
    begins = found[0].starts_at - datetime.timedelta(hours=1)
    devices = [prepare_device(workshop, lead, label, by=lead, at=begins)[0] for label in ("Tablet", "Telephone")]
    for day in sorted({checkpoint.day for checkpoint in found}):
        own = [checkpoint for checkpoint in found if checkpoint.day == day]
        for checkpoint in own:
            take(workshop, checkpoint, people, scenarios, devices, lead)
        if day == workshop.starts_on:
            a_visitor(workshop, own[0], devices[0], lead)
        sign(workshop, day, lead, at=own[-1].ends_at)
    for item in workshop.items.filter(code__in=SHORT_OF_TIME):
        time_it(item, lead)


def take(
    workshop: Workshop,
    checkpoint: Checkpoint,
    people: list[Registration],
    scenarios: dict[str, str],
    devices: list[Device],
    lead: User,
) -> None:
    """The scans of one checkpoint, half by each device; the second one sends on the way home what it kept all day."""
    came = [one for one in people if is_there(scenarios[one.number], checkpoint.code)]
    _excuse(workshop, checkpoint, [one for one in people if is_excused(scenarios[one.number], checkpoint.code)], lead)
    alone = [one for one in came if checkpoint.code == "D2-01" and one.number in ON_PHONE]
    for one in alone:
        given = event(one, checkpoint, "in", scenarios[one.number])
        receive(workshop, [given], source="self", by=one.person, at=given.at)
    scanned = [one for one in came if one not in alone]
    for place, device in enumerate(devices):
        given = [event(one, checkpoint, "in", scenarios[one.number]) for one in scanned[place::2]]
        given += [
            event(one, checkpoint, "out", scenarios[one.number])
            for one in scanned[place::2]
            if leaves(scenarios[one.number], checkpoint)
        ]
        later = datetime.timedelta(hours=3 * place)
        sent_at = checkpoint.ends_at + later
        receive(workshop, given, device=device, sent_at=sent_at, at=sent_at)
    if checkpoint.code.endswith("-01"):
        count_heads(workshop, checkpoint.key, len(came), by=lead, at=checkpoint.ends_at)


def _excuse(workshop: Workshop, checkpoint: Checkpoint, people: list[Registration], lead: User) -> None:
    for one in people:
        said = {"reason": "Called to the ministry", "by": lead, "at": checkpoint.starts_at}
        decide(workshop, one, checkpoint, "excused", **said)


def is_excused(scenario: str, code: str) -> bool:
    """Whether somebody with this scenario is excused from what has this code."""
    return scenario.startswith("excused_") and code in scenario.split("_")


def is_there(scenario: str, code: str) -> bool:
    """Whether somebody with this scenario came to what has this code."""
    if scenario == "no_show" or (scenario == "arrived_day2" and code < "D2"):
        return False
    if scenario == "left_lunch_day3" and code >= "D3-07":
        return False
    return not (scenario.startswith("excused_") and code in scenario.split("_"))


def leaves(scenario: str, checkpoint: Checkpoint) -> bool:
    """The last thing before lunch of the third day, for whoever left then."""
    return scenario == "left_lunch_day3" and checkpoint.code == "D3-05"


def event(one: Registration, checkpoint: Checkpoint, verb: str, scenario: str) -> Given:
    """What a device makes of her badge: some minutes before the item, late if she was, at its end when she leaves."""
    number = int((one.number or "0").lstrip("P"))
    at = checkpoint.starts_at - datetime.timedelta(seconds=60 + 9 * number)
    if scenario == f"late25_{checkpoint.code}":
        at = checkpoint.starts_at + LATE
    if verb == "out":
        at = checkpoint.ends_at
    name = f"{one.badge_code} {checkpoint.code} {verb}"  # a badge is of one workshop
    return Given(uuid.uuid5(NAMES, name), verb, at, checkpoint.key, one.badge_code or "")


def a_visitor(workshop: Workshop, checkpoint: Checkpoint, device: Device, lead: User) -> None:
    """A badge that is none of ours waits, and is set aside by a person."""
    at = checkpoint.starts_at
    stranger = Given(uuid.uuid5(NAMES, "a visitor"), "in", at, checkpoint.key, "HOTEL-1")
    receive(workshop, [stranger], device=device, sent_at=at, at=at)
    waiting = workshop.events.waiting()
    set_aside(workshop, waiting, reason="A guest of the hotel, at the wrong door", by=lead, at=at)


def sign(workshop: Workshop, day: datetime.date, lead: User, *, at: datetime.datetime) -> None:
    """The signature under a day, with a remark on each difference that stays."""
    at += datetime.timedelta(hours=4)
    try:
        sign_day(workshop, day, {}, by=lead, at=at)
    except Unacknowledged as left:
        remarks = {one.key: "Looked at with the co-facilitators: the record is right." for one in left.differences}
        sign_day(workshop, day, remarks, by=lead, at=at)


def time_it(item: AgendaItem, lead: User) -> None:
    """The facilitator's timer: four minutes late, and over by two."""
    placement = item.placements.filter(version__state="current").get()
    begin_item(item, by=lead, at=placement.starts_at + datetime.timedelta(minutes=4))
    end_item(item, by=lead, at=placement.ends_at + datetime.timedelta(minutes=2))
