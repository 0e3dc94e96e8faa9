"""Whether, how and when a person is mailed a notice, by her preferences and the hours of her duty station."""

import datetime
from dataclasses import dataclass
from typing import Any

from .kinds import COLLECTED, SITE, Kind, kind_of
from .models import Delivery, Notice, Preference, Rhythm
from .signals import duty_station
from .timing import Station, due_at, next_digest

State = Delivery.State
MANY = 5  # notices of one kind within an hour; more of them are put together
AN_HOUR = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Plan:
    """What becomes of the mail of a notice; LEFT_OUT means that there is none."""

    state: str
    at: datetime.datetime


@dataclass(frozen=True)
class Hours:
    """When a person may be written to; without a duty station and a wish of hers nobody knows when her night is."""

    rhythm: Rhythm
    station: Station | None

    @property
    def place(self) -> Station:
        return self.station or Station()

    @property
    def known(self) -> bool:
        return self.station is not None or self.rhythm.pk is not None

    def due(self, at: datetime.datetime) -> datetime.datetime:
        return due_at(at, self.rhythm, self.place) if self.known else at

    def digest(self, at: datetime.datetime) -> datetime.datetime:
        return next_digest(at, self.rhythm, self.place)


def hours_of(person: Any, at: datetime.datetime) -> Hours:
    """Her rhythm, stored or usual, and what the apps above know of her duty station."""
    rhythm = Rhythm.objects.filter(person=person).first() or Rhythm(person=person)
    answers = [answer for _, answer in duty_station.send(sender=None, person=person, at=at) if answer]
    return Hours(rhythm, answers[0] if answers else None)


def wishes_of(person: Any) -> dict[str, str]:
    """All that she has said, by the name of the kind."""
    return dict(Preference.objects.filter(person=person).values_list("kind", "how"))


def wish_of(person: Any, kind: Kind) -> str:
    """How she wants to be told this kind; a wish that it does not allow (any more) counts for nothing."""
    stored = Preference.objects.filter(person=person, kind=kind.name).values_list("how", flat=True).first()
    return stored if stored in kind.ways() else kind.default


def plan(person: Any, name: str, at: datetime.datetime, *, alone: bool = False) -> Plan:
    """For a notice of this kind at this moment; `alone` keeps it out of digests, as files that go with it must."""
    kind = kind_of(name)
    if kind.must:
        return Plan(State.WAITING, at)
    wish = wish_of(person, kind)
    if wish == SITE:
        return Plan(State.LEFT_OUT, at)
    hours = hours_of(person, at)
    if kind.collects and not alone and (wish == COLLECTED or hours.place.is_away(at) or _are_many(person, name, at)):
        return Plan(State.COLLECTED, hours.digest(at))
    return Plan(State.WAITING, hours.due(at))


def plan_again(delivery: Delivery, at: datetime.datetime) -> Plan | None:
    """For one that is due by what was known before: None to send it now, else what becomes of it instead."""
    notice = delivery.notice
    kind = kind_of(notice.kind)
    if not notice.person.email:
        return Plan(State.LEFT_OUT, at)
    if kind.must:
        return None
    if wish_of(notice.person, kind) == SITE:
        return Plan(State.LEFT_OUT, at)
    hours = hours_of(notice.person, at)
    if kind.collects and hours.place.is_away(at) and not notice.attachments.exists():
        return Plan(State.COLLECTED, hours.digest(at))
    due = hours.due(at)
    return Plan(State.WAITING, due) if due > at else None


def _are_many(person: Any, name: str, at: datetime.datetime) -> bool:
    before = Notice.objects.filter(person=person, kind=name, created_at__gt=at - AN_HOUR, created_at__lte=at)
    return before.count() >= MANY
