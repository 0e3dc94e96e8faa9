"""For whom a thing is meant."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elearning.people import rules


class Audience(models.TextChoices):
    """From the narrowest to the widest: whoever may see a staff page may see the others too."""

    STAFF = rules.STAFF, pgettext_lazy("audience", "staff")
    PARTNERS = rules.PARTNERS, _("staff and invited partners")
    PUBLIC = rules.PUBLIC, _("everybody")

    def is_narrower_than(self, other: "Audience | str") -> bool:
        order = list(Audience)
        return order.index(self) < order.index(Audience(other))


def audience_field() -> models.CharField:
    """The field that pages, pictures and documents share; staff unless said."""
    return models.CharField(
        _("audience"), max_length=10, choices=Audience.choices, default=Audience.STAFF, db_index=True
    )
