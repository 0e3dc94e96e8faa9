"""Two quizzes that measure the same before and after, and totals that were typed in from paper."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning.fields import LocalizedField, localized

from .quiz import Quiz


class TestPair(models.Model):
    """A quiz before and a quiz after, tied to the same objectives. Who pairs with whom, the app above decides."""

    __test__ = False  # no test of ours, though pytest would take it for one

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    titles = LocalizedField(_("title"))
    before = models.ForeignKey(Quiz, models.PROTECT, related_name="pairs_before", verbose_name=_("quiz before"))
    after = models.ForeignKey(Quiz, models.PROTECT, related_name="pairs_after", verbose_name=_("quiz after"))

    class Meta:
        verbose_name = _("pair of tests")
        verbose_name_plural = _("pairs of tests")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(before=F("after")), name="assessments_pair_of_two_quizzes"),
            models.UniqueConstraint(fields=["before", "after"], name="assessments_pair_once"),
        ]

    def __str__(self) -> str:
        return localized(self.titles) or str(self.uuid)

    def clean(self) -> None:
        super().clean()
        if self.before_id and self.before_id == self.after_id:
            raise ValidationError({"after": _("Choose another quiz: before and after must be two.")})


class PaperScore(models.Model):
    """A total typed in from paper: it enters gain and “taken”, never “passed”. A correction withdraws it."""

    class Side(models.TextChoices):
        BEFORE = "before", _("before")
        AFTER = "after", _("after")

    pair = models.ForeignKey(TestPair, models.PROTECT, related_name="paper_scores")
    side = models.CharField(_("before or after"), max_length=6, choices=Side.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    context_kind = models.CharField(max_length=20)
    context_key = models.CharField(max_length=64)
    score = models.DecimalField(_("score"), max_digits=7, decimal_places=2)
    max_score = models.DecimalField(_("of"), max_digits=7, decimal_places=2)
    taken_on = models.DateField(_("taken on"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("score from paper")
        verbose_name_plural = _("scores from paper")
        ordering = ["entered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=0, max_score__gt=0, score__lte=F("max_score")),
                name="assessments_paper_score_within_its_maximum",
            ),
            models.UniqueConstraint(
                fields=["pair", "side", "person", "context_kind", "context_key"],
                condition=Q(withdrawn_at__isnull=True),
                name="assessments_one_paper_score_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.score} / {self.max_score}"
