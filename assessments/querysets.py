"""Words to speak about many questions, attempts and answers."""

import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Max, Q

if TYPE_CHECKING:
    from elearning.people.models import User


class QuestionVersionQuerySet(models.QuerySet):
    """Versions of questions."""

    def latest_ready(self) -> Self:
        """The newest ready version of each question that has not been retired since."""
        newest = self.exclude(state="draft").values("question").annotate(newest=Max("pk")).values("newest")
        return self.filter(pk__in=newest, state="ready")


class AttemptQuerySet(models.QuerySet):
    """Attempts."""

    def owned_by(self, user: "User") -> Self:
        """Her own: nobody answers for another."""
        return self.filter(person=user) if user.is_authenticated else self.none()

    def in_context(self, kind: str, key: str) -> Self:
        return self.filter(context_kind=kind, context_key=key)

    def open(self) -> Self:
        return self.filter(state__in=["in_progress", "overdue"])

    def due_for_a_look(self, now: datetime.datetime) -> Self:
        """Open ones whose time, or whose grace, ran out."""
        return self.open().filter(check_at__lte=now)


class AnswerSaveQuerySet(models.QuerySet):
    """Saved answers: rows are added and read, never changed."""

    def update(self, **values) -> int:
        raise TypeError("Saved answers are append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Saved answers are append-only.")

    def counted(self) -> Self:
        """In the order in which the later overrides the earlier; what came too late counts if a person said so."""
        return self.filter(Q(late=False) | Q(decision__counted=True)).order_by("sequence", "received_at", "pk")

    def waiting_for_a_decision(self) -> Self:
        """Late ones that were given in time, if the clock of the device is right; nobody has decided on them yet."""
        in_time = Q(attempt__deadline_at__isnull=True) | Q(given_at__lte=F("attempt__deadline_at"))
        before = Q(attempt__state="abandoned") | Q(given_at__lte=F("attempt__submitted_at"))
        return self.filter(in_time, before, late=True, decision__isnull=True)
