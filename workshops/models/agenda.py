"""The agenda: items that keep their identity, and where each stands in one version."""

import uuid
import zoneinfo

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elearning.fields import LocalizedField, localized, localized_with_language
from elearning.people.models import User

from .frame import SPOKEN_LANGUAGES, Group, Room, Workshop


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
    titles = LocalizedField(_("title"))
    lead = models.CharField(_("led by"), max_length=120, blank=True)
    method = models.CharField(_("method"), max_length=120, blank=True)
    module_code = models.CharField(_("module"), max_length=20, blank=True)
    floor_languages = models.JSONField(_("spoken"), default=list)
    interpreted_languages = models.JSONField(_("interpreted"), default=list)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="items")
    counts = models.BooleanField(_("counts for attendance"), default=False)
    required = models.BooleanField(_("required"), default=False)
    human_rights = models.BooleanField(_("teaches human rights"), default=False)  # its hours are reported apart
    visibility = models.CharField(_("shown to"), max_length=12, choices=Visibility.choices, default=Visibility.PUBLIC)
    shortest = models.PositiveIntegerField(_("never shorter than (minutes)"), default=5)
    minutes = models.PositiveIntegerField(_("minutes wanted while it is unscheduled"), default=30)
    teams = models.ManyToManyField("InterpreterTeam", blank=True, related_name="items")
    retired = models.BooleanField(_("taken off the agenda for good"), default=False)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "code"], name="workshops_agendaitem_code_once"),
            models.CheckConstraint(
                condition=Q(shortest__gte=1, shortest__lte=1440), name="workshops_agendaitem_shortest_of_a_day"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="workshops_agendaitem_minutes_of_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        """The title in the reader's language, else in English, else in the one that there is."""
        return localized(self.titles)

    @property
    def title_language(self) -> str:
        """The language that `title` is really in."""
        return localized_with_language(self.titles)[1]


class ItemPerson(models.Model):
    """Who does what in an item: the persons that must not be in two places."""

    class Part(models.TextChoices):
        LEAD = "lead", pgettext_lazy("part in an agenda item", "leads")
        CO_LEAD = "co_lead", pgettext_lazy("part in an agenda item", "co-leads")
        SPEAKER = "speaker", pgettext_lazy("part in an agenda item", "speaks")
        RAPPORTEUR = "rapporteur", pgettext_lazy("part in an agenda item", "reports")

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="people")
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    part = models.CharField(_("part"), max_length=12, choices=Part.choices, default=Part.LEAD)

    class Meta:
        verbose_name = _("person of an item")
        verbose_name_plural = _("people of an item")
        ordering = ["part", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="workshops_itemperson_once")]

    def __str__(self) -> str:
        return f"{self.item.code}: {self.person}"


class InterpreterTeam(models.Model):
    """Those who interpret into one language, in turns; a team of one may not work long without a break."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="teams")
    name = models.CharField(_("name"), max_length=80)
    language = models.CharField(_("interprets into"), max_length=10, choices=SPOKEN_LANGUAGES)
    members = models.ManyToManyField("Registration", blank=True, related_name="teams", verbose_name=_("interpreters"))

    class Meta:
        verbose_name = _("team of interpreters")
        verbose_name_plural = _("teams of interpreters")
        ordering = ["language", "name"]
        constraints = [models.UniqueConstraint(fields=["workshop", "name"], name="workshops_interpreterteam_once")]

    def __str__(self) -> str:
        return self.name


class AgendaVersion(models.Model):
    """One state of the agenda: a draft, the current one, or one that was published before."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        CURRENT = "current", _("current")
        PAST = "past", _("past")

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices)
    zone = models.CharField(_("time zone"), max_length=40, default="UTC")
    live = models.BooleanField(_("made on the day"), default=False)
    note = models.CharField(_("what it changes"), max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    acknowledged = models.JSONField(_("warnings that were acknowledged"), default=list)
    revision = models.PositiveIntegerField(default=0, editable=False)
    # Of the workshop as it was at publication: {"titles": {lang: text}, "themes": {lang: {ISO day: text}}, "venue"}.
    frozen = models.JSONField(default=dict, editable=False)

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

    @property
    def tz(self) -> zoneinfo.ZoneInfo:
        """The zone of this version: a workshop that moves elsewhere leaves its past versions where they were."""
        return zoneinfo.ZoneInfo(self.zone)

    @property
    def venue(self) -> str:
        """Where the workshop was to be when this version was published; empty of a draft."""
        return self.frozen.get("venue", "")


class Placement(models.Model):
    """Where an item stands in one version. Wall time is the truth; the UTC instants are derived from it.

    `lane` 0 is for everybody, 1 and more are parallel; `order` is the place in the day. `frozen` is filled when the
    version is published: titles, people, room and languages as they were (see `publishing.snapshot`).
    """

    version = models.ForeignKey(AgendaVersion, models.CASCADE, related_name="placements")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="placements")
    day = models.DateField(_("day"))
    start = models.TimeField(_("start"))
    minutes = models.PositiveIntegerField(_("minutes"))
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+")
    locked = models.BooleanField(_("keeps its start"), default=False)
    lane = models.PositiveSmallIntegerField(_("lane"), default=0)
    order = models.PositiveIntegerField(_("place in the day"), default=0)
    second = models.BooleanField(_("the second of two such times (clocks go back)"), default=False)
    frozen = models.JSONField(default=dict, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["day", "starts_at", "lane", "item__code"]
        constraints = [
            models.UniqueConstraint(fields=["version", "item"], name="workshops_placement_item_once"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="workshops_placement_minutes_of_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.code} {self.day} {self.start:%H:%M}"


class AgendaEdit(models.Model):
    """One change of a draft: what undo takes back, and what a second editor is told; `number` is the new revision.

    `about` is the code of the item that was changed by hand, if it was one. `before` and `after` map the code of each
    item concerned to its placement (see `drafting.placement_values`), or to null where it was or becomes unscheduled,
    or to {} where it was retired.
    """

    version = models.ForeignKey(AgendaVersion, models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=20)
    about = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("change of the agenda")
        verbose_name_plural = _("changes of the agenda")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="workshops_agendaedit_number_once")]

    def __str__(self) -> str:
        return f"{self.version} {self.number} {self.verb}"
