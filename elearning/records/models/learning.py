"""Learning from elsewhere: what counts as what, and what a learner claims."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning.fields import localized

from .record import LearningRecord


class Equivalence(models.Model):
    """A row of the table of equivalences: a course of another house, and the topic that it counts for."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    titles = models.JSONField(_("title, in each language"))
    provider = models.CharField(_("provider"), max_length=150)
    topic = models.UUIDField(_("topic"), null=True)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1, null=True)
    months = models.PositiveSmallIntegerField(_("months of validity"), null=True)
    is_open = models.BooleanField(_("accepted"), default=True)

    class Meta:
        verbose_name = _("equivalence")
        verbose_name_plural = _("equivalences")
        ordering = ["provider", "id"]

    def __str__(self) -> str:
        return f"{localized(self.titles)} · {self.provider}"


class Claim(models.Model):
    """A certificate from elsewhere that a learner uploaded, and what a verifier said of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        TAKEN_BACK = "taken_back", _("taken back")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claims")
    equivalence = models.ForeignKey(Equivalence, models.PROTECT, null=True, blank=True, related_name="claims")
    title = models.CharField(_("title"), max_length=200)
    provider = models.CharField(_("provider"), max_length=150)
    achieved_on = models.DateField(_("achieved on"))
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1, null=True, blank=True)
    file = models.FileField(_("certificate"), upload_to="claims/")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=60)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    record = models.OneToOneField(LearningRecord, models.PROTECT, null=True, related_name="claim")

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["made_at", "id"]
        permissions = [("verify_claim", "Can verify learning from elsewhere")]
        indexes = [models.Index(fields=["state", "made_at"], name="records_claim_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="accepted", record__isnull=False) | (~Q(state="accepted") & Q(record__isnull=True)),
                name="records_an_accepted_claim_has_a_record",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "refused"]) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="records_a_claim_is_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["person", "sha256"], condition=Q(state__in=["waiting", "accepted"]), name="records_claim_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.title}"
