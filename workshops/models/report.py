"""The report of a workshop: one frozen data set, from which every page of it is drawn."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elearning.people.models import User

from .frame import Workshop


class Report(models.Model):
    """A numbered edition: its data set is frozen when it is made; approved, it stands for good."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("report", "draft")
        APPROVED = "approved", pgettext_lazy("report", "approved")
        SET_ASIDE = "set_aside", pgettext_lazy("report", "set aside")

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT)
    dataset = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    texts = models.JSONField(default=dict)  # {lang: {"objectives", "limits", "conclusions"}} as they were written
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "number"], name="workshops_report_number_once"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="workshops_report_approved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop}-R{self.number:02}"
