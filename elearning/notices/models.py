"""What we tell people: a notice on the site, and its delivery by mail."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Notice(models.Model):
    """Something a person is told once, in her language; `key` makes telling it again the same row."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    path = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.subject


class Attachment(models.Model):
    """A file that goes with the mail of a notice, kept with it so that a mail sent again is the same.

    `parameters` are those of its media type, such as `{"method": "REQUEST"}`.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=100)
    media_type = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict)
    content = models.BinaryField()

    class Meta:
        verbose_name = pgettext_lazy("of a notice", "attachment")
        verbose_name_plural = pgettext_lazy("of notices", "attachments")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """The sending of one notice by mail."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("sending")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    notice = models.OneToOneField(Notice, models.CASCADE, related_name="delivery")
    address = models.EmailField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = pgettext_lazy("of a notice", "delivery")
        verbose_name_plural = pgettext_lazy("of notices", "deliveries")

    def __str__(self) -> str:
        return f"{self.address}: {self.state}"
