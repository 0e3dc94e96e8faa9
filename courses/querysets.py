"""Words to speak about many courses, enrolments and pieces of evidence."""

import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils import timezone

from elearning.people.postings import end_of
from elearning.people.rules import audiences_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from elearning.people.models import User


class CourseQuerySet(models.QuerySet):
    """Courses."""

    def published(self) -> Self:
        return self.filter(current_version__isnull=False)

    def open_to(self, user: "User | AnonymousUser") -> Self:
        """Published courses for an audience that this visitor belongs to."""
        return self.published().filter(audience__in=audiences_of(user))

    def visible_to(self, user: "User") -> Self:
        """Published courses for this person's audiences, and those she has begun; anonymous visitors sign in first."""
        if not user.is_authenticated:
            return self.none()
        begun = Q(pk__in=user.enrolments.values("course_id"))
        return self.published().filter(Q(audience__in=audiences_of(user)) | begun)


class EnrolmentQuerySet(models.QuerySet):
    """Enrolments."""

    def visible_to(self, user: "User") -> Self:
        """Her own, and those of the people she may see."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(person__in=get_user_model()._default_manager.visible_to(user))

    def of_key(self, key: str) -> Self:
        """The one that an attempt names by its context key; none for a key that is no UUID."""
        try:
            return self.filter(uuid=UUID(str(key)))
        except ValueError:
            return self.none()

    def running(self) -> Self:
        """Begun and not finished."""
        return self.filter(completed_at__isnull=True)

    def as_of(self, day: datetime.date, known_at: datetime.datetime | None = None) -> Self:
        """Begun by the end of `day`, as known at a moment (now if not given)."""
        return self.filter(started_at__lt=end_of(day), started_at__lte=known_at or timezone.now())

    def whole(self) -> Self:
        """With all that progress is reckoned from, but for the evidence."""
        return self.select_related("course", "version", "person")

    def locked(self) -> Self:
        """Held until the transaction ends, so that two tabs fold one after the other."""
        return self.select_for_update(of=("self",))


class EvidenceQuerySet(models.QuerySet):
    """Evidence: rows are added and read, never changed in bulk either."""

    def update(self, **values) -> int:
        raise TypeError("Evidence is append-only: add another piece instead.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Evidence is append-only: it stays.")
