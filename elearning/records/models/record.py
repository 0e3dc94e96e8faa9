"""The lasting statement that a person achieved something."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning.fields import localized
from elearning.people.models import Affiliation, Category, Office

from ..querysets import RecordQuerySet


class LearningRecord(models.Model):
    """Never changed and never deleted. What turned out wrong is annulled by another record, with its reason."""

    class Kind(models.TextChoices):
        COMPLETION = "completion", _("completion")
        PARTICIPATION = "participation", _("participation")
        RECOGNISED = "recognised", _("recognised learning")
        ANNULMENT = "annulment", _("annulment")

    class Assessment(models.TextChoices):
        """What a completion of a workshop rests on beside attendance; "taken" says nothing of how well."""

        TAKEN = "taken", _("post-test taken")
        PASSED = "passed", _("post-test passed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="records")
    subject_kind = models.CharField(_("kind of subject"), max_length=20)
    subject_uuid = models.UUIDField(_("subject"))
    title = models.JSONField(_("title, in each language"))
    workshop_kind = models.CharField(_("kind of workshop"), max_length=20, blank=True)
    topic = models.UUIDField(_("topic"), null=True, db_index=True)
    kind = models.CharField(_("kind"), max_length=13, choices=Kind.choices)
    assessment = models.CharField(_("assessment"), max_length=6, choices=Assessment.choices, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    achieved_on = models.DateField(_("achieved on"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+", verbose_name=_("office then"))
    category = models.CharField(_("category then"), max_length=20, choices=Category.choices, blank=True)
    organisation = models.CharField(_("organisation then"), max_length=150, blank=True)
    organisation_type = models.CharField(
        _("type of organisation then"), max_length=15, choices=Affiliation.OrganisationType.choices, blank=True
    )
    country = models.CharField(_("country then, outside the offices"), max_length=2, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1, null=True)
    basis = models.JSONField(_("what it rests on"), default=dict)
    valid_until = models.DateField(_("valid until"), null=True)
    annuls = models.OneToOneField("self", models.PROTECT, null=True, related_name="annulled_by")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ["-achieved_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject_kind", "subject_uuid", "kind", "sequence"], name="records_once_per_subject"
            ),
            models.CheckConstraint(
                condition=Q(kind="annulment", annuls__isnull=False) | (~Q(kind="annulment") & Q(annuls__isnull=True)),
                name="records_an_annulment_annuls",
            ),
            models.CheckConstraint(
                condition=Q(assessment="") | Q(kind="completion"), name="records_only_a_completion_is_assessed"
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_uuid", "achieved_on"]),
            models.Index(fields=["achieved_on"]),
            models.Index(fields=["office", "achieved_on"], name="records_office_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {localized(self.title)}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("Records are append-only: a correction is another record.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise TypeError("Records are append-only: they stay.")
