"""What a learner marked in a module, and what she noted beside it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import OwnQuerySet


class Highlight(models.Model):
    """A private mark in the text, with a note or without; without a quote it is a note on the whole module.

    The words around the quote find it again where the paragraph holds it more than once. The client gives the uuid:
    what is sent twice is one.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="highlights")
    module_key = models.UUIDField()
    language = models.CharField(max_length=10)
    anchor = models.CharField(max_length=24, blank=True)
    quote = models.CharField(_("quote"), max_length=1000, blank=True)
    prefix = models.CharField(max_length=40, blank=True)
    suffix = models.CharField(max_length=40, blank=True)
    note = models.TextField(_("note"), max_length=10_000, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("highlight")
        verbose_name_plural = _("highlights")
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["person", "module_key"], name="toolkit_highlight_of_person")]
        constraints = [
            models.CheckConstraint(condition=~Q(quote="", note=""), name="toolkit_highlight_says_something"),
            models.CheckConstraint(condition=Q(quote="") | ~Q(anchor=""), name="toolkit_highlight_stands_somewhere"),
        ]

    def __str__(self) -> str:
        return self.quote[:60] or self.note[:60]
