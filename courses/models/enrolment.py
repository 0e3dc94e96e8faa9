"""Who follows which version of a course, and the evidence of what she did."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..progress import ANNULLED, MODULE_READ, QUIZ_PASSED, WITHDRAWN, Progress, fold
from ..querysets import EnrolmentQuerySet, EvidenceQuerySet
from .course import Course, CourseVersion


class Enrolment(models.Model):
    """A person in a course, bound to the version in force when she began.

    The figures below `started_at` are the stored fold of her evidence: `rebuild_progress` makes them again.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    version = models.ForeignKey(CourseVersion, models.PROTECT, related_name="enrolments")
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    steps_done = models.PositiveSmallIntegerField(_("required steps done"), default=0)
    steps_required = models.PositiveSmallIntegerField(_("required steps"), default=0)
    next_step = models.UUIDField(_("next step"), null=True)
    completed_at = models.DateTimeField(_("moment of the deciding evidence"), null=True)
    completed_on = models.DateField(_("day of completion at her office"), null=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "course"], name="courses_one_enrolment_per_person_and_course"),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True) ^ Q(completed_on__isnull=False),
                name="courses_completion_has_moment_and_day",
            ),
        ]
        indexes = [
            models.Index(fields=["course", "started_at"]),
            models.Index(fields=["course", "completed_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.course}"

    def progress(self) -> Progress:
        """The fold of her evidence, made anew."""
        return fold(self.version.rule, self.evidence.all())


class Evidence(models.Model):
    """One fact about one enrolment: what was done, when, and how we know. Never changed, never deleted.

    The id is made by the client (for a pass it is the attempt's), so the same fact sent twice is one row.
    """

    class Kind(models.TextChoices):
        MODULE_READ = MODULE_READ, _("module read")
        QUIZ_PASSED = QUIZ_PASSED, _("quiz passed")
        ANNULLED = ANNULLED, _("all until then annulled")
        WITHDRAWN = WITHDRAWN, _("pass withdrawn after a repair")

    class Source(models.TextChoices):
        WEB = "web", _("confirmed on the site")
        OFFLINE = "offline", _("confirmed without a network, sent later")
        FACILITATOR = "facilitator", _("confirmed by a person in charge")
        SERVER = "server", _("marked by the server")
        DECISION = "decision", _("decided by a person in charge")

    uuid = models.UUIDField(primary_key=True)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    subject = models.UUIDField(_("module or quiz"))
    occurred_at = models.DateTimeField(_("happened"))
    received_at = models.DateTimeField(_("reached us"), default=timezone.now)
    claimed_at = models.DateTimeField(_("the device's own time, where it could not be right"), null=True)
    source = models.CharField(_("source"), max_length=12, choices=Source.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    revision = models.PositiveBigIntegerField(_("revision of the page, or version of the quiz"), null=True)
    score = models.DecimalField(_("score in percent"), max_digits=5, decimal_places=2, null=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["occurred_at", "uuid"]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.get_kind_display()}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("Evidence is append-only: add another piece instead.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise TypeError("Evidence is append-only: it stays.")
