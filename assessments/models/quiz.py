"""Quizzes as editors draw them, and the frozen versions that attempts are made at."""

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from elearning.fields import LocalizedField, localized

from .bank import Category, Question

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Purpose(models.TextChoices):
    PRACTICE = "practice", _("practice")
    GRADED = "graded", _("graded")
    PRE_TEST = "pre_test", _("test before a workshop or course")
    POST_TEST = "post_test", _("test after a workshop or course")


class Counts(models.TextChoices):
    BEST = "best", _("the best")
    LAST = "last", _("the last")
    FIRST = "first", _("the first")
    AVERAGE = "average", _("the average of all")


class Feedback(models.TextChoices):
    """How much is shown; each level shows what those before it show."""

    NOTHING = "nothing", _("nothing")
    SCORE = "score", _("the score")
    MARKS = "marks", _("which answers were right")
    ALL = "all", _("right answers and explanations")


RULES = (
    "attempts_allowed",
    "minutes_between",
    "time_limit",
    "shuffle_questions",
    "shuffle_choices",
    "purpose",
    "counts",
    "feedback_during",
    "feedback_after",
    "feedback_later",
    "feedback_closed",
    "anonymous_marking",
    "second_marker",
)
TIMES = ("opens_at", "closes_at")


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
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices, default=Purpose.GRADED)
    counts = models.CharField(_("attempt that counts"), max_length=8, choices=Counts.choices, default=Counts.BEST)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    feedback_during = models.CharField(
        _("during the attempt"),
        max_length=8,
        choices=Feedback.choices,
        default=Feedback.NOTHING,
        help_text=_("More than nothing is for practice only: who sees what is right can still change the answer."),
    )
    feedback_after = models.CharField(
        _("in the first hour after it"), max_length=8, choices=Feedback.choices, default=Feedback.ALL
    )
    feedback_later = models.CharField(_("later"), max_length=8, choices=Feedback.choices, default=Feedback.ALL)
    feedback_closed = models.CharField(
        _("once the quiz is closed"), max_length=8, choices=Feedback.choices, default=Feedback.ALL
    )
    anonymous_marking = models.BooleanField(
        _("markers do not see whose answer it is"), default=False, help_text=_("For free text.")
    )
    second_marker = models.BooleanField(
        _("a second person marks too"), default=False, help_text=_("For free text. The mean of the two counts.")
    )
    current_version = models.ForeignKey(
        "QuizVersion", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("version in force")
    )

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["pk"]
        permissions = [
            ("publish_quiz", _("Can publish a version of a quiz")),
            ("mark_attempt", _("Can mark the answers that a person has to mark")),
            ("repair_question", _("Can repair a faulty question and the marks that it gave")),
            ("see_analysis", _("Can see how a quiz was answered")),
            ("accommodate_person", _("Can give a person more time or attempts, and decide on late answers")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
                name="assessments_quiz_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return localized(self.titles) or str(self.uuid)

    def rules(self) -> dict:
        """All that rules an attempt, besides the questions and the pass mark."""
        times = {name: moment and moment.isoformat() for name in TIMES for moment in [getattr(self, name)]}
        return {name: getattr(self, name) for name in RULES} | times


class QuizSection(Orderable):
    """Questions of one category (and those within it), all that are ready or so many by chance; or one question."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="sections")
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("or one question")
    )
    pinned = models.PositiveIntegerField(
        _("its version"), null=True, blank=True, help_text=_("Empty: the latest that is ready when it is published.")
    )
    draw = models.PositiveSmallIntegerField(
        _("how many"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: all of them.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.CheckConstraint(
                condition=Q(category__isnull=False, question__isnull=True, pinned__isnull=True)
                | Q(category__isnull=True, question__isnull=False, draw__isnull=True),
                name="assessments_section_is_a_category_or_a_question",
            ),
        ]

    def __str__(self) -> str:
        return str(self.category or self.question)

    def clean(self) -> None:
        super().clean()
        if bool(self.category_id) == bool(self.question_id):
            raise ValidationError(_("Choose either a category or one question."))
        if self.question_id and self.draw:
            raise ValidationError({"draw": _("One question is not drawn. Leave this empty.")})
        if self.pinned and not self.question_id:
            raise ValidationError({"pinned": _("Only one question can be held to a version, not a category.")})


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

    def rule(self, name: str) -> Any:
        """A rule as it was frozen; versions of before a rule existed follow what a new quiz begins with."""
        return self.rules.get(name, Quiz._meta.get_field(name).get_default())

    def moment(self, name: str) -> datetime.datetime | None:
        """`opens_at` or `closes_at`."""
        text = self.rules.get(name)
        return datetime.datetime.fromisoformat(text) if text else None

    @property
    def length(self) -> int:
        """How many questions a paper has."""
        return sum(
            min(section["draw"] or len(section["questions"]), len(section["questions"])) for section in self.sections
        )
