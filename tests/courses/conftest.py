"""A course of two modules, an optional one and a quiz; with deeds that stand for reading and for the marking."""

import datetime
import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone

from assessments.models import Attempt, Quiz, QuizVersion
from assessments.signals import attempt_passed
from courses.actions import confirm_read, enrol, publish_course, start_quiz
from courses.models import Course, Enrolment, Evidence, Step
from elearning.toolkit.models import ModulePage
from tests.toolkit.conftest import WORLDS, french_toolkit, homes, identity, make_module, toolkit  # noqa: F401  (fixtures)


@pytest.fixture
def modules(make_module, toolkit, french_toolkit) -> dict[str, ModulePage]:  # noqa: F811
    """Three modules for staff, by code; the first in French too."""

    def make() -> dict[str, ModulePage]:
        found = {code: make_module(code, slug=code.lower()) for code in ("M1", "M2", "M3")}
        key = found["M1"].translation_key
        make_module("M1", parent=french_toolkit, slug="m1-fr", title="Le module M1", translation_key=key)
        return found

    found = WORLDS.make("modules of a course", make, *identity(toolkit), *identity(french_toolkit))
    for parent in (toolkit, french_toolkit):
        parent.refresh_from_db(fields=["numchild"])
    return found


@pytest.fixture
def quiz(db) -> Quiz:
    quiz = Quiz.objects.create(titles={"en": "Final quiz", "fr": "Le quiz final"})
    quiz.current_version = QuizVersion.objects.create(quiz=quiz, number=1, pass_mark=70)
    quiz.save()
    return quiz


@pytest.fixture
def make_course(modules, quiz) -> Callable[..., Course]:
    def made(code: str = "CEP", **fields) -> Course:
        titles = {"en": f"Course {code}", "fr": f"Le cours {code}"}
        course = Course.objects.create(code=code, titles=titles, hours="3.5", **fields)
        for order, (module, required) in enumerate([("M1", True), ("M2", True), ("M3", False)]):
            Step.objects.create(
                course=course, module_key=modules[module].translation_key, required=required, sort_order=order
            )
        Step.objects.create(course=course, quiz=quiz, sort_order=3)
        publish_course(course, by=None)
        course.refresh_from_db()
        return course

    return made


@pytest.fixture
def course(make_course) -> Course:
    return make_course()


@pytest.fixture
def enrolment(course, amina) -> Enrolment:
    """Amina, in the course since three days."""
    return enrol(amina, course, at=timezone.now() - datetime.timedelta(days=3))


@pytest.fixture
def read(modules) -> Callable[..., Evidence]:
    def confirmed(enrolment: Enrolment, code: str, **given) -> Evidence:
        page = modules[code]
        sent = {"uuid": uuid.uuid4(), "language": "en", "revision": page.live_revision_id} | given
        return confirm_read(enrolment, module_key=page.translation_key, **sent)

    return confirmed


@pytest.fixture
def mark_passed() -> Callable[..., Attempt]:
    """Mark the attempt that a start made, as the assessments do, and say so."""

    def marked(enrolment: Enrolment, *, tell: bool = True, at: datetime.datetime | None = None) -> Attempt:
        step = next(step for step in enrolment.version.rule if step.is_quiz)
        attempt = start_quiz(enrolment, step=step.uuid, language="fr", at=at)
        attempt.submitted_at = attempt.marked_at = at or timezone.now()
        attempt.percent, attempt.passed, attempt.state = 85, True, Attempt.State.MARKED
        attempt.save()
        if tell:
            attempt_passed.send(sender=Attempt, attempt=attempt)
        return attempt

    return marked
