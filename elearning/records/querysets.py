"""Words to speak about many records and certificates: who may see them, and what was known when."""

import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from elearning.people.postings import end_of

if TYPE_CHECKING:
    from elearning.people.models import User


class RecordQuerySet(models.QuerySet):
    """Records: rows are added and read, never changed."""

    def update(self, **values) -> int:
        raise TypeError("Records are append-only: a correction is another record.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Records are append-only: they stay.")

    def visible_to(self, user: "User") -> Self:
        """Her own, and those of the people she may see."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(person__in=get_user_model()._default_manager.visible_to(user))

    def as_of(self, day: datetime.date, known_at: datetime.datetime | None = None) -> Self:
        """What had been achieved by `day`, as known at a moment (now if not given), without what was annulled."""
        known_at = known_at or timezone.now()
        # NOT EXISTS and not NOT IN, whose plan goes over all annulments for each record where statistics are old.
        annulled = self.model._base_manager.filter(annuls=OuterRef("pk"), kind="annulment", recorded_at__lte=known_at)
        found = self.filter(~Exists(annulled), achieved_on__lte=day, recorded_at__lte=known_at)
        return found.exclude(kind="annulment")

    def current(self) -> Self:
        """What is achieved, as we know it now."""
        return self.as_of(timezone.localdate() + datetime.timedelta(days=1))


class CertificateQuerySet(models.QuerySet):
    """Certificates."""

    def visible_to(self, user: "User") -> Self:
        """Her own, and those of the people she may see."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(record__person__in=get_user_model()._default_manager.visible_to(user))

    def as_of(self, day: datetime.date, known_at: datetime.datetime | None = None) -> Self:
        """Those that were valid at the end of `day`, as known at a moment (now if not given).

        What was revoked, replaced, or rests on an annulled record by then is left out.
        """
        moment = min(end_of(day), known_at or timezone.now())
        found = self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), issued_at__lte=moment)
        found = found.exclude(revoked_at__lte=moment).exclude(superseded_by__issued_at__lte=moment)
        return found.exclude(record__annulled_by__recorded_at__lte=moment)


class CertificateManager(models.Manager.from_queryset(CertificateQuerySet)):
    """Certificates come with their records and annulments: how one stands is asked wherever it is shown."""

    def get_queryset(self) -> CertificateQuerySet:
        return super().get_queryset().select_related("record__annulled_by")
