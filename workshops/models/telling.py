"""What participants are told of a new agenda, and the secret addresses of personal calendars."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning.notices.models import Notice
from elearning.people.models import User

from .agenda import AgendaVersion
from .frame import Workshop
from .people import Registration
from .seats import new_secret


class Announcement(models.Model):
    """The notices of one published version: prepared, reviewed, then sent once or set aside.

    They say what changes since the version `since`, the one that people were told of last; all of it where none was.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("to be reviewed")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        SET_ASIDE = "set_aside", _("set aside")

    version = models.OneToOneField(AgendaVersion, models.PROTECT, related_name="announcement")
    since = models.ForeignKey(AgendaVersion, models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PREPARED)
    prepared_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    def __str__(self) -> str:
        return f"{self.version}: {self.state}"


class PersonalChange(models.Model):
    """What one version changes for one person; `changes` as `agenda.difference` gives them, touching her alone."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="entries")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="+")
    changes = models.JSONField(default=list)
    notice = models.OneToOneField(Notice, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("personal change")
        verbose_name_plural = _("personal changes")
        ordering = ["registration__number"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "registration"], name="workshops_personalchange_once")
        ]

    def __str__(self) -> str:
        return f"{self.announcement} {self.registration}"


class CalendarFeed(models.Model):
    """A secret address at which a person's calendar is read; a revoked one stays and answers nothing."""

    person = models.ForeignKey(User, models.PROTECT, related_name="calendar_feeds")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="feeds")
    secret = models.CharField(max_length=64, default=new_secret, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "workshop"], condition=Q(revoked_at__isnull=True), name="workshops_calendarfeed_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.workshop} {self.person}"
