"""Two rows for one human: the suspicion, the merge, and each row that it moved."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .user import User


class Twins(models.Model):
    """Two rows that may be one human; a person decides, never the machine. `one` has the lower id."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DIFFERENT = "different", _("two people")
        MERGED = "merged", _("merged")

    one = models.ForeignKey(User, models.PROTECT, related_name="+")
    other = models.ForeignKey(User, models.PROTECT, related_name="+")
    why = models.JSONField(_("why"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    found_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("likely twins")
        verbose_name_plural = _("likely twins")
        ordering = ["-found_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="people_twins_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="people_twins_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one} · {self.other}"


class Merge(models.Model):
    """The deed: what was `gone` is `kept` from `at` on; figures known before it stay as they were."""

    kept = models.ForeignKey(User, models.PROTECT, related_name="merges")
    gone = models.OneToOneField(User, models.PROTECT, related_name="merged")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(kept=F("gone")), name="people_merge_of_two")]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class Moved(models.Model):
    """One row that a merge gave to another person (or left with the gone one, since both had the like)."""

    merge = models.ForeignKey(Merge, models.PROTECT, related_name="moved")
    table = models.CharField(max_length=63)
    row = models.CharField(max_length=64)
    column = models.CharField(max_length=63)

    class Meta:
        verbose_name = _("moved row")
        verbose_name_plural = _("moved rows")
        indexes = [models.Index(fields=["table", "row"])]
        constraints = [
            models.UniqueConstraint(fields=["merge", "table", "row", "column"], name="people_moved_once_per_merge")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
