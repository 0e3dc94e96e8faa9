"""The people of the large demonstration, where they were posted when, and when we heard of it."""

import datetime
import random
import uuid
from pathlib import Path
from typing import NamedTuple

import yaml

from elearning.people.models import Absence, Office, Posting, User
from elearning.tracking.models import Exemption, Requirement

from .demo_scale_rows import go_on_counting, next_id, pour

NAMES = Path(__file__).parent / "demo" / "names.yaml"
FIRST_DAY = datetime.date(2022, 6, 1)
CATEGORIES = ["staff"] * 14 + ["consultant"] * 3 + ["intern"] * 2 + ["volunteer"]
SEXES = ["female"] * 12 + ["male"] * 12 + ["undisclosed"]
TITLES = ["Project officer", "Project assistant", "Field coordinator", "Information officer", "Driver", "Nurse"]
DAY = datetime.timedelta(days=1)
PERSON_FIELDS = (
    "id", "uuid", "password", "name", "staff_number", "email", "language", "sex", "date_joined", "merged_into_id",
)  # fmt: skip
POSTING_FIELDS = (
    "person_id", "office_id", "category", "job_title", "started_on", "ended_on",
    "recorded_at", "end_recorded_at", "withdrawn_at",
)  # fmt: skip


class Stay(NamedTuple):
    """A posting: where, as what, from which day to which (none: to this day)."""

    office: int
    category: str
    started_on: datetime.date
    ended_on: datetime.date | None


def people_at_scale(
    number: int, offices: list[Office], chance: random.Random, *, now: datetime.datetime
) -> dict[int, list[Stay]]:
    """Write people, postings, absences and exemptions; returns the postings of each person, by her id."""
    base = next_id(User)
    languages = {office.pk: office.language for office in offices}
    where = [office.pk for office in offices]
    served = {base + n: _stays(where, chance, now.date()) for n in range(number)}
    pour(User, PERSON_FIELDS, _people(served, languages, chance, base))
    pour(Posting, POSTING_FIELDS, _postings(served, where, chance))
    pour(Absence, ("person_id", "kind", "started_on", "ended_on", "recorded_at"), _absences(served, chance, now.date()))
    exempted = ("person_id", "requirement_id", "reason", "started_on", "ended_on", "recorded_at", "withdrawn_at")
    pour(Exemption, exempted, _exemptions(served, chance, now.date()))
    go_on_counting(User, Posting, Absence, Exemption)
    return served


def _stays(where: list[int], chance: random.Random, today: datetime.date) -> list[Stay]:
    """One to three postings, one after the other; one in nine left, and some of these came back."""
    day = FIRST_DAY + datetime.timedelta(days=chance.randint(0, (today - FIRST_DAY).days - 5))
    stays, office, category = [], chance.choice(where), chance.choice(CATEGORIES)
    for _posting in range(3):
        fate, days = chance.random(), chance.randint(150, 900)
        end = day + datetime.timedelta(days=days)
        if fate > 0.36 or end >= today:
            return [*stays, Stay(office, category, day, None)]
        stays.append(Stay(office, category, day, end))
        if fate > 0.28:
            return stays
        day = end + (DAY if fate > 0.05 else datetime.timedelta(days=chance.randint(30, 200)))
        office, category = chance.choice(where), chance.choice([category, category, "staff"])
        if day >= today:
            return stays
    return stays


def _people(served: dict, languages: dict[int, str], chance: random.Random, base: int):
    spheres = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    for pk, stays in served.items():
        sex, sphere = chance.choice(SEXES), chance.choice(spheres)
        given = chance.choice(sphere["men" if sex == "male" else "women"])
        language = languages[stays[0].office] if chance.random() < 0.85 else chance.choice(["en", "fr", "ar"])
        name = f"{given} {chance.choice(sphere['families'])} {chance.choice(sphere['families'])}"
        joined = heard(stays[0].started_on, 0, chance)
        number = f"S{pk - base + 1:06}-{base}"
        yield pk, ascending(1, pk), "!", name, number, None, language, sex, joined, None


def _postings(served: dict, where: list[int], chance: random.Random):
    """One in eight is heard of weeks late; one in a hundred was first written down wrong, and withdrawn."""
    for pk, stays in served.items():
        for office, category, started, ended in stays:
            title, recorded = chance.choice(TITLES), heard(started, _lag(chance), chance)
            end_heard = max(heard(ended, _lag(chance), chance), recorded) if ended else None
            if chance.random() < 0.01:
                withdrawn = recorded + datetime.timedelta(days=chance.randint(1, 40))
                yield pk, chance.choice(where), category, title, started, None, recorded, None, withdrawn
                recorded, end_heard = withdrawn, end_heard and max(end_heard, withdrawn)
            yield pk, office, category, title, started, ended, recorded, end_heard, None


def _absences(served: dict, chance: random.Random, today: datetime.date):
    for pk, stays in served.items():
        if chance.random() < 0.06:
            day = stays[0].started_on + datetime.timedelta(days=chance.randint(5, 300))
            if day < today:
                end = day + datetime.timedelta(days=chance.randint(10, 120))
                yield pk, chance.choice(["leave", "parental", "sick", "mission"]), day, end, heard(day, 0, chance)


def _exemptions(served: dict, chance: random.Random, today: datetime.date):
    requirements = list(Requirement.objects.values_list("pk", flat=True))
    for pk, stays in served.items():
        if chance.random() < 0.01:
            day = stays[0].started_on + datetime.timedelta(days=chance.randint(20, 200))
            recorded = heard(day, _lag(chance), chance)
            withdrawn = recorded + datetime.timedelta(days=30) if chance.random() < 0.1 else None
            if day < today:
                end = day + datetime.timedelta(days=365)
                yield pk, chance.choice(requirements), "Parental leave agreed.", day, end, recorded, withdrawn


def heard(day: datetime.date, lag: int, chance: random.Random) -> datetime.datetime:
    """A moment in working hours, so many days after."""
    hour = datetime.time(chance.randint(6, 17), chance.randint(0, 59), tzinfo=datetime.UTC)
    return datetime.datetime.combine(day, hour) + datetime.timedelta(days=lag)


def _lag(chance: random.Random) -> int:
    return chance.randint(7, 60) if chance.random() < 0.12 else -chance.randint(0, 9)


def ascending(table: int, number: int) -> uuid.UUID:
    """Ids that are the same each time, and ascend, so that an index over them is written from left to right."""
    return uuid.UUID(int=0x5CA1E000_0000_4000_8000_000000000000 + (table << 44) + number)
