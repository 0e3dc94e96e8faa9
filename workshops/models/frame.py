"""The frame of a workshop: when, where, in which languages, for how many."""

import datetime
import uuid
import zoneinfo
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models import TestPair
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
        ARCHIVED = "archived", _("archived")
        POSTPONED = "postponed", _("postponed")
        CANCELLED = "cancelled", _("cancelled")

    class DueDiligence(models.TextChoices):
        NOT_APPLICABLE = "not_applicable", _("not applicable")
        PENDING = "pending", _("pending")
        CLEARED = "cleared", pgettext_lazy("due diligence", "cleared")
        REFUSED = "refused", pgettext_lazy("due diligence", "refused")

    class Checkpoint(models.TextChoices):
        DAY = "day", _("once a day")
        HALF_DAY = "half_day", _("each half-day")
        ITEM = "item", _("each agenda item")

    class Excused(models.TextChoices):
        NEUTRAL = "neutral", _("left out of the count")
        PRESENT = "present", _("counted as present")
        ABSENT = "absent", _("counted as absent")

    class PostTest(models.TextChoices):
        NONE = "none", _("no post-test")
        TAKEN = "taken", _("the post-test is taken")
        PASSED = "passed", _("the post-test is passed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    delivery = models.CharField(_("delivery"), max_length=10, choices=Delivery.choices, default=Delivery.IN_PERSON)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    zone = models.CharField(_("time zone"), max_length=40, validators=[known_zone])
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    day_start = models.TimeField(_("days begin at"), default=datetime.time(8, 30))
    day_end = models.TimeField(_("days end by"), default=datetime.time(17, 30))
    venue = models.CharField(_("venue"), max_length=200)
    capacity = models.PositiveIntegerField(_("capacity"))
    languages = models.JSONField(_("languages"), default=list)
    host_office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("host office"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("follows from")
    )
    due_diligence = models.CharField(
        _("due diligence"), max_length=15, choices=DueDiligence.choices, default=DueDiligence.NOT_APPLICABLE
    )
    checkpoint = models.CharField(
        _("attendance is taken"), max_length=10, choices=Checkpoint.choices, default=Checkpoint.ITEM
    )
    participation_percent = models.PositiveSmallIntegerField(_("participation from (percent)"), default=80)
    excused = models.CharField(_("excused absence"), max_length=10, choices=Excused.choices, default=Excused.NEUTRAL)
    post_test = models.CharField(
        _("completion asks that"), max_length=10, choices=PostTest.choices, default=PostTest.TAKEN
    )
    required_percent = models.PositiveSmallIntegerField(_("a required item is attended from (percent)"), default=50)
    late_after = models.PositiveSmallIntegerField(_("late after (minutes)"), default=5)
    test_pair = models.ForeignKey(
        TestPair, models.PROTECT, null=True, blank=True, related_name="workshops", verbose_name=_("pre- and post-test")
    )
    online_url = models.URLField(_("address of the video meeting"), blank=True)
    nominations_until = models.DateField(_("nominations until"), null=True, blank=True)
    logistics_until = models.DateField(_("travel details until"), null=True, blank=True)
    needs_purge_on = models.DateField(_("needs are deleted on"), null=True, blank=True)
    reconfirm_until = models.DateField(_("to be reconfirmed until"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    demonstration = models.BooleanField(_("demonstration content"), default=False)
    given_up = models.BooleanField(default=False, editable=False)  # archived as a draft: it never was public

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["-starts_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="workshops_workshop_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=10_000), name="workshops_workshop_capacity_of_people"
            ),
            models.CheckConstraint(
                condition=Q(participation_percent__gte=1, participation_percent__lte=100),
                name="workshops_workshop_percent_of_a_hundred",
            ),
            models.CheckConstraint(
                condition=Q(required_percent__gte=1, required_percent__lte=100, late_after__lte=60),
                name="workshops_workshop_attendance_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(day_end__gt=F("day_start")), name="workshops_workshop_day_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(given_up=False) | Q(state="archived"), name="workshops_workshop_given_up_is_archived"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="workshops_workshop_not_its_own_parent"
            ),
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
        """The text in `language` unless it is a draft, else in the site's first language, else in any.

        English is shown as a draft too, since there is nothing to put in its place; a workshop without any text is
        called by its code. Prefetch `texts`.
        """
        return self.text_among(self.texts.all(), language)

    def text_among(self, found: Iterable["WorkshopText"], language: str) -> "WorkshopText":
        """The same, of texts that were read already."""
        texts = {text.language: text for text in found}
        ready = [text for text in texts.values() if text.status != WorkshopText.Status.DRAFT]
        wanted = next((text for text in ready if text.language == language), None)
        known = [wanted, texts.get(settings.LANGUAGE_CODE), *ready, *texts.values()]
        code = WorkshopText(language=settings.LANGUAGE_CODE, title=self.code, status=WorkshopText.Status.REVIEWED)
        return next((text for text in known if text), code)


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
    aim = models.TextField(_("what it is for"), blank=True, max_length=4000)
    practical = models.TextField(_("practical information"), blank=True, max_length=4000)
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
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)

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
    name = models.CharField(_("name"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["workshop", "code"], name="workshops_group_once")]

    def __str__(self) -> str:
        return self.code
