"""What we tell people: a notice on the site, its delivery by mail, and how and when each wants to be told."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
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

    @property
    def words(self) -> str:
        """The text as it stands on the site: without the line of its address, which a button opens there."""
        lines = self.text.splitlines()
        return "\n".join(
            line for line in lines if not (self.path and line.startswith("http") and line.endswith(self.path))
        )


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
    """The sending of one notice by mail: by itself, or `within` the digest that was made of several."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("sending")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        COLLECTED = "collected", _("waits for the digest")
        WITHIN = "within", _("stands in a digest that is being sent")
        LEFT_OUT = "left_out", _("left out: read on the site, or not wanted by mail any more")

    notice = models.OneToOneField(Notice, models.CASCADE, related_name="delivery")
    address = models.EmailField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    within = models.ForeignKey(Notice, models.SET_NULL, null=True, related_name="parts")

    class Meta:
        verbose_name = pgettext_lazy("of a notice", "delivery")
        verbose_name_plural = pgettext_lazy("of notices", "deliveries")

    def __str__(self) -> str:
        return f"{self.address}: {self.state}"


class Preference(models.Model):
    """How a person wants to be told one kind of thing; without a row, as the kind says."""

    class How(models.TextChoices):
        AT_ONCE = "at_once", _("by mail, at once")
        COLLECTED = "collected", _("by mail, in a digest")
        SITE = "site", _("on this site only")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=40)
    how = models.CharField(max_length=10, choices=How.choices)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("preference for notices")
        verbose_name_plural = _("preferences for notices")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="notices_one_preference_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.how}"


class Rhythm(models.Model):
    """When mail that may wait is sent to a person, by the clock of her duty station; without a row, the defaults."""

    class Digest(models.TextChoices):
        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("once a week")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_rhythm")
    quiet_from = models.TimeField(_("no mail from"), default=datetime.time(20))
    quiet_to = models.TimeField(_("until"), default=datetime.time(7))
    weekends = models.BooleanField(_("no mail at the weekend of my duty station"), default=True)
    digest = models.CharField(_("digest"), max_length=6, choices=Digest.choices, default=Digest.DAILY)
    weekday = models.PositiveSmallIntegerField(_("day of the weekly digest"), default=0)  # Monday is 0
    hour = models.PositiveSmallIntegerField(_("hour of the digest"), default=8)

    class Meta:
        verbose_name = _("rhythm of notices")
        verbose_name_plural = _("rhythms of notices")
        constraints = [
            models.CheckConstraint(condition=Q(hour__lte=23) & Q(weekday__lte=6), name="notices_rhythm_within_the_week")
        ]

    def __str__(self) -> str:
        return f"{self.digest}, {self.hour}"
