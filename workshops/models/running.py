"""The day as it ran: when items really began and ended, and who took over from whom."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning.people.models import User

from .agenda import AgendaItem
from .frame import Workshop


class ItemRun(models.Model):
    """When an item really ran, by the facilitator's timer; planned against actual. The newest `updated_at` wins."""

    client_id = models.UUIDField(default=uuid.uuid4, unique=True)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="runs")
    started_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    planned_minutes = models.PositiveIntegerField(_("planned minutes"))
    steps = models.JSONField(default=list)  # [{"text": …, "planned": minutes, "seconds": actual}]
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("run of an item")
        verbose_name_plural = _("runs of items")
        ordering = ["started_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="workshops_itemrun_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item.code} {self.started_at:%H:%M}"


class TakeOver(models.Model):
    """From a moment on, somebody's items, plans and devices pass to another, or a language is lost to the room."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="take_overs")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    successor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(_("language that is lost"), max_length=10, blank=True)
    since = models.DateTimeField(_("since"))
    reason = models.CharField(_("reason"), max_length=300)
    detail = models.JSONField(default=dict)  # what passed, who is left out: see devices/handing.py, Plan.as_json
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("take-over")
        verbose_name_plural = _("take-overs")
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(language=""), name="workshops_takeover_of_somebody_or_a_language"
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("person")), name="workshops_takeover_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop} {self.since:%Y-%m-%d %H:%M} {self.person or self.language}"
