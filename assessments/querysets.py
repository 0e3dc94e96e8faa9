"""Words to speak about many questions, attempts and answers."""

import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Max

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
        return self.filter(state="in_progress")

    def due_for_a_look(self, now: datetime.datetime) -> Self:
        """Open ones whose time ran out."""
        return self.open().filter(check_at__lte=now)


class AnswerSaveQuerySet(models.QuerySet):
    """Saved answers: rows are added and read, never changed."""

    def update(self, **values) -> int:
        raise TypeError("Saved answers are append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Saved answers are append-only.")

    def counted(self) -> Self:
        """In the order in which the later overrides the earlier; what came too late is left out."""
        return self.filter(late=False).order_by("sequence", "received_at", "pk")
