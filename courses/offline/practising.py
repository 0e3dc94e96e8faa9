"""Practice without a network: which quizzes may be on a device with their answers, their papers, what comes back."""

import datetime
import json
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assessments import papers
from assessments.actions import paper_of, save_answers, start_attempt, submit
from assessments.kinds import MATCHING, OF_CHOICES, ORDERING
from assessments.models import QuestionVersion, QuizVersion
from assessments.models.quiz import Feedback, Purpose
from assessments.practice import CONTEXT, OFFLINE, offered
from assessments.saving import Given
from assessments.showing import ShownQuestion, show_question
from elearning.people.models import User
from elearning.toolkit.models import ModulePage

from ..models import CourseVersion

SALT = "courses.offline.practice"


@dataclass(frozen=True)
class Asked:
    """One question with what a device may say of an answer: `right` is None where only its reader can compare."""

    shown: ShownQuestion
    right: list[str] | None

    @property
    def told(self) -> str:
        """What is right, for the script."""
        return json.dumps(self.right)


@dataclass(frozen=True)
class Practice:
    """One quiz to practise on; `paper` is signed, so that what comes back was really asked."""

    version: QuizVersion
    paper: str
    questions: list[Asked]


def may_be_kept(version: QuizVersion) -> bool:
    """Whether the right answers may lie on a device: only in practice that shows them anyway, and without a clock."""
    in_practice = version.rule("purpose") == Purpose.PRACTICE and version.rule("feedback_during") == Feedback.ALL
    return in_practice and not version.rule("time_limit") and not any(map(version.moment, ("opens_at", "closes_at")))


def versions_for(course: CourseVersion, modules: Iterable[ModulePage]) -> list[QuizVersion]:
    """The versions in force of the practice quizzes that are steps of it, or ask about what its modules teach."""
    steps = {step.subject for step in course.rule if step.is_quiz}
    taught = {objective.value["code"] for module in modules for objective in module.objectives}
    versions = [quiz.current_version for quiz in offered() if may_be_kept(quiz.current_version)]
    asked = {pk for version in versions for pk in _questions_of(version)}
    about = QuestionVersion.objects.filter(pk__in=asked, question__objective__in=taught).values_list("pk", flat=True)
    return [version for version in versions if _belongs(version, steps, set(about))]


def _belongs(version: QuizVersion, steps: Collection[uuid.UUID], about: set[int]) -> bool:
    return version.quiz.uuid in steps or bool(about.intersection(_questions_of(version)))


def _questions_of(version: QuizVersion) -> list[int]:
    return [pk for section in version.sections for pk in section["questions"]]


def practice_of(person: User, version: QuizVersion, *, language: str) -> Practice:
    """The quiz with its questions in this language, each with what is right."""
    paper = paper_of(person, version, language=language)
    found = QuestionVersion.objects.in_bulk([question["version"] for question in paper])
    questions = [
        Asked(show_question(kept, question, position=place, answer=[], language=language), _right(kept, question))
        for place, question in enumerate(paper)
        for kept in [found[question["version"]]]
    ]
    facts = {"person": person.pk, "version": version.pk, "language": language, "paper": paper}
    return Practice(version, signing.dumps(facts, salt=SALT, compress=True), questions)


def _right(version: QuestionVersion, question: papers.Asked) -> list[str] | None:
    """The right answer in the keys of the paper, where being right is being the same."""
    content = version.content
    if version.kind in OF_CHOICES:
        return list(content["correct"])
    if version.kind == MATCHING:
        return papers.given(question, [f"{key}:{option}" for key, option in content["pairs"].items()])
    if version.kind == ORDERING:
        return papers.given(question, [f"{key}:{place}" for place, key in enumerate(content["items"], 1)])
    return None


def take_in(
    person: User,
    item: uuid.UUID,
    *,
    paper: str,
    answers: dict[int, list[str]],
    started_at: datetime.datetime,
    ended_at: datetime.datetime,
    at: datetime.datetime,
) -> str:
    """Make an ordinary attempt of what was answered without a network; says which answers could not be taken."""
    facts = _read(paper, person)
    version = QuizVersion.objects.select_related("quiz").filter(pk=facts["version"]).first()
    if version is None or not may_be_kept(version):
        raise ValidationError(_("This quiz is not for practice without a network."))
    ended_at = max(min(ended_at, at), min(version.published_at, at))
    started_at = max(min(started_at, ended_at), min(version.published_at, ended_at))
    place = {"context_kind": CONTEXT, "context_key": f"{version.quiz.uuid}{OFFLINE}"}
    attempt = start_attempt(person, version, language=facts["language"], at=started_at, paper=facts["paper"], **place)
    given = [Given(place, answer, uuid.uuid5(item, str(place)), given_at=ended_at) for place, answer in answers.items()]
    receipts = save_answers(attempt, given, at=at)
    submit(attempt, at=ended_at)
    refused = [
        _("Question %(number)d: %(reason)s") % {"number": receipt.position + 1, "reason": receipt.refused}
        for receipt in receipts
        if receipt.refused
    ]
    return " ".join(refused)


def _read(paper: str, person: User) -> dict[str, Any]:
    try:
        facts = signing.loads(paper, salt=SALT)
    except signing.BadSignature:
        facts = {}
    if facts.get("person") != person.pk:
        raise ValidationError(_("These questions were not given to you. Keep the course anew, and practise again."))
    return facts
