"""Attendance against a second, naive implementation: each policy, groups, a re-timed day, random events."""

import datetime
import random
import uuid

import pytest

from tests.factories import make_person
from tests.workshops.checkin.rooms import MONDAY, TUESDAY, at, make_room, register
from workshops.actions.freezing import freeze
from workshops.actions.receiving import Given, receive
from workshops.agenda import utc_instants
from workshops.attending import attendance_of, checkpoints_of
from workshops.models import AgendaVersion

pytestmark = pytest.mark.django_db
ITEMS = (
    ("D1-01", MONDAY, 9, "", 0, True),
    ("D1-02A", MONDAY, 11, "A", 1, False),
    ("D1-02B", MONDAY, 11, "B", 2, True),
    ("D1-03", MONDAY, 14, "", 0, False),
    ("D2-01", TUESDAY, 9, "", 0, False),
    ("D2-02A", TUESDAY, 15, "A", 0, True),
)
PEOPLE, CHANCE = 15, random.Random(20230704)


def late_day(workshop) -> None:
    """Monday begins 20 minutes late, and its last item keeps its end: what it is worth stays as it was planned."""
    old = workshop.versions.get()
    AgendaVersion.objects.filter(pk=old.pk).update(state="past")
    new = AgendaVersion.objects.create(workshop=workshop, number=2, state="draft", live=True, zone=workshop.zone)
    for row in old.placements.select_related("item"):
        row.pk, row._state.adding, row.version = None, True, new
        if row.day == MONDAY:
            row.start = row.start.replace(minute=20)
            row.minutes = 40 if row.item.code == "D1-03" else 60
            row.starts_at, row.ends_at = utc_instants(MONDAY, row.start, row.minutes, workshop.tz)
        row.save()
    freeze(new)
    new.state, new.published_at = "current", at("09:10")
    new.save()


def play(workshop, number: str, chen) -> list[Given]:
    """Some events of hers, of which some take back others; kept as devices and people would send them."""
    said = []
    for checkpoint in checkpoints_of(workshop):
        for _each in range(CHANCE.randrange(4)):
            moment = checkpoint.starts_at + datetime.timedelta(minutes=CHANCE.randrange(-20, 130))
            value = CHANCE.choice(["present", "absent", "excused", "partial"])
            one = {"id": uuid.uuid4(), "at": moment, "checkpoint": checkpoint.key, "badge": number}
            kind = CHANCE.choice(["in", "in", "in", "out", "set", "void"])
            if kind == "set":
                minutes = CHANCE.randrange(200) if value == "partial" else None
                one |= {"value": value, "minutes": minutes, "reason": "Seen"}
            if kind == "void":
                one = {"id": one["id"], "at": moment, "voids": CHANCE.choice([*(s.id for s in said), uuid.uuid4()])}
            said.append(Given(verb=kind, **one))
    sent = said * 2
    CHANCE.shuffle(sent)
    receive(workshop, sent, source="facilitator", by=chen, at=at("23:00", TUESDAY))
    return said


def credited(items: list, said: list[Given], late: int) -> tuple[str, int]:
    """What a person with pen and paper would give her at one checkpoint."""
    words = [one for one in said if one.verb == "set"]
    whole = sum(item["worth"] for item in items)
    if words:
        last = max(words, key=lambda one: (one.at, str(one.id)))
        minutes = {"present": whole, "partial": min(last.minutes or 0, whole)}.get(last.value, 0)
        return last.value, minutes
    return "", sum(_minutes(item, said, late) for item in items)


def _minutes(item: dict, said: list[Given], late: int) -> int:
    minute = datetime.timedelta(minutes=1)
    moves = sorted(said, key=lambda one: (one.at, str(one.id)))
    inside, since = set(), None
    for place, one in enumerate(moves):
        if one.verb == "in" and since is None:
            since = one.at
        going = one.verb == "out" and not (place + 1 < len(moves) and moves[place + 1].verb == "out")
        if since and (going or place == len(moves) - 1):
            until = one.at if one.verb == "out" else item["to"]
            if since < item["to"] and until > item["from"]:
                begin = item["from"] if since <= item["from"] + late * minute else since
                end = item["to"] if until >= item["to"] - late * minute else until
                inside |= {n for n in range(item["length"]) if begin <= item["from"] + n * minute < end}
            since = None
    return min(item["worth"], round(item["worth"] * len(inside) / item["length"]))


def place_of(row, policy: str):
    half = row.start < datetime.time(13)
    lane = (row.starts_at, "slot") if row.lane else row.item.code
    return {"day": row.day, "half_day": (row.day, half), "item": lane}[policy]


def expected(one, own: dict, said: dict, late: int, excused: str) -> tuple[int, int]:
    """Credited and counted minutes; `own` are the placements and `said` the events by where attendance is taken."""
    counted = total = 0
    for place, rows in own.items():
        items = [
            {"from": row.starts_at, "to": row.ends_at, "length": row.minutes, "worth": 60}
            for row in rows
            if row.item.group_id in (None, one.group_id)
        ]
        value, minutes = credited(items, said.get(place, []), late)
        if value == "excused" and excused == "neutral":
            continue
        counted += 60 * len(items)
        total += 60 * len(items) if value == "excused" and excused == "present" else minutes
    return total, counted


def by_place(said: list[Given], names: dict) -> dict:
    """Her events that nothing took back, by where attendance is taken."""
    voided = {each.voids for each in said if each.verb == "void"}
    found = {}
    for each in said:
        if each.verb != "void" and each.id not in voided:
            found.setdefault(names[each.checkpoint], []).append(each)
    return found


@pytest.mark.parametrize(
    ("policy", "retimed", "excused"),
    [("day", False, "absent"), ("half_day", True, "present"), ("item", True, "neutral"), ("day", True, "neutral")],
)
def test_our_figures_are_those_of_a_naive_count(offices, chen, policy, retimed, excused):
    workshop = make_room(offices, chen, code="CEP-2026-RND", items=ITEMS, checkpoint=policy, excused=excused)
    groups = [*workshop.groups.order_by("code"), None]  # a walk-in has none
    people = [
        register(workshop, make_person(f"Person{n} Test", account=False), f"P{n:02}", group=groups[n % 3])
        for n in range(PEOPLE)
    ]
    if retimed:
        late_day(workshop)
    told = {one.pk: play(workshop, one.number, chen) for one in people}
    own, begins = {}, {}
    for row in workshop.versions.get(state="current").placements.select_related("item"):
        own.setdefault(place_of(row, policy), []).append(row)
        begins[row.starts_at] = place_of(row, policy)
    names = {one.key: begins[one.starts_at] for one in checkpoints_of(workshop)}
    outcomes = attendance_of(workshop).outcomes
    for one in people:
        wanted = expected(one, own, by_place(told[one.pk], names), workshop.late_after, excused)
        assert (outcomes[one.pk].credited, outcomes[one.pk].counted) == wanted, (one.number, told[one.pk])
