"""Who takes part in a workshop."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from elearning.people.models import Category, Office, User

from ..querysets import RegistrationQuerySet
from .frame import SPOKEN_LANGUAGES, Group, Workshop


class Registration(models.Model):
    """A person's place in a workshop. At confirmation office, category, sex and language are copied for ever."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Role(models.TextChoices):
        PARTICIPANT = "participant", _("participant")
        FACILITATOR = "facilitator", _("facilitator")

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(User, models.PROTECT, related_name="registrations")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.PARTICIPANT)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.CONFIRMED)
    number = models.CharField(_("number"), max_length=10)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="registrations")
    confirmed_at = models.DateTimeField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    category = models.CharField(_("category"), max_length=15, choices=Category.choices)
    sex = models.CharField(_("sex"), max_length=12, choices=User.Sex.choices)
    language = models.CharField(_("language"), max_length=10, choices=SPOKEN_LANGUAGES)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "person"], name="workshops_registration_person_once"),
            models.UniqueConstraint(fields=["workshop", "number"], name="workshops_registration_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.person}"
