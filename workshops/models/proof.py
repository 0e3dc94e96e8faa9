"""What leads to a certificate beside attendance: the name as printed, and the run that issues them all."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elearning.people.models import User

from .frame import Workshop
from .people import Registration


class NameRequest(models.Model):
    """ "My name is wrong": what she wants to be printed, and what was decided."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("request", "open")
        DONE = "done", pgettext_lazy("request", "done")
        REFUSED = "refused", pgettext_lazy("request", "refused")

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="name_requests")
    name = models.CharField(_("name as it should be printed"), max_length=150)
    name_own_script = models.CharField(_("name in own script"), max_length=150, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("request for another name")
        verbose_name_plural = _("requests for another name")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(state="open"), name="workshops_namerequest_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_at__isnull=False), name="workshops_namerequest_decided_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.name}"

    @property
    def printed(self) -> str:
        """Both names as they would stand on the paper."""
        return " · ".join(filter(None, (self.name, self.name_own_script)))


class IssueRun(models.Model):
    """Issuing the certificates of a workshop: who gets what was decided at once, then it is done one by one."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="issue_runs")
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    decided = models.JSONField(default=list)  # [{"registration": pk, "kind": …, "basis": {…}}]

    class Meta:
        verbose_name = _("issue of certificates")
        verbose_name_plural = _("issues of certificates")
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop"], condition=Q(ended_at__isnull=True), name="workshops_issuerun_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.workshop} {self.started_at:%Y-%m-%d %H:%M}"
