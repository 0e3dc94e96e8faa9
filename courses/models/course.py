"""Courses as editors draw them, and the frozen versions that learners are bound to."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from assessments.models import Quiz
from elearning.fields import LocalizedField, localized
from elearning.toolkit.modules import module_exists

from ..progress import MODULE_READ, QUIZ_PASSED, VersionStep
from ..querysets import CourseQuerySet


class Course(ClusterableModel):
    """Ordered steps for one person alone; one row for all languages. What learners follow is a CourseVersion."""

    class Audience(models.TextChoices):
        STAFF = "staff", pgettext_lazy("audience", "staff")
        PARTNERS = "partners", _("staff and invited partners")
        PUBLIC = "public", _("everybody with an account")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("code"), max_length=40, unique=True, help_text=_("Stands in the address."))
    titles = LocalizedField(_("title"))
    summaries = LocalizedField(_("summary"), blank=True)
    toolkit_key = models.UUIDField(
        _("toolkit"), null=True, blank=True, help_text=_("Persons are counted once per toolkit.")
    )
    audience = models.CharField(_("audience"), max_length=10, choices=Audience.choices, default=Audience.STAFF)
    hours = models.DecimalField(
        _("hours of learning"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        help_text=_("As on the certificate."),
    )
    current_version = models.ForeignKey(
        "CourseVersion",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("version in force"),
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["code"]
        permissions = [("publish_course", _("Can publish a version of a course"))]

    def __str__(self) -> str:
        return localized(self.titles) or self.code


class Step(Orderable):
    """One step of a course: read a module (whatever its language), or pass a quiz."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="steps")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    module_key = models.UUIDField(_("module to read"), null=True, blank=True)
    quiz = models.ForeignKey(
        Quiz, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("quiz to pass")
    )
    required = models.BooleanField(_("required"), default=True)

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [
            models.CheckConstraint(
                condition=Q(module_key__isnull=True) ^ Q(quiz__isnull=True),
                name="courses_step_is_a_module_or_a_quiz",
            )
        ]

    def __str__(self) -> str:
        return f"{self.course} · {(self.sort_order or 0) + 1}"

    def clean(self) -> None:
        super().clean()
        if bool(self.module_key) == bool(self.quiz_id):
            raise ValidationError(_("Choose either a module to read or a quiz to pass."))
        if self.module_key and not module_exists(self.module_key):
            raise ValidationError({"module_key": _("There is no such module. Choose one from the list.")})


class CourseVersion(models.Model):
    """The steps of a course as published once, with all that a learner's result may depend on. Never changed."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    steps = models.JSONField(_("steps"))
    titles = models.JSONField(_("title"))
    hours = models.DecimalField(_("hours of learning"), max_digits=5, decimal_places=1, null=True)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("course version")
        verbose_name_plural = _("course versions")
        ordering = ["course_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="courses_version_number_once_per_course")
        ]

    def __str__(self) -> str:
        return f"{localized(self.titles)} · {self.number}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("A course version is frozen: publish a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A course version is frozen and stays.")

    @property
    def rule(self) -> tuple[VersionStep, ...]:
        """The steps as the fold reads them."""
        return tuple(read_step(step) for step in self.steps)


def write_step(step: VersionStep) -> dict:
    """A step as JSON, for a version to keep."""
    subject = {"quiz": str(step.subject)} if step.is_quiz else {"module": str(step.subject)}
    frozen = {"quiz_version": step.quiz_version, "pass_mark": step.pass_mark} if step.is_quiz else {}
    return {"uuid": str(step.uuid), **subject, **frozen, "required": step.required, "titles": step.titles}


def read_step(kept: dict) -> VersionStep:
    """A step from the JSON that `write_step` wrote."""
    return VersionStep(
        uuid=uuid.UUID(kept["uuid"]),
        kind=QUIZ_PASSED if "quiz" in kept else MODULE_READ,
        subject=uuid.UUID(kept.get("quiz") or kept["module"]),
        required=kept["required"],
        titles=kept["titles"],
        quiz_version=kept.get("quiz_version"),
        pass_mark=kept.get("pass_mark"),
    )
