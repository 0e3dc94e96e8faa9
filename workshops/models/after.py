"""What follows a confirmation: travel, needs kept apart, letters."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elearning.people.models import User

from .frame import SPOKEN_LANGUAGES, Workshop
from .people import Registration


class Travel(models.Model):
    """How a participant comes and stays; hers to fill in until the freeze date."""

    class Visa(models.TextChoices):
        NOT_NEEDED = "not_needed", pgettext_lazy("visa", "not needed")
        NEEDED = "needed", pgettext_lazy("visa", "needed")
        HELD = "held", pgettext_lazy("visa", "held")

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="travel")
    arrives_at = models.DateTimeField(_("arrival"), null=True, blank=True)
    departs_at = models.DateTimeField(_("departure"), null=True, blank=True)
    arrives_by = models.CharField(_("flight or other means"), max_length=80, blank=True)
    departs_by = models.CharField(_("flight or other means back"), max_length=80, blank=True)
    visa = models.CharField(_("visa"), max_length=10, choices=Visa.choices, default=Visa.NOT_NEEDED)
    hotel = models.BooleanField(_("a room in the hotel is needed"), default=True)
    phone = models.CharField(_("telephone during travel"), max_length=40, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("travel details")
        verbose_name_plural = _("travel details")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(departs_at__isnull=True)
                | models.Q(arrives_at__isnull=True)
                | models.Q(departs_at__gt=models.F("arrives_at")),
                name="workshops_travel_departs_after_arrival",
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration} {self.arrives_at}"


class Need(models.Model):
    """Dietary, access and health needs: seen by the logistics role alone, deleted on a date."""

    class Diet(models.TextChoices):
        VEGETARIAN = "vegetarian", pgettext_lazy("diet", "vegetarian")
        VEGAN = "vegan", pgettext_lazy("diet", "vegan")
        HALAL = "halal", pgettext_lazy("diet", "halal")
        KOSHER = "kosher", pgettext_lazy("diet", "kosher")
        NO_PORK = "no_pork", pgettext_lazy("diet", "no pork")
        NO_BEEF = "no_beef", pgettext_lazy("diet", "no beef")
        NO_FISH = "no_fish", pgettext_lazy("diet", "no fish or seafood")
        NO_NUTS = "no_nuts", pgettext_lazy("diet", "no nuts")
        NO_GLUTEN = "no_gluten", pgettext_lazy("diet", "no gluten")
        NO_LACTOSE = "no_lactose", pgettext_lazy("diet", "no lactose")
        NO_ALCOHOL = "no_alcohol", pgettext_lazy("diet", "no alcohol in food")
        LITTLE_SUGAR = "little_sugar", pgettext_lazy("diet", "little sugar")

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="need")
    diets = models.JSONField(_("diet"), default=list)
    diet_note = models.CharField(_("more on the diet"), max_length=300, blank=True)
    access = models.CharField(_("access"), max_length=300, blank=True)
    health = models.CharField(_("health"), max_length=300, blank=True)
    updated_at = models.DateTimeField()
    purge_on = models.DateField(_("deleted on"), db_index=True)

    class Meta:
        verbose_name = _("needs")
        verbose_name_plural = _("needs")

    def __str__(self) -> str:
        return str(self.registration)

    @property
    def diet_names(self) -> list[str]:
        """The diets in the reader's words."""
        return [str(self.Diet(diet).label) for diet in self.diets]


class Letter(models.Model):
    """A numbered letter; what it said is kept, a later one replaces it and both can be read."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        VISA_SUPPORT = "visa_support", _("visa support")

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="letters")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="letters")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    number = models.PositiveIntegerField(_("number"))
    edition = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(_("language"), max_length=10, choices=SPOKEN_LANGUAGES)
    said = models.JSONField(default=dict)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaces")

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "number"], name="workshops_letter_number_once"),
            models.UniqueConstraint(fields=["registration", "kind", "edition"], name="workshops_letter_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.workshop}/{self.number:03}"
