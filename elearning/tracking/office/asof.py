"""The pair of dates that My office shows: today, as known until the standings were last derived."""

import datetime
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from ..models import RequirementVersion, Standing
from ..readiness.deriving import known_through


@dataclass(frozen=True)
class AsOf:
    """A day, and a moment of knowledge."""

    on: datetime.date
    known_at: datetime.datetime

    def standings(self) -> QuerySet[Standing]:
        """How everybody stands on that day, as known at that moment: one row a person and requirement at most."""
        return Standing.objects.filter(self.condition)

    @property
    def condition(self) -> Q:
        """What holds of the standings on that day, as known at that moment."""
        days = Q(day_from__lte=self.on, day_to__gt=self.on)
        return days & Q(known_from__lte=self.known_at, known_to__gt=self.known_at)

    def versions(self) -> QuerySet[RequirementVersion]:
        """The versions that have begun on that day, as known at that moment, the newest first."""
        rows = RequirementVersion.objects.filter(from_day__lte=self.on, published_at__lte=self.known_at)
        return rows.order_by("-number")


def today_as_known() -> AsOf:
    """Today, and the moment until which every fact that came in is in the standings."""
    return AsOf(timezone.localdate(), known_through())
