"""When the pre-test and the post-test of a workshop were open to be begun."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import PaperScore
from elearning.people.models import User

from .frame import Workshop


class TestWindow(models.Model):
    """From when to when one side could be begun; it is open while nobody has closed it."""

    __test__ = False  # no test of ours, though pytest would take it for one

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="test_windows")
    side = models.CharField(_("before or after"), max_length=6, choices=PaperScore.Side.choices)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("opening of a test")
        verbose_name_plural = _("openings of tests")
        ordering = ["opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "side"], condition=Q(closed_at=None), name="workshops_testwindow_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at"), closed_by__isnull=False),
                name="workshops_testwindow_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop} {self.side}"
