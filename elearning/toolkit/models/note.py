"""What a learner wrote for herself."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import OwnQuerySet


class Note(models.Model):
    """A private answer to one reflection of one module, whatever its language; nobody else reads it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes")
    module_key = models.UUIDField()
    key = models.SlugField(max_length=40)
    text = models.TextField(_("note"), max_length=10_000)
    written_at = models.DateTimeField(_("written, by her own clock"), default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "module_key", "key"], name="toolkit_one_note_per_reflection")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.key}"
