"""What moving a workshop would do: computed before anything is written, with a digest that says it is still so."""

import datetime
import hashlib
import json
import zoneinfo
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace

import holidays
from django.db.models import Q

from elearning.people.models import Absence

from ..agenda import NoSuchTime, exists_twice, utc_instants
from ..models import AgendaVersion, Letter, Need, Offer, Placement, Registration, Workshop

DEADLINES = ("nominations_until", "logistics_until", "needs_purge_on")


@dataclass(frozen=True)
class Move:
    """Where to: the new days, the zone, and until when the confirmed are asked to say that they come."""

    starts_on: datetime.date
    ends_on: datetime.date
    zone: str
    reconfirm_until: datetime.date | None = None

    def delta(self, workshop: Workshop) -> datetime.timedelta:
        return self.starts_on - workshop.starts_on


@dataclass(frozen=True)
class Shift:
    """One item of the draft: where it stood and will stand; `problem` takes it off the agenda (empty: none does).

    `twice` is "first" or "second" where its time comes twice on that day, since the clocks go back: which one it takes.
    """

    code: str
    before: str
    day: str
    start: str
    problem: str
    twice: str = ""


@dataclass(frozen=True)
class Clash:
    """A person who holds a seat, and what else she has then; of an absence no kind is kept.

    `registration` is her seat here, `other` the one in the other workshop (0 for an absence): who may see each sees it.
    """

    registration: int
    other: int
    person: int
    name: str
    workshop: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True)
class Preview:
    """All that a move does, as plain values in a fixed order."""

    shifts: list[Shift]
    weekends: list[str]
    holidays: list[tuple[str, str]]
    clashes: list[Clash]
    letters: list[str]
    offers: list[tuple[int, str]]
    deadlines: list[tuple[str, str, str]]
    needs: int
    reconfirm: int
    holding: int
    revision: int
    move: dict = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The same for the same consequences: what is applied is what was seen."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, default=str).encode()).hexdigest()

    @property
    def off(self) -> list[Shift]:
        """The items that the move takes off the agenda."""
        return [shift for shift in self.shifts if shift.problem]

    @property
    def moving(self) -> list[Shift]:
        """The items that stand on the agenda afterwards too."""
        return [shift for shift in self.shifts if not shift.problem]

    @property
    def twice(self) -> list[Shift]:
        """The items at a time that comes twice: somebody has to look which one is meant."""
        return [shift for shift in self.shifts if shift.twice]


def preview_of(workshop: Workshop, move: Move) -> Preview:
    """What `move_dates` would do now, in a fixed number of queries."""
    registrations = workshop.registrations
    numbers = Letter.objects.filter(workshop=workshop, replaced_by__isnull=True).order_by("number")
    return Preview(
        shifts=list(_shifts(workshop, move)),
        weekends=[day.isoformat() for day in _days(move) if day.weekday() in _calendar(workshop, move).weekend],
        holidays=[(day.isoformat(), name) for day, name in _holidays(workshop, move)],
        clashes=list(_clashes(workshop, move)),
        letters=[f"{number:03}" for number in numbers.values_list("number", flat=True)],
        offers=list(_late_offers(workshop, move)),
        deadlines=[(name, str(getattr(workshop, name)), str(day)) for name, day in deadlines_of(workshop, move)],
        needs=Need.objects.filter(registration__workshop=workshop).count(),
        reconfirm=registrations.filter(state=Registration.State.CONFIRMED).count(),
        holding=registrations.holding().count(),
        revision=workshop.revision,
        move={name: str(value) for name, value in asdict(move).items()},
    )


def placements_to_shift(workshop: Workshop) -> list[Placement]:
    """Those of the draft; where there is none, those of the current version, of which the draft will be made."""
    states = AgendaVersion.State
    found = Placement.objects.filter(version__workshop=workshop, version__state__in=[states.DRAFT, states.CURRENT])
    rows = list(found.select_related("version", "item").order_by("day", "starts_at", "lane", "item__code"))
    drafted = [row for row in rows if row.version.state == states.DRAFT]
    has_draft = drafted or workshop.versions.filter(state=states.DRAFT).exists()
    return drafted if has_draft else rows


def shifted(placement: Placement, workshop: Workshop, move: Move) -> tuple[Placement, str]:
    """The placement at its new day with the same wall time, and why it cannot stand there (empty if it can)."""
    zone = zoneinfo.ZoneInfo(move.zone)
    placement.day += move.delta(workshop)
    placement.second = placement.second and exists_twice(placement.day, placement.start, zone)
    if not move.starts_on <= placement.day <= move.ends_on:
        return placement, "outside"
    try:
        instants = utc_instants(placement.day, placement.start, placement.minutes, zone, second=placement.second)
    except NoSuchTime:
        return placement, "no_such_time"
    placement.starts_at, placement.ends_at = instants
    return placement, ""


def which_of_two(placement: Placement, move: Move) -> str:
    """ "first" or "second" where the start comes twice on its day, since the clocks go back; empty on all others."""
    if not exists_twice(placement.day, placement.start, zoneinfo.ZoneInfo(move.zone)):
        return ""
    return "second" if placement.second else "first"


def deadlines_of(workshop: Workshop, move: Move) -> Iterator[tuple[str, datetime.date]]:
    """The dates of the frame that move with it: each by as many days as the first day (needs: as the last)."""
    for name in DEADLINES:
        day = getattr(workshop, name)
        ends = name == "needs_purge_on"
        by = move.ends_on - workshop.ends_on if ends else move.delta(workshop)
        if day and by:
            yield name, day + by


def begins_at(move: Move) -> datetime.datetime:
    """The first moment of the first day, at the place."""
    return datetime.datetime.combine(move.starts_on, datetime.time(), zoneinfo.ZoneInfo(move.zone))


def _shifts(workshop: Workshop, move: Move) -> Iterator[Shift]:
    for placement in placements_to_shift(workshop):
        before = placement.day.isoformat()
        moved, problem = shifted(placement, workshop, move)
        twice = "" if problem else which_of_two(moved, move)
        yield Shift(moved.item.code, before, moved.day.isoformat(), moved.start.isoformat("minutes"), problem, twice)


def _days(move: Move) -> list[datetime.date]:
    length = (move.ends_on - move.starts_on).days + 1
    return [move.starts_on + datetime.timedelta(days=number) for number in range(length)]


def _calendar(workshop: Workshop, move: Move) -> holidays.HolidayBase:
    """The public holidays of the host's country; one that the package does not know has weekends alone."""
    years = {move.starts_on.year, move.ends_on.year}
    try:
        return holidays.country_holidays(workshop.host_office.country, years=years, language="en_US")
    except NotImplementedError:
        return holidays.HolidayBase(years=years)


def _holidays(workshop: Workshop, move: Move) -> Iterator[tuple[datetime.date, str]]:
    calendar = _calendar(workshop, move)
    yield from ((day, calendar[day]) for day in _days(move) if day in calendar)


def _clashes(workshop: Workshop, move: Move) -> Iterator[Clash]:
    """Of each person who holds a seat: other workshops in which she holds one, and days on which she is away."""
    held = workshop.registrations.holding().select_related("person").order_by("person__name", "pk")
    by_person = {registration.person_id: registration for registration in held}
    others = Registration.objects.holding().exclude(workshop=workshop).filter(person__in=by_person)
    others = others.exclude(Q(workshop__state="cancelled") | Q(workshop__state="postponed"))
    others = others.filter(workshop__starts_on__lte=move.ends_on, workshop__ends_on__gte=move.starts_on)
    for other in others.select_related("workshop").order_by("person__name", "workshop__code"):
        there = other.workshop
        yield _clash(by_person[other.person_id], there.code, there.starts_on, there.ends_on, other=other.pk)
    away = Absence.objects.standing().overlapping(move.starts_on, move.ends_on).filter(person__in=by_person)
    for absence in away.order_by("person__name", "started_on", "pk"):
        yield _clash(by_person[absence.person_id], "", absence.started_on, absence.ended_on)


def _clash(seat: Registration, code: str, first: datetime.date, last: datetime.date | None, *, other: int = 0) -> Clash:
    return Clash(seat.pk, other, seat.person_id, seat.person.name, code, str(first), str(last or ""))


def _late_offers(workshop: Workshop, move: Move) -> Iterator[tuple[int, str]]:
    """Open offers that could still be taken when the workshop has begun; their deadline is brought forward."""
    late = Offer.objects.filter(registration__workshop=workshop, answer="", expires_at__gt=begins_at(move))
    for offer in late.select_related("registration__person").order_by("pk"):
        yield offer.registration_id, offer.registration.person.name


def as_moved(workshop: Workshop, move: Move) -> Workshop:
    """The same frame with the new days and deadlines, not saved: to see whether it holds together."""
    for name, day in deadlines_of(workshop, move):
        setattr(workshop, name, day)
    for name, value in asdict(replace(move)).items():
        setattr(workshop, name, value)
    return workshop
