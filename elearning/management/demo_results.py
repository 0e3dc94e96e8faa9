"""What the launch workshop gave: totals of both tests, certificates, what people thought of it, what was parked."""

import datetime
import random
import uuid
from decimal import Decimal
from typing import Any

from assessments.actions import publish_quiz
from assessments.models import Question, Quiz, QuizSection, TestPair
from elearning.people.models import User
from workshops.actions.answering import send_answers
from workshops.actions.certifying import issue_all
from workshops.actions.feedback import make_form, reply
from workshops.actions.naming import confirm_name
from workshops.actions.parking import raise_point, settle_point
from workshops.actions.test_totals import keep_totals
from workshops.actions.testing import choose_pair
from workshops.feedback.ready import questions_for
from workshops.models import FeedbackForm, Registration, Workshop
from workshops.proof.preview import preview_of
from workshops.proof.warnings import warnings_of
from workshops.proof.working import work_through
from workshops.testing.reading import Line

POINTS = 12
TITLES = {
    "before": {"en": "Before the workshop", "fr": "Avant l’atelier", "ar": "قبل الورشة"},
    "after": {"en": "After the workshop", "fr": "Après l’atelier", "ar": "بعد الورشة"},
    "pair": {
        "en": "Tests of the launch workshop",
        "fr": "Tests de l’atelier de lancement",
        "ar": "اختبارا ورشة الإطلاق",
    },
}
# Which questions of each module: twelve before and twelve others after.
ASKED = {"before": {"q1": range(1, 9), "q2": range(1, 5)}, "after": {"q3": range(1, 9), "q2": range(5, 9)}}
WORDS = {
    "learned": ["Ask the women of the market first.", "Due diligence comes before the equipment.", "The actor map."],
    "better": ["Longer coffee breaks.", "More time for the groups.", "Slides in French before the session."],
    "keep": ["The case clinics.", "Peers from other countries."],
    "change": ["Less on definitions."],
}
PARKED = [
    ("How do we pay community facilitators without harming trust?", "Guidance was added to module 6.", "done"),
    ("A joint protocol for hotlines on both sides of the border", "", "open"),
    ("French version of the risk matrix", "Sent to all participants.", "done"),
]


def make_tests(workshop: Workshop, data: dict[str, Any], *, by: User) -> None:
    """Two quizzes of twelve questions, and the totals that were typed in from paper."""
    quizzes = {side: _quiz(side, by, workshop) for side in ("before", "after")}
    pair = TestPair.objects.create(titles=TITLES["pair"], **quizzes)
    choose_pair(workshop, pair, by=by, at=_evening(workshop.starts_on, workshop))
    workshop.refresh_from_db()
    keys = dict(workshop.registrations.participants().values_list("number", "pk"))
    for side, name, day in (("before", "pre", workshop.starts_on), ("after", "post", workshop.ends_on)):
        rows = [row for row in data["participants"] if row[name] is not None]
        lines = [Line(place, keys[row["no"]], Decimal(row[name])) for place, row in enumerate(rows, start=1)]
        keep_totals(workshop, side, lines, max_score=Decimal(POINTS), taken_on=day, by=by, at=_evening(day, workshop))


def _quiz(side: str, by: User, workshop: Workshop) -> Quiz:
    purpose = "pre_test" if side == "before" else "post_test"
    quiz = Quiz.objects.create(titles=TITLES[side], purpose=purpose, pass_mark=60)
    codes = [f"m{module}-{name}" for name, modules in ASKED[side].items() for module in modules]
    for order, question in enumerate(Question.objects.filter(code__in=codes).order_by("code")):
        QuizSection.objects.create(quiz=quiz, question=question, sort_order=order)
    publish_quiz(quiz, by=by, at=_evening(workshop.starts_on, workshop) - datetime.timedelta(days=20))
    return Quiz.objects.get(pk=quiz.pk)


def _evening(day: datetime.date, workshop: Workshop) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(21), workshop.tz)


def make_certificates(workshop: Workshop, *, by: User, at: datetime.datetime) -> None:
    """Everybody's name is confirmed, and what was earned is issued."""
    for one in workshop.registrations.participants().select_related("person"):
        if one.state != Registration.State.NO_SHOW:
            confirm_name(one, by=by, at=_evening(workshop.starts_on, workshop))
    acknowledged = [warned.key for warned in warnings_of(workshop, preview_of(workshop))]
    work_through(issue_all(workshop, by=by, acknowledged=acknowledged, at=at))


def make_feedback(workshop: Workshop, chance: random.Random, *, by: User) -> None:
    """A form each evening and one at the end, anonymous; and what was done about the first evening's."""
    people = list(workshop.registrations.participants().exclude(state=Registration.State.NO_SHOW).order_by("number"))
    days = sorted({placement.day for placement in workshop.versions.get(state="current").placements.all()})
    for place, day in enumerate(days, start=1):
        kind, own = ("final", None) if day == workshop.ends_on else ("daily", day)
        titles = {"en": f"Day {place}", "fr": f"Jour {place}", "ar": f"اليوم {place}"}
        if kind == "final":
            titles = {"en": "The whole workshop", "fr": "L’atelier entier", "ar": "الورشة كلها"}
        at = datetime.datetime.combine(day, datetime.time(16), workshop.tz)
        closes = at + datetime.timedelta(days=3)
        form = make_form(
            workshop, kind, by=by, titles=titles, questions=questions_for(kind), day=own, opens_at=at, closes_at=closes,
            at=at - datetime.timedelta(days=5),
        )  # fmt: skip
        for one in chance.sample(people, len(people) - 12):
            send_answers(form, one, _answers(form, chance), at=at + datetime.timedelta(minutes=40))
        if place == 1:
            said = {
                "en": "Slides come late for those who read French.",
                "fr": "Les diapositives arrivent tard en français.",
            }
            did = {
                "en": "They are on the tables before each session.",
                "fr": "Elles sont sur les tables avant chaque séance.",
            }
            reply(form, [{"said": said, "did": did}], by=by, at=at + datetime.timedelta(hours=15))


def _answers(form: FeedbackForm, chance: random.Random) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for question in form.questions:
        if question["kind"] == "scale":
            given[question["key"]] = chance.choices((2, 3, 4, 5), (1, 3, 9, 7))[0]
        elif question["kind"] == "choice":
            given[question["key"]] = chance.choices(
                range(len(question["choices"])), (6, 3, 1)[: len(question["choices"])]
            )[0]
        elif chance.random() < 0.15:
            given[question["key"]] = chance.choice(WORDS.get(question["key"], WORDS["learned"]))
    return given


def make_parking(workshop: Workshop, *, by: User) -> None:
    """Three points, each with who sees to it and until when."""
    at = datetime.datetime.combine(workshop.starts_on, datetime.time(16, 50), workshop.tz)
    due_on = workshop.ends_on + datetime.timedelta(days=60)
    people = workshop.registrations.participants().select_related("person").order_by("number")
    for place, (text, outcome, state) in enumerate(PARKED):
        point = raise_point(workshop, text, by=people[place].person, uuid=uuid.uuid5(uuid.NAMESPACE_OID, text), at=at)
        settle_point(
            point, owner=by, due_on=due_on, state=state, outcome=outcome, by=by, at=at + datetime.timedelta(days=10)
        )
