"""The document that shows a record, and the keys that sign it."""

import datetime
import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import CertificateManager
from .record import LearningRecord

# What may change after the issue: its state, and the file, which is made once. Past these, the erasure of its holder
# takes the name, the salt, the signed text and the file, and nothing else (`records.erasing`).
CHANGING = {"state", "superseded_by", "revoked_at", "revoked_reason", "pdf", "sha256", "rendered_at"}


class SigningKey(models.Model):
    """The public half of a key that ever signed a certificate; kept and published for good."""

    key_id = models.CharField(max_length=16, unique=True)
    public_key = models.CharField(max_length=64)
    first_used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["first_used_at"]

    def __str__(self) -> str:
        return self.key_id


class Certificate(models.Model):
    """All that its page shows is copied at the issue, so that nothing that changes later changes it."""

    class State(models.TextChoices):
        ISSUED = "issued", _("valid")
        SUPERSEDED = "superseded", _("superseded")
        REVOKED = "revoked", _("revoked")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    record = models.ForeignKey(LearningRecord, models.PROTECT, related_name="certificates")
    serial = models.CharField(_("serial number"), max_length=40, unique=True)
    code = models.CharField(_("code"), max_length=32, unique=True)
    kind = models.CharField(_("kind"), max_length=13, choices=LearningRecord.Kind.choices)
    assessment = models.CharField(_("assessment"), max_length=6, choices=LearningRecord.Assessment.choices, blank=True)
    name = models.CharField(_("name"), max_length=150)
    name_own_script = models.CharField(_("name in own script"), max_length=150, blank=True)
    title = models.CharField(_("title"), max_length=300)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1, null=True)
    achieved_on = models.DateField(_("achieved on"))
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    valid_until = models.DateField(_("valid until"), null=True)
    language = models.CharField(_("language"), max_length=10)
    design = models.PositiveSmallIntegerField(_("version of the design"))
    salt = models.CharField(max_length=32)
    token = models.TextField(_("signed text"))
    pdf = models.FileField(upload_to="certificates/%Y/%m", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    rendered_at = models.DateTimeField(null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ISSUED)
    superseded_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="supersedes")
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_reason = models.CharField(_("reason"), max_length=300, blank=True)
    erased_at = models.DateTimeField(null=True, editable=False)  # since when it names nobody

    objects = CertificateManager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(state="issued"), name="records_one_valid_certificate_per_record"
            ),
            models.CheckConstraint(
                condition=~Q(state="revoked") | (Q(revoked_at__isnull=False) & ~Q(revoked_reason="")),
                name="records_a_revocation_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(assessment="") | Q(kind="completion"), name="records_only_completion_shows_an_assessment"
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    def save(self, *args, **kwargs) -> None:
        changed = set(kwargs.get("update_fields") or ["everything"])
        if not self._state.adding and not changed <= CHANGING:
            raise TypeError("A certificate is frozen: reissue it instead.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A certificate stays: revoke it instead.")

    def get_absolute_url(self) -> str:
        return reverse("records:certificate", args=[self.uuid])

    @property
    def standing(self) -> str:
        """The state in which it stands today: valid, expired, superseded or revoked, as it is without its record."""
        if self.annulment:
            return self.State.REVOKED
        if self.state != self.State.ISSUED:
            return self.state
        return "expired" if self.valid_until and self.valid_until < timezone.localdate() else "valid"

    @property
    def annulment(self) -> LearningRecord | None:
        """What annulled its record, if anything did."""
        return getattr(self.record, "annulled_by", None)

    @property
    def withdrawn_at(self) -> datetime.datetime | None:
        """Since when it is revoked, by itself or with its record."""
        return self.revoked_at or (self.annulment and self.annulment.recorded_at)

    @property
    def public_reason(self) -> str:
        """Why it is revoked, in words that everybody may read."""
        return self.revoked_reason or (self.annulment.reason if self.annulment else "")

    @property
    def newest(self) -> "Certificate":
        """The last of those that took its place, one after the other; itself where none did."""
        newest = self
        while newest.superseded_by:
            newest.superseded_by.record = self.record  # the same for all of them
            newest = newest.superseded_by
        return newest

    @property
    def may_be_replaced(self) -> bool:
        """Whether a newer one may take its place: it is the last one, its record stands, and it names somebody."""
        return not self.superseded_by_id and not self.annulment and not self.erased_at
