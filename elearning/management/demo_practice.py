"""A quiz for practice with one question of each type, and texts in it that wait for a marker."""

import datetime
import random
import uuid
from pathlib import Path

import yaml

from assessments.actions import mark, publish_quiz, save_answers, start_attempt, submit
from assessments.models import Category, Question, QuestionVersion, Quiz, QuizSection
from assessments.practice import CONTEXT
from assessments.saving import Given
from assessments.schemas import problems
from elearning.people.models import User

from .questions import QuestionError

TITLES = {"en": "Every type of question", "fr": "Tous les types de questions", "ar": "كل أنواع الأسئلة"}
DRAWER = "Practice"
TEXTS = (
    "I write nothing down and tell only the focal point, without her name.",
    "I would report the officers at once and name the witness.",
    "I ask her what she wants before I do anything.",
)


def make_practice(
    path: Path,
    bank: str,
    *,
    by: User,
    at: datetime.datetime,
    drawer: str = DRAWER,
    titles: dict[str, str] = TITLES,
) -> Quiz:
    """The questions of the file in a drawer of the bank, and the published quiz over them.

    Raises QuestionError with the code and the reason where one of them cannot be asked.
    """
    category = Category.objects.create(name=drawer, parent=Category.objects.get(name=bank, parent=None))
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        if faults := problems(row["kind"], row["content"]):
            raise QuestionError(f"Question {row['code']}: {' '.join(faults)}")
        question = Question.objects.create(code=row["code"], category=category, objective=row["objective"], owner=by)
        ready = QuestionVersion.State.READY
        question.versions.create(number=1, kind=row["kind"], content=row["content"], state=ready, created_at=at)
    quiz = Quiz.objects.create(
        titles=titles, purpose="practice", feedback_during="all", pass_mark=60, shuffle_questions=False
    )
    QuizSection.objects.create(quiz=quiz, category=category, sort_order=0)
    publish_quiz(quiz, by=by, at=at)
    return Quiz.objects.select_related("current_version").get(pk=quiz.pk)


def practise(people: list[User], quiz: Quiz, *, at: datetime.datetime) -> None:
    """Each of them answers the last question, which a person marks, and hands in."""
    chance = random.Random(3)  # no secret  # nosec B311
    for person, text in zip(people, TEXTS, strict=True):
        place = {"context_kind": CONTEXT, "context_key": str(quiz.uuid), "language": "en"}
        attempt = start_attempt(person, quiz.current_version, at=at, **place)
        last = next(place for place, question in enumerate(attempt.paper) if question["kind"] == "free_text")
        save_answers(attempt, [Given(last, [text], uuid.UUID(int=chance.getrandbits(128), version=4))], at=at)
        mark(submit(attempt, at=at), at=at)
