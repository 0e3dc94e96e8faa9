"""Copies of all that is held about a person, and the nightly rounds that clear what is past its time."""

import datetime
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .user import User

COPY_LASTS = datetime.timedelta(days=7)


class HeldCopy(models.Model):
    """One file with all that is held about a person, made by the worker; it stays for seven days."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="held_copies")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    why = models.CharField(_("reason"), max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="held/", blank=True)
    ready_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("copy of all that is held")
        verbose_name_plural = _("copies of all that is held")
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_open(self) -> bool:
        """Whether it can be fetched."""
        return bool(self.file) and self.expires_at > timezone.now()

    @property
    def works(self) -> bool:
        """Whether it is still being made."""
        return not self.ready_at and not self.failed_at

    @property
    def expires_at(self) -> datetime.datetime:
        return (self.ready_at or self.asked_at) + COPY_LASTS


class RetentionRun(models.Model):
    """One night's round through the retention table: how many of each kind went; killed, it goes on where it stood."""

    day = models.DateField(unique=True)
    began_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)  # {kind: how many went}
    over = models.JSONField(default=list)  # the kinds that are done with

    class Meta:
        verbose_name = _("round of retention")
        verbose_name_plural = _("rounds of retention")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day}"
