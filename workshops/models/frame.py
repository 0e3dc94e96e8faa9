"""The frame of a workshop: when, where, in which languages, for how many."""

import uuid
import zoneinfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elearning.people.models import Office
from elearning.people.models.office import known_zone

from ..querysets import WorkshopQuerySet

# The languages that may be spoken or interpreted in a room: more than the site's own.
SPOKEN_LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
    ("ar", _("Arabic")),
]


class Workshop(models.Model):
    """A workshop; its dates are days at its own place."""

    class Kind(models.TextChoices):
        FAMILIARIZATION = "familiarization", _("familiarization")
        TRAINING_OF_TRAINERS = "training_of_trainers", _("training of trainers")
        REFRESHER = "refresher", _("refresher")
        THEMATIC = "thematic", _("thematic")
        SENSITIZATION = "sensitization", _("sensitization")

    class Delivery(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("hybrid")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        CONFIRMED = "confirmed", _("confirmed")
        LIVE = "live", _("live")
        REPORTING = "reporting", _("reporting")
        CLOSED = "closed", _("closed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    delivery = models.CharField(_("delivery"), max_length=10, choices=Delivery.choices, default=Delivery.IN_PERSON)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    zone = models.CharField(_("time zone"), max_length=40, validators=[known_zone])
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    venue = models.CharField(_("venue"), max_length=200)
    capacity = models.PositiveIntegerField(_("capacity"))
    languages = models.JSONField(_("languages"), default=list)
    host_office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("host office"))
    demonstration = models.BooleanField(_("demonstration content"), default=False)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["-starts_on", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="workshops_workshop_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def tz(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.zone)

    @property
    def language_names(self) -> list[str]:
        """The languages of the room, in the reader's words."""
        names = dict(SPOKEN_LANGUAGES)
        return [str(names[code]) for code in self.languages]

    def text(self, language: str) -> "WorkshopText":
        """The title and themes in `language`, else in the site's first language, else in any. Prefetch `texts`."""
        texts = {text.language: text for text in self.texts.all()}
        return texts.get(language) or texts.get(settings.LANGUAGE_CODE) or next(iter(texts.values()))


class WorkshopText(models.Model):
    """What is said of the workshop in one language; the operational rows are one for all languages."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        MACHINE = "machine", _("machine translation")
        REVIEWED = "reviewed", _("reviewed")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, choices=SPOKEN_LANGUAGES)
    title = models.CharField(_("title"), max_length=200)
    themes = models.JSONField(_("theme of each day"), default=dict)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)

    class Meta:
        verbose_name = _("workshop text")
        verbose_name_plural = _("workshop texts")
        constraints = [
            models.UniqueConstraint(fields=["workshop", "language"], name="workshops_workshoptext_one_per_language")
        ]

    def __str__(self) -> str:
        return self.title


class Room(models.Model):
    """A place in the venue."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["workshop", "name"], name="workshops_room_once")]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A part of the participants that meets by itself, mostly by language."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="groups")
    code = models.CharField(_("code"), max_length=10)

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["workshop", "code"], name="workshops_group_once")]

    def __str__(self) -> str:
        return self.code
