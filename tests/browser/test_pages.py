"""Every page that a person can meet, loaded once in English and in Arabic, in each row of looks: axe finds nothing."""

import datetime
import uuid
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import BrowserContext, Page

from assessments.actions import mark, save_answer, submit
from assessments.models import Attempt
from courses.actions import confirm_read, enrol, publish_course, start_quiz
from courses.models import Course, Step
from elearning.people.actions.invitations import hash_secret
from elearning.people.models import Invitation
from elearning.records.actions import issue_certificate, reissue, revoke
from elearning.records.models import Certificate
from elearning.toolkit.models import Note
from tests.assessments.factories import make_quiz
from tests.browser.looks import LANGUAGES, ROWS, Row, browser_of, look, of
from tests.browser.steps import complaints
from tests.records.factories import make_record
from tests.toolkit.conftest import french_toolkit, homes, make_module, picture, toolkit  # noqa: F401  (fixtures)

MISSING = "status of 404"  # the console's own line of a page that answers so on purpose
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


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
    rich = make_module("m1", audience="public", title="Policing with people", body=body)
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
def world(begin, papers, amina, bruno, efua, kofi, chen, dana) -> SimpleNamespace:
    """Amina reads, Bruno sits the quiz, Kofi failed it, Dana holds a certificate, Efua has an invitation."""
    begin(amina, 1)
    half, failed = begin(bruno, 2), begin(kofi, 2)
    save_answer(half, position=0, answer=["a"], uuid=uuid.uuid4())
    save_answer(failed, position=0, answer=["b"], uuid=uuid.uuid4())
    submit(failed)
    mark(Attempt.objects.get(pk=failed.pk))
    module = amina.enrolments.get().version.rule[0].subject
    Note.objects.create(person=amina, module_key=module, key="m1-r1", text="The boatmen at the harbour.")
    now = timezone.now()
    Invitation.objects.create(
        person=efua,
        email=efua.email,
        secret_hash=hash_secret("secret"),
        created_at=now,
        expires_at=now + datetime.timedelta(days=1),
    )
    return SimpleNamespace(half=half, failed=failed, papers=papers)


def of_anybody(world: SimpleNamespace, locale: str) -> list[str]:
    checks = [
        reverse("records:verify_code", args=[world.papers[name].code]) for name in ("valid", "revoked", "replaced")
    ]
    return [
        f"/{locale}/",
        f"/{locale}/cep/",
        "/search/?q=nowhere",
        *checks,
        "/verify/",
        "/verify/zzzzzzzzzzzzzzzzzzzz/",
        "/accounts/login/",
        "/accounts/password/reset/",
        "/accounts/signup/",
        "/people/invitations/secret/",
        "/people/invitations/used/",
    ]


def of_people(world: SimpleNamespace, locale: str) -> dict[str, list[str]]:
    half, failed, paper = world.half.uuid, world.failed.uuid, world.papers["valid"].uuid
    return {
        "amina": [
            "/my-day/",
            "/courses/",
            "/courses/CEP/",
            "/courses/CEP/why/",
            f"/{locale}/cep/m1/",
            "/notes/",
            "/people/me/",
            "/accounts/email/",
            "/accounts/2fa/",
        ],
        "bruno": [reverse("assessments:attempt", args=[half]), reverse("assessments:submit", args=[half])],
        "kofi": [reverse("assessments:result", args=[failed]), "/search/?q=officers"],
        "dana": [
            "/board/",
            "/board/courses/",
            "/board/courses/KE/",
            "/my-day/",
            reverse("records:certificate", args=[paper]),
        ],
    }


def walk(page: Page, site: str, paths: list[str], rows: list[Row]) -> list[str]:
    """What is wrong with any of these pages in any of these rows; each is loaded once."""
    found = []
    for path in paths:
        page.goto(site + path, wait_until="load")
        found += look(page, path, rows)
    return found


@pytest.fixture
def broken():
    """A page that meets 403 and 503 at addresses of these names, as the site would answer in this language.

    It is one of its own: what answers in the place of the server keeps a page from finding anything in its cache.
    """

    def routed(context: BrowserContext, locale: str) -> tuple[Page, list[str]]:
        page = context.new_page()
        with override(locale):
            texts = {
                "403": render_to_string("403.html", request=RequestFactory().get("/")),
                "503": render_to_string("503.html"),
            }
        for code, text in texts.items():
            page.route(f"**/{code}", lambda route, _, text=text: route.fulfill(body=text, content_type="text/html"))
        return page, [f"/{code}" for code in texts]

    return routed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_clean_for_everyone(new_context, broken, live_server, client_for, request, world, language):
    site, rows = live_server.url, of(ROWS, language)
    context = browser_of(new_context, site, rows, locale=language)
    page, said = context.new_page(), complaints(context)
    found = walk(page, site, of_anybody(world, language), rows)
    other, paths = broken(context, language)
    found += walk(other, site, paths, rows)
    for person, paths in of_people(world, language).items():
        session = client_for(request.getfixturevalue(person)).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        found += walk(page, site, paths, rows)
    assert found + [line for line in said if MISSING not in line] == []
