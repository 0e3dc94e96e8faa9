"""What a version of a requirement would do, reckoned before it is published."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .requirement import Requirement, RequirementVersion


class TryOut(models.Model):
    """A dry run: the version as it would be, upon the version that was the last one then, and what would change.

    `result` holds the counts; `people` who would change, by group, as [person, office] ids. A killed run goes on
    behind `after`, the last person that was reckoned.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("being reckoned")
        DONE = "done", _("done")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="try_outs")
    fields = models.JSONField(_("the version as it would be"))
    base = models.PositiveIntegerField(_("number of the last version then"), default=0)
    day = models.DateField(_("made on"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    after = models.BigIntegerField(default=0)
    result = models.JSONField(_("what would change"), default=dict)
    people = models.JSONField(_("who would change"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)
    version = models.OneToOneField(RequirementVersion, models.PROTECT, null=True, related_name="try_out")

    class Meta:
        verbose_name = _("dry run")
        verbose_name_plural = _("dry runs")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=True) | Q(state="done"), name="tracking_published_after_the_dry_run"
            )
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id} · {self.at:%Y-%m-%d %H:%M}"
