"""Freezing a quiz: the questions that a publication would keep, what forbids it, and the publication itself."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.models import User

from .drawers import within
from .kinds import FREE_TEXT
from .models import Category, QuestionVersion, Quiz, QuizSection, QuizVersion
from .models.quiz import Feedback, Purpose
from .readiness import how_many, is_stale
from .schemas import problems

Pool = list[QuestionVersion]


@dataclass(frozen=True)
class Spoken:
    """A language in which some questions are written: so many of those that are asked are ready in it."""

    name: str
    ready: int
    asked: int


@dataclass(frozen=True)
class Draft:
    """What publishing now would freeze, what forbids it, and what one should know but need not mend first.

    A paper then has so many questions, and between `least` and `most` points.
    """

    sections: list[dict]
    problems: list[str]
    remarks: list[str]
    differs: bool
    questions: int
    least: Decimal
    most: Decimal
    languages: list[Spoken]

    @property
    def incomplete(self) -> bool:
        """Whether some readers are asked a question in another language than theirs."""
        return any(each.ready < each.asked for each in self.languages)


def draft_of(quiz: Quiz) -> Draft:
    """The sections with the versions of questions that are asked from now on: the latest ready, or the pinned ones."""
    sections = list(quiz.sections.all().select_related("category", "question"))
    pools = _pools(sections)
    frozen = [
        {"category": str(section), "draw": section.draw, "questions": [each.pk for each in pool]}
        for section, pool in zip(sections, pools, strict=True)
    ]
    found = [*_faults_of_settings(quiz), *_faults_of_sections(sections, pools)]
    drawn = [_points(section, pool) for section, pool in zip(sections, pools, strict=True)]
    least, most = (sum((each[place] for each in drawn), Decimal()) for place in (1, 2))
    return Draft(
        sections=frozen,
        problems=list(dict.fromkeys(found)),
        remarks=list(dict.fromkeys(_remarks(quiz, pools, least, most))),
        differs=_differs(quiz, frozen),
        questions=sum(each[0] for each in drawn),
        least=least,
        most=most,
        languages=_languages_of(pools),
    )


def _languages_of(pools: Sequence[Pool]) -> list[Spoken]:
    names = dict(settings.LANGUAGES)
    contents = list({each.pk: each.content for pool in pools for each in pool}.values())
    return [Spoken(str(names[code]), ready, len(contents)) for code, ready in how_many(contents)]


def _differs(quiz: Quiz, sections: list[dict]) -> bool:
    """Whether publishing would freeze anything else than what is in force."""
    current, rules = quiz.current_version, quiz.rules()
    if current is None:
        return True
    before = (current.sections, {name: current.rule(name) for name in rules}, current.titles, current.pass_mark)
    return (sections, rules, quiz.titles, quiz.pass_mark) != before


def objectives_of(quiz: Quiz) -> set[str]:
    """The objectives that the quiz as it stands would test."""
    pools = _pools(list(quiz.sections.all()))
    return {version.question.objective for pool in pools for version in pool if version.question.objective}


def _pools(sections: Sequence[QuizSection]) -> list[Pool]:
    """For each section the versions that it asks; two queries whatever their number, and one for the categories."""
    versions = QuestionVersion.objects.select_related("question").order_by("question__code")
    parents = dict(Category.objects.values_list("pk", "parent_id"))
    drawers = {each.category_id: within(each.category_id, parents) for each in sections if each.category_id}
    loose = [each.question_id for each in sections if each.question_id and not each.pinned]
    everywhere = Q(question__category__in=set().union(*drawers.values())) | Q(question__in=loose)
    ready = list(versions.latest_ready().filter(everywhere))
    held = Q(pk__in=[])
    for each in sections:
        if each.pinned:
            held |= Q(question=each.question_id, number=each.pinned)
    pinned = list(versions.filter(held, state=QuestionVersion.State.READY))
    return [_pool(each, pinned if each.pinned else ready, drawers) for each in sections]


def _pool(section: QuizSection, versions: Pool, drawers: Mapping[int, set[int]]) -> Pool:
    if section.category_id:
        return [each for each in versions if each.question.category_id in drawers[section.category_id]]
    number = section.pinned
    return [each for each in versions if each.question_id == section.question_id and number in (None, each.number)]


def _points(section: QuizSection, pool: Pool) -> tuple[int, Decimal, Decimal]:
    """How many questions of the section a paper has, and the fewest and the most points that they can be worth."""
    number = min(section.draw or len(pool), len(pool))
    worth = sorted(each.points for each in pool)
    return number, sum(worth[:number], Decimal()), sum(worth[len(pool) - number :], Decimal())


def _faults_of_settings(quiz: Quiz) -> Iterator[str]:
    if quiz.feedback_during != Feedback.NOTHING and quiz.purpose != Purpose.PRACTICE:
        yield _("Feedback during the attempt is for practice only. Show nothing during it, or change the purpose.")
    if settings.LANGUAGE_CODE not in quiz.titles:
        yield _("The title is not written in English.")


def _faults_of_sections(sections: Sequence[QuizSection], pools: Sequence[Pool]) -> Iterator[str]:
    if not sections:
        yield _("Add a section: a quiz without questions tests nothing.")
    seen: set[int] = set()
    for section, pool in zip(sections, pools, strict=True):
        yield from _faults_of(section, pool)
        for version in pool:
            if version.question_id in seen:
                yield _("Question %(code)s stands in two sections: somebody could be asked it twice.") % {
                    "code": version.question.code
                }
        seen |= {version.question_id for version in pool}


def _faults_of(section: QuizSection, pool: Pool) -> Iterator[str]:
    name = str(section)
    if section.question_id and not pool:
        yield _("Question %(code)s has no such version that is ready.") % {"code": name}
    elif section.draw == 0:
        yield _("“%(category)s” draws no question. Ask for one at least, or leave it empty for all.") % {
            "category": name
        }
    elif len(pool) < (section.draw or 1):
        yield _("“%(category)s” has %(ready)d ready questions, %(drawn)d are asked for. Ask for fewer.") % {
            "category": name,
            "ready": len(pool),
            "drawn": section.draw or 1,
        }
    for version in pool:
        code = version.question.code
        if not version.question.objective:
            yield _("Question %(code)s names no objective.") % {"code": code}
        if settings.LANGUAGE_CODE not in version.content["texts"]:
            yield _("Question %(code)s is not written in English.") % {"code": code}
        yield from (f"{code}: {fault}" for fault in problems(version.kind, version.content))


def _remarks(quiz: Quiz, pools: Sequence[Pool], least: Decimal, most: Decimal) -> Iterator[str]:
    for pool in pools:
        yield from _missing_languages(quiz, pool)
    if quiz.closes_at and quiz.closes_at <= timezone.now():
        yield _("The quiz closed before now: nobody can begin it.")
    if least != most:
        yield _(
            "The questions that are drawn are worth differently: one paper may have %(least)s points, another "
            "%(most)s. The pass mark is a percentage of each."
        ) % {"least": least.normalize(), "most": most.normalize()}
    if any(version.kind == FREE_TEXT for pool in pools for version in pool) and not _somebody_may_mark():
        yield _("A person has to mark free text, and nobody has the permission to: give it to a group or a person.")


def _somebody_may_mark() -> bool:
    """Whether the permission was given to anybody; administrators, who may do all, are not meant."""
    right = Permission.objects.filter(content_type__app_label="assessments", codename="mark_attempt")
    given = Q(user_permissions__in=right) | Q(groups__permissions__in=right)
    return User.objects.filter(given, is_active=True).exists()


def _missing_languages(quiz: Quiz, pool: Pool) -> Iterator[str]:
    """A question that lacks a language in which others of its section are written is then asked in English."""
    spoken = {language for each in pool for language in each.content["texts"]} - {settings.LANGUAGE_CODE}
    for code, name in settings.LANGUAGES:
        if code in spoken and code not in quiz.titles:
            yield _("The title is not written in %(language)s, questions are.") % {"language": name}
    for version in pool:
        for code, name in settings.LANGUAGES:
            if code in spoken and code not in version.content["texts"]:
                yield _("Question %(code)s is not written in %(language)s: who reads that is asked it in English.") % {
                    "code": version.question.code,
                    "language": name,
                }
            elif is_stale(version.content, code):
                sentence = _(
                    "Question %(code)s changed since its text in %(language)s: who reads that gets the new text."
                )
                yield sentence % {"code": version.question.code, "language": name}


@transaction.atomic
def publish_quiz(quiz: Quiz, *, by: User | None, at: datetime.datetime | None = None) -> QuizVersion:
    """Freeze the quiz into a new version and put it in force; without a change the version in force is returned."""
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)  # what was published meanwhile is read after the lock
    draft = draft_of(quiz)
    if draft.problems:
        raise ValidationError(draft.problems)
    if not draft.differs:
        return quiz.current_version
    quiz.current_version = quiz.versions.create(
        number=quiz.current_version.number + 1 if quiz.current_version else 1,
        titles=quiz.titles,
        pass_mark=quiz.pass_mark,
        sections=draft.sections,
        rules=quiz.rules(),
        published_at=at or timezone.now(),
        published_by=by,
    )
    quiz.save(update_fields=["current_version"])
    log(by, "quiz.published", quiz, at=at, version=quiz.current_version.number)
    return quiz.current_version
