"""Whether a module helped."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import OwnQuerySet


class Opinion(models.Model):
    """What one person says of one module; she may change it. Authors see numbers, and comments without names."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="opinions")
    module_key = models.UUIDField(db_index=True)
    language = models.CharField(max_length=10)
    edition = models.PositiveIntegerField(null=True)  # the number of the text that she had before her
    helped = models.BooleanField(_("it helped"))
    comment = models.TextField(_("comment"), max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "module_key"], name="toolkit_one_opinion_per_module")]

    def __str__(self) -> str:
        return f"{self.module_key}: {self.helped}"


class AuthorQuestion(models.Model):
    """What a learner asks the author of a module: open, then answered or closed with a reason.

    An answer may be shown under the module, without her name, where the author says so.
    """

    uuid = models.UUIDField(unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="author_questions")
    module_key = models.UUIDField(db_index=True)
    language = models.CharField(max_length=10)
    anchor = models.CharField(max_length=24, blank=True)
    text = models.TextField(_("question"), max_length=2000)
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    closed_why = models.CharField(_("why it stays without an answer"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    shown = models.BooleanField(_("shown under the module"), default=False)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to an author")
        verbose_name_plural = _("questions to authors")
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="", closed_why="", shown=False)
                | Q(answered_at__isnull=False, answered_by__isnull=False, closed_why="") & ~Q(answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False, answer="", shown=False) & ~Q(closed_why=""),
                name="toolkit_question_open_answered_or_closed",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("asked_at")),
                name="toolkit_question_answered_after_it",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
