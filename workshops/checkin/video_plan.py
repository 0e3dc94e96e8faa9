"""Says what a video service's file would write: whose each line is, for which checkpoints, and what is refused."""

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..agenda.clock import NoSuchTime
from ..attendance.checkpoints import Checkpoint
from ..models import Registration, Workshop
from .marks import label
from .video_file import Row
from .video_times import NoTime, instant, offset_of_heading, order_of

Stay = tuple[datetime.datetime, datetime.datetime | None]
LONGEST_STAY = datetime.timedelta(hours=24)
LONGEST_OPEN = datetime.timedelta(hours=12)  # who never left the meeting left it with the day


@dataclass(frozen=True)
class Refusal:
    """A line that is not taken: who stands there, and why."""

    line: int
    who: str
    why: str


@dataclass(frozen=True)
class Found:
    """One person of the file: when she was there, and at which checkpoints that counts."""

    registration: Registration
    stays: tuple[Stay, ...]
    checkpoints: tuple[Checkpoint, ...]

    @property
    def labels(self) -> list[str]:
        return [label(one) for one in self.checkpoints]


@dataclass
class Plan:
    """Who was found, and the lines that are refused."""

    found: list[Found] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


class _Refused(Exception):
    """Why a line is not taken."""


def planned(
    workshop: Workshop,
    rows: Sequence[Row],
    people: Iterable[Registration],
    found: Sequence[Checkpoint],
    signed: Collection[datetime.date],
    now: datetime.datetime,
) -> Plan:
    """What these lines come to. `people` are all who take part, with `person` and their addresses prefetched."""
    by_mail, by_name = _known(people)
    days = (workshop.starts_on, workshop.ends_on)
    order = order_of((row.joined for row in rows), days)
    stays: dict[Registration, list[Stay]] = defaultdict(list)
    plan = Plan()
    for row in rows:
        try:
            one = _whose(row, by_mail, by_name)
            stay = _stay(row, order, workshop)
            _check_day(stay[0].astimezone(workshop.tz).date(), {one.day for one in found}, signed)
            if max(filter(None, stay)) > now:
                raise _Refused(_("its time is in the future."))
            stays[one].append(stay)
        except _Refused as why:
            plan.refused.append(Refusal(row.line, row.name or row.email, str(why)))
    for one, own in stays.items():
        whole = merged(own)
        met = [each for each in found if each.meant_for(one.group_id) and any(meets(stay, each) for stay in whole)]
        plan.found.append(Found(one, tuple(whole), tuple(each for each in met if each.day not in signed)))
    plan.found.sort(key=lambda each: (each.registration.number or "", each.registration.pk))
    return plan


def merged(stays: Iterable[Stay]) -> list[Stay]:
    """Times that overlap or touch made one; who is there by two devices is there once. The last may be open."""
    joined: list[Stay] = []
    for came, left in sorted(stays, key=lambda stay: stay[0]):
        if joined and (joined[-1][1] is None or came <= joined[-1][1]):
            before = joined[-1][1]
            joined[-1] = (joined[-1][0], None if before is None or left is None else max(before, left))
        else:
            joined.append((came, left))
    return joined


def meets(stay: Stay, checkpoint: Checkpoint) -> bool:
    """Whether she was there for a part of it."""
    came, left = stay
    return came < checkpoint.ends_at and (left or came + LONGEST_OPEN) > checkpoint.starts_at


def _known(people: Iterable[Registration]) -> tuple[Mapping, Mapping]:
    by_mail: dict[str, set[Registration]] = defaultdict(set)
    by_name: dict[str, set[Registration]] = defaultdict(set)
    for one in people:
        for address in (one.person.email, *(each.email for each in one.person.emailaddress_set.all())):
            if address:
                by_mail[address.casefold()].add(one)
        for name in (one.person.name, one.person.name_own_script):
            if plain(name):
                by_name[plain(name)].add(one)
    return by_mail, by_name


def plain(name: str) -> str:
    """A name as it is compared: without case, doubled spaces, and what a service adds in brackets."""
    text = unicodedata.normalize("NFC", re.sub(r"\([^)]*\)", " ", name))
    return " ".join(text.casefold().split())


def _whose(row: Row, by_mail: Mapping, by_name: Mapping) -> Registration:
    found = by_mail.get(row.email.casefold()) if row.email else None
    found = found or by_name.get(plain(row.name)) or set()
    if not found:
        raise _Refused(_("nobody who takes part has this address or exactly this name."))
    if len(found) > 1:
        raise _Refused(_("two people have this name: write her e-mail address into the file."))
    one = next(iter(found))
    if one.role != Registration.Role.PARTICIPANT:
        raise _Refused(_("she is of the team, whose attendance is not taken."))
    return one


def _stay(row: Row, order: str, workshop: Workshop) -> Stay:
    try:
        came = instant(row.joined, order, workshop.tz, offset_of_heading(row.zones[0]))
        left = instant(row.left, order, workshop.tz, offset_of_heading(row.zones[1])) if row.left else None
    except NoSuchTime as wrong:
        raise _Refused(_("this time does not exist at the place: the clocks go forward.")) from wrong
    except NoTime as wrong:
        raise _Refused(_("“%(text)s” is not read as a day and a time.") % {"text": str(wrong)[:60]}) from wrong
    if left and left < came:
        raise _Refused(_("she left before she joined."))
    if left and left - came > LONGEST_STAY:
        raise _Refused(_("more than 24 hours lie between joining and leaving."))
    return came, left


def _check_day(day: datetime.date, days: Collection[datetime.date], signed: Collection[datetime.date]) -> None:
    if day not in days:
        raise _Refused(_("%(day)s is not a day of this workshop.") % {"day": day.isoformat()})
    if day in signed:
        raise _Refused(_("%(day)s is signed off: amend it person by person.") % {"day": day.isoformat()})
