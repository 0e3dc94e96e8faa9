"""The erasure of a person: who asked, who decided, what went, what had to stay, and the proof."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .user import User


class Erasure(models.Model):
    """One asking for a person to be erased. Two people stand behind it: who asked, and who decided."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("erasure", "waiting for a decision")
        REFUSED = "refused", pgettext_lazy("erasure", "refused")
        DECIDED = "decided", pgettext_lazy("erasure", "decided, not yet done")
        DONE = "done", pgettext_lazy("erasure", "done")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="erasures")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refused_why = models.CharField(_("why it was refused"), max_length=300, blank=True)
    secret_hash = models.CharField(max_length=64, blank=True)  # of the address at which she finds the proof
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)  # {kind of rows: how many went}
    kept = models.JSONField(default=list)  # [{"what": …, "why": …}]: what could not go
    files = models.JSONField(default=list)  # names in the storage that are still to be deleted
    proof = models.JSONField(default=dict)  # {"said": canonical JSON as text, "seal": …}
    closed_at = models.DateTimeField(null=True)  # files are gone, and the line stands outside the database

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=["asked", "decided"]), name="people_erasure_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")) & ~Q(decided_by=F("person")),
                name="people_erasure_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refused_why=""), name="people_erasure_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_at__isnull=False), name="people_erasure_done_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
