"""Loads a workshop (frame, rooms, groups, agenda, people) from one JSON document; the same document twice is one."""

import datetime
from typing import Any

from django.db import transaction

from elearning.people.actions import add_person, post
from elearning.people.models import Category, Office, User

from .actions.freezing import freeze
from .agenda import days, utc_instants
from .models import AgendaItem, AgendaVersion, Group, Placement, Registration, Room, Workshop, WorkshopText
from .models.people import new_badge_code

SEXES = {"F": User.Sex.FEMALE, "M": User.Sex.MALE, "undisclosed": User.Sex.UNDISCLOSED}
POSTED_BEFORE = datetime.timedelta(days=180)


class Unloadable(ValueError):
    """The document does not hold together; the message says where."""


@transaction.atomic
def load_workshop(data: dict[str, Any], *, at: datetime.datetime) -> Workshop:
    """Make the workshop that `data` describes, recorded at `at`; one whose code is known is returned as it is.

    The offices must exist, named by their codes. Raises `Unloadable`, and then nothing is stored.
    """
    frame = data["workshop"]
    known = Workshop.objects.filter(code=frame["code"]).first()
    if known:
        return known
    workshop = _make_frame(data)
    _make_agenda(workshop, data, at)
    _make_people(workshop, data, at)
    return workshop


def _make_frame(data: dict[str, Any]) -> Workshop:
    frame, policy = data["workshop"], data.get("policy", {})
    workshop = Workshop(
        code=frame["code"],
        kind=Workshop.Kind.FAMILIARIZATION,
        state=Workshop.State.REPORTING,
        zone=frame["tz"],
        starts_on=datetime.date.fromisoformat(frame["start"]),
        ends_on=datetime.date.fromisoformat(frame["end"]),
        venue=frame["venue"],
        capacity=frame["capacity"],
        languages=frame["languages"],
        host_office=_office("KE"),
        checkpoint=policy.get("checkpoint", Workshop.Checkpoint.ITEM),
        participation_percent=policy.get("min_percent", 80),
        excused=policy.get("excused", Workshop.Excused.NEUTRAL),
        post_test=policy.get("post_test", Workshop.PostTest.TAKEN),
        demonstration=data.get("demonstration", False),
    )
    workshop.full_clean()
    workshop.save()
    texts = frame.get("texts") or {"en": {"title": frame["title"], "themes": _themes(data)}}
    for language, text in texts.items():
        WorkshopText.objects.create(workshop=workshop, language=language, status=WorkshopText.Status.REVIEWED, **text)
    return workshop


def _themes(data: dict[str, Any]) -> dict[str, str]:
    return {day["date"]: day["theme"] for day in data["days"]}


def _office(code: str) -> Office:
    try:
        return Office.objects.get(code=code)
    except Office.DoesNotExist:
        raise Unloadable(f"There is no office with the code {code}. Make the offices first.") from None


def _make_agenda(workshop: Workshop, data: dict[str, Any], at: datetime.datetime) -> None:
    items = [item for day in data["days"] for item in day["items"]]
    seats = data.get("rooms", {})
    names = sorted({item["room"] for item in items} | seats.keys())
    rooms = {name: Room.objects.create(workshop=workshop, name=name, capacity=seats.get(name)) for name in names}
    groups = {code: Group.objects.create(workshop=workshop, code=code) for code in data["groups"]}
    version = AgendaVersion.objects.create(
        workshop=workshop, number=1, state=AgendaVersion.State.CURRENT, published_at=at, zone=workshop.zone
    )
    for row in items:
        item = AgendaItem.objects.create(
            workshop=workshop,
            code=row["code"],
            kind=row["kind"],
            titles={"fr" if row["floor"] == ["fr"] or row["interp"] == ["fr"] else "en": row["title"]},
            lead=row["lead"],
            method=row["method"],
            module_code=row["module"].lower(),
            floor_languages=row["floor"],
            interpreted_languages=row["interp"],
            group=groups.get(row["group"]),
            counts=row["counts"],
            required=row["required"],
            visibility=row["visibility"],
        )
        _place(version, item, row, rooms[row["room"]])
    _put_in_order(version)
    freeze(version)


def _put_in_order(version: AgendaVersion) -> None:
    """Number the items of each day; those that begin together are lanes."""
    placements = list(version.placements.select_related("item"))
    for _day, found in days(placements):
        order = 0
        for slot in found:
            for lane, placement in enumerate(slot.placements, start=int(slot.parallel)):
                order += 1
                placement.lane, placement.order = lane, order
    Placement.objects.bulk_update(placements, ["lane", "order"])


def _place(version: AgendaVersion, item: AgendaItem, row: dict[str, Any], room: Room) -> None:
    day = datetime.date.fromisoformat(row["date"])
    start = datetime.time.fromisoformat(row["start"])
    starts_at, ends_at = utc_instants(day, start, row["minutes"], version.workshop.tz)
    if row.get("starts_at") and datetime.datetime.fromisoformat(row["starts_at"]) != starts_at:
        raise Unloadable(f"{row['code']}: {row['start']} at {version.workshop.zone} is not {row['starts_at']}.")
    Placement.objects.create(
        version=version,
        item=item,
        day=day,
        start=start,
        minutes=row["minutes"],
        room=room,
        locked=row["locked"],
        starts_at=starts_at,
        ends_at=ends_at,
    )


def _make_people(workshop: Workshop, data: dict[str, Any], at: datetime.datetime) -> None:
    groups = {group.code: group for group in workshop.groups.all()}
    for row in data["participants"]:
        office = _office(row["office"])
        person = add_person(row["name"], sex=SEXES[row["sex"]], at=at)
        post(person, office, started_on=workshop.starts_on - POSTED_BEFORE, at=at)
        Registration.objects.create(
            workshop=workshop,
            person=person,
            number=row["no"],
            group=groups[row["group"]],
            badge_code=new_badge_code(),
            confirmed_at=at,
            office=office,
            country=office.country,
            category=Category.STAFF,
            sex=person.sex,
            language=row["language"],
        )
