"""Quizzes as editors draw them, and the frozen versions that attempts are made at."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from elearning.fields import LocalizedField, localized

from .bank import Category

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Quiz(ClusterableModel):
    """Questions drawn from the bank; one row for all languages. What people answer is a QuizVersion."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    titles = LocalizedField(_("title"))
    pass_mark = models.DecimalField(
        _("pass mark in percent"), max_digits=5, decimal_places=2, default=80, validators=PERCENT
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: no limit.")
    )
    minutes_between = models.PositiveIntegerField(_("minutes to wait between attempts"), default=0)
    time_limit = models.PositiveIntegerField(
        _("time limit in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: none."),
    )
    shuffle_questions = models.BooleanField(_("questions in an order of chance"), default=True)
    shuffle_choices = models.BooleanField(_("choices in an order of chance"), default=True)
    current_version = models.ForeignKey(
        "QuizVersion", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("version in force")
    )

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["pk"]
        permissions = [("publish_quiz", _("Can publish a version of a quiz"))]

    def __str__(self) -> str:
        return localized(self.titles) or str(self.uuid)

    def rules(self) -> dict:
        """All that rules an attempt, besides the questions and the pass mark."""
        names = ("attempts_allowed", "minutes_between", "time_limit", "shuffle_questions", "shuffle_choices")
        return {name: getattr(self, name) for name in names}


class QuizSection(Orderable):
    """Questions of one category (and those within it): all that are ready, or so many drawn by chance."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="sections")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("category"))
    draw = models.PositiveSmallIntegerField(
        _("how many"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: all of them.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return str(self.category)


class QuizVersion(models.Model):
    """A quiz as published once: its sections with the versions of their questions, its rules. Never changed."""

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    titles = models.JSONField(_("title"), default=dict)
    pass_mark = models.DecimalField(_("pass mark in percent"), max_digits=5, decimal_places=2)
    sections = models.JSONField(_("sections"), default=list)
    rules = models.JSONField(_("rules"), default=dict)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("quiz version")
        verbose_name_plural = _("quiz versions")
        ordering = ["quiz_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "number"], name="assessments_quiz_version_number_once"),
            models.CheckConstraint(
                condition=Q(pass_mark__gte=0, pass_mark__lte=100), name="assessments_pass_mark_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{localized(self.titles)} · {self.number}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("A quiz version is frozen: publish a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A quiz version is frozen and stays.")

    @property
    def length(self) -> int:
        """How many questions a paper has."""
        return sum(
            min(section["draw"] or len(section["questions"]), len(section["questions"])) for section in self.sections
        )
