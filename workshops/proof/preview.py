"""The preview of certificates: who gets what, who holds what, and what is no longer earned; in fixed queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Prefetch, Q

from elearning.records.models import Certificate, LearningRecord

from ..attendance.checkpoints import Checkpoint
from ..attendance.rule import PASSED, Outcome, Policy
from ..attending import Attendance, attendance_of, policy_of
from ..models import NameRequest, Registration, Workshop
from .granting import COMPLETION, PARTICIPATION, earned, new_kind, no_longer_earned, percent_shown

SUBJECT = "workshop"  # kind of subject of the records; its uuid is the workshop's
NOTHING = "nothing"


@dataclass(frozen=True)
class Held:
    """A record that stands, and the newest certificate that shows it; none while it is being made."""

    record: LearningRecord
    certificate: Certificate | None

    @property
    def kind(self) -> str:
        return self.record.kind


@dataclass(frozen=True)
class Row:
    """One person: what she reached, what she holds, what she would get now; `sequence` is that of the new record."""

    registration: Registration
    outcome: Outcome
    kind: str
    held: tuple[Held, ...] = ()
    new: str = ""
    sequence: int = 0
    lost: tuple[Held, ...] = ()
    request: NameRequest | None = None
    events: int = 0

    @property
    def percent(self) -> Decimal | None:
        return percent_shown(self.outcome)

    @property
    def annulled_before(self) -> bool:
        """Whether what she would get now was annulled once already."""
        return bool(self.new and self.sequence)

    @property
    def passed(self) -> bool:
        return self.outcome.test == PASSED


@dataclass(frozen=True)
class Preview:
    """All participants, and whoever else holds a certificate of this workshop."""

    rows: list[Row]
    policy: Policy
    checkpoints: list[Checkpoint] = field(default_factory=list)

    @property
    def new(self) -> list[Row]:
        return [row for row in self.rows if row.new]

    @property
    def lost(self) -> list[Row]:
        return [row for row in self.rows if row.lost]

    def count(self, kind: str) -> int:
        """How many reached this kind; "nothing" those who reached none."""
        return sum((row.kind or NOTHING) == kind for row in self.rows)

    @property
    def figures(self) -> dict[str, int]:
        """Those who took the post-test, and apart from them those who passed it."""
        counted = {kind: self.count(kind) for kind in (COMPLETION, PARTICIPATION, NOTHING)}
        took = [row for row in self.rows if row.outcome.test]
        passed = sum(row.passed for row in took)
        return counted | {"took": len(took), "passed": passed, "new": len(self.new), "lost": len(self.lost)}


def preview_of(workshop: Workshop) -> Preview:
    """Who gets what by the attendance, the tests and the records of now."""
    records = records_of(workshop)
    attendance = attendance_of(workshop, _people(workshop))
    policy = policy_of(workshop)
    rows = [_row(one, attendance, records.get(one.person_id, []), policy) for one in attendance.people]
    return Preview(rows, policy, attendance.checkpoints)


def records_of(workshop: Workshop) -> dict[int, list[LearningRecord]]:
    """Every record of this workshop by person, annulled ones too, with their certificates; two queries."""
    found = LearningRecord.objects.filter(subject_kind=SUBJECT, subject_uuid=workshop.uuid)
    found = found.exclude(kind=LearningRecord.Kind.ANNULMENT).select_related("annulled_by").order_by("sequence")
    by_person: dict[int, list[LearningRecord]] = defaultdict(list)
    for record in found.prefetch_related(Prefetch("certificates", Certificate.objects.order_by("pk"))):
        by_person[record.person_id].append(record)
    return dict(by_person)


def held_among(records: Iterable[LearningRecord]) -> tuple[Held, ...]:
    """Those that stand, completion first, each with its newest certificate."""
    standing = [record for record in records if not hasattr(record, "annulled_by")]
    held = [Held(record, next(iter([*record.certificates.all()][-1:]), None)) for record in standing]
    return tuple(sorted(held, key=lambda each: each.kind))


def _people(workshop: Workshop) -> list[Registration]:
    holders = LearningRecord.objects.filter(subject_kind=SUBJECT, subject_uuid=workshop.uuid).values("person")
    in_the_room = Q(state__in=Registration.TAKING_PART, role=Registration.Role.PARTICIPANT)
    people = workshop.registrations.filter(in_the_room | Q(person__in=holders))
    requests = Prefetch("name_requests", NameRequest.objects.filter(state="open"), to_attr="open_requests")
    people = people.select_related("person", "office", "partner", "group").prefetch_related(requests)
    return list(people.order_by("number", "pk"))


def _row(one: Registration, attendance: Attendance, records: list[LearningRecord], policy: Policy) -> Row:
    outcome = attendance.outcomes[one.pk]
    takes_part = one.state in Registration.TAKING_PART and one.role == Registration.Role.PARTICIPANT
    kind = earned(outcome, policy.post_test) if takes_part else ""
    held = held_among(records)
    kinds = [each.kind for each in held]
    new = new_kind(kind, kinds)
    lost = no_longer_earned(kind, kinds)
    return Row(
        registration=one,
        outcome=outcome,
        kind=kind,
        held=held,
        new=new,
        sequence=sum(record.kind == new for record in records),
        lost=tuple(each for each in held if each.kind in lost),
        request=next(iter(one.open_requests), None),
        events=sum(len(record.ids) for record in attendance.records.get(one.pk, {}).values()),
    )
