"""The demonstration world: invented offices and people, made by the same actions that users call."""

import datetime
import json
import random
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from assessments.rules import DESK
from courses.actions import enrol
from courses.models import Course
from elearning.journal.actions import log
from elearning.notices.models import Delivery
from elearning.people.actions import add_person, grant_role, post
from elearning.people.models import Office, Role, User
from workshops.actions.states import move_to
from workshops.models import Workshop

from .content import load_content
from .demo_after import begin_after, make_after
from .demo_authors import give_roles, make_authors
from .demo_days import play_days
from .demo_everyone import make_everyone
from .demo_joining import NEWCOMER, leave_waiting, make_joining
from .demo_learning import Clock, certify, learn, make_course, read, take_quiz
from .demo_live import make_live_workshop
from .demo_mombasa import make_mombasa
from .demo_open import make_open_workshop
from .demo_people import make_staff, move_some
from .demo_practice import make_practice, practise
from .demo_readiness import make_readiness
from .demo_results import make_certificates, make_feedback, make_parking, make_tests
from .questions import load_questions

DEMO_FOLDER = Path(__file__).parent / "demo"
PASSWORD = "demo-common-ground"  # public on purpose: a real site refuses this database  # nosec B105
SINCE = datetime.date(2023, 1, 1)
LAUNCHED = datetime.datetime(2025, 5, 20, 7, 0, tzinfo=datetime.UTC)
NOW = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
BANK = "CEP toolkit"
BEGUN = {"bruno": 3, "efua": 9}  # who has done how many steps
ACCOUNTS = [
    ("amina@example.org", "Amina Odhiambo, learner in Nairobi"),
    ("bruno@example.org", "Bruno Machava, learner in Maputo"),
    ("chen@example.org", "Chen Liang, facilitator"),
    ("dana@example.org", "Dana Novak, headquarters"),
    ("efua@example.org", "Efua Asante, focal point in Accra"),
    ("ines@example.org", "Ines Duarte, author in the CMS"),
    ("lina@example.org", "Lina Haddad, logistics of the workshop in Accra"),
    ("admin@example.org", "Alex Moreau, administrator of the CMS"),
    NEWCOMER,
]
PLACES = {
    "amina": ("KE", "en", "female"),
    "bruno": ("MZ", "fr", "male"),
    "chen": ("HQ", "en", "undisclosed"),
    "dana": ("HQ", "en", "female"),
    "efua": ("GH", "en", "female"),
    "ines": ("HQ", "en", "female"),
    "lina": ("GH", "ar", "female"),
    "admin": ("HQ", "en", "undisclosed"),
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
    mombasa = make_mombasa(data, offices, people["chen"])
    modules = load_content(DEMO_FOLDER, by=people["ines"], at=LAUNCHED)
    keys = {code: page.translation_key for code, page in modules.items()}
    load_questions(DEMO_FOLDER / "questions.yaml", bank=BANK, modules=keys, at=LAUNCHED)
    course = make_course(modules, BANK, by=people["dana"], at=LAUNCHED)
    chance = random.Random(2026)  # a world that is the same each time  # nosec B311
    staff = make_staff(offices, chance, now=NOW)
    learn(staff, course, chance, now=NOW)
    move_some(staff, chance, now=NOW)
    for key, steps in BEGUN.items():
        begin(people[key], course, steps)
    quiz = make_practice(DEMO_FOLDER / "practice.yaml", BANK, by=people["ines"], at=LAUNCHED)
    practise(staff[0].people[:3], quiz, at=NOW - datetime.timedelta(days=2))
    make_everyone(course, people, DEMO_FOLDER, bank=BANK, launched=LAUNCHED, now=NOW)
    hold_workshop(mombasa, data, people)
    make_open_workshop(mombasa, offices, people, staff)
    make_live_workshop(mombasa, offices, people, staff)
    make_readiness(course, people, staff, now=NOW)
    make_authors(modules, people, DEMO_FOLDER, now=NOW)
    make_joining(people, offices, password=PASSWORD, now=NOW)
    # What follows has followed already, but for the documents: they are drawn by the tick, or when somebody asks.
    DBTaskResult.objects.exclude(task_path__contains="wagtail").exclude(task_path__contains="search").delete()
    Delivery.objects.update(state=Delivery.State.SENT, sent_at=NOW)  # what this world told by mail, it told long ago
    leave_waiting(people, offices, now=NOW)
    log(None, "demo.seeded", course)


def hold_workshop(workshop: Workshop, data: dict, people: dict[str, User]) -> None:
    """The launch workshop from its first badge to its second report; it was confirmed before, and reports after."""
    chen, dana = people["chen"], people["dana"]
    Workshop.objects.filter(pk=workshop.pk).update(state=Workshop.State.CONFIRMED)
    workshop.refresh_from_db()
    make_tests(workshop, data, by=chen)
    begin_after(workshop, DEMO_FOLDER)
    begins, ends = (
        datetime.datetime.combine(day, hour, workshop.tz)
        for day, hour in ((workshop.starts_on, datetime.time(7)), (workshop.ends_on, datetime.time(20)))
    )
    workshop = move_to(workshop, Workshop.State.LIVE, by=chen, at=begins)
    play_days(workshop, data, chen)
    make_feedback(workshop, random.Random(50), by=chen)  # no secret  # nosec B311
    make_parking(workshop, by=chen)
    workshop = move_to(workshop, Workshop.State.REPORTING, by=chen, at=ends)
    make_certificates(workshop, by=dana, at=ends)
    make_after(workshop, DEMO_FOLDER, people)


def begin(person: User, course: Course, steps: int) -> None:
    """The accounts that one signs in with stand at different places of the course; a quiz at the end is passed."""
    chance = random.Random(steps)  # nosec B311
    clock = Clock(NOW - datetime.timedelta(days=30), NOW)
    enrolment = enrol(person, course, at=clock.at)
    for step in enrolment.version.rule[:steps]:
        clock.forward(1500)
        if not step.is_quiz:
            read(enrolment, step.subject, chance, clock)
        elif take_quiz(enrolment, step.uuid, chance, clock, diligence=1):
            certify(person, clock)


def make_author(person: User) -> None:
    """Pages as an editor; questions, quizzes, courses and the glossary as an author."""
    authors = Group.objects.get_or_create(name="Authors")[0]
    kinds = ["question", "category", "quiz", "testpair", "course", "glossaryterm"]
    names = [f"{verb}_{kind}" for kind in kinds for verb in ("add", "change", "view")]
    deeds = ["publish_quiz", "publish_course", "review_goodpractice"]
    authors.permissions.add(*Permission.objects.filter(codename__in=[*names, *deeds]))
    person.groups.set([authors, *Group.objects.filter(name="Editors")])


def make_desk(marker: User, person: User) -> None:
    """Who marks texts, and who besides decides on late answers, grants more time, repairs and looks at the analysis."""
    markers, desk = (Group.objects.create(name=name) for name in ("Markers", "Quiz desk"))
    markers.permissions.set(Permission.objects.filter(codename="mark_attempt"))
    desk.permissions.set(Permission.objects.filter(content_type__app_label="assessments", codename__in=DESK))
    marker.groups.add(markers)
    person.groups.add(desk)


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
            "language": language if language in dict(settings.LANGUAGES) else "en",
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
        if key not in PLACES:  # she joins by an invitation, see demo_joining
            continue
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
    make_author(people["ines"])
    make_desk(people["chen"], people["dana"])
    give_roles(people)
    people["admin"].is_superuser = True
    people["admin"].save()
    return people
