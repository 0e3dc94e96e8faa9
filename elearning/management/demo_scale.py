"""A hundred thousand invented people in two hundred offices, with all that is counted of them."""

import datetime
import random
from collections.abc import Callable

from django.db import transaction

from courses.models import Course, CourseVersion
from elearning.countries import country_name
from elearning.people.models import Office
from elearning.records.models import Equivalence
from elearning.tracking.models import Requirement, RequirementVersion

from .demo_scale_learning import learn_at_scale
from .demo_scale_people import people_at_scale
from .demo_scale_rows import hurry, settle
from .demo_scale_standings import stand_at_scale

OFFICES = 200
REGIONS = {
    "East": [("KE", "Africa/Nairobi", "en"), ("ET", "Africa/Addis_Ababa", "en"), ("UG", "Africa/Kampala", "en"),
             ("SD", "Africa/Khartoum", "ar"), ("SO", "Africa/Mogadishu", "en"), ("RW", "Africa/Kigali", "fr")],
    "West": [("SN", "Africa/Dakar", "fr"), ("GH", "Africa/Accra", "en"), ("NE", "Africa/Niamey", "fr"),
             ("NG", "Africa/Lagos", "en"), ("ML", "Africa/Bamako", "fr"), ("TD", "Africa/Ndjamena", "fr")],
    "South": [("ZA", "Africa/Johannesburg", "en"), ("MZ", "Africa/Maputo", "en"), ("ZM", "Africa/Lusaka", "en"),
              ("MG", "Indian/Antananarivo", "fr")],
    "North": [("EG", "Africa/Cairo", "ar"), ("LY", "Africa/Tripoli", "ar"), ("TN", "Africa/Tunis", "fr"),
              ("YE", "Asia/Aden", "ar"), ("JO", "Asia/Amman", "ar"), ("IQ", "Asia/Baghdad", "ar")],
}  # fmt: skip
LAUNCHED = datetime.datetime(2022, 11, 1, 8, tzinfo=datetime.UTC)
COURSES = {
    "cep": {"en": "Community Engagement and Policing: foundations"},
    "safe-conduct": {"en": "Safe conduct", "fr": "Conduite sûre"},
    "field-security": {"en": "Security in the field", "fr": "Sécurité sur le terrain"},
    "data-protection": {"en": "Data protection", "fr": "Protection des données"},
}
EQUIVALENCES = {"Security in the field, as another agency teaches it": 36, "Conduct and ethics": 24, "Mediation": None}


def make_scale(people: int, *, now: datetime.datetime, tell: Callable[[str], object] = print) -> None:
    """Add so many people to what is there: postings, records, evidence behind some, and how they stand. Each step is
    one transaction; the last figures are right only after the last.
    """
    hurry()
    chance = random.Random(2027)  # the same each time  # nosec B311
    with transaction.atomic():
        offices = offices_at_scale()
        courses = courses_at_scale()
        equivalences = equivalences_at_scale()
        requirements_at_scale(courses, equivalences)
        tell(f"{len(offices)} offices, {Requirement.objects.count()} requirements")
    with transaction.atomic():
        served = people_at_scale(people, offices, chance, now=now)
        tell(f"{len(served)} people posted")
    with transaction.atomic():
        records, evidence = learn_at_scale(served, courses, equivalences, chance, now=now)
        tell(f"{records} records, {evidence} pieces of evidence")
    with transaction.atomic():
        rows, snapshots = stand_at_scale(list(served), tell)
        tell(f"{rows} standings, {snapshots} snapshots")
    settle()


def offices_at_scale() -> list[Office]:
    """Two hundred offices, those that are there among them: regions, countries, and sub-offices beneath."""
    if not Office.objects.exists():
        _root_and_regions()
    countries = list(Office.objects.filter(kind=Office.Kind.COUNTRY))
    missing = max(0, OFFICES - Office.objects.count())
    for place, country in enumerate(countries):
        same = {"country": country.country, "zone": country.zone, "language": country.language}
        _add_below(country, [
            {"code": f"{country.code}-{number:02}", "name": f"{country.name}, sub-office {number:02}",
             "kind": Office.Kind.SUB, **same}
            for number in range(1, len(range(place, missing, len(countries))) + 1)
        ])  # fmt: skip
    return list(Office.objects.all())


def _root_and_regions() -> None:
    hq = {"code": "HQ", "name": "Headquarters", "country": "CH", "zone": "Europe/Zurich", "language": "en"}
    root = Office.add_root(**hq, kind=Office.Kind.HEADQUARTERS)
    heads = {f"Regional Office, {name}": countries for name, countries in REGIONS.items()}
    regions = [_row(f"RO-{name[17:].upper()}", name, Office.Kind.REGIONAL, rows[0]) for name, rows in heads.items()]
    for region in _add_below(root, regions):
        rows = [_row(row[0], country_name(row[0]), Office.Kind.COUNTRY, row) for row in heads[region.name]]
        _add_below(region, rows)


def _row(code: str, name: str, kind: str, place: tuple[str, str, str]) -> dict:
    country, zone, language = place
    return {"code": code, "name": name, "kind": kind, "country": country, "zone": zone, "language": language}


def _add_below(above: Office, rows: list[dict]) -> list[Office]:
    """Write offices below one that has none, by name as the tree keeps them; a query each is too slow for so many."""
    made = [
        Office(**row, depth=above.depth + 1, path=Office._get_path(above.path, above.depth + 1, place))
        for place, row in enumerate(sorted(rows, key=lambda row: row["name"]), 1)
    ]
    Office.objects.filter(pk=above.pk).update(numchild=len(made))
    return Office.objects.bulk_create(made)


def courses_at_scale() -> list[Course]:
    """The demonstration's course, and three that are only known by their records; the first has a version."""
    courses = [
        Course.objects.get_or_create(code=code, defaults={"titles": titles})[0] for code, titles in COURSES.items()
    ]
    first = courses[0]
    if first.current_version is None:
        steps = [
            {"uuid": f"00000000-0000-4000-8000-00000000010{n}", "module": f"00000000-0000-4000-8000-00000000020{n}",
             "required": True, "titles": {"en": f"Module {n}"}}
            for n in range(1, 5)
        ]  # fmt: skip
        frozen = {"number": 1, "steps": steps, "titles": first.titles, "hours": 4, "published_at": LAUNCHED}
        first.current_version = CourseVersion.objects.create(course=first, **frozen)
        first.save(update_fields=["current_version"])
    return courses


def equivalences_at_scale() -> list[Equivalence]:
    """Three rows of the table of equivalences."""
    return [
        Equivalence.objects.get_or_create(provider="Agency A", titles={"en": title}, defaults={"months": months})[0]
        for title, months in EQUIVALENCES.items()
    ]


def requirements_at_scale(courses: list[Course], equivalences: list[Equivalence]) -> None:
    """Three requirements; where the demonstration has its own, only what is missing to three."""
    conduct, security = str(courses[1].uuid), str(courses[2].uuid)
    asked = [
        ("SCALE-CEP", "Community engagement", [
            {"kind": "course", "value": str(courses[0].uuid)},
            {"kind": "workshop_kind", "value": "familiarization", "topic": "", "participation": True},
        ], {"days": 120, "grace": 14}),
        ("SCALE-CONDUCT", "Safe conduct", [{"kind": "course", "value": conduct}], {"months": 24, "days": 60}),
        ("SCALE-SECURITY", "Security in the field", [
            {"kind": "course", "value": security}, {"kind": "recognised", "value": str(equivalences[0].uuid)},
        ], {"months": 36, "days": 90, "grace": 30, "categories": ["staff", "consultant"]}),
    ]  # fmt: skip
    for place, (code, title, subjects, rule) in enumerate(asked[Requirement.objects.count() :]):
        requirement = Requirement.objects.create(code=code, place=50 + place)
        RequirementVersion.objects.create(
            requirement=requirement, number=1, titles={"en": title}, subjects=subjects,
            from_day=datetime.date(2023, 1, 1), published_at=LAUNCHED, **rule,
        )  # fmt: skip
