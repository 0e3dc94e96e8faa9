"""A course of two modules, an optional one and a quiz; with deeds that stand for reading and for the marking."""

import datetime
import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page

from assessments.models import Attempt, Quiz, QuizVersion
from assessments.signals import attempt_passed
from courses.actions import confirm_read, enrol, publish_course, start_quiz
from courses.models import Course, Enrolment, Evidence, Step
from elearning.toolkit.models import ModulePage


@pytest.fixture
def locales(db) -> dict[str, Locale]:
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code in ("en", "fr")}


@pytest.fixture
def modules(locales) -> dict[str, ModulePage]:
    """Three modules for staff, by code; the first in French too."""
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=Page(title="Home", slug="things", locale=locales["en"]))
    maison = home.copy_for_translation(locales["fr"])
    maison.save_revision().publish()
    found = {}
    for code in ("M1", "M2", "M3"):
        page = ModulePage(
            title=f"Module {code}", slug=code.lower(), code=code, summary="What it says.", locale=locales["en"]
        )
        home.add_child(instance=page).save_revision().publish()
        page.refresh_from_db()
        found[code] = page
    french = found["M1"].copy_for_translation(locales["fr"])
    french.title = "Le module M1"
    french.save_revision().publish()
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
