"""What stands on a learner's own page: the one next thing, what she is amid, what she holds, whom to ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from assessments.models import Attempt
from assessments.rules import may_use_desk
from courses.models import Course, Enrolment
from courses.showing import ShownStep, next_steps
from elearning.people.models import Role, User
from elearning.people.postings import zone_of
from elearning.records.models import Certificate
from workshops.models import Registration

from .requirements.inducting import induction_of
from .requirements.induction import Row, next_of
from .tree import paths_above


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
    unread: int
    has_desk: bool
    tz: object
    asked: Sequence[Row] = ()

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
    def others(self) -> list[Running]:
        return [running for running in self.running if self.duty or running is not self.first]

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
    return Day(
        running=running,
        attempts=list(by_context.values()),
        offered=[] if running else list(Course.objects.open_to(person).exclude(enrolments__person=person)),
        certificates=list(
            Certificate.objects.filter(record__person=person).exclude(state=Certificate.State.SUPERSEDED)
        ),
        workshops=_coming(person),
        supervisor=posting.supervisor if posting else None,
        focal_points=focal_points_of(person),
        unread=person.notices.filter(read_at=None).count(),
        has_desk=may_use_desk(person),
        tz=zone_of(person),
        asked=induction_of(person, timezone.localdate()),
    )


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
    """The workshops that she takes part in and that are not over."""
    today = timezone.localdate()
    found = Registration.objects.taking_part().filter(person=person, workshop__ends_on__gte=today)
    found = found.exclude(workshop__state="cancelled")
    found = found.select_related("workshop").prefetch_related("workshop__texts").order_by("workshop__starts_on")
    for registration in (registrations := list(found)):
        workshop = registration.workshop
        registration.shown = workshop.text(get_language())
        here = timezone.now().astimezone(workshop.tz).date()
        held = workshop.state in (workshop.State.CONFIRMED, workshop.State.LIVE)
        registration.today = held and workshop.starts_on <= here <= workshop.ends_on
    return registrations
