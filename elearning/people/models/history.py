"""What was written of a person or an office before, so that figures given then can be repeated."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import AbsenceQuerySet
from .office import Office
from .ties import Dated
from .user import User


class FormerTrait(models.Model):
    """What stood in the row of a person until a moment, when it was corrected; written by the correction."""

    person = models.ForeignKey(User, models.PROTECT, related_name="former_traits")
    sex = models.CharField(_("sex"), max_length=12, choices=User.Sex.choices)
    language = models.CharField(_("language"), max_length=10, blank=True)
    until = models.DateTimeField(_("until"), default=timezone.now)

    class Meta:
        verbose_name = _("former trait")
        verbose_name_plural = _("former traits")
        ordering = ["person_id", "until", "id"]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.until:%Y-%m-%d}"


class OfflineStretch(Dated):
    """An office has no line from a day to a day: what is due there then is moved. A wrong one is withdrawn."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="offline_stretches")
    note = models.CharField(_("note"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("offline stretch")
        verbose_name_plural = _("offline stretches")
        ordering = ["started_on", "id"]

    def __str__(self) -> str:
        return f"{self.office} · {self.started_on}"
