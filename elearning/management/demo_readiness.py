"""What headquarters asks in the demonstration, exceptions from it, learning from elsewhere, and a sheet for a donor."""

import datetime
import random
from typing import Any

from courses.models import Course
from elearning.people.actions import add_absence, add_person, mark_offline
from elearning.people.merging.finding import find_twins
from elearning.people.models import Absence, Office, User
from elearning.records.models import Equivalence
from elearning.records.recognising.actions import accept, make_claim, refuse
from elearning.records.recognising.uploads import take
from elearning.tracking.figures.questions import Question
from elearning.tracking.figures.sheets import freeze
from elearning.tracking.figures.targets import add_target
from elearning.tracking.models import Requirement
from elearning.tracking.office.nudging import NotReminded, nudge
from elearning.tracking.readiness.deriving import derive_stale
from elearning.tracking.requirements.actions import create_requirement, publish_version
from elearning.tracking.requirements.exempting import exempt
from workshops.models import Workshop

from .demo_people import Staff

FIELD = ["RO-NBO", "RO-DKR"]  # with all offices below
KINDS = [Workshop.Kind.FAMILIARIZATION, Workshop.Kind.TRAINING_OF_TRAINERS]
REQUIREMENTS = {
    "CEP-FOUNDATIONS": {
        "en": "Community engagement and policing: foundations",
        "fr": "Engagement communautaire et police de proximité : les bases",
        "ar": "المشاركة المجتمعية والعمل الشرطي: الأسس",
    },
    "CEP-FIELD": {
        "en": "A workshop for the offices in West and East Africa",
        "fr": "Un atelier pour les bureaux d’Afrique de l’Ouest et de l’Est",
        "ar": "ورشة لمكاتب غرب أفريقيا وشرقها",
    },
    "CEP-NEWCOMERS": {
        "en": "The foundations in your first two months",
        "fr": "Les bases pendant vos deux premiers mois",
        "ar": "الأسس في شهريك الأولين",
    },
}
ELSEWHERE = [
    ("Introduction to community policing", "Introduction à la police de proximité", "Regional Police Academy", 6, 24),
    ("Working with border communities", "Travailler avec les communautés frontalières", "Open University", 12, 36),
]


def make_readiness(course: Course, people: dict[str, User], staff: list[Staff], *, now: datetime.datetime) -> None:
    """Everything, then the standings of all."""
    dana = people["dana"]
    make_equivalences(course)
    make_requirements(course, by=dana, launched=course.current_version.published_at)
    chance = random.Random(6)  # no secret  # nosec B311
    make_exceptions(staff, chance, by=dana, now=now)
    make_claims(staff, by=dana, now=now)
    while derive_stale():
        continue
    remind(people["efua"], now=now)
    make_twin(staff[9].people[3], now=now)
    make_sheet(by=dana, now=now)


def make_equivalences(course: Course) -> None:
    """Two courses of other houses that count for the toolkit."""
    for english, french, provider, hours, months in ELSEWHERE:
        titles = {"en": english, "fr": french}
        Equivalence.objects.create(
            titles=titles, provider=provider, topic=course.toolkit_key, hours=hours, months=months
        )


def make_requirements(course: Course, *, by: User, launched: datetime.datetime) -> None:
    """The foundations for all, a workshop for the field, and the foundations sooner for who comes new."""
    learned = {"kind": "course", "value": str(course.uuid)}
    held = [{"kind": "workshop_kind", "value": kind, "participation": False} for kind in KINDS]
    elsewhere = [{"kind": "recognised", "value": str(row.uuid)} for row in Equivalence.objects.order_by("pk")]
    attended = [row | {"participation": True} for row in held]
    house = ["staff", "consultant"]
    field = list(Office.objects.filter(code__in=FIELD).values_list("pk", flat=True))
    asked: dict[str, dict[str, Any]] = {
        "CEP-FOUNDATIONS": {"subjects": [learned, *held, *elsewhere], "months": 36, "days": 180, "grace": 14},
        "CEP-FIELD": {"subjects": [*attended, elsewhere[1]], "months": 48, "days": 365, "offices": field},
        "CEP-NEWCOMERS": {"subjects": [learned, *held], "days": 60, "joined_after": datetime.date(2025, 12, 31)},
    }
    for code, fields in asked.items():
        requirement = create_requirement(code, by=by, at=launched)
        publish_version(
            requirement,
            by=by,
            at=launched,
            titles=REQUIREMENTS[code],
            from_day=launched.date() + datetime.timedelta(days=10),
            categories=house,
            **fields,
        )


def make_exceptions(staff: list[Staff], chance: random.Random, *, by: User, now: datetime.datetime) -> None:
    """A few are away or exempt, and one office has no line."""
    day = datetime.timedelta(days=1)
    foundations = Requirement.objects.get(code="CEP-FOUNDATIONS")
    for group in chance.sample(staff, 12):
        for person in chance.sample(group.people[2:], 2):
            since = now - day * chance.randint(5, 60)
            if not person.postings.on(since.date()).exists():
                continue
            if chance.random() < 0.6:
                kind, ends = chance.choice([Absence.Kind.LEAVE, Absence.Kind.PARENTAL]), since + day * 90
                add_absence(person, kind, started_on=since.date(), ended_on=ends.date(), by=by, at=since)
            else:
                ends = now + day * 150
                reason = "On assignment to another organisation"
                exempt(
                    person, foundations, started_on=since.date(), ended_on=ends.date(), reason=reason, by=by, at=since
                )
    offline = {"started_on": (now - day * 20).date(), "ended_on": (now + day * 40).date()}
    mark_offline(Office.objects.get(code="SS"), **offline, note="Flooding", by=by, at=now - day * 20)


def make_claims(staff: list[Staff], *, by: User, now: datetime.datetime) -> None:
    """Four certificates from elsewhere: accepted, refused, and two that wait for a verifier."""
    rows = list(Equivalence.objects.order_by("pk"))
    for number, group in enumerate(staff[4:8]):
        person, row = group.people[2], rows[number % 2]
        at = now - datetime.timedelta(days=12 - number)
        claim = make_claim(
            person,
            take(_certificate(number)),
            title=row.titles["en"],
            provider=row.provider,
            achieved_on=(at - datetime.timedelta(days=200)).date(),
            hours=row.hours,
            equivalence=row,
            at=at,
        )
        if number == 0:
            accept(claim, equivalence=row, by=by, at=now - datetime.timedelta(days=5))
        elif number == 1:
            refuse(claim, reason="The name on the certificate is another.", by=by, at=now - datetime.timedelta(days=4))


def _certificate(number: int) -> bytes:
    """A page that says what it is."""
    from elearning.pdf import draw

    title = f"Demonstration certificate {number + 1}"
    return draw(f"<html><body><h1>{title}</h1><p>Invented.</p></body></html>", title=title)


def remind(focal_point: User, *, now: datetime.datetime) -> None:
    """The focal point of Accra reminded two of hers last week."""
    office = focal_point.roles.get().office
    for posting in office.postings.on(now.date()).exclude(person=focal_point).select_related("person")[:4]:
        try:
            requirement = Requirement.objects.get(code="CEP-FOUNDATIONS")
            nudge(posting.person, requirement, by=focal_point, at=now - datetime.timedelta(days=6))
        except NotReminded:
            continue


def make_twin(person: User, *, now: datetime.datetime) -> None:
    """Somebody signed on paper under a name that the house knows: one human or two, a person decides."""
    add_person(person.name.upper(), sex=person.sex, language=person.language, at=now)
    find_twins()


def make_sheet(*, by: User, now: datetime.datetime) -> None:
    """What the donor of the launch workshop was promised, and the first sheet that answers."""
    question = Question(
        subject="kind:familiarization",
        started_on=datetime.date(2023, 1, 1),
        ended_on=datetime.date(2023, 12, 31),
        on=now.date(),
        known_at=now,
        by=("sex",),
    )
    target = add_target(question, title="Staff trained at the launch of the toolkit", value=40, by=by, at=now)
    freeze(question, title="Staff trained in 2023", by=by, target=target, at=now)
