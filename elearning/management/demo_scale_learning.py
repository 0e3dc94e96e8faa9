"""What the people of the large demonstration learned: ten records each, and the evidence behind some."""

import datetime
import json
import random
import uuid
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from courses.models import Course, Enrolment, Evidence
from courses.progress import QUIZ_PASSED
from elearning.records.models import Equivalence, LearningRecord

from .demo_scale_people import Stay, ascending, heard
from .demo_scale_rows import go_on_counting, next_id, pour

EACH = 10
SAMPLE = 400  # so many have the evidence of their first course
KINDS = ("familiarization", "training_of_trainers", "refresher", "thematic", "sensitization")
WORKSHOPS = 500
RECORD_FIELDS = (
    "id", "uuid", "person_id", "subject_kind", "subject_uuid", "title", "workshop_kind", "topic", "kind", "sequence",
    "achieved_on", "recorded_at", "office_id", "category", "hours", "basis", "valid_until", "annuls_id", "reason",
)  # fmt: skip
DAY = datetime.timedelta(days=1)


class Thing(NamedTuple):
    """What a record is of."""

    subject_kind: str
    uuid: uuid.UUID
    title: str
    workshop_kind: str = ""
    topic: uuid.UUID | None = None


class Learned(NamedTuple):
    """A record to be: of what, of which kind, when, and how late we heard of it."""

    thing: Thing
    kind: str
    day: datetime.date
    lag: int
    sequence: int = 0


def learn_at_scale(
    served: dict[int, list[Stay]],
    courses: list[Course],
    equivalences: list[Equivalence],
    chance: random.Random,
    *,
    now: datetime.datetime,
) -> tuple[int, int]:
    """Write records and evidence; returns how many of each."""
    school = School(courses, equivalences, chance, now.date())
    written = pour(LearningRecord, RECORD_FIELDS, _records(served, school, next_id(LearningRecord)))
    evidence = _evidence(school, courses[0])
    go_on_counting(LearningRecord, Enrolment)
    return written, evidence


class School:
    """All that can be learned, and who of the sample completed the first course."""

    def __init__(self, courses: list[Course], equivalences: list[Equivalence], chance: random.Random, today):
        topic = courses[0].toolkit_key
        self.chance, self.today = chance, today
        self.courses = [
            Thing("course", course.uuid, json.dumps(course.titles), topic=topic if place == 0 else None)
            for place, course in enumerate(courses)
        ]
        self.recognised = [Thing("outside", row.uuid, json.dumps(row.titles), topic=row.topic) for row in equivalences]
        self.workshops = [
            Thing("workshop", ascending(7, n), json.dumps({"en": f"{KINDS[n % 5].replace('_', ' ').capitalize()} {n}"}),
                  KINDS[n % 5], topic)
            for n in range(WORKSHOPS)
        ]  # fmt: skip
        self.sampled: list[tuple[int, datetime.date]] = []

    def years_of(self, first: datetime.date) -> list[Learned]:
        """Ten records of somebody who came on a day: what is asked, renewed where it must be, then workshops."""
        chance, found = self.chance, []
        if chance.random() < 0.78:
            found.append(self._course(0, first + DAY * int(chance.expovariate(1 / 70)), 0))
        for place, months in ((1, 24), (2, 36)):
            day = first + DAY * int(chance.expovariate(1 / 45))
            for sequence in range(3):
                if day > self.today or chance.random() < 0.15:
                    break
                found.append(self._course(place, day, sequence))
                day += DAY * int(months * 30.4 + chance.gauss(-10, 40))
        if chance.random() < 0.5:
            found.append(self._course(3, first + DAY * chance.randint(0, 400), 0))
        if chance.random() < 0.1:
            found.append(Learned(chance.choice(self.recognised), "recognised", self._any(first), chance.randint(3, 90)))
        seats = chance.sample(self.workshops, 5)
        for place in range(EACH - min(EACH, len(found))):
            kind = "participation" if place < len(seats) else "completion"
            day = self._any(first) if place < len(seats) else found[-len(seats)].day
            found.append(Learned(seats[place % len(seats)], kind, day, self._lag()))
        return [row if row.day <= self.today else row._replace(day=self.today) for row in found]

    def _course(self, place: int, day: datetime.date, sequence: int) -> Learned:
        return Learned(
            self.courses[place], "completion", day, self._lag() if self.chance.random() < 0.05 else 0, sequence
        )

    def _any(self, first: datetime.date) -> datetime.date:
        return self.today - DAY * self.chance.randint(0, (self.today - first).days + 90)

    def _lag(self) -> int:
        return self.chance.randint(20, 120) if self.chance.random() < 0.08 else self.chance.randint(1, 9)


def _records(served: dict[int, list[Stay]], school: School, base: int) -> Iterator[tuple]:
    """One in three hundred is annulled some weeks later."""
    pk, chance = base, school.chance
    latest = heard(school.today, 0, random.Random(0))  # nobody has heard of it later than that  # nosec B311
    for person, stays in served.items():
        for row in school.years_of(stays[0].started_on):
            recorded = min(heard(row.day, row.lag, chance), latest)
            about, made = (person, *row.thing), (row.kind, row.sequence, row.day, recorded)
            yield (pk, ascending(2, pk), *about, *made, *_then(stays, row.day), 4, "{}", None, None, "")
            pk += 1
            if chance.random() < 0.003:
                made = ("annulment", 0, row.day, min(recorded + DAY * chance.randint(3, 60), latest))
                annuls = (None, "", None, "{}", None, pk - 1, "Entered by mistake.")
                yield (pk, ascending(2, pk), *about, *made, *annuls)
                pk += 1
            elif row.thing is school.courses[0] and len(school.sampled) < SAMPLE:
                school.sampled.append((person, row.day))


def _then(stays: list[Stay], day: datetime.date) -> tuple[int | None, str]:
    """Office and category of the day; none between two postings."""
    place = bisect_right(stays, day, key=attrgetter("started_on")) - 1
    if place < 0 or (stays[place].ended_on or day) < day:
        return None, ""
    return stays[place].office, stays[place].category


def _evidence(school: School, course: Course) -> int:
    """The enrolments of the sample, done step by step up to the day of the record; returns how many pieces."""
    version, base = course.current_version, next_id(Enrolment)
    required = sum(step.required for step in version.rule)
    rows: list[tuple] = []
    pieces: list[tuple] = []
    for pk, (person, day) in enumerate(school.sampled, base):
        done = datetime.datetime(day.year, day.month, day.day, 9, tzinfo=datetime.UTC)
        begun = done - datetime.timedelta(hours=len(version.rule))
        rows.append((pk, ascending(3, pk), person, course.pk, version.pk, begun, required, required, done, day, None))
        pieces += _steps(pk, person, version.rule, begun)
    names = ("id", "uuid", "person_id", "course_id", "version_id", "started_at", "steps_done", "steps_required")
    pour(Enrolment, (*names, "completed_at", "completed_on", "next_step"), rows)
    names = ("uuid", "enrolment_id", "kind", "subject", "occurred_at", "received_at", "source", "actor_id", "language")
    return pour(Evidence, (*names, "score", "revision"), pieces)


def _steps(enrolment: int, person: int, rule: list, begun: datetime.datetime) -> Iterator[tuple]:
    """The evidence of one enrolment, a step an hour."""
    for number, step in enumerate(rule, 1):
        at = begun + datetime.timedelta(hours=number)
        quiz = (90, step.quiz_version) if step.kind == QUIZ_PASSED else (None, None)
        source = "server" if step.is_quiz else "web"
        key = ascending(4, enrolment * 100 + number)
        yield (key, enrolment, step.kind, step.subject, at, at, source, person, "en", *quiz)
