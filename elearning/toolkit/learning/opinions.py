"""Whether modules helped: one opinion a person, and for authors shares that point at nobody."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from elearning.people.models import User

from ..editions.status import status_of
from ..models import ModulePage, Opinion

FEWEST = 5  # fewer people than this are not counted in public


@dataclass(frozen=True)
class Share:
    """How many of those who said something were helped, in one language; both unknown where they are too few."""

    language: str
    people: int | None
    helped: int | None

    @property
    def percent(self) -> int | None:
        return round(100 * self.helped / self.people) if self.people else None


@transaction.atomic
def give_opinion(
    person: User, page: ModulePage, *, helped: bool, comment: str = "", at: datetime.datetime | None = None
) -> Opinion:
    """Say whether a module helped; the last word counts."""
    current = status_of(page).current
    values = {
        "language": page.locale.language_code,
        "edition": current.number if current else None,
        "helped": helped,
        "comment": comment.strip(),
        "at": at or timezone.now(),
    }
    return Opinion.objects.update_or_create(person=person, module_key=page.translation_key, defaults=values)[0]


def shares(keys: Iterable[UUID]) -> dict[UUID, list[Share]]:
    """By module: a share for each language in which somebody said something. One query."""
    rows = Opinion.objects.filter(module_key__in=list(keys)).values("module_key", "language").order_by("language")
    found: dict[UUID, list[Share]] = {}
    for row in rows.annotate(people=Count("pk"), yes=Count("pk", filter=Q(helped=True))):
        enough = row["people"] >= FEWEST
        share = Share(row["language"], row["people"] if enough else None, row["yes"] if enough else None)
        found.setdefault(row["module_key"], []).append(share)
    return found
