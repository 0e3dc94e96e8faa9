"""Who was in the room: what devices and people said of it, only ever added to, and the days that were signed off."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elearning.people.models import User

from ..querysets import AppendOnlyQuerySet, EventQuerySet
from .frame import Workshop
from .people import Registration


class Device(models.Model):
    """A telephone or tablet that takes attendance for the person who prepared it; the server keeps a digest only."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="devices")
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("whose"))
    label = models.CharField(_("name of the device"), max_length=80)
    secret_digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_why = models.CharField(_("why revoked"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.label


class AttendanceEvent(models.Model):
    """One fact, with an id that the device made. Never changed, never deleted: a mistake is voided by another event.

    `occurred_at` is corrected by the server's clock, `device_at` is what the device's clock showed. A `problem` keeps
    an event from counting until a person decides (see `Resolution`).
    """

    class Verb(models.TextChoices):
        IN = "in", pgettext_lazy("attendance event", "came in")
        OUT = "out", pgettext_lazy("attendance event", "went out")
        SET = "set", pgettext_lazy("attendance event", "decided")
        VOID = "void", pgettext_lazy("attendance event", "taken back")

    class Source(models.TextChoices):
        """From the weakest to the strongest."""

        SELF = "self", pgettext_lazy("source of attendance", "self check-in")
        VIDEO = "video", pgettext_lazy("source of attendance", "video service")
        SCAN = "scan", pgettext_lazy("source of attendance", "badge")
        SHEET = "sheet", pgettext_lazy("source of attendance", "sign-in sheet")
        FACILITATOR = "facilitator", pgettext_lazy("source of attendance", "facilitator")
        AMENDMENT = "amendment", pgettext_lazy("source of attendance", "amendment")

    class Value(models.TextChoices):
        """What a `set` says."""

        PRESENT = "present", pgettext_lazy("attendance", "present")
        PARTIAL = "partial", pgettext_lazy("attendance", "partly present")
        ABSENT = "absent", pgettext_lazy("attendance", "absent")
        EXCUSED = "excused", pgettext_lazy("attendance", "excused")

    class Problem(models.TextChoices):
        UNKNOWN_BADGE = "unknown_badge", _("unknown badge")
        UNKNOWN_CHECKPOINT = "unknown_checkpoint", _("unknown checkpoint")
        OTHER_WORKSHOP = "other_workshop", _("badge of another workshop")
        FUTURE = "future", _("from the future")
        REVOKED = "revoked", _("from a revoked device")
        CONFLICT = "conflict", _("the same id with another content")
        SIGNED = "signed", _("came after the day was signed off")
        UNREADABLE = "unreadable", _("cannot be read")
        NOT_ALLOWED = "not_allowed", _("by somebody who may not decide this")

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="events")
    client_id = models.UUIDField(_("id made by the device"))
    digest = models.CharField(max_length=64, editable=False)
    verb = models.CharField(_("what happened"), max_length=4, choices=Verb.choices)
    source = models.CharField(_("source"), max_length=12, choices=Source.choices)
    registration = models.ForeignKey(Registration, models.PROTECT, null=True, blank=True, related_name="events")
    badge = models.CharField(_("badge as it was read"), max_length=80, blank=True)
    checkpoint = models.CharField(_("checkpoint"), max_length=60, blank=True)
    value = models.CharField(_("decided"), max_length=8, choices=Value.choices, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    voids = models.UUIDField(null=True, blank=True)
    occurred_at = models.DateTimeField(_("happened"))
    device_at = models.DateTimeField(_("by the device's clock"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    device = models.ForeignKey(Device, models.PROTECT, null=True, blank=True, related_name="events")
    actor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sheet = models.ForeignKey("Sheet", models.PROTECT, null=True, blank=True, related_name="events")
    problem = models.CharField(_("why it waits"), max_length=20, choices=Problem.choices, blank=True)
    raw = models.JSONField(default=dict, editable=False)  # what came, where it could not be read or contradicts

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance event")
        verbose_name_plural = _("attendance events")
        ordering = ["occurred_at", "client_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["client_id"], condition=~Q(problem="conflict"), name="workshops_attendanceevent_id_once"
            ),
            models.UniqueConstraint(fields=["client_id", "digest"], name="workshops_attendanceevent_content_once"),
            models.CheckConstraint(
                condition=~Q(problem="") | Q(registration__isnull=False) & ~Q(checkpoint="") | Q(verb="void"),
                name="workshops_attendanceevent_counts_for_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(verb="set", problem="") | ~Q(value=""), name="workshops_attendanceevent_set_says_what"
            ),
            models.CheckConstraint(
                condition=~Q(source="amendment") | ~Q(reason=""), name="workshops_attendanceevent_amended_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["workshop", "registration"]), models.Index(fields=["workshop", "problem"])]

    def __str__(self) -> str:
        return f"{self.occurred_at:%Y-%m-%d %H:%M} {self.verb} {self.registration or self.badge}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("Attendance events are append-only: void it by another event.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise TypeError("Attendance events are append-only: they stay.")


class Resolution(models.Model):
    """What a person decided about an event that waited: whose it is and for which checkpoint, or set aside."""

    event = models.OneToOneField(AttendanceEvent, models.PROTECT, related_name="resolution")
    registration = models.ForeignKey(Registration, models.PROTECT, null=True, blank=True, related_name="+")
    checkpoint = models.CharField(max_length=60, blank=True)
    set_aside = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        constraints = [
            models.CheckConstraint(
                condition=Q(set_aside=True) | Q(registration__isnull=False) & ~Q(checkpoint=""),
                name="workshops_resolution_says_whose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.reason}"


class RemoteDay(models.Model):
    """A day on which a participant follows from elsewhere; without such a row she is in the room."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="remote_days")
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("remote day")
        verbose_name_plural = _("remote days")
        constraints = [models.UniqueConstraint(fields=["registration", "day"], name="workshops_remoteday_once")]

    def __str__(self) -> str:
        return f"{self.registration} {self.day}"


class HeadCount(models.Model):
    """How many heads somebody counted at a checkpoint; the newest counts."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="head_counts")
    client_id = models.UUIDField(default=uuid.uuid4, unique=True)
    checkpoint = models.CharField(_("checkpoint"), max_length=60)
    heads = models.PositiveIntegerField(_("heads"))
    counted_at = models.DateTimeField(_("counted"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")
        ordering = ["-counted_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(heads__lte=10_000), name="workshops_headcount_of_people"),
        ]

    def __str__(self) -> str:
        return f"{self.checkpoint}: {self.heads}"


class DayClosing(models.Model):
    """The facilitator's signature under one day. What changes later is an amendment with its reason."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="closings")
    day = models.DateField(_("day"))
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(_("signed"), default=timezone.now)
    figures = models.JSONField(default=dict)  # by checkpoint: heads, by source, present, late, partly, excused, absent
    note = models.CharField(_("remarks"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("signed day")
        verbose_name_plural = _("signed days")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["workshop", "day"], name="workshops_dayclosing_once")]

    def __str__(self) -> str:
        return f"{self.workshop} {self.day}"
