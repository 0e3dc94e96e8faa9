"""The invented staff of the demonstration's offices: their postings, moves, departures and focal points."""

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Max
from django.utils.text import slugify

from courses.models import Evidence
from elearning.people.actions import add_person, end_posting, grant_role, move, post
from elearning.people.models import Category, Office, Role, User

NAMES = Path(__file__).parent / "demo" / "names.yaml"
SIZES = {"HQ": 22, "RO-NBO": 16, "RO-DKR": 16, "RO-PRY": 12, "RO-CAI": 13, "KE": 18, "ET": 15, "NE": 15, "BF": 14}
USUAL_SIZE = 9
TITLES = [
    "Project officer", "Project assistant", "Border management officer", "Community engagement officer",
    "Monitoring officer", "Protection officer", "Programme manager", "Field coordinator", "Information officer",
    "Finance assistant", "Procurement assistant", "Migration health nurse", "Driver",
]  # fmt: skip
CATEGORIES = [Category.STAFF] * 16 + [Category.CONSULTANT] * 2 + [Category.INTERN, Category.VOLUNTEER]


@dataclass
class Staff:
    """The people made for one office, and who came when."""

    office: Office
    people: list[User] = field(default_factory=list)


def make_staff(offices: dict[str, Office], chance: random.Random, *, now: datetime.datetime) -> list[Staff]:
    """Some 340 people over all offices, the first of each its head, the second its focal point."""
    spheres = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    taken: set[str] = set()
    staff = []
    for code, office in offices.items():
        sphere = next(sphere for sphere in spheres if code in sphere["offices"])
        names = _names(sphere, chance, taken)
        size = SIZES.get(code, USUAL_SIZE) + chance.randint(-1, 2)
        staff.append(_staff_of(office, [next(names) for _ in range(size)], chance, now))
    return staff


def _names(sphere: dict[str, Any], chance: random.Random, taken: set[str]) -> Iterator[tuple[str, str, str]]:
    """(name, name in own script, sex), none of them twice."""
    own = sphere.get("own", {})
    while True:
        sex = chance.choice([User.Sex.FEMALE, User.Sex.MALE])
        given = chance.choice(sphere["women" if sex == User.Sex.FEMALE else "men"])
        family = chance.choice(sphere["families"])
        name = f"{given} {family}"
        if name not in taken and given != family:
            taken.add(name)
            script = f"{own[given]} {own[family]}" if given in own and family in own else ""
            yield name, script, sex


def _staff_of(office: Office, names: list, chance: random.Random, now: datetime.datetime) -> Staff:
    staff = Staff(office)
    for place, (name, script, sex) in enumerate(names):
        started = now - datetime.timedelta(days=_days_of(place, chance))
        person = add_person(
            name,
            email=f"{slugify(name).replace('-', '.')}@example.org",
            name_own_script=script,
            staff_number=f"D{User.objects.count() + 1:04}",
            language=office.language,
            sex=sex,
            at=started,
        )
        head = staff.people[0] if staff.people else None
        post(
            person,
            office,
            started_on=started.date(),
            category=Category.STAFF if place < 2 else chance.choice(CATEGORIES),
            job_title="Head of office" if place == 0 else chance.choice(TITLES),
            supervisor=head,
            at=started,
        )
        staff.people.append(person)
    _make_focal_point(staff, now)
    return staff


def _days_of(place: int, chance: random.Random) -> int:
    """For how many days somebody has been there: the first two of an office for long."""
    if place < 2:
        return chance.randint(600, 1400)
    return chance.choice([chance.randint(20, 400), chance.randint(400, 1400)])


def _make_focal_point(staff: Staff, now: datetime.datetime) -> None:
    """The second of each office, unless somebody is its focal point already."""
    if not staff.office.roles.exists():
        since = now - datetime.timedelta(days=560)
        grant_role(staff.people[1], Role.Kind.FOCAL_POINT, office=staff.office, started_on=since.date(), at=since)


def move_some(staff: list[Staff], chance: random.Random, *, now: datetime.datetime) -> None:
    """One in eighteen moves, one in twenty leaves, each after what she learned; heads and focal points stay."""
    for group in staff:
        for person in group.people[2:]:
            fate = chance.random()
            posting = person.postings.get()
            day = now.date() - datetime.timedelta(days=chance.randint(15, 240))
            learned = Evidence.objects.filter(enrolment__person=person).aggregate(last=Max("occurred_at"))["last"]
            settled = posting.started_on < day - datetime.timedelta(days=30)
            if fate > 0.106 or not settled or (learned and learned.date() >= day):
                continue
            heard = datetime.datetime.combine(day, datetime.time(8), datetime.UTC)
            if fate < 0.056:
                move(person, chance.choice([other.office for other in staff if other is not group]), on=day, at=heard)
            else:
                end_posting(posting, ended_on=day, at=heard)
