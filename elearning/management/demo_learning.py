"""Eighteen months of learning in the demonstration, made by the actions that users call, under a fixed clock."""

import datetime
import random
import uuid
from dataclasses import dataclass

from assessments.actions import mark, publish_quiz, save_answers, submit
from assessments.models import Attempt, Category, QuestionVersion, Quiz, QuizSection
from assessments.saving import Given
from courses.actions import confirm_read, enrol, publish_course, record_pass, start_quiz
from courses.models import Course, Enrolment, Step
from elearning.people.models import User
from elearning.records.actions import issue_certificate
from elearning.records.models import LearningRecord
from elearning.toolkit.models import ModulePage

from .demo_people import Staff

COURSE = "cep"
TITLES = {
    "en": "Community Engagement and Policing: foundations",
    "fr": "Engagement communautaire et police de proximité : les bases",
    "ar": "المشاركة المجتمعية والعمل الشرطي: الأسس",
}
SUMMARIES = {
    "en": "Eight modules, then ten questions drawn from them. For all who plan, run or support CEP activities.",
    "fr": "Huit modules, puis dix questions qui en sont tirées. Pour qui conçoit, mène ou appuie des activités de CEP.",
    "ar": "ثماني وحدات، ثم عشرة أسئلة مأخوذة منها، لكل من يخطط لأنشطة من هذا النوع أو ينفذها أو يدعمها.",
}
QUIZ_TITLES = {"en": "Final quiz", "fr": "Quiz final", "ar": "الاختبار النهائي"}
TWICE = ("m3", "m4")  # two questions from these modules, one from each other: ten in all


@dataclass
class Clock:
    """A moment that only goes forward, and ends at the world's now."""

    at: datetime.datetime
    end: datetime.datetime

    def forward(self, minutes: float) -> bool:
        """Whether the time is still within the world."""
        self.at += datetime.timedelta(minutes=minutes)
        return self.at < self.end


def make_course(modules: dict[str, ModulePage], bank: str, *, by: User, at: datetime.datetime) -> Course:
    """The final quiz over all modules, and the course that ends with it; both published."""
    quiz = Quiz.objects.create(titles=QUIZ_TITLES, pass_mark=70)
    for order, code in enumerate(modules):
        category = Category.objects.get(parent__name=bank, name=code)
        QuizSection.objects.create(quiz=quiz, category=category, draw=2 if code in TWICE else 1, sort_order=order)
    publish_quiz(quiz, by=by, at=at)
    toolkit = modules["m1"].get_parent()
    course = Course.objects.create(
        code=COURSE, titles=TITLES, summaries=SUMMARIES, toolkit_key=toolkit.translation_key, hours=4
    )
    for order, page in enumerate(modules.values()):
        Step.objects.create(course=course, module_key=page.translation_key, sort_order=order)
    Step.objects.create(course=course, quiz=quiz, sort_order=len(modules))
    publish_course(course, by=by, at=at)
    return Course.objects.get(pk=course.pk)


def learn(staff: list[Staff], course: Course, chance: random.Random, *, now: datetime.datetime) -> None:
    """Each office at its own pace: some nearly done, some barely begun."""
    launch = course.current_version.published_at
    for group in staff:
        pace = chance.choice([0.25, 0.45, 0.6, 0.75, 0.9])
        for person in group.people:
            if chance.random() > 0.3 + 0.65 * pace:
                continue
            earliest = max(launch, person.date_joined)
            days = (now - earliest).days
            if days > 2:
                start = earliest + datetime.timedelta(days=chance.uniform(0, days - 1), hours=chance.uniform(0, 9))
                follow(person, course, chance, Clock(start, now), diligence=0.55 + 0.45 * pace)


def follow(person: User, course: Course, chance: random.Random, clock: Clock, *, diligence: float) -> Enrolment:
    """One person's way through the course, as far as her diligence carries her."""
    enrolment = enrol(person, course, at=clock.at)
    for step in enrolment.version.rule:
        if chance.random() > 0.82 + 0.18 * diligence or not clock.forward(chance.expovariate(1 / 4000)):
            break
        if not step.is_quiz:
            read(enrolment, step.subject, chance, clock)
        elif take_quiz(enrolment, step.uuid, chance, clock, diligence=diligence):
            certify(person, clock)
    return enrolment


def read(enrolment: Enrolment, module: uuid.UUID, chance: random.Random, clock: Clock) -> None:
    """Confirm one module, in the reader's language; one in seven reads in English instead."""
    language = "en" if chance.random() < 0.14 else enrolment.person.language or "en"
    pages = {page.locale.language_code: page for page in ModulePage.objects.filter(translation_key=module)}
    language = language if language in pages else "en"
    confirm_read(
        enrolment,
        module_key=module,
        uuid=_uuid(chance),
        language=language,
        revision=pages[language].live_revision_id,
        at=clock.at,
    )


def take_quiz(enrolment: Enrolment, step: uuid.UUID, chance: random.Random, clock: Clock, *, diligence: float) -> bool:
    """Up to three attempts, each a little better than the last; whether one passed."""
    skill = 0.5 + 0.33 * diligence
    for _again in range(3):
        if not clock.forward(5):
            return False
        attempt = start_quiz(enrolment, step=step, language=enrolment.person.language or "en", at=clock.at)
        attempt = answer(attempt, chance, clock, skill=skill)
        if attempt.passed:
            record_pass(attempt, at=clock.at)
            return True
        skill = min(0.97, skill + 0.12)
        clock.forward(chance.expovariate(1 / 3000))
    return False


def answer(attempt: Attempt, chance: random.Random, clock: Clock, *, skill: float) -> Attempt:
    """Answer each question of the paper, submit, and be marked."""
    versions = QuestionVersion.objects.in_bulk([question["version"] for question in attempt.paper])
    knows = [chance.random() < skill for _question in attempt.paper]  # first: the paper must not turn the dice
    given = []
    for place, question in enumerate(attempt.paper):
        right = versions[question["version"]].content["correct"]
        wrong = [choice for choice in question["choices"] if choice not in right]
        chosen = right if knows[place] else wrong[:1]
        given.append(Given(place, list(chosen), _uuid(chance), place + 1, clock.at))
    save_answers(attempt, given, at=clock.at)
    clock.at += datetime.timedelta(minutes=chance.randint(6, 25))
    return mark(submit(attempt, at=clock.at), at=clock.at)


def certify(person: User, clock: Clock) -> None:
    """The certificate of what was just recorded; its document is drawn by the worker."""
    issue_certificate(LearningRecord.objects.filter(person=person).select_related("person").get(), at=clock.at)


def _uuid(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)
