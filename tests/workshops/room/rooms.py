"""A small workshop that is held today, for tests of room mode: two mornings of items, two groups, some people."""

import datetime
import json
import uuid
from typing import Any

from django.utils import timezone

from elearning.people.models import User
from tests.factories import make_person
from workshops.actions.devices import prepare_device
from workshops.actions.freezing import freeze
from workshops.agenda import utc_instants
from workshops.models import AgendaVersion, PlanStep, Registration, SessionPlan, Workshop, WorkshopText

CODE = "CEP-ROOM"
NAMES = ("Zoë Okafor", "Yusuf Ali", "Xenia Moyo", "Wanjiku Mwangi")
# Code, hour of the first day on which it begins, group, lane.
ITEMS = (("D1-01", 9, "", 0), ("D1-02A", 10, "A", 1), ("D1-02B", 10, "B", 2), ("D1-03", 11, "", 0))
SECRETS = ("email", "phone", "sex", "category", "country", "language", "need", "diet", "screening", "travel")


def make_room(offices, lead: User, *, names=NAMES, items=ITEMS, day: datetime.date | None = None) -> Workshop:
    """A workshop in Nairobi that is live today, of three days, led by `lead`."""
    day = day or timezone.now().date()
    workshop = Workshop.objects.create(
        code=CODE, kind="familiarization", state="live", zone="Africa/Nairobi", starts_on=day,
        ends_on=day + datetime.timedelta(days=2), venue="Nairobi", capacity=50, languages=["en"],
        host_office=offices["KE"],
    )  # fmt: skip
    WorkshopText.objects.create(workshop=workshop, language="en", title="Trust in Nairobi", status="reviewed")
    groups = {code: workshop.groups.create(code=code, name=f"Group {code}") for code in "AB"}
    register(workshop, lead, "F01", role="lead")
    for number, name in enumerate(names, start=1):
        person = make_person(name, offices["KE"], account=False, sex="female")
        group = groups["AB"[number % 2]]
        register(workshop, person, f"P{number:02}", group=group, photo=number % 2 == 0, badge_code=f"BADGE{number:03}")
    publish(workshop, items, groups, day)
    return workshop


def register(workshop: Workshop, person: User, number: str, **fields) -> Registration:
    """Confirmed, with her number."""
    values = {"role": "participant", "category": "staff", "sex": person.sex or "male", "language": "en"} | fields
    office = person.posting_today.office if person.posting_today else None
    return Registration.objects.create(
        workshop=workshop, person=person, number=number, confirmed_at=timezone.now(), office=office, **values
    )


def publish(workshop: Workshop, items, groups, day: datetime.date) -> AgendaVersion:
    """The agenda in force: each item an hour long, the first one with a plan of two steps."""
    version = AgendaVersion.objects.create(workshop=workshop, number=1, state="draft", zone=workshop.zone)
    for order, (code, hour, group, lane) in enumerate(items):
        item = workshop.items.create(
            code=code, kind="group" if group else "plenary", counts=True, titles={"en": f"Item {code}"},
            group=groups.get(group),
        )  # fmt: skip
        start = datetime.time(hour)
        starts_at, ends_at = utc_instants(day, start, 60, workshop.tz)
        version.placements.create(
            item=item, day=day, start=start, minutes=60, order=order, lane=lane, starts_at=starts_at, ends_at=ends_at
        )
    plan = SessionPlan.objects.create(item=workshop.items.get(code=items[0][0]), title="Plan", language="en")
    for order, (text, minutes) in enumerate((("Welcome", 20), ("Round of names", 40))):
        PlanStep.objects.create(plan=plan, order=order, text=text, minutes=minutes)
    freeze(version)
    version.state, version.published_at = "current", timezone.now() - datetime.timedelta(days=9)
    version.save()
    return version


def token_of(workshop: Workshop, person: User, label: str = "Tablet") -> str:
    device, secret = prepare_device(workshop, person, label, by=person)
    return f"{device.uuid}.{secret}"


def event(badge: str, checkpoint: str, at: datetime.datetime, verb: str = "in", **fields) -> dict[str, Any]:
    """One event as a device sends it."""
    return {
        "id": str(uuid.uuid4()),
        "verb": verb,
        "badge": badge,
        "checkpoint": checkpoint,
        "at": at.isoformat(),
        **fields,
    }


def run(item, began: datetime.datetime, **fields) -> dict[str, Any]:
    """One run as a device sends it, ended after 50 minutes."""
    ended = began + datetime.timedelta(minutes=50)
    values = {
        "id": str(uuid.uuid4()),
        "item": str(item.uuid),
        "started_at": began.isoformat(),
        "ended_at": ended.isoformat(),
        "updated_at": ended.isoformat(),
        "planned_minutes": 60,
        "steps": [{"text": "Welcome", "planned": 20, "seconds": 1500}],
    }
    return values | fields


def post(client, url: str, token: str, body: Any):
    """What a device posts: with its secret, without a cookie."""
    said = body if isinstance(body, str) else json.dumps(body)
    return client.post(url, said, content_type="application/json", headers={"authorization": f"Device {token}"})
