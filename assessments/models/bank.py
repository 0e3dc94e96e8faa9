"""The question bank: categories, questions, and the versions that hold what is asked."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from .. import kinds
from ..querysets import QuestionVersionQuerySet
from ..readiness import language_for
from ..schemas import problems
from ..texts import cleaned


class Category(models.Model):
    """A drawer of the bank; drawers stand in drawers."""

    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("within")
    )

    class Meta:
        verbose_name = _("question category")
        verbose_name_plural = _("question categories")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="assessments_category_once"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(parent__isnull=True), name="assessments_top_category_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """The identity of a question: where it stands in the bank and what it tests."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("code"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=255, blank=True, help_text=_("For authors; learners do not see it."))
    category = models.ForeignKey(Category, models.PROTECT, related_name="questions", verbose_name=_("category"))
    objective = models.CharField(
        _("objective"), max_length=20, blank=True, help_text=_("Like M1-O1, as it stands in the module.")
    )
    module_key = models.UUIDField(_("module"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    tags = TaggableManager(_("tags"), blank=True, help_text=_("Separated by commas."))

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class QuestionVersion(models.Model):
    """What is asked, in every language. Once ready it is never changed: editing makes another version."""

    class Kind(models.TextChoices):
        SINGLE = kinds.SINGLE, _("one right answer")
        MULTIPLE = kinds.MULTIPLE, _("several right answers")
        TRUE_FALSE = kinds.TRUE_FALSE, _("true or false")
        MATCHING = kinds.MATCHING, _("matching")
        ORDERING = kinds.ORDERING, _("ordering")
        SHORT_TEXT = kinds.SHORT_TEXT, _("short text")
        NUMERIC = kinds.NUMERIC, _("number")
        GAP_TEXT = kinds.GAP_TEXT, _("text with gaps")
        FREE_TEXT = kinds.FREE_TEXT, _("free text, marked by a person")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        READY = "ready", _("ready")
        RETIRED = "retired", _("retired")

    question = models.ForeignKey(Question, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("type"), max_length=12, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    points = models.DecimalField(
        _("points"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0.25)]
    )
    content = models.JSONField(_("content"))
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        ordering = ["question__code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="assessments_version_number_once"),
            models.CheckConstraint(condition=Q(points__gt=0), name="assessments_points_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.question} · {self.number}"

    def clean(self) -> None:
        super().clean()
        if self.state == self.State.READY and (found := problems(self.kind, self.content)):
            raise ValidationError({"content": found})

    def save(self, *args, **kwargs) -> None:
        """A version that is ready may be retired, and nothing else about it may change."""
        if not self._state.adding and set(kwargs.get("update_fields") or ["all"]) != {"state"}:
            before = type(self).objects.get(pk=self.pk)
            if before.state != self.State.DRAFT:
                raise TypeError("A version that was ready is frozen: write another.")
        self.content = cleaned(self.content)
        super().save(*args, **kwargs)

    def text_in(self, language: str | None = None) -> tuple[dict, str]:
        """The texts in this language if they are ready, else in the one that all follow; with that language."""
        code = language_for(self.content, language or get_language() or settings.LANGUAGE_CODE)
        return self.content["texts"].get(code) or {}, code
