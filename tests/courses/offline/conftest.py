"""A course in two languages, with a quiz that counts and one to practise on; and a queue as a device sends it."""

import datetime
import json
import uuid
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from assessments.models import Quiz
from courses.actions import enrol, publish_course
from courses.models import Course, Step
from courses.offline.owners import owner_of
from elearning.toolkit.models import ModulePage, ToolkitDocument
from tests.assessments.factories import make_content, make_quiz_of
from tests.toolkit.conftest import french_toolkit, homes, make_module, picture, toolkit  # noqa: F401  (fixtures)

LEAK = "The graded secret"


@pytest.fixture
def paper(db) -> ToolkitDocument:
    """A document to download."""
    file = ContentFile(b"%PDF-1.7 " + b"x" * 991, name="checklist.pdf")
    return ToolkitDocument.objects.create(title="Checklist", file=file, audience="staff", file_size=1000)


@pytest.fixture
def modules(make_module, french_toolkit, picture, paper) -> dict[str, ModulePage]:  # noqa: F811
    """M1 with a picture and a document, in French too; M2 for staff."""
    body = [
        ("text", "<p>Officers and residents meet.</p>"),
        ("figure", {"image": picture("staff"), "caption": "Harbour", "credit": "X"}),
        ("document", {"document": paper, "title": "Checklist"}),
        ("reflection", {"key": "m1-r1", "prompt": "Whom do you meet?"}),
    ]
    objectives = [("objective", {"code": "M1-O1", "text": "meet"})]
    found = {"M1": make_module("M1", slug="m1", body=body, objectives=objectives), "M2": make_module("M2", slug="m2")}
    key = found["M1"].translation_key
    french = {"slug": "m1-fr", "title": "Le module", "body": body, "objectives": objectives, "translation_key": key}
    found["M1.fr"] = make_module("M1", parent=french_toolkit, **french)
    return found


@pytest.fixture
def practice(db) -> Quiz:
    rules = {"purpose": "practice", "feedback_during": "all", "titles": {"en": "Try it", "fr": "Essayez"}}
    ordering = {
        "items": ["x", "y"],
        "texts": {"en": {"stem": "Order", "items": {"x": {"text": "X"}, "y": {"text": "Y"}}}},
    }
    number = {
        "accepted": [{"key": "1", "value": "12", "tolerance": "0", "share": "100"}],
        "texts": {"en": {"stem": "N"}},
    }
    return make_quiz_of(("single", make_content()), ("ordering", ordering), ("numeric", number), **rules)


@pytest.fixture
def course(modules, practice) -> Course:
    """It ends with a graded quiz, the feedback of which must never be on a device."""
    graded = make_quiz_of(("single", make_content("b") | {"texts": secret()}), titles={"en": "Final quiz"})
    course = Course.objects.create(code="CEP", titles={"en": "Policing", "fr": "La police"}, hours="3.5")
    for order, code in enumerate(["M1", "M2"]):
        Step.objects.create(course=course, module_key=modules[code].translation_key, sort_order=order)
    Step.objects.create(course=course, quiz=graded, sort_order=2)
    publish_course(course, by=None)
    course.refresh_from_db()
    return course


def secret() -> dict:
    texts = make_content()["texts"]["en"]
    return {"en": texts | {"stem": LEAK, "general_feedback": LEAK}}


@pytest.fixture
def enrolment(course, amina):
    return enrol(amina, course, at=timezone.now() - datetime.timedelta(days=3))


@pytest.fixture
def send(client_for) -> Callable:
    """Posts things as a device of this person does; gives the receipts, or the whole answer where it is no success."""

    def sent(person, *items, owner=None, client=None):
        body = json.dumps({"owner": owner_of(person) if owner is None else owner, "items": list(items)})
        answer = (client or client_for(person)).post("/offline/", body, content_type="application/json")
        return answer.json()["receipts"] if answer.status_code == 200 else answer

    return sent


def thing(kind: str, at: datetime.datetime, **body) -> dict:
    """One thing of a queue."""
    return {"uuid": str(uuid.uuid4()), "kind": kind, "at": at.isoformat(), "claimed": at.isoformat(), "body": body}
