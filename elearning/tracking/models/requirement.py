"""What headquarters asks of whom, in versions that never change, and who is exempt."""

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning.fields import localized
from elearning.people.models.ties import Dated


class Requirement(models.Model):
    """A name that lasts; what is asked stands in its versions."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9][-A-Za-z0-9]*$", _("Letters, digits and hyphens."))],
        help_text=_("Stands in the address."),
    )
    place = models.PositiveSmallIntegerField(_("place in the induction"), default=0)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return self.code


class RequirementVersion(models.Model):
    """What is asked from a day on, as published at a moment. The newest that had begun on a day rules that day.

    `subjects` is a list of `{"kind", "value"}` (see `tracking.subjects`): any of them satisfies. `offices` is a list of
    ids, each with all offices below; empty lists leave nobody out. `months` empty: a record satisfies for ever.
    A version with `is_ended` asks nobody.
    """

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    titles = models.JSONField(_("title, in each language"))
    from_day = models.DateField(_("from"))
    subjects = models.JSONField(_("what satisfies it"))
    months = models.PositiveSmallIntegerField(_("months of validity"), null=True)
    offices = models.JSONField(_("offices"), default=list)
    categories = models.JSONField(_("categories"), default=list)
    job_titles = models.JSONField(_("job titles"), default=list)
    joined_after = models.DateField(_("joined after"), null=True)
    days = models.PositiveSmallIntegerField(_("days to comply"), default=90)
    grace = models.PositiveSmallIntegerField(_("days of grace"), default=0)
    is_ended = models.BooleanField(_("ended"), default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("version of a requirement")
        verbose_name_plural = _("versions of requirements")
        ordering = ["requirement_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["requirement", "number"], name="tracking_version_number_once"),
            models.CheckConstraint(condition=Q(months__isnull=True) | Q(months__gt=0), name="tracking_months_positive"),
        ]

    def __str__(self) -> str:
        return f"{localized(self.titles)} {self.number}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("A version of a requirement never changes: publish another.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise TypeError("Versions of requirements stay.")


class Exemption(Dated):
    """A person need not, from a day to a day, for a reason. A wrong one is withdrawn and written anew."""

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="exemptions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="exemptions")
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        ordering = ["-started_on", "-id"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(reason=""), name="tracking_exemption_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.requirement}"
