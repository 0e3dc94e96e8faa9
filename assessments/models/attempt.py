"""One person's try at a quiz, with its frozen paper and every answer that she gave."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import AnswerSaveQuerySet, AttemptQuerySet
from .quiz import Quiz, QuizVersion

GRACE = datetime.timedelta(seconds=120)


class Attempt(models.Model):
    """It exists from the start. The context (`kind`, `key`) belongs to the app above: this enrolment, that workshop.

    The paper is a list of {"version": id, "kind": …, "choices": [ids in the order shown], "points": "1.00"}.
    """

    class State(models.TextChoices):
        IN_PROGRESS = "in_progress", _("in progress")
        SUBMITTED = "submitted", _("submitted")
        MARKED = "marked", _("marked")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts")
    quiz_version = models.ForeignKey(QuizVersion, models.PROTECT, related_name="attempts")
    context_kind = models.CharField(max_length=20)
    context_key = models.CharField(max_length=64)
    language = models.CharField(_("language"), max_length=10)
    paper = models.JSONField(_("paper"), default=list)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.IN_PROGRESS)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    deadline_at = models.DateTimeField(_("deadline"), null=True)
    check_at = models.DateTimeField(_("to be looked at"), null=True, db_index=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    marked_at = models.DateTimeField(_("marked"), null=True)
    score = models.DecimalField(_("score"), max_digits=7, decimal_places=2, null=True)
    max_score = models.DecimalField(_("of"), max_digits=7, decimal_places=2, null=True)
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2, null=True)
    passed = models.BooleanField(_("passed"), null=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "quiz", "context_kind", "context_key"],
                condition=Q(state="in_progress"),
                name="assessments_one_open_attempt",
            ),
            models.CheckConstraint(
                condition=Q(state="in_progress") ^ Q(submitted_at__isnull=False),
                name="assessments_submitted_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["context_kind", "context_key"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.quiz_version}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.IN_PROGRESS

    @property
    def closes_at(self) -> datetime.datetime | None:
        """The last moment at which an answer counts."""
        return self.deadline_at + GRACE if self.deadline_at else None

    def is_over(self, now: datetime.datetime) -> bool:
        """Whether its time ran out."""
        return self.closes_at is not None and now > self.closes_at

    def answers(self) -> dict[int, list[str]]:
        """The answer that counts at each position."""
        return {save.position: save.answer for save in self.saves.counted()}


class AnswerSave(models.Model):
    """One answer as it was given once. The later sequence counts; what came too late is kept and does not count."""

    uuid = models.UUIDField(primary_key=True)
    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="saves")
    position = models.PositiveSmallIntegerField(_("position"))
    sequence = models.PositiveBigIntegerField(_("sequence"))
    answer = models.JSONField(_("answer"))
    given_at = models.DateTimeField(_("given, by the device's clock"), null=True)
    received_at = models.DateTimeField(_("reached us"), default=timezone.now)
    late = models.BooleanField(_("came too late"), default=False)

    objects = AnswerSaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved answer")
        verbose_name_plural = _("saved answers")
        ordering = ["attempt", "position", "sequence"]
        indexes = [models.Index(fields=["attempt", "position", "sequence"])]

    def __str__(self) -> str:
        return f"{self.attempt} · {self.position + 1}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("Saved answers are append-only.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise TypeError("Saved answers are append-only.")
