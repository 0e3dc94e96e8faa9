"""What a device sent after it had been without a network."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Arrival(models.Model):
    """One thing that was kept from a device's queue. Its id is made there, so the same thing sent twice is one."""

    class Kind(models.TextChoices):
        READING = "read", _("reading confirmed")
        NOTE = "note", _("note")
        PRACTICE = "practice", _("practice")

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="arrivals")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    said = models.CharField(_("what was said of it"), max_length=300, blank=True)
    received_at = models.DateTimeField(_("reached us"), default=timezone.now)

    class Meta:
        verbose_name = _("thing sent by a device")
        verbose_name_plural = _("things sent by devices")
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()}"
