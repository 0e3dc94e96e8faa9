"""A small workshop in Nairobi of two days, made by hand: four items, two groups, three participants and a lead."""

import datetime
import uuid
import zoneinfo

from elearning.people.models import User
from tests.factories import make_person
from workshops.actions.freezing import freeze
from workshops.actions.receiving import Given, receive
from workshops.agenda import utc_instants
from workshops.attending import checkpoints_of
from workshops.models import AgendaVersion, Registration, Workshop, WorkshopText

CODE = "CEP-2026-NBO"
BASE = f"/workshops/{CODE}"
MONDAY, TUESDAY = datetime.date(2026, 5, 4), datetime.date(2026, 5, 5)
NAIROBI = zoneinfo.ZoneInfo("Africa/Nairobi")
# Code, day, hour, group, lane, required. Each lasts an hour.
ITEMS = (
    ("D1-01", MONDAY, 9, "", 0, True),
    ("D1-02A", MONDAY, 10, "A", 1, False),
    ("D1-02B", MONDAY, 10, "B", 2, False),
    ("D2-01", TUESDAY, 9, "", 0, False),
)


def at(text: str, day: datetime.date = MONDAY) -> datetime.datetime:
    """The instant of "09:10" at the place."""
    return datetime.datetime.combine(day, datetime.time.fromisoformat(text), NAIROBI)


def make_room(offices, lead: User, *people: User, code: str = CODE, items=ITEMS, **fields) -> Workshop:
    """Live on these two days; group A for the first person, then B, A…"""
    values = {"state": "live", "starts_on": MONDAY, "ends_on": TUESDAY, "zone": "Africa/Nairobi"} | fields
    workshop = Workshop.objects.create(
        code=code, kind="refresher", venue="Nairobi", capacity=50, languages=["en"], host_office=offices["KE"], **values
    )
    WorkshopText.objects.create(workshop=workshop, language="en", title="Trust in Nairobi", status="reviewed")
    groups = [workshop.groups.create(code=letter) for letter in "AB"]
    register(workshop, lead, "F01", role="lead")
    for number, person in enumerate(people, start=1):
        register(workshop, person, f"P{number:02}", group=groups[(number - 1) % 2])
    publish(workshop, {group.code: group for group in groups}, items)
    return workshop


def register(workshop: Workshop, person: User, number: str, **fields) -> Registration:
    """Confirmed, with her number."""
    office = person.posting_today.office if person.posting_today else None
    values = {"role": "participant", "category": "staff", "sex": person.sex or "male", "language": "en"} | fields
    return Registration.objects.create(
        workshop=workshop, person=person, number=number, confirmed_at=at("08:00"), office=office, **values
    )


def publish(workshop: Workshop, groups: dict, items) -> None:
    version = AgendaVersion.objects.create(workshop=workshop, number=1, state="draft", zone=workshop.zone)
    for order, (code, day, hour, group, lane, required) in enumerate(items):
        item = workshop.items.create(
            code=code, kind="plenary", counts=True, required=required, titles={"en": f"Item {code}"},
            group=groups.get(group),
        )  # fmt: skip
        start = datetime.time(hour)
        starts_at, ends_at = utc_instants(day, start, 60, workshop.tz)
        version.placements.create(
            item=item, day=day, start=start, minutes=60, order=order, lane=lane, starts_at=starts_at, ends_at=ends_at
        )
    freeze(version)
    version.state, version.published_at = "current", at("08:00") - datetime.timedelta(days=9)
    version.save()


def key(workshop: Workshop, code: str) -> str:
    """The key of the checkpoint that people call so."""
    return next(one.key for one in checkpoints_of(workshop) if one.code == code)


def say(workshop: Workshop, number: str, code: str, moment: datetime.datetime, verb: str = "in", **values):
    """One event by a badge, unless `source` says otherwise."""
    source, by = values.pop("source", "scan"), values.pop("by", None)
    received = values.pop("now", moment)
    given = Given(uuid.uuid4(), verb, moment, key(workshop, code), badge=number, **values)
    return receive(workshop, [given], source=source, by=by, at=received)[0]


def anybody(office, *names: str) -> list[User]:
    return [make_person(name, office, account=False, sex="female") for name in names]
