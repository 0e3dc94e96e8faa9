"""Printed codes by which people without an e-mail address sign in."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .user import User


class SignInCodeQuerySet(models.QuerySet):
    """Codes."""

    def live(self, at: datetime.datetime | None = None) -> "SignInCodeQuerySet":
        """Those that open an account now: of a person without an address of her own, whose row is open."""
        hers = self.filter(person__is_active=True, person__email__isnull=True, person__merged_into__isnull=True)
        return hers.filter(revoked_at__isnull=True, expires_at__gt=at or timezone.now())


class SignInCode(models.Model):
    """A code on paper, good together with the PIN beside it; of the PIN only a hash is kept."""

    person = models.ForeignKey(User, models.PROTECT, related_name="sign_in_codes")
    code = models.CharField(_("code"), max_length=8, unique=True)
    pin_hash = models.CharField(max_length=128)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    expires_at = models.DateTimeField(_("good until"))
    revoked_at = models.DateTimeField(_("revoked on"), null=True)
    failures = models.PositiveIntegerField(default=0)  # wrong PINs since the last right one
    locked_until = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)

    objects = SignInCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in code")
        verbose_name_plural = _("sign-in codes")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="people_one_code_a_person"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def is_locked(self) -> bool:
        return self.locked_until is not None and self.locked_until > timezone.now()
