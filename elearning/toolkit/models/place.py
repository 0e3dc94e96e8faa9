"""Where a learner stopped reading."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import OwnQuerySet


class ReadingPlace(models.Model):
    """The paragraph of a module at which she stopped, in whatever language; the last one by its own time."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reading_places")
    module_key = models.UUIDField()
    language = models.CharField(max_length=10)
    anchor = models.CharField(max_length=24)
    heading = models.CharField(max_length=24, blank=True)  # where to go if the paragraph is gone
    words = models.CharField(max_length=120, blank=True)  # how the paragraph begins
    share = models.PositiveSmallIntegerField(_("part that was read, in per cent"))
    at = models.DateTimeField(_("when"))

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in a module")
        verbose_name_plural = _("places in modules")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "module_key"], name="toolkit_one_place_per_module"),
            models.CheckConstraint(condition=models.Q(share__lte=100), name="toolkit_place_share_per_cent"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.anchor}"
