"""Documents beside certificates: the evidence of a record from a file, transcripts, and the way to them."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .record import LearningRecord


class RecordFile(models.Model):
    """A scan that came with a record of the past."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    record = models.ForeignKey(LearningRecord, models.PROTECT, related_name="files")
    name = models.CharField(_("file"), max_length=150)
    file = models.FileField(upload_to="records/")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=60)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["record", "sha256"], name="records_file_once_per_record")]

    def __str__(self) -> str:
        return self.name


class Transcript(models.Model):
    """All that a person achieved, as one signed document: frozen when it was made."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="transcripts")
    serial = models.CharField(_("serial"), max_length=30, unique=True)
    code = models.CharField(_("code"), max_length=32, unique=True)
    language = models.CharField(_("language"), max_length=10)
    content = models.JSONField(_("what it says"))
    token = models.TextField(_("signature"))
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pdf = models.FileField(upload_to="transcripts/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    erased_at = models.DateTimeField(null=True, editable=False)  # since when it says nothing any more

    class Meta:
        verbose_name = _("transcript")
        verbose_name_plural = _("transcripts")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.serial

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding and set(kwargs.get("update_fields") or ["everything"]) != {"pdf", "sha256"}:
            raise TypeError("A transcript is frozen: make another.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A transcript stays.")

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What it lists, the newest first; as `transcripts.content` wrote it."""
        return self.content["rows"]


class TranscriptLink(models.Model):
    """A secret address by which somebody who left comes to her transcript; known here by its hash alone."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="transcript_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("link to a transcript")
        verbose_name_plural = _("links to transcripts")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.person} · {self.expires_at:%Y-%m-%d}"
