"""Invitations: how a person gets, or claims, her account."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import InvitationQuerySet
from .user import User


class Invitation(models.Model):
    """A single-use, expiring way in for the person named, known here by the hash of its secret alone.

    The secret itself stands in the notice that brings it, until this invitation is accepted or a newer one is sent.
    """

    person = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return self.email
