"""Figures that left by a file, a mailed link or a program: who took what, and why."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning.people.models import Office


class ApiClient(models.Model):
    """Another program that reads figures; its token is known here by its hash alone."""

    name = models.CharField(_("name"), max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(_("begins with"), max_length=12)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("this office and all below")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField(_("expires"))
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("client of the API")
        verbose_name_plural = _("clients of the API")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Export(models.Model):
    """One file that somebody took; its id stands in the file."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    what = models.CharField(_("what"), max_length=20)
    kind = models.CharField(_("kind"), max_length=5)
    question = models.JSONField(_("what is asked"))
    why = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    client = models.ForeignKey(ApiClient, models.PROTECT, null=True, related_name="exports")
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return str(self.uuid)


class Schedule(models.Model):
    """A question that is asked anew each month or week; the reader is told by mail and fetches the file herself."""

    class Every(models.TextChoices):
        WEEK = "week", _("week")
        MONTH = "month", _("month")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    what = models.CharField(_("what"), max_length=20)
    kind = models.CharField(_("kind"), max_length=5)
    question = models.JSONField(_("what is asked"))
    why = models.CharField(_("why"), max_length=300)
    every = models.CharField(_("every"), max_length=5, choices=Every.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="schedules")
    next_on = models.DateField(_("next"))
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("scheduled export")
        verbose_name_plural = _("scheduled exports")
        ordering = ["next_on", "id"]

    def __str__(self) -> str:
        return f"{self.what} {self.next_on}"
