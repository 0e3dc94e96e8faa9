"""What a focal point did: nudges, and those that went further up."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .requirement import Requirement


class Nudge(models.Model):
    """A person was reminded of a requirement, or (escalation) those above her were told."""

    class Kind(models.TextChoices):
        NUDGE = "nudge", _("nudge")
        ESCALATION = "escalation", _("escalation")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NUDGE)
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="nudges")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="nudges")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("was due"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    day = models.DateField(_("day, UTC"))

    class Meta:
        verbose_name = _("nudge")
        verbose_name_plural = _("nudges")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "requirement", "kind", "day"], name="tracking_nudge_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.requirement} · {self.day}"
