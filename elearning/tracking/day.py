"""What stands on a learner's own page: the one next thing, what she is amid, what she holds, whom to ask."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language

from assessments.models import Attempt
from courses.changes import changes_for
from courses.models import Course, Enrolment
from courses.showing import ShownStep, next_steps
from elearning.people.models import Role, User
from elearning.people.postings import zone_of
from elearning.records.models import Certificate
from elearning.toolkit.editions.showing import Change
from workshops.models import Registration, WorkshopText

from .requirements.inducting import induction_of
from .requirements.induction import Row, next_of
from .small_facts import SmallFacts, small_facts
from .tree import paths_above

TEXT = ("language", "title", "status")  # of a workshop, as far as this page shows it
RENEW_AHEAD = datetime.timedelta(days=60)


@dataclass(frozen=True)
class Running:
    """A course that she is in the middle of, with its one next step."""

    enrolment: Enrolment
    next: ShownStep | None
    attempt: Attempt | None


@dataclass(frozen=True)
class Day:
    """Everything on the page; the template asks the database nothing."""

    running: Sequence[Running]
    attempts: Sequence[Attempt]
    offered: Sequence[Course]
    certificates: Sequence[Certificate]
    workshops: Sequence[Registration]
    supervisor: User | None
    focal_points: Sequence[Role]
    tz: object
    asked: Sequence[Row] = ()
    facts: SmallFacts | None = None
    changes: Sequence[Change] = ()

    @property
    def first(self) -> Running | None:
        """The course to go on with: the quiz that is open, else what meets a requirement, else what was begun last."""
        with_quiz = (running for running in self.running if running.attempt)
        meeting = (running for running in self.running if self._meets(running))
        return next(with_quiz, None) or next(meeting, None) or next(iter(self.running), None)

    @property
    def due(self) -> Row | None:
        """The requirement that the first course meets."""
        return next_of(self.asked) if self.first and self._meets(self.first) else None

    @property
    def duty(self) -> Row | None:
        """What is asked of her before all else: no quiz is open, and nothing that she is amid meets it."""
        busy = self.attempts or (self.first and (self.first.attempt or self._meets(self.first)))
        return None if busy else next_of(self.asked)

    @property
    def kind(self) -> str:
        """What the one next thing is; the page shows one of these, and the rest below it."""
        quiz = next(iter(self.attempts), None) if not (self.first and self.first.attempt) else None
        ways = {
            "attempt": quiz,
            "quiz": self.first and self.first.attempt,
            "workshop": self.workshop_today,
            "duty": self.duty,
            "course": self.first,
            "refresh": self.refresher,
            "renew": self.expiring,
            "begin": self.offered,
            "coming": self.workshops,
        }
        return next((kind for kind, there in ways.items() if there), "nothing")

    @property
    def workshop_today(self) -> Registration | None:
        return next((each for each in self.workshops if each.today), None)

    @property
    def refresher(self) -> Change | None:
        """The newest change that its author asks her to read."""
        return next((change for change in self.changes if change.asks), None)

    @property
    def other_changes(self) -> list[Change]:
        """What changed besides the one next thing."""
        return [change for change in self.changes if self.kind != "refresh" or change is not self.refresher]

    @property
    def expiring(self) -> Certificate | None:
        """What she holds and what ends first, within sixty days; what is renewed already asks for nothing."""
        last = timezone.localdate() + RENEW_AHEAD
        standing = [each for each in self.certificates if each.standing == "valid"]
        ending = [each for each in standing if each.valid_until and each.valid_until <= last]
        renewed = {each.title for each in standing if each not in ending}
        waiting = (each for each in ending if each.title not in renewed)
        return min(waiting, key=lambda each: (each.valid_until, each.pk), default=None)

    @property
    def place(self) -> dict | None:
        """Where she stopped in the module that comes next, if the link to it is in the language of the place."""
        found = self.facts.place if self.first and self.first.next else None
        return found if found and found["language"] == self.first.next.language else None

    @property
    def others(self) -> list[Running]:
        """The courses that she is amid besides the one next thing."""
        return [running for running in self.running if self.kind not in ("quiz", "course") or running is not self.first]

    @property
    def other_attempts(self) -> Sequence[Attempt]:
        return self.attempts[1:] if self.kind == "attempt" else self.attempts

    def _meets(self, running: Running) -> bool:
        wanted = next_of(self.asked)
        return wanted is not None and wanted.met_by(running.enrolment.course)


def day_of(person: User) -> Day:
    """The page of a person; at most twelve queries."""
    enrolments = list(person.enrolments.running().select_related("course", "version").order_by("-started_at"))
    steps = next_steps(enrolments, person)
    open_ones = list(Attempt.objects.owned_by(person).open().select_related("quiz_version").order_by("deadline_at"))
    by_context = {(attempt.context_kind, attempt.context_key): attempt for attempt in open_ones}
    running = [
        Running(enrolment, steps.get(enrolment.pk), by_context.pop(("course", str(enrolment.uuid)), None))
        for enrolment in enrolments
    ]
    posting = person.posting_today
    day = Day(
        running=running,
        attempts=list(by_context.values()),
        offered=[] if running else list(Course.objects.open_to(person).exclude(enrolments__person=person)),
        certificates=list(
            Certificate.objects.filter(record__person=person).exclude(state=Certificate.State.SUPERSEDED)
        ),
        workshops=_coming(person),
        supervisor=posting.supervisor if posting else None,
        focal_points=focal_points_of(person),
        tz=zone_of(person),
        asked=induction_of(person, timezone.localdate()) if posting else (),  # only who is posted is asked
    )
    step = day.first.next.step if day.first and day.first.next else None
    facts = small_facts(person, step.subject if step and not step.is_quiz else None)
    return replace(day, facts=facts, changes=changes_for(person) if facts.changed else ())


def focal_points_of(person: User) -> list[Role]:
    """Who answers for the person's office: its focal points, else those of the nearest office above; never herself."""
    if (posting := person.posting_today) is None:
        return []
    office = posting.office
    paths = [*paths_above(office), office.path]
    answering = Q(kind=Role.Kind.FOCAL_POINT, office__path__in=paths)
    roles = list(Role.objects.current().filter(answering | Q(person=person)).select_related("person", "office"))
    person.roles_today = [role for role in roles if role.person_id == person.pk]  # the head of the page asks next
    others = (role for role in roles if role.person_id != person.pk)
    found = sorted(others, key=lambda role: -len(role.office.path))
    return [role for role in found if role.office == found[0].office]


def _coming(person: User) -> list[Registration]:
    """The workshops that she takes part in and that are not over; one query, a row for each of their texts."""
    today = timezone.localdate()
    found = Registration.objects.taking_part().filter(person=person, workshop__ends_on__gte=today)
    found = found.exclude(workshop__state="cancelled")
    found = found.select_related("workshop").order_by("workshop__starts_on", "pk")
    rows: dict[int, tuple[Registration, list[WorkshopText]]] = {}
    for row in found.annotate(**{f"text_{name}": F(f"workshop__texts__{name}") for name in TEXT}):
        text = {name: getattr(row, f"text_{name}") for name in TEXT}
        rows.setdefault(row.pk, (row, []))[1].extend([WorkshopText(**text)] if row.text_language else [])
    for registration, texts in rows.values():
        workshop = registration.workshop
        registration.shown = workshop.text_among(texts, get_language())
        here = timezone.now().astimezone(workshop.tz).date()
        held = workshop.state in (workshop.State.CONFIRMED, workshop.State.LIVE)
        registration.today = held and workshop.starts_on <= here <= workshop.ends_on
    return [registration for registration, _texts in rows.values()]
