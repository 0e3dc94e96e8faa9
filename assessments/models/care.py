"""What people decide about one person's attempts: accommodations, late answers, marks given by hand."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .attempt import AnswerSave, Attempt
from .quiz import Quiz


class Accommodation(models.Model):
    """More time, more attempts or another window for one person at one quiz; always with a reason and an author."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="accommodations", verbose_name=_("person")
    )
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="accommodations", verbose_name=_("quiz"))
    more_minutes = models.PositiveSmallIntegerField(
        _("more minutes"), default=0, validators=[MaxValueValidator(1440)], help_text=_("On top of the time limit.")
    )
    more_attempts = models.PositiveSmallIntegerField(_("more attempts"), default=0, validators=[MaxValueValidator(100)])
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True, help_text=_("Empty: as for everybody."))
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True, help_text=_("Empty: as for everybody."))
    reason = models.TextField(_("reason"), max_length=1000)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("accommodation")
        verbose_name_plural = _("accommodations")
        ordering = ["-given_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="assessments_accommodation_has_a_reason"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
                name="assessments_accommodation_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="assessments_accommodation_is_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(more_minutes__gt=0)
                | Q(more_attempts__gt=0)
                | Q(opens_at__isnull=False)
                | Q(closes_at__isnull=False),
                name="assessments_accommodation_gives_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.quiz}"


class LateDecision(models.Model):
    """Whether an answer that came too late counts, decided once by a person with a reason."""

    answer = models.OneToOneField(AnswerSave, models.PROTECT, related_name="decision")
    counted = models.BooleanField(_("counts"))
    reason = models.TextField(_("reason"), max_length=1000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)

    class Meta:
        verbose_name = _("decision about a late answer")
        verbose_name_plural = _("decisions about late answers")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="assessments_decision_has_a_reason")]

    def __str__(self) -> str:
        return str(self.answer)


class GivenMark(models.Model):
    """What one marker gave for one answer; a correction is a further row, and the last of each marker counts."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="given_marks")
    position = models.PositiveSmallIntegerField(_("position"))
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=2)
    rubric = models.JSONField(_("points for each line of the rubric"), default=dict)
    comment = models.TextField(_("comment to the learner"), blank=True, max_length=4000)
    given_at = models.DateTimeField(_("given"), default=timezone.now)

    class Meta:
        verbose_name = _("mark given by a person")
        verbose_name_plural = _("marks given by people")
        ordering = ["given_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(points__gte=0), name="assessments_given_points_from_zero")]
        indexes = [models.Index(fields=["attempt", "position"])]

    def __str__(self) -> str:
        return f"{self.attempt} · {self.position + 1}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise ValidationError(_("A mark that was given stays; give another."))
        super().save(*args, **kwargs)
