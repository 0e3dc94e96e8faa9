"""What coverage asks the database: how many of the people of each office, and who they are."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from courses.models import Course, Enrolment
from elearning.people.models import INTERNAL_CATEGORIES, Office, Posting, User
from elearning.records.models import Certificate, LearningRecord

from ..tree import Row, roll_up
from .figures import Figures

COMPLETED, CERTIFIED, IN_PROGRESS, NOT_ENROLLED = "completed", "certified", "in_progress", "not_enrolled"


@dataclass(frozen=True)
class Question:
    """What is asked: which course, on which day, as known at which moment. It has one answer for ever."""

    course: Course
    on: datetime.date
    known_at: datetime.datetime

    def postings(self) -> QuerySet[Posting]:
        """Who is counted: people of the house, each at the office where she is posted on that day."""
        return Posting.objects.on(self.on, self.known_at).filter(category__in=INTERNAL_CATEGORIES)

    def enrolments(self) -> QuerySet[Enrolment]:
        return Enrolment.objects.as_of(self.on, self.known_at).filter(course=self.course)

    def completions(self) -> QuerySet[LearningRecord]:
        return LearningRecord.objects.as_of(self.on, self.known_at).filter(
            subject_kind="course", subject_uuid=self.course.uuid, kind=LearningRecord.Kind.COMPLETION
        )

    def certificates(self) -> QuerySet[Certificate]:
        """Valid certificates of completions that stand."""
        of_course = {"record__subject_kind": "course", "record__subject_uuid": self.course.uuid}
        achieved = {"record__achieved_on__lte": self.on, "record__recorded_at__lte": self.known_at}
        found = Certificate.objects.as_of(self.on, self.known_at).exclude(
            record__annulled_by__recorded_at__lte=self.known_at
        )
        return found.filter(**of_course, **achieved, record__kind=LearningRecord.Kind.COMPLETION)


def board_rows(question: Question, offices: QuerySet[Office]) -> list[Row[Figures]]:
    """The figures of each of these offices, in the order of the tree; six queries whatever their number."""
    postings = question.postings().filter(office__in=offices.values("pk"))
    enrolled, completed = question.enrolments().values("person"), question.completions().values("person")
    counts = [
        _count(postings),
        _count(postings.filter(person__in=enrolled)),
        _count(postings.filter(person__in=enrolled).exclude(person__in=completed)),
        _count(postings.filter(person__in=completed)),
        _count(postings.filter(person__in=question.certificates().values("record__person"))),
    ]
    own = {pk: Figures(*(count.get(pk, 0) for count in counts)) for pk in counts[0]}
    return roll_up(offices, own, Figures())


def _count(postings: QuerySet[Posting]) -> dict[int, int]:
    counted = postings.order_by().values("office").annotate(persons=Count("person", distinct=True))
    return dict(counted.values_list("office", "persons"))


def people_of(question: Question, office: Office, reader: User, *, state: str = "") -> QuerySet[Posting]:
    """The people counted at an office and below whom the reader may see, by name, in one query.

    Each posting carries `started_at`, `achieved_on` and `serial` (of her valid certificate), empty where there is none.
    """
    own = {"person": OuterRef("person")}
    found = (
        question.postings()
        .under(office)
        .filter(person__in=User.objects.visible_to(reader))
        .annotate(
            started_at=Subquery(question.enrolments().filter(**own).values("started_at")[:1]),
            achieved_on=Subquery(question.completions().filter(**own).values("achieved_on")[:1]),
            serial=Subquery(question.certificates().filter(record__person=OuterRef("person")).values("serial")[:1]),
        )
        .select_related("person", "office")
        .order_by("person__name", "pk")
    )
    return _in_state(found, question, state)


def _in_state(found: QuerySet[Posting], question: Question, state: str) -> QuerySet[Posting]:
    of_person = {"person": OuterRef("person")}
    enrolled = Exists(question.enrolments().filter(**of_person))
    completed = Exists(question.completions().filter(**of_person))
    if state == NOT_ENROLLED:
        return found.filter(~enrolled, ~completed)
    if state == IN_PROGRESS:
        return found.filter(enrolled, ~completed)
    if state == COMPLETED:
        return found.filter(completed)
    if state == CERTIFIED:
        return found.filter(Exists(question.certificates().filter(record__person=OuterRef("person"))))
    return found


def state_of(posting: Posting) -> str:
    """The state of a person of `people_of`, certified before completed."""
    if posting.achieved_on:
        return CERTIFIED if posting.serial else COMPLETED
    return IN_PROGRESS if posting.started_at else NOT_ENROLLED
