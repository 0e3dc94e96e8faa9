"""The duty of the monthly digest: to each focal point, who is due, overdue, expiring, who comes and who goes."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from elearning.journal.turns import in_turn
from elearning.notices.actions import notify
from elearning.notices.models import Notice
from elearning.people.models import Absence, Office, Role, User
from elearning.people.querysets import under

from ..models import Standing
from . import coming
from .asof import AsOf, today_as_known
from .daily import once_a_day
from .lines import expiring, lines_of

LAST_DAY = 7  # of the month; whoever is back later has her page
NAMES = 20


@dataclass(frozen=True)
class Part:
    """One list of the mail: how many there are, and the first 20 of them."""

    total: int
    first: list[Any]

    @property
    def more(self) -> int:
        return self.total - len(self.first)


def send_digests(at: datetime.datetime | None = None) -> int:
    """On each of the first days of a month, write to those who have no digest of it yet; returns how many."""
    now = at or timezone.now()
    return once_a_day("send_digests", lambda: _all(now), now) if now.day <= LAST_DAY else 0


def _all(now: datetime.datetime) -> int:
    asof = today_as_known()
    readers = readers_on(now.date())
    told = set(Notice.objects.filter(key__in=[_key(pk, now) for pk in readers]).values_list("person_id", flat=True))
    people = User.objects.filter(is_active=True).in_bulk([pk for pk in readers if pk not in told])
    return in_turn(people.values(), lambda person: write_digest(person, readers[person.pk], asof, now))


def _key(person_id: int, now: datetime.datetime) -> str:
    return f"digest:{person_id}:{now:%Y-%m}"


def readers_on(day: datetime.date) -> dict[int, list[str]]:
    """Who gets a digest, and of which offices (paths): each focal point of hers; while she is away, who borrowed."""
    roles = Role.objects.on(day).filter(kind=Role.Kind.FOCAL_POINT).select_related("office").order_by("pk")
    away = set(Absence.objects.standing().on(day).values_list("person_id", flat=True))
    found: dict[int, set[str]] = defaultdict(set)
    for role in roles:
        stands_in = role.lent_by_id in away if role.lent_by_id else True
        if stands_in and role.person_id not in away:
            found[role.person_id].add(role.office.path)
    return {person: sorted(paths) for person, paths in found.items()}


def write_digest(person: User, paths: list[str], asof: AsOf, now: datetime.datetime) -> bool:
    """One mail, in her language, of what she may see at these offices; nothing to say, no mail. Whether there was."""
    offices = _tops(Office.objects.filter(path__in=paths))
    parts = parts_of(person, offices, asof, now)
    if not any(part.total for part in parts.values()):
        return False
    path = f"{reverse('tracking:my_office')}?office={offices[0].code}"
    notify(person, "digest", key=_key(person.pk, now), path=path, at=now, offices=offices, on=asof.on, **parts)
    return True


def _tops(offices: Iterable[Office]) -> list[Office]:
    """Without those that stand below another of them."""
    found: list[Office] = []
    for office in sorted(offices, key=lambda office: office.path):
        if not any(office.path.startswith(top.path) for top in found):
            found.append(office)
    return found


def parts_of(person: User, offices: list[Office], asof: AsOf, now: datetime.datetime) -> dict[str, Part]:
    """The lists of the mail; the number of queries does not depend on how many people there are."""
    paths = [office.path for office in offices]
    rows = asof.standings().filter(under(paths, "office__path"))
    rows = rows.filter(person__in=User.objects.visible_to(person).order_by().values("pk"))
    conditions = {
        "overdue": Q(state=Standing.State.OVERDUE),
        "due": Q(state=Standing.State.DUE),
        "expiring": expiring(asof.on),
    }
    parts = {}
    for name, condition in conditions.items():
        wanted = rows.filter(condition).order_by("until", "person__name", "pk")
        first = lines_of(list(wanted.values_list("pk", flat=True)[:NAMES]), asof, person, now)
        parts[name] = Part(wanted.count(), first)
    new = _together(coming.newcomers(office, person, asof.on) for office in offices)
    leave = _together(coming.leavers(office, asof.on) for office in offices)
    return parts | {"newcomers": new, "leavers": leave}


def _together(lists: Iterable) -> Part:
    rows = [row for each in lists for row in each]
    return Part(len(rows), rows[:NAMES])
