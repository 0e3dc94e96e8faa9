"""Who comes and who goes: newcomers with their induction, leavers with what is not handed over yet."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet

from elearning.people.leaving import last_postings
from elearning.people.models import INTERNAL_CATEGORIES, Office, Posting, User
from elearning.people.rules import sees_all

from ..models import Standing
from .lines import Line

NEW_FOR = datetime.timedelta(days=60)
LEAVES_WITHIN = datetime.timedelta(days=60)
LEFT_SINCE = datetime.timedelta(days=30)
MOST = 30


@dataclass
class Newcomer:
    """Somebody whose posting is young, with all that is asked of her in the order of the induction."""

    posting: Posting
    induction: list[Line] = field(default_factory=list)


def newcomers(office: Office, reader: User, on: datetime.date) -> QuerySet[Posting]:
    """The postings of this office and below that began in the last 60 days, the latest first."""
    rows = Posting.objects.on(on).under(office).filter(started_on__gt=on - NEW_FOR, category__in=INTERNAL_CATEGORIES)
    if not sees_all(reader):
        rows = rows.filter(person__in=User.objects.visible_to(reader).order_by().values("pk"))
    return rows.select_related("person", "office").order_by("-started_on", "person__name", "pk")


def with_induction(postings: list[Posting], lines: Iterable[Line]) -> list[Newcomer]:
    """These newcomers with what is asked of each, picked from lines that were read already."""
    asked: dict[int, list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (line.standing.requirement.place, line.standing.requirement_id)):
        if line.standing.state != Standing.State.NOT_REQUIRED:
            asked[line.standing.person_id].append(line)
    return [Newcomer(posting, asked[posting.person_id]) for posting in postings]


def leavers(office: Office, on: datetime.date) -> QuerySet[Posting]:
    """The last postings at this office and below that end within 60 days or ended in the last 30, the next first.

    Who left is not posted any more, and is shown here alone: nobody else will hand over what she had. Whoever moved
    away has a later posting, and is not here.
    """
    rows = last_postings().filter(office__path__startswith=office.path, category__in=INTERNAL_CATEGORIES)
    rows = rows.filter(ended_on__lte=on + LEAVES_WITHIN, ended_on__gte=on - LEFT_SINCE, person__merged_into=None)
    left = Count("person__handovers", filter=Q(person__handovers__taken_at__isnull=True))
    rows = rows.annotate(open_items=left, all_items=Count("person__handovers"), gone=Q(ended_on__lt=on))
    return rows.select_related("person", "office").order_by(F("ended_on").asc(), "person__name", "pk")
