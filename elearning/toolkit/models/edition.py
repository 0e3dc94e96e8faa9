"""What a module said when it was published, and who has read what changed in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import EditionQuerySet
from .audience import audience_field
from .module import ModulePage


class ModuleEdition(models.Model):
    """The plain text of a module in one language as it was published once. Never changed, never deleted.

    `paragraphs` is a list of [anchor, kind, text]. `follows` is the edition of the source language that a translation
    says; a translation that is found to say the newer text already gets an edition of the same text that follows it.
    """

    module_key = models.UUIDField(_("module"))
    language = models.CharField(_("language"), max_length=10)
    number = models.PositiveIntegerField(_("number"))
    page = models.ForeignKey(ModulePage, models.SET_NULL, null=True, related_name="editions")
    revision_id = models.PositiveBigIntegerField(_("revision of the page"), null=True)
    audience = audience_field()
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    paragraphs = models.JSONField(_("text"))
    digest = models.CharField(max_length=64)
    is_material = models.BooleanField(_("material change"), default=False)
    change = models.CharField(_("what changed"), max_length=500, blank=True)
    refresher = models.BooleanField(_("readers are asked to read what changed"), default=False)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of a module")
        verbose_name_plural = _("editions of modules")
        ordering = ["module_key", "language", "number"]
        constraints = [
            models.UniqueConstraint(fields=["module_key", "language", "number"], name="toolkit_edition_number_once"),
            models.CheckConstraint(
                condition=Q(is_material=True) | Q(refresher=False), name="toolkit_refresher_of_a_material_change"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module_key} · {self.language} · {self.number}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("An edition is frozen: publish a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An edition is frozen and stays.")


class EditionSeen(models.Model):
    """That a person has read what changed up to an edition; private, and no evidence of anything."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="editions_seen")
    edition = models.ForeignKey(ModuleEdition, models.PROTECT, related_name="seen_by")
    at = models.DateTimeField(_("read"), default=timezone.now)

    class Meta:
        verbose_name = _("change that was read")
        verbose_name_plural = _("changes that were read")
        constraints = [models.UniqueConstraint(fields=["person", "edition"], name="toolkit_edition_seen_once")]

    def __str__(self) -> str:
        return f"{self.person} · {self.edition}"
