"""Sign-in sheets on paper: printed, signed, typed back, verified."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning.people.models import User

from .frame import Workshop


class Sheet(models.Model):
    """A sign-in sheet as it was printed: its rows with their codes, whatever becomes of the registrations."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="sheets")
    code = models.CharField(_("code"), max_length=12)
    day = models.DateField(_("day"))
    # The boxes of a row: [{"key": …, "label": …, "hours": …, "start": "08:30", "covers": [keys of checkpoints]}]
    checkpoints = models.JSONField(_("checkpoints"), default=list)
    language = models.CharField(_("language"), max_length=10)
    # [{"row": code, "registration": pk or None, "name": …, "own": …, "office": …}]; None is a row left empty.
    rows = models.JSONField(default=list)
    said = models.JSONField(default=dict)  # the head of the sheet: {"title": …, "venue": …, "group": …}
    printed_at = models.DateTimeField(_("printed"), default=timezone.now)
    printed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    scan = models.FileField(_("scan"), upload_to="sheets/%Y/%m", blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    typed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    typed_at = models.DateTimeField(_("typed in"), null=True, blank=True)
    # {"signed": {key of a box: [{"row": …, "late": minutes or None, "left": "16:10" or ""}]}, "walk_ins": {row: pk}}
    typed = models.JSONField(default=dict)
    sent_back_why = models.CharField(_("why it was sent back"), max_length=300, blank=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-in sheet")
        verbose_name_plural = _("sign-in sheets")
        ordering = ["day", "code"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "code"], name="workshops_sheet_code_once"),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | Q(typed_by__isnull=False) & ~Q(verified_by=F("typed_by")),
                name="workshops_sheet_verified_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.code
