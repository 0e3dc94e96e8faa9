"""A course of two modules and a quiz as fixtures, for the journeys of those who learn."""

import re
import uuid

import pytest
from django.urls import reverse

from assessments.models import Attempt, Quiz, QuizSection
from assessments.publishing import publish_quiz
from courses.actions import confirm_read, enrol, publish_course, start_quiz
from courses.models import Course, Step
from tests.assessments.factories import Category, make_content, make_question

SAVED, HERE, NONE = re.compile(r"^Saved \d\d:\d\d$"), "On this device only", "Not answered"
NEWER = "Changed on another device"


@pytest.fixture(name="quiz")
def the_quiz(db) -> Quiz:
    """Three questions with one right answer, “a”, and a fourth with two, “a” and “b”; 75 % are needed."""
    category = Category.objects.create(name="CEP")
    for place in range(3):
        make_question(f"q{place}", category)
    make_question("q3", category, kind="multiple", content=make_content("ab"))
    orders = {"shuffle_questions": False, "shuffle_choices": False}
    quiz = Quiz.objects.create(titles={"en": "Final quiz", "fr": "Le quiz final"}, pass_mark=75, **orders)
    QuizSection.objects.create(quiz=quiz, category=category, sort_order=0)
    publish_quiz(quiz, by=None)
    return quiz


@pytest.fixture(name="course")
def the_course(modules, quiz) -> Course:  # noqa: F811
    """Two modules, the second in French too, and the quiz."""
    course = Course.objects.create(code="CEP", titles={"en": "Policing", "fr": "La police"}, hours="3.5")
    for order, module in enumerate(["m2", "m1"]):
        Step.objects.create(course=course, module_key=modules[module].translation_key, sort_order=order)
    Step.objects.create(course=course, quiz=quiz, sort_order=2)
    publish_course(course, by=None)
    return course


@pytest.fixture(name="begin")
def the_begin(course):
    """Opens the quiz for a person who has read the modules."""

    def begun(person) -> Attempt:
        enrolment = enrol(person, course)
        *readings, quiz = enrolment.version.rule
        for step in readings:
            confirm_read(enrolment, module_key=step.subject, uuid=uuid.uuid4(), language="en", revision=None)
        return start_quiz(enrolment, step=quiz.uuid, language="en")

    return begun


@pytest.fixture(name="attempt")
def the_attempt(begin, amina) -> Attempt:
    return begin(amina)


def paper(attempt: Attempt) -> str:
    return reverse("assessments:attempt", args=[attempt.uuid])
