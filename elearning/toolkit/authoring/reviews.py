"""When a module is to be gone through again, what is due in which month, and who is told."""

import calendar
import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from elearning.notices.actions import notify
from elearning.notices.models import Notice

from ..models import ModulePage
from ..responsible import answering

if TYPE_CHECKING:
    from elearning.people.models import User

KIND = "review_due"
AHEAD = datetime.timedelta(days=30)


class Due(NamedTuple):
    """A module with the day on which its review is due; `day` is None where nobody ever said that it was revised."""

    page: ModulePage
    day: datetime.date | None
    responsible: "User | None"


class Month(NamedTuple):
    """What is due in a month; the first day of the month names it, None what is overdue."""

    first: datetime.date | None
    dues: list[Due]


def due_on(revised: datetime.date | None, months: int) -> datetime.date | None:
    """So many months later, on the same day or the last of a shorter month."""
    if revised is None:
        return None
    years, month = divmod(revised.month - 1 + months, 12)
    year = revised.year + years
    if year > datetime.MAXYEAR:
        return None
    return datetime.date(year, month + 1, min(revised.day, calendar.monthrange(year, month + 1)[1]))


def dues_of(pages: Iterable[ModulePage]) -> list[Due]:
    """The earliest first; those without a day before all."""
    found = [Due(page, due_on(page.last_revised, page.review_months), page.responsible or page.owner) for page in pages]
    return sorted(found, key=lambda due: (due.day or datetime.date.min, due.page.code, due.page.pk))


def by_month(dues: Iterable[Due], today: datetime.date) -> list[Month]:
    """What is overdue (or without a day) first, then month by month."""
    months: dict[datetime.date | None, list[Due]] = {}
    for due in dues:
        late = due.day is None or due.day < today
        months.setdefault(None if late else due.day.replace(day=1), []).append(due)
    return [Month(first, dues) for first, dues in months.items()]


def remind(at: datetime.datetime | None = None) -> int:
    """Tell who answers for a module 30 days before its review is due, and when it is; each once. Returns how many."""
    now = at or timezone.now()
    today, told = now.date(), 0
    known = {key.rpartition(":")[0] for key in Notice.objects.filter(kind=KIND).values_list("key", flat=True)}
    live = ModulePage.objects.live().exclude(last_revised=None).select_related("responsible", "owner", "locale")
    for due in dues_of(live):
        if due.day is None or due.day - AHEAD > today:
            continue
        when = "due" if due.day <= today else "soon"
        key = f"{KIND}:{due.page.pk}:{due.day}:{when}"
        if key not in known:
            told += _tell(due, key=key, when=when, at=now)
    return told


@transaction.atomic
def _tell(due: Due, *, key: str, when: str, at: datetime.datetime) -> int:
    """All who answer for it, or none: what is told to one is not told again to the others."""
    path, people = reverse("authoring:checklist", args=[due.page.pk]), answering(due.page)
    for person in people:
        notify(person, KIND, key=f"{key}:{person.pk}", path=path, at=at, page=due.page, day=due.day, when=when)
    return len(people)
