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
OPEN_STATES = ("in_progress", "overdue")


class Attempt(models.Model):
    """It exists from the start. The context (`kind`, `key`) belongs to the app above: this enrolment, that workshop.

    The paper is a list of {"version": id, "kind": …, "points": "1.00"} and what `papers` adds for the type.
    Its time over, it is overdue until the grace ends too; then it is submitted, or abandoned if nothing was answered.
    """

    class State(models.TextChoices):
        IN_PROGRESS = "in_progress", _("in progress")
        OVERDUE = "overdue", _("overdue")
        SUBMITTED = "submitted", _("submitted")
        MARKED = "marked", _("marked")
        ABANDONED = "abandoned", _("abandoned")

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
    # What each answer was and earned, as it was marked: {"answer": […], "earned": "0.50"}, in the order of the paper.
    marks = models.JSONField(_("marks"), default=list)
    waits_for_person = models.BooleanField(_("waits for a person to mark it"), default=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "quiz", "context_kind", "context_key"],
                condition=Q(state__in=OPEN_STATES),
                name="assessments_one_open_attempt",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*OPEN_STATES, "abandoned"]) ^ Q(submitted_at__isnull=False),
                name="assessments_submitted_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(waits_for_person=False) | Q(state="submitted"), name="assessments_only_submitted_ones_wait"
            ),
        ]
        indexes = [
            models.Index(fields=["context_kind", "context_key"]),
            models.Index(fields=["quiz_version", "state"]),
            models.Index(fields=["quiz"], condition=Q(waits_for_person=True), name="assessments_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.quiz_version}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def closes_at(self) -> datetime.datetime | None:
        """The last moment at which an answer counts."""
        try:
            return self.deadline_at + GRACE if self.deadline_at else None
        except OverflowError:  # a quiz that closes at the end of all time
            return self.deadline_at

    def look_again_at(self, now: datetime.datetime) -> datetime.datetime | None:
        """When the sweeper has to look at an open attempt: as its deadline passes, and as the grace ends."""
        if self.deadline_at is None:
            return None
        return self.deadline_at if now <= self.deadline_at else self.closes_at

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

    @property
    def counts(self) -> bool:
        """Whether it was in time, or a person let it count; as `counted()` says it of many."""
        return not self.late or (hasattr(self, "decision") and self.decision.counted)

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("Saved answers are append-only.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise TypeError("Saved answers are append-only.")
