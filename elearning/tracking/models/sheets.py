"""The donor's question, answered once and frozen; and what was promised."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Target(models.Model):
    """A number that was promised to a donor for a period; the measure and its filters say what is counted."""

    title = models.CharField(_("title"), max_length=200)
    measure = models.CharField(_("measure"), max_length=30)
    filters = models.JSONField(_("filters"), default=dict)
    donor = models.CharField(pgettext_lazy("who gives money", "donor"), max_length=120, blank=True)
    project_code = models.CharField(_("project code"), max_length=40, blank=True)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"))
    value = models.PositiveIntegerField(_("target"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["started_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_on__gte=F("started_on")), name="tracking_target_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.title


class FigureSheet(models.Model):
    """A numbered page: the question, both dates, the definitions, the numbers. Never changed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    question = models.JSONField(_("what is asked"))
    result = models.JSONField(_("the numbers"))
    on = models.DateField(_("on"))
    known_at = models.DateTimeField(_("as known at"))
    outside = models.BooleanField(_("leaves the house"), default=True)
    target = models.ForeignKey(Target, models.PROTECT, null=True, blank=True, related_name="sheets")
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(_("frozen"), default=timezone.now)
    sha256 = models.CharField(max_length=64)
    seal = models.TextField()

    class Meta:
        verbose_name = _("figure sheet")
        verbose_name_plural = _("figure sheets")
        ordering = ["-year", "-number"]
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="tracking_sheet_number_once_a_year")]

    def __str__(self) -> str:
        return f"FS-{self.year}-{self.number:04}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("A figure sheet is frozen: make another.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise TypeError("Figure sheets stay.")
