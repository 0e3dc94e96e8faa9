"""How the seats of a workshop are shared out, and a freed seat that is offered on."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elearning.people.models import Office, User

from .frame import Workshop
from .support import Supporter


class Quota(models.Model):
    """Seats kept for one office, for a region (an office and all below it), for a partner, or open to all."""

    class Scope(models.TextChoices):
        OFFICE = "office", _("one office")
        REGION = "region", _("a region")
        PARTNER = "partner", _("a partner")
        OPEN = "open", pgettext_lazy("quota", "open to all")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="quotas")
    scope = models.CharField(_("for"), max_length=8, choices=Scope.choices)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    partner = models.ForeignKey(Supporter, models.PROTECT, null=True, blank=True, related_name="quotas")
    least = models.PositiveIntegerField(_("least"), default=0)
    most = models.PositiveIntegerField(_("most"))
    least_sex = models.CharField(
        _("least share of"), max_length=12, choices=[("female", _("women")), ("male", _("men"))], blank=True
    )
    least_percent = models.PositiveSmallIntegerField(_("percent"), default=0)

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["scope", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(most__gte=models.F("least")), name="workshops_quota_most_over_least"),
            models.CheckConstraint(condition=Q(least_percent__lte=100), name="workshops_quota_percent_of_a_hundred"),
            models.CheckConstraint(
                condition=Q(scope__in=["office", "region"], office__isnull=False, partner__isnull=True)
                | Q(scope="partner", office__isnull=True, partner__isnull=False)
                | Q(scope="open", office__isnull=True, partner__isnull=True),
                name="workshops_quota_names_its_scope",
            ),
            models.UniqueConstraint(fields=["workshop", "office"], name="workshops_quota_office_once"),
            models.UniqueConstraint(fields=["workshop", "partner"], name="workshops_quota_partner_once"),
            models.UniqueConstraint(fields=["workshop"], condition=Q(scope="open"), name="workshops_quota_open_once"),
        ]

    def __str__(self) -> str:
        return str(self.office or self.partner or self.get_scope_display())


def new_secret() -> str:
    """What cannot be guessed: 256 bits for an address."""
    return secrets.token_urlsafe(32)


class Offer(models.Model):
    """A seat held for one person until a deadline; then it passes on to the next of the reserve by itself.

    An invitation after the selection is an offer too: its answer is given on a page with one button.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("offer", "accepted")
        DECLINED = "declined", pgettext_lazy("offer", "declined")
        EXPIRED = "expired", pgettext_lazy("offer", "expired")
        WITHDRAWN = "withdrawn", pgettext_lazy("offer", "withdrawn")

    registration = models.ForeignKey("Registration", models.PROTECT, related_name="offers")
    secret = models.CharField(max_length=64, default=new_secret, unique=True, editable=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("of a seat", "offer")
        verbose_name_plural = pgettext_lazy("of seats", "offers")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(answer=""), name="workshops_offer_one_open_each"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="workshops_offer_answered_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.get_answer_display() or self.expires_at}"


class FreedSeat(models.Model):
    """A seat that waits for headquarters: the next of the reserve would break the least share by sex."""

    quota = models.ForeignKey(Quota, models.CASCADE, related_name="freed")
    registration = models.ForeignKey("Registration", models.PROTECT, related_name="+")
    freed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("freed seat")
        verbose_name_plural = _("freed seats")
        ordering = ["freed_at"]

    def __str__(self) -> str:
        return f"{self.quota} {self.freed_at:%Y-%m-%d}"
