"""Faulty questions that were repaired, and what that did to each attempt."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .attempt import Attempt
from .bank import QuestionVersion


class Repair(models.Model):
    """How the answers to a faulty version are marked from then on; it holds for attempts under way too."""

    class Policy(models.TextChoices):
        FULL_MARKS = "full_marks", _("full marks for everybody who was asked it")
        EITHER = "either", _("the old or the new answer is right")
        NEW_ONLY = "new_only", _("only the new answer is right")
        NO_CHANGE = "no_change", _("the marks stay as they are")

    faulty = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="repairs")
    corrected = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="+")
    policy = models.CharField(_("policy"), max_length=12, choices=Policy.choices)
    reason = models.TextField(_("reason"), max_length=2000)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(_("applied"), default=timezone.now)

    class Meta:
        verbose_name = _("repair of a question")
        verbose_name_plural = _("repairs of questions")
        ordering = ["applied_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="assessments_repair_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.faulty} · {self.get_policy_display()}"


class Remark(models.Model):
    """The result of an attempt before and after it was marked again; the row is never changed."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="remarks")
    repair = models.ForeignKey(Repair, models.PROTECT, null=True, related_name="remarks")
    reason = models.TextField(_("reason"), blank=True)
    score_before = models.DecimalField(_("score before"), max_digits=7, decimal_places=2)
    score_after = models.DecimalField(_("score after"), max_digits=7, decimal_places=2)
    percent_before = models.DecimalField(_("percent before"), max_digits=5, decimal_places=2)
    percent_after = models.DecimalField(_("percent after"), max_digits=5, decimal_places=2)
    passed_before = models.BooleanField(_("passed before"))
    passed_after = models.BooleanField(_("passed after"))
    remarked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    remarked_at = models.DateTimeField(_("marked again"), default=timezone.now)

    class Meta:
        verbose_name = _("second marking of an attempt")
        verbose_name_plural = _("second markings of attempts")
        ordering = ["remarked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "repair"], name="assessments_remarked_once_for_a_repair"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.percent_before} → {self.percent_after}"
