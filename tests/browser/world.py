"""A world in which every page that learners and those around them meet has something to show, and its addresses."""

import datetime
import uuid
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.actions import mark, save_answer, submit
from assessments.models import Attempt, Question
from courses.actions import confirm_read, enrol, publish_course, start_quiz
from courses.models import Course, Step
from elearning.people.actions.invitations import hash_secret
from elearning.people.codes.making import make_code
from elearning.people.joining.asking import ask_to_join
from elearning.people.keeping_data.copying import ask_copy, make
from elearning.people.keeping_data.erasing import carry_out
from elearning.people.keeping_data.erasures import ask as ask_erasure
from elearning.people.keeping_data.erasures import decide
from elearning.people.keeping_data.privacy import publish_notice
from elearning.people.models import Erasure, Invitation, User
from elearning.records.actions import issue_certificate, reissue, revoke
from elearning.records.models import Certificate
from elearning.toolkit.learning.asking import answer, ask
from elearning.toolkit.learning.highlights import keep_highlight
from elearning.toolkit.learning.paragraphs import paragraphs_of
from elearning.toolkit.models import ModulePage, Note
from tests.assessments.factories import make_content, make_quiz, make_quiz_of
from tests.factories import make_person, make_role
from tests.records.factories import make_record
from tests.toolkit.conftest import french_toolkit, homes, make_module, picture, toolkit  # noqa: F401  (fixtures)
from tests.toolkit.editions.test_recording import change

__all__ = [  # fixtures, to be imported all together
    "ada",
    "admin",
    "begin",
    "body",
    "course",
    "french_toolkit",
    "homes",
    "joined",
    "keeping",
    "learning",
    "make_module",
    "ona",
    "papers",
    "picture",
    "reading",
    "toolkit",
    "world",
]


def block(kind: str, **value) -> tuple[str, dict]:
    return kind, value


@pytest.fixture
def body(picture) -> list[tuple]:  # noqa: F811
    """One of each block that an author may place, film and file apart."""
    long = "A cell with more words than fit beside others on a telephone"
    return [
        ("heading", "Why it matters"),
        (
            "text",
            "<p>Officers and <b>residents</b> <a href='https://example.org/'>meet</a>.</p><ul><li>Often</li></ul>",
        ),
        ("key_message", "Trust comes first."),
        block("figure", image=picture("public"), caption="A harbour", credit="The authors"),
        ("heading", "What to do"),
        block("table", caption="Who does what", header=["Who", "What", "When", "Why"], rows=[[long] * 4] * 2),
        block("steps", title="In order", items=[{"title": "Ask", "text": "<p>Whom?</p>"}, {"title": "Answer"}]),
        block("checklist", title="Is it so?", items=["It is asked.", "It is answered."]),
        block("example", title="At the market", text="<p>They met.</p>"),
        block("reflection", key="m1-r1", prompt="Whom do you meet?"),
        ("sources", [{"title": "A book", "publisher": "A house", "year": 2020, "url": "https://example.org/"}]),
    ]


@pytest.fixture
def course(make_module, french_toolkit, body) -> Course:  # noqa: F811
    """Two modules, the first with everything in it, and a quiz of three questions."""
    course = Course.objects.create(code="CEP", titles={"en": "Policing", "fr": "La police"}, hours="3.5")
    objectives = [("objective", {"code": "M1-O1", "text": "meet"})]
    rich = make_module("m1", audience="public", title="Policing with people", body=body, objectives=objectives)
    for order, page in enumerate([rich, make_module("m2", title="Secret risks")]):
        page.refresh_from_db()
        Step.objects.create(course=course, module_key=page.translation_key, sort_order=order)
    Step.objects.create(course=course, quiz=make_quiz(), sort_order=2)
    publish_course(course, by=None)
    course.refresh_from_db()
    return course


@pytest.fixture
def begin(course):
    """Enrols a person, confirms so many modules, and opens the quiz after the last of them."""

    def begun(person, modules: int) -> Attempt | None:
        enrolment = enrol(person, course)
        steps = list(enrolment.version.rule)
        for step in steps[:modules]:
            confirm_read(enrolment, module_key=step.subject, uuid=uuid.uuid4(), language="en", revision=None)
        return start_quiz(enrolment, step=steps[2].uuid, language="en") if modules == 2 else None

    return begun


@pytest.fixture
def papers(amina, bruno, kofi, chen, dana) -> dict[str, Certificate]:
    """One certificate for each answer that the page of verification can give."""
    past = timezone.localdate() - datetime.timedelta(days=30)
    valid, expired, revoked, replaced = (
        issue_certificate(make_record(person, valid_until=until))
        for person, until in ((dana, None), (bruno, past), (kofi, None), (chen, None))
    )
    return {
        "valid": valid,
        "expired": expired,
        "revoked": revoke(revoked, by=dana, reason="Somebody else sat the quiz."),
        "replaced": replaced,
        "newer": reissue(replaced, by=dana, reason="A spelling", name="Chen Li Ang"),
    }


@pytest.fixture
def admin(offices) -> User:
    """Who set the site up."""
    return make_person("Root Admin", offices["HQ"], is_superuser=True)


@pytest.fixture
def ada(offices) -> User:
    """She has no e-mail address, and signs in by a printed code."""
    return make_person("Ada Owusu", offices["GH"], account=False)


@pytest.fixture
def ona(db) -> User:
    """She is here for the first time, and belongs to no office yet."""
    return make_person("Ona Petit")


@pytest.fixture
def learning(begin, amina, bruno, kofi) -> SimpleNamespace:
    """Amina reads, Bruno sits the quiz, Kofi failed it; there is a quiz to practise on."""
    begin(amina, 1)
    half, failed = begin(bruno, 2), begin(kofi, 2)
    save_answer(half, position=0, answer=["a"], uuid=uuid.uuid4())
    save_answer(failed, position=0, answer=["b"], uuid=uuid.uuid4())
    submit(failed)
    mark(Attempt.objects.get(pk=failed.pk))
    module = amina.enrolments.get().version.rule[0].subject
    Note.objects.create(person=amina, module_key=module, key="m1-r1", text="The boatmen at the harbour.")
    rules = {"purpose": "practice", "feedback_during": "all", "titles": {"en": "Try it"}}
    make_quiz_of(("single", make_content()), **rules)
    Question.objects.filter(category__name__startswith="Category").update(objective="M1-O1")
    return SimpleNamespace(half=half, failed=failed)


@pytest.fixture
def reading(learning, amina, author) -> SimpleNamespace:
    """Amina marked, noted and asked; the author answered once, and published the module anew."""
    page = ModulePage.objects.get(slug="m1")
    anchor = paragraphs_of(page)[3].anchor
    note = keep_highlight(amina, page, uuid=uuid.uuid4(), note="Tell the team", quote="residents", anchor=anchor)
    answered, open_one = (
        ask(amina, page, uuid=uuid.uuid4(), text=text) for text in ("Who pays the boat?", "When do they meet?")
    )
    answer(answered, by=author, answer="The office of the host.", shown=True)
    page = change(page, words="Meetings are monthly now.", refresher=True, summary="Every month they meet.")
    return SimpleNamespace(page=page, note=note, asked=open_one)


@pytest.fixture
def joined(ona, efua, dana, ada, offices) -> SimpleNamespace:
    """Efua has an invitation, Ona asks to join Efua's office, Ada sits at a shared device."""
    now = timezone.now()
    times = {"created_at": now, "expires_at": now + datetime.timedelta(days=1)}
    Invitation.objects.create(person=efua, email=efua.email, secret_hash=hash_secret("secret"), **times)
    slip = make_code(ada, by=dana, press=uuid.uuid4())
    shared = Client()
    shared.post(reverse("codes:sign_in"), {"code": slip.code.code, "pin": slip.pin})
    return SimpleNamespace(ada=ada, wish=ask_to_join(ona, offices["GH"]), shared=shared)


@pytest.fixture
def keeping(amina, dana, offices) -> SimpleNamespace:
    """A notice to accept, a copy of all that is held, an erasure that waits and one that is done."""
    publish_notice({"en": "We keep names.", "ar": "نحتفظ بالأسماء."}, by=dana)
    copy = make(ask_copy(amina, by=amina))
    chief, gone, leaving = (make_person(name, offices["HQ"]) for name in ("Chief Osei", "Gone Away", "Leaving Soon"))
    make_role(chief, "headquarters")
    for person in (gone, leaving):
        person.postings.update(ended_on=datetime.date(2026, 1, 31))
    done = ask_erasure(gone, by=dana, why="She wrote to us")
    decide(done, by=chief)
    Erasure.objects.update(secret_hash=hash_secret("proof"))
    return SimpleNamespace(copy=copy, done=carry_out(done), asked=ask_erasure(leaving, by=dana, why="He wrote to us"))


@pytest.fixture
def world(papers, learning, reading, joined, keeping) -> SimpleNamespace:
    """All of it."""
    return SimpleNamespace(papers=papers, learning=learning, reading=reading, joined=joined, keeping=keeping)
