"""The agenda: items that keep their identity, and where each stands in one version."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .frame import Group, Room, Workshop


class AgendaItem(models.Model):
    """What happens, whatever its place in time; `uuid` is its name in calendars for ever."""

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("plenary")
        GROUP = "group", _("group work")
        TEST = "test", _("test")
        BREAK = "break", _("break")
        ADMIN = "admin", pgettext_lazy("kind of agenda item", "organisation")
        SOCIAL = "social", _("social")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public")
        FACILITATORS = "facilitators", _("facilitators")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="items")
    code = models.CharField(_("code"), max_length=20)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=300)
    title_language = models.CharField(_("language of the title"), max_length=10)
    lead = models.CharField(_("led by"), max_length=120, blank=True)
    method = models.CharField(_("method"), max_length=120, blank=True)
    module_code = models.CharField(_("module"), max_length=20, blank=True)
    floor_languages = models.JSONField(_("spoken"), default=list)
    interpreted_languages = models.JSONField(_("interpreted"), default=list)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="items")
    counts = models.BooleanField(_("counts for attendance"), default=False)
    required = models.BooleanField(_("required"), default=False)
    visibility = models.CharField(max_length=12, choices=Visibility.choices, default=Visibility.PUBLIC)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["workshop", "code"], name="workshops_agendaitem_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class AgendaVersion(models.Model):
    """One state of the agenda: a draft, the current one, or one that was published before."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        CURRENT = "current", _("current")
        PAST = "past", _("past")

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("agenda version")
        verbose_name_plural = _("agenda versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "number"], name="workshops_agendaversion_number_once"),
            models.UniqueConstraint(
                fields=["workshop"], condition=Q(state="current"), name="workshops_agendaversion_one_current"
            ),
            models.UniqueConstraint(
                fields=["workshop"], condition=Q(state="draft"), name="workshops_agendaversion_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop} v{self.number}"


class Placement(models.Model):
    """Where an item stands in one version. Wall time is the truth; the UTC instants are derived from it."""

    version = models.ForeignKey(AgendaVersion, models.CASCADE, related_name="placements")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="placements")
    day = models.DateField(_("day"))
    start = models.TimeField(_("start"))
    minutes = models.PositiveIntegerField(_("minutes"))
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+")
    locked = models.BooleanField(_("keeps its start"), default=False)
    sequence = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["day", "start", "item__code"]
        constraints = [
            models.UniqueConstraint(fields=["version", "item"], name="workshops_placement_item_once"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="workshops_placement_minutes_of_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.code} {self.day} {self.start:%H:%M}"
