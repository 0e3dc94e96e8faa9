"""The session plan of an agenda item, and templates of plans tied to a module of the toolkit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .agenda import AgendaItem
from .frame import SPOKEN_LANGUAGES


class SessionPlan(models.Model):
    """How an item is led, step by step; without an item it is a template for any item on its module."""

    item = models.OneToOneField(AgendaItem, models.CASCADE, null=True, blank=True, related_name="plan")
    module_code = models.CharField(_("module"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=10, choices=SPOKEN_LANGUAGES)
    objectives = models.TextField(_("objectives"), blank=True, max_length=4000)
    key_messages = models.TextField(_("key messages"), blank=True, max_length=4000)
    method = models.CharField(_("method"), max_length=200, blank=True)
    preparation = models.TextField(_("preparation"), blank=True, max_length=4000)
    risks = models.TextField(_("risks"), blank=True, max_length=4000)
    access = models.TextField(_("access"), blank=True, max_length=4000)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("session plan")
        verbose_name_plural = _("session plans")
        ordering = ["module_code", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["module_code", "language", "title"],
                condition=Q(item__isnull=True),
                name="workshops_sessionplan_template_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class PlanStep(models.Model):
    """One step of a plan: what is done, for how long, led by whom."""

    plan = models.ForeignKey(SessionPlan, models.CASCADE, related_name="steps")
    order = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField(_("minutes"))
    text = models.TextField(_("what happens"), max_length=2000)
    leader = models.CharField(_("led by"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("step of a plan")
        verbose_name_plural = _("steps of a plan")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="workshops_planstep_minutes_of_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.text[:40]}"


class PlanMaterial(models.Model):
    """What must be in the room, and how it is counted."""

    class Per(models.TextChoices):
        PERSON = "person", _("per person")
        GROUP = "group", _("per group")
        ITEM = "item", _("for the session")
        LANGUAGE = "language", _("per language")

    plan = models.ForeignKey(SessionPlan, models.CASCADE, related_name="materials")
    name = models.CharField(_("material"), max_length=120)
    per = models.CharField(_("counted"), max_length=10, choices=Per.choices, default=Per.ITEM)
    quantity = models.PositiveIntegerField(_("how many"), default=1)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=10_000), name="workshops_planmaterial_quantity"
            )
        ]

    def __str__(self) -> str:
        return self.name
