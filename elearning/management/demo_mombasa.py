"""The launch workshop of the demonstration: loaded as first published, then changed and published twice more."""

import copy
import datetime
from pathlib import Path
from typing import Any

import yaml

from elearning.people.actions import add_person, post
from elearning.people.models import Office, User
from workshops.actions.drafting import draft_of
from workshops.actions.drafting_board import Place
from workshops.actions.drafting_edits import edited
from workshops.actions.freezing import freeze
from workshops.actions.publishing import publish
from workshops.agenda.checks import check
from workshops.assembling import agenda_of
from workshops.loading import load_workshop
from workshops.models import AgendaVersion, Announcement, Registration, Workshop
from workshops.models.people import new_badge_code

from .demo_plans import make_plans

FILE = Path(__file__).parent / "demo" / "mombasa-versions.yaml"
Rows = dict[str, dict[str, Any]]


def make_mombasa(data: dict[str, Any], offices: dict[str, Office], lead: User) -> Workshop:
    """The workshop of the file with its team, and its three versions; what they told was told at the time."""
    said = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    workshop = load_workshop(first_version(data, said), at=said["first"]["published"])
    workshop.versions.update(note=said["first"]["note"])
    make_team(workshop, said["booths"], offices, lead, at=said["first"]["published"])
    workshop.items.filter(module_code="m3").update(human_rights=True)
    freeze(workshop.versions.get())  # with its team
    make_plans(workshop, by=lead)
    rows = rows_of(data)
    change(workshop, {code: rows.get(code) for code in {*rows, "D2-X"}}, rows, said["second"], lead)
    live = said["live"]
    changed = {code: rows[code] | place for code, place in live["placements"].items()}
    change(workshop, changed, rows, live, lead, live=True)
    Announcement.objects.filter(version__workshop=workshop).update(
        state=Announcement.State.SET_ASIDE, decided_at=live["published"], decided_by=lead
    )
    return workshop


def rows_of(data: dict[str, Any]) -> Rows:
    """The items of the file by code, each with its `order` in its day."""
    rows = {item["code"]: item for day in data["days"] for item in day["items"]}
    in_time = sorted(rows.values(), key=lambda row: (row["date"], row["start"], row["code"]))
    for order, row in enumerate(in_time, start=1):
        row["order"] = order
    return rows


def first_version(data: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """The file as it was before its second version."""
    before = copy.deepcopy(data) | {"rooms": said["rooms"]}
    rows = rows_of(before)
    for code, place in said["first"]["placements"].items():
        rows[code] |= place | {"starts_at": ""}
    for code, title in said["first"]["titles"].items():
        rows[code]["title"] = title
    for extra in said["first"]["extra"]:
        next(day for day in before["days"] if day["date"] == extra["date"])["items"].append(extra)
    return before


def change(
    workshop: Workshop, wanted: dict[str, dict | None], rows: Rows, said: dict, by: User, *, live: bool = False
) -> AgendaVersion:
    """Put the items where `wanted` says (None takes one off), with the titles of the file, and publish that."""
    draft = draft_of(workshop, by=by)
    rooms = {room.name: room.pk for room in workshop.rooms.all()}
    with edited(draft, verb="move", by=by) as edit:
        places = {code: row and place_of(row, edit.board.places[code], rooms) for code, row in wanted.items()}
        board = edit.board.with_places(places)
        edit.become(board.retimed({place.day for place in places.values() if place}) if live else board)
    for item in workshop.items.filter(code__in=rows):
        item.titles = dict.fromkeys(item.titles, rows[item.code]["title"])
        item.save(update_fields=["titles"])
    workshop.items.exclude(code__in=rows).update(retired=True)
    draft.refresh_from_db()
    keys = [finding.key for finding in check(agenda_of(draft)) if finding.severity == "warning"]
    return publish(draft, by=by, acknowledged=keys, note=said["note"], live=live, at=said["published"])


def place_of(row: dict[str, Any], known: Place, rooms: dict[str, int]) -> Place:
    """Where a row of the file stands, in the lane that it had."""
    return Place(
        day=datetime.date.fromisoformat(row["date"]),
        start=datetime.time.fromisoformat(row["start"]),
        minutes=row["minutes"],
        lane=known.lane,
        order=row["order"],
        locked=row["locked"],
        room=rooms[row["room"]],
    )


def make_team(
    workshop: Workshop, booths: dict[str, dict], offices: dict[str, Office], lead: User, *, at: datetime.datetime
) -> None:
    """The lead facilitator, the interpreters in their booths, and which booth works in which item."""
    take_part(workshop, lead, Registration.Role.LEAD, "F01", offices["HQ"], "en", at)
    number = 0
    for name, booth in booths.items():
        team = workshop.teams.create(name=name, language=booth["language"])
        for member in booth["members"]:
            number += 1
            person = add_person(member, at=at)
            post(person, offices["HQ"], started_on=at.date(), category="consultant", at=at)
            role = Registration.Role.INTERPRETER
            row = take_part(workshop, person, role, f"I{number:02}", offices["HQ"], booth["language"], at)
            team.members.add(row)
        for item in workshop.items.all():
            if booth["language"] in item.interpreted_languages:
                item.teams.add(team)
    for item in workshop.items.filter(lead="Lead facilitator"):
        item.people.create(person=lead)


def take_part(
    workshop: Workshop, person: User, role: str, number: str, office: Office, language: str, at: datetime.datetime
) -> Registration:
    """One of the team, confirmed."""
    return workshop.registrations.create(
        person=person, role=role, number=number, badge_code=new_badge_code(), confirmed_at=at, office=office,
        country=office.country, category=person.postings.get().category, sex=person.sex, language=language,
    )  # fmt: skip
