"""The offices of the organisation, as a tree."""

import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from ..querysets import OfficeManager


def known_zone(value: str) -> None:
    """Refuse what is not an IANA time zone."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(zone)s” is not a time zone. Write it like Africa/Nairobi."), params={"zone": value})


class Office(MP_Node):
    """Headquarters, a regional, country or sub-office; `path` orders and nests them (django-treebeard)."""

    class Kind(models.TextChoices):
        HEADQUARTERS = "headquarters", _("headquarters")
        REGIONAL = "regional", _("regional office")
        COUNTRY = "country", _("country office")
        SUB = "sub", _("sub-office")

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    country = models.CharField(
        _("country"),
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters, as in ISO 3166."))],
    )
    zone = models.CharField(_("time zone"), max_length=40, validators=[known_zone])
    language = models.CharField(_("default language"), max_length=10, choices=settings.LANGUAGES)

    objects = OfficeManager()
    node_order_by = ["name"]

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self) -> str:
        return self.name
