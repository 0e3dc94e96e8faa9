"""What the page of a module and my day cost the person for whom there is most to say: the budgets hold for her too."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.actions import confirm_read, enrol, start_quiz
from elearning.notices.actions import notify
from elearning.people.models import PrivacyNotice
from elearning.toolkit.actions import keep_note
from elearning.toolkit.learning.asking import answer, ask
from elearning.toolkit.learning.highlights import keep_highlight
from elearning.toolkit.learning.opinions import give_opinion
from elearning.toolkit.learning.paragraphs import paragraphs_of
from elearning.toolkit.learning.places import keep_place
from elearning.toolkit.models import GoodPracticePage, ModulePage
from elearning.tracking.day import day_of
from tests.factories import make_person
from tests.toolkit.conftest import publish
from tests.toolkit.editions.test_recording import change
from tests.tracking.test_next_thing import workshop

DAY = datetime.timedelta(days=1)


def spent(client: Client, path: str) -> list[str]:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [each["sql"] for each in captured]


def keeps(person, page, author) -> None:
    """Everything that a reader may keep of a module and say of it; one question answered, one waiting."""
    first = paragraphs_of(page)[1]
    for quote in ("Officers", "residents"):
        keep_highlight(person, page, uuid=uuid.uuid4(), anchor=first.anchor, quote=quote)
    keep_highlight(person, page, uuid=uuid.uuid4(), note="A note")
    keep_note(person, module_key=page.translation_key, key="m1-r1", text="A thought")
    give_opinion(person, page, helped=True, comment="Well said")
    answered = ask(person, page, uuid=uuid.uuid4(), text="Why?")
    answer(answered, by=author, answer="Because.", shown=True)
    ask(person, page, uuid=uuid.uuid4(), text="And?")
    keep_place(person, page, anchor=first.anchor, share=40)


@pytest.fixture
def make_busy(make_course, modules, author, offices):
    """Makes somebody busy: in three courses, all kept that can be, a quiz open, a module changed, a workshop today."""
    for page in [*modules.values(), ModulePage.objects.get(slug="m1-fr")]:
        change(page, audience="partners")
    courses = [make_course(f"C{number}", audience="partners") for number in range(3)]
    english, french = ModulePage.objects.get(slug="m1"), ModulePage.objects.get(slug="m1-fr")

    def made(person):
        enrolments = [enrol(person, course) for course in courses]
        for enrolment in enrolments[:2]:
            for page in (english, french):
                place = {"language": page.locale.language_code, "revision": page.live_revision_id}
                confirm_read(enrolment, module_key=page.translation_key, uuid=uuid.uuid4(), **place)
        for code in ("M1", "M2"):
            keeps(person, modules[code], author)
        key = modules["M2"].translation_key
        confirm_read(enrolments[0], module_key=key, uuid=uuid.uuid4(), language="en", revision=None)
        start_quiz(enrolments[0], step=enrolments[0].version.rule[-1].uuid, language="en")
        workshop(person, offices["KE"], timezone.localdate(), f"W-{person.pk}")
        for number in range(3):
            notify(
                person, "farewell", key=f"f-{number}-{person.pk}", last_day=timezone.localdate(), items=[], mail=False
            )
        return person

    return made


@pytest.fixture
def busy(make_busy, modules, amina, author):
    """Amina of an office, and Pat of none: to both all is said that can be said."""
    people = [make_busy(amina), make_busy(make_person("Pat Partner"))]
    change(modules["M1"], words="Meetings are monthly.", refresher=True, summary="Monthly.")
    change(modules["M1"], words="A woman leads.", summary="She leads.")
    module = ModulePage.objects.get(pk=modules["M1"].pk)
    told = {"title": "Monthly meetings", "slug": "monthly", "audience": "partners", "steps": "They met."}
    publish(module, GoodPracticePage(locale=module.locale, **told))
    PrivacyNotice.objects.create(version=99, texts={"en": "Anew."})
    return people


def test_nobody_is_so_busy_that_her_pages_cost_more_than_their_budgets(busy, client_for):
    for person in busy:
        client = client_for(person)
        for path in ("/en/cep/m1/", "/en/cep/m2/", "/fr/pep/m1-fr/"):
            asked = spent(client, path)
            assert len(asked) <= 15, asked
        page = client.get("/en/cep/m1/").content.decode()
        for said in ("changed-since", "Go on where you stopped", "Monthly meetings", "A thought", "Because.", "And?"):
            assert said in page
        for kind in ("quiz", "refresh"):
            asked = spent(client, "/my-day/")
            assert len(asked) <= 12, asked
            page = client.get("/my-day/").content.decode()
            assert day_of(type(person).objects.get(pk=person.pk)).kind == kind
            for said in ("A woman leads.", "of your questions", "data protection notice"):
                assert page.count(said) == 1
            finish(person)


def finish(person) -> None:
    """Every course is completed, no quiz is open, no workshop comes: what an author asks for is the next thing."""
    now = timezone.now()
    person.enrolments.update(completed_at=now, completed_on=timezone.localdate())
    person.attempts.update(state="marked", submitted_at=now, marked_at=now)
    person.registrations.all().delete()
