"""Files of people who come, and what somebody leaves behind who goes."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .user import User


class ImportRun(models.Model):
    """A file that was uploaded, what it would do (dry run), and what it did. A killed run goes on where it stood."""

    class State(models.TextChoices):
        READING = "reading", _("being read")
        READ = "read", _("read, not applied")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        FAILED = "failed", _("failed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20)
    name = models.CharField(_("file"), max_length=150)
    file = models.FileField(upload_to="imports/")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.READING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    refused = models.JSONField(default=list)
    error = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name


class HandoverItem(models.Model):
    """One thing that a leaver owned, and who took it over."""

    person = models.ForeignKey(User, models.PROTECT, related_name="handovers")
    kind = models.CharField(_("kind"), max_length=30)
    key = models.CharField(max_length=64)
    label = models.JSONField(_("what"))
    path = models.CharField(max_length=300, blank=True)
    left_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["left_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "key"], name="people_handover_once"),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True, taken_at__isnull=True)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="people_handover_taken_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind}"
