"""What newcomers ask: to which office they belong."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .office import Office
from .user import User


class JoinRequestQuerySet(models.QuerySet):
    """Requests."""

    def visible_to(self, user: User) -> "JoinRequestQuerySet":
        """Those for offices whose people she may see: nobody has a posting yet by which a person could be seen."""
        return self.filter(office__in=Office.objects.visible_to(user))

    def waiting(self) -> "JoinRequestQuerySet":
        return self.filter(state=JoinRequest.State.WAITING, person__is_active=True)


class JoinRequest(models.Model):
    """A person says that she belongs to an office; its focal point confirms it by a posting, or says no."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("taken back")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="join_requests")
    office = models.ForeignKey(Office, models.PROTECT, related_name="join_requests")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join an office")
        verbose_name_plural = _("requests to join an office")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="waiting"), name="people_one_join_request_waits"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "withdrawn"], decided_by__isnull=True)
                | Q(state__in=["confirmed", "refused"], decided_by__isnull=False, decided_at__isnull=False),
                name="people_join_request_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.office}"
