"""A question of the figures that takes its time to count."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Counting(models.Model):
    """The count of a large question for the one who asked; `paths` are the offices that she might ask about (or null).

    `counted` holds the figures of the people up to the id `after`. What `mark` stands for (corrections of who is who)
    must be the same for all parts: a run that was killed goes on behind `after` where it is, and begins anew where not.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("being reckoned")
        DONE = "done", _("done")

    key = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    question = models.JSONField(_("what is asked"))
    paths = models.JSONField(null=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    after = models.BigIntegerField(default=0)
    mark = models.CharField(max_length=60, blank=True)
    counted = models.JSONField(_("the numbers"), default=dict)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("count of figures")
        verbose_name_plural = _("counts of figures")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.by_id} · {self.at:%Y-%m-%d %H:%M}"
