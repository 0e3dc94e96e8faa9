"""The deed of receiving what devices and people say of attendance: each fact is kept, once, and answered."""

import datetime
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning.people.models import User

from ..attendance.checkpoints import by_key
from ..attendance.given import Answer, Garbled, Given, corrected, digest, plain, sound
from ..attending import checkpoints_of
from ..models import AttendanceEvent, DayClosing, Device, Registration, Sheet, Workshop
from ..rules import may_sign_day, may_take_attendance
from .deciding import decide
from .devices import is_trusted

__all__ = ["Answer", "Garbled", "Given", "decide", "receive", "why_it_waits"]

Problem, Source, Verb = AttendanceEvent.Problem, AttendanceEvent.Source, AttendanceEvent.Verb
AHEAD = datetime.timedelta(minutes=5)
ENDED = (Workshop.State.CLOSED, Workshop.State.ARCHIVED)
WHY = {
    Problem.UNKNOWN_BADGE: _("This badge belongs to nobody who takes part here. A facilitator will say whose it is."),
    Problem.UNKNOWN_CHECKPOINT: _("The agenda does not have this item. A facilitator will say which one was meant."),
    Problem.OTHER_WORKSHOP: _("This is the badge of another workshop. A facilitator will say who it was."),
    Problem.FUTURE: _("Its time is in the future: the clock of the device is wrong. A facilitator will look at it."),
    Problem.REVOKED: _("This device was revoked. A facilitator will look at what it sent."),
    Problem.CONFLICT: _("Something else was sent under the same id before. A facilitator will say which one holds."),
    Problem.SIGNED: _("The day was signed off already. A facilitator can add it as an amendment."),
    Problem.UNREADABLE: _("A part of it cannot be read. A facilitator will look at it."),
    Problem.NOT_ALLOWED: _("Only those who take attendance can decide or take back. A facilitator will look at it."),
}


def receive(
    workshop: Workshop,
    given: Sequence[Given | Garbled],
    *,
    source: str = Source.SCAN,
    device: Device | None = None,
    by: User | None = None,
    sheet: Sheet | None = None,
    sent_at: datetime.datetime | None = None,
    at: datetime.datetime | None = None,
) -> list[Answer]:
    """Keep each of these facts and answer each in its place; all of them or, if the server dies, none.

    No fact is refused: what cannot count as it is waits for a person. The same again is a duplicate, whoever sends
    it. What a device decides (`set`) is its facilitator's word. Takes a fixed number of queries.
    """
    values = {"source": source, "device": device, "actor": by, "sheet": sheet}
    now = at or timezone.now()
    try:
        return _received(workshop, given, values, sent_at, now)
    except IntegrityError:  # another workshop kept the same id at this very moment: now it is seen
        return _received(workshop, given, values, sent_at, now)


def why_it_waits(problem: str) -> str:
    """The sentence for whoever sent it; empty where nothing is wrong."""
    return str(WHY[problem]) if problem else ""


@transaction.atomic
def _received(
    workshop: Workshop,
    given: Sequence[Given | Garbled],
    values: dict,
    sent_at: datetime.datetime | None,
    now: datetime.datetime,
) -> list[Answer]:
    batch = _Batch(Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk), values, sent_at, now)
    facts = [sound(one) for one in given]
    batch.look_up(facts)
    answers = [batch.take(one) for one in facts]
    AttendanceEvent.objects.bulk_create(batch.rows)
    return answers


class _Batch:
    """What has to be known to judge each fact, read once for all of them, and the rows that come of them."""

    def __init__(
        self, workshop: Workshop, values: dict, sent_at: datetime.datetime | None, now: datetime.datetime
    ) -> None:
        self.workshop, self.values, self.sent_at, self.now = workshop, values, sent_at, now
        self.rows: list[AttendanceEvent] = []
        self.revoked = _seen(workshop, values["device"], now)
        self.decides = _may_decide(workshop, values)

    def look_up(self, facts: Sequence[Given | Garbled]) -> None:
        """Read what is known of their ids, badges and checkpoints."""
        ids = {one.id for one in facts} | {one.voids for one in facts if isinstance(one, Given) and one.voids}
        known = AttendanceEvent.objects.filter(client_id__in=ids) if ids else AttendanceEvent.objects.none()
        self.known: dict = {}
        self.checkpoint_of: dict = {}
        columns = ("client_id", "digest", "problem", "checkpoint", "resolution__checkpoint")
        for id_, mark, problem, checkpoint, decided in known.values_list(*columns):
            self.known.setdefault(id_, {})[mark] = problem
            if problem != Problem.CONFLICT:
                self.checkpoint_of[id_] = decided or checkpoint
        self.places = by_key(checkpoints_of(self.workshop))
        self.signed = set(DayClosing.objects.filter(workshop=self.workshop).values_list("day", flat=True))
        badges = {as_read(one.badge) for one in facts if one.badge}
        own = Q(workshop=self.workshop, number__in=badges)
        found = Registration.objects.filter(Q(badge_code__in=badges) | own) if badges else ()
        found = sorted(found, key=lambda one: one.workshop_id == self.workshop.pk)  # ours last: they hold
        self.badges = {name: one for one in found for name in _names(one, self.workshop)}

    def take(self, one: Given | Garbled) -> Answer:
        """Make the row of one fact, unless it is there already."""
        mark = digest(one, within=self.workshop.code)
        known = self.known.setdefault(one.id, {})
        if mark in known:
            return Answer(one.id, "duplicate", why_it_waits(known[mark]))
        row = self._row(one, mark)
        row.problem = Problem.CONFLICT if known else self._problem(one, row)
        if row.problem in (Problem.CONFLICT, Problem.UNREADABLE, Problem.NOT_ALLOWED):
            row.raw = plain(one)
        known[mark] = row.problem
        self.checkpoint_of.setdefault(one.id, row.checkpoint)
        self.rows.append(row)
        return Answer(one.id, "unresolved" if row.problem else "accepted", why_it_waits(row.problem))

    def _row(self, one: Given | Garbled, mark: str) -> AttendanceEvent:
        device_at = one.at or self.now
        person = self.badges.get(as_read(one.badge))
        said = {name: getattr(one, name, None) for name in ("minutes", "voids")}
        said |= {name: getattr(one, name, "") for name in ("value", "reason")}
        row = AttendanceEvent(
            workshop=self.workshop, client_id=one.id, digest=mark, verb=one.verb,
            badge=one.badge, checkpoint=one.checkpoint, registration=person if self._is_here(person) else None,
            occurred_at=corrected(device_at, self.sent_at, self.now) if one.at else self.now,
            device_at=device_at, received_at=self.now, **said, **self.values,
        )  # fmt: skip
        if row.verb == Verb.SET and row.device_id and row.source == Source.SCAN:
            row.source = Source.FACILITATOR
        if row.source == Source.AMENDMENT and not row.reason.strip():
            row.source = Source.FACILITATOR  # an amendment says why: without a reason it is none, and waits
        return row

    def _is_here(self, person: Registration | None) -> bool:
        return (
            person is not None and person.workshop_id == self.workshop.pk and person.state in Registration.TAKING_PART
        )

    def _problem(self, one: Given | Garbled, row: AttendanceEvent) -> str:
        if isinstance(one, Garbled):
            return Problem.UNREADABLE
        if self.revoked:
            return Problem.REVOKED
        if (row.verb in (Verb.SET, Verb.VOID) or row.source == Source.AMENDMENT) and not self.decides:
            return Problem.NOT_ALLOWED
        if row.occurred_at > self.now + AHEAD:
            return Problem.FUTURE
        if row.verb != Verb.VOID and (problem := self._unknown(row)):
            return problem
        return Problem.SIGNED if self._is_signed(row) else ""

    def _unknown(self, row: AttendanceEvent) -> str:
        if row.registration is None:
            elsewhere = self.badges.get(as_read(row.badge))
            other = elsewhere is not None and elsewhere.workshop_id != self.workshop.pk
            return Problem.OTHER_WORKSHOP if other else Problem.UNKNOWN_BADGE
        return "" if row.checkpoint in self.places else Problem.UNKNOWN_CHECKPOINT

    def _is_signed(self, row: AttendanceEvent) -> bool:
        if row.source == Source.AMENDMENT:
            return False
        place = self.places.get(self.checkpoint_of.get(row.voids) or row.checkpoint)
        return self.workshop.state in ENDED or (place is not None and place.day in self.signed)


def as_read(badge: str) -> str:
    """A badge's code or number however it was typed."""
    return "".join(badge.upper().split())


def _names(one: Registration, workshop: Workshop) -> list[str]:
    own = [one.number] if one.workshop_id == workshop.pk else []
    return [as_read(name) for name in (one.badge_code, *own) if name]


def _seen(workshop: Workshop, device: Device | None, now: datetime.datetime) -> bool:
    """Write down that the device was heard of; says whether it is revoked, as of now and not of when it was read."""
    if device is None:
        return False
    Device.objects.filter(pk=device.pk).update(seen_at=now)
    return not is_trusted(Device.objects.select_related("person").get(pk=device.pk), workshop)


def _may_decide(workshop: Workshop, values: dict) -> bool:
    by = values["actor"]
    if values["source"] == Source.SELF:
        return False
    if values["source"] == Source.AMENDMENT:
        return by is not None and may_sign_day(by, workshop)
    return values["device"] is not None or (by is not None and may_take_attendance(by, workshop))
