"""Marked attempts made directly, many at once: plain functions, nothing random."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from assessments import marking, papers
from assessments.models import Attempt, QuestionVersion, Quiz
from elearning.people.models import User
from tests.assessments.factories import version_of

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def make_people(count: int) -> list[User]:
    """So many people without an account or an office."""
    return User.objects.bulk_create(
        [User(email=f"person{place}@example.org", name=f"Person {place:02}") for place in range(count)]
    )


def answered(quiz: Quiz, person: User, answers: Sequence[list[str]], **values) -> Attempt:
    """A marked attempt of this person, with these answers in the order of the quiz's questions."""
    version = version_of(quiz)
    keys = [key for section in version.sections for key in section["questions"]]
    asked = QuestionVersion.objects.in_bulk(keys)
    paper = [papers.asked(key, asked[key].kind, asked[key].content, asked[key].points, list) for key in keys]
    marks, score, most = [], Decimal(), Decimal()
    for question, answer in zip(paper, answers, strict=True):
        one, points = asked[question["version"]], Decimal(question["points"])
        earned = marking.mark(one.kind, one.content, answer, points)
        marks.append({"answer": answer, "earned": str(earned)})
        score, most = score + earned, most + points
    percent = marking.percent(score, most)
    said = {"context_kind": "practice", "context_key": "x", "language": "en", "started_at": NOON} | values
    return Attempt.objects.create(
        person=person,
        quiz=quiz,
        quiz_version=version,
        paper=paper,
        marks=marks,
        score=round(score, 2),
        max_score=most,
        percent=percent,
        passed=percent >= version.pass_mark,
        state="marked",
        submitted_at=NOON,
        marked_at=NOON,
        **said,
    )
