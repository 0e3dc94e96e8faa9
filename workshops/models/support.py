"""Who stands behind a workshop: supporting offices, partner organisations, donors."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.images import get_image_model_string

from elearning.people.models import Office, User

from .frame import Workshop


class Supporter(models.Model):
    """An office or an organisation that carries the workshop with the host; its focal point sees its people alone."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("organiser")
        FACILITATES = "facilitates", _("facilitates")
        FUNDS = "funds", _("funds")
        SENDS = "sends", _("sends participants")
        OBSERVES = "observes", _("observes")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="supporters")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.ORGANISER)
    logo = models.ForeignKey(get_image_model_string(), models.SET_NULL, null=True, blank=True, related_name="+")
    signatory = models.CharField(_("who signs for it"), max_length=150, blank=True)
    signatory_title = models.CharField(_("title of the signatory"), max_length=150, blank=True)
    focal_point = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="supported_workshops")

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        ordering = ["role", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(office__isnull=False, organisation="") | (Q(office__isnull=True) & ~Q(organisation="")),
                name="workshops_supporter_office_or_organisation",
            ),
            models.UniqueConstraint(fields=["workshop", "office"], name="workshops_supporter_office_once"),
        ]

    def __str__(self) -> str:
        return self.office.name if self.office_id else self.organisation


class FundingLine(models.Model):
    """Which project pays which share of the workshop."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="funding")
    donor = models.CharField(pgettext_lazy("who gives money", "donor"), max_length=120)
    project_code = models.CharField(_("project code"), max_length=40)
    share = models.DecimalField(_("share in percent"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("funding line")
        verbose_name_plural = _("funding lines")
        ordering = ["-share", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=100), name="workshops_fundingline_share_of_a_hundred"
            ),
            models.UniqueConstraint(fields=["workshop", "donor", "project_code"], name="workshops_fundingline_once"),
        ]

    def __str__(self) -> str:
        return f"{self.donor} {self.project_code}"
