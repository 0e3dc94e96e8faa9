"""The demonstration world: invented offices and people, made by the same actions that users call."""

import datetime
import json
from pathlib import Path

from django.db import transaction

from elearning.journal.actions import log
from elearning.people.actions import add_person, grant_role, post
from elearning.people.models import Office, Role, User
from workshops.loading import load_workshop

DEMO_FOLDER = Path(__file__).parent / "demo"
PASSWORD = "demo-common-ground"  # nosec B105 (public on purpose: a real site refuses this database)
SINCE = datetime.date(2023, 1, 1)
ANNOUNCED = datetime.datetime(2023, 6, 20, 9, 0, tzinfo=datetime.UTC)
ACCOUNTS = [
    ("amina@example.org", "Amina Odhiambo, learner in Nairobi"),
    ("bruno@example.org", "Bruno Machava, learner in Maputo"),
    ("chen@example.org", "Chen Liang, facilitator"),
    ("dana@example.org", "Dana Novak, headquarters"),
    ("efua@example.org", "Efua Asante, focal point in Accra"),
]
PLACES = {
    "amina": ("KE", "en", "female"),
    "bruno": ("MZ", "fr", "male"),
    "chen": ("HQ", "en", "undisclosed"),
    "dana": ("HQ", "en", "female"),
    "efua": ("GH", "en", "female"),
}
KINDS = {"HQ": Office.Kind.HEADQUARTERS, "RO": Office.Kind.REGIONAL, "CO": Office.Kind.COUNTRY}
REGION_OF_ZONE = {
    "RO-NBO": "KE ET SO UG TZ SS SD DJ RW BI ER",
    "RO-DKR": "BF NE ML SN GM GN CI GH NG TD CM MR BJ TG SL LR",
    "RO-CAI": "EG LY TN MA DZ YE IQ JO LB SY",
}
COUNTRY_OF_REGION = {"HQ": "CH", "RO-NBO": "KE", "RO-DKR": "SN", "RO-PRY": "ZA", "RO-CAI": "EG"}


@transaction.atomic
def make_world() -> None:
    """Make everything or nothing."""
    data = json.loads((DEMO_FOLDER / "workshop-mombasa.json").read_text(encoding="utf-8"))
    offices = make_offices(data["offices"])
    people = make_accounts(offices)
    workshop = load_workshop(data, at=ANNOUNCED)
    chen = people["chen"]
    workshop.registrations.create(
        person=chen, role="facilitator", number="F01", confirmed_at=ANNOUNCED, office=offices["HQ"],
        category="staff", sex=chen.sex, language="en",
    )  # fmt: skip
    log(None, "demo.seeded", workshop)


def make_offices(rows: list[dict]) -> dict[str, Office]:
    """The offices of the file as a tree: headquarters, regions, countries."""
    offices: dict[str, Office] = {}
    for row in sorted(rows, key=lambda row: ["HQ", "RO", "CO"].index(row["kind"])):
        code = row["code"]
        languages = row["seats_by_language"]
        language = max(languages, key=languages.get)
        values = {
            "code": code,
            "name": row["name"],
            "kind": KINDS[row["kind"]],
            "country": COUNTRY_OF_REGION.get(code, code),
            "zone": row["tz"],
            "language": language if language in ("en", "fr", "ar") else "en",
        }
        parent = None if row["kind"] == "HQ" else "HQ" if row["kind"] == "RO" else region_of(code)
        offices[code] = Office.objects.get(code=parent).add_child(**values) if parent else Office.add_root(**values)
    return offices


def region_of(code: str) -> str:
    """The regional office that a country office reports to in this world; Pretoria where none is named."""
    return next((region for region, codes in REGION_OF_ZONE.items() if code in codes.split()), "RO-PRY")


def make_accounts(offices: dict[str, Office]) -> dict[str, User]:
    """The people who can sign in, with the demonstration's password."""
    people = {}
    for email, line in ACCOUNTS:
        key = email.split("@")[0]
        code, language, sex = PLACES[key]
        person = add_person(line.split(",")[0], email=email, language=language, sex=sex)
        person.set_password(PASSWORD)
        person.save()
        person.emailaddress_set.create(email=email, verified=True, primary=True)
        office = offices.get(code) or offices["RO-DKR" if code == "GH" else "RO-PRY"]
        post(person, office, started_on=SINCE)
        people[key] = person
    grant_role(people["dana"], Role.Kind.HEADQUARTERS, started_on=SINCE)
    efua = people["efua"]
    grant_role(efua, Role.Kind.FOCAL_POINT, office=efua.postings.get().office, started_on=SINCE)
    return people
