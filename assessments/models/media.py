"""Pictures inside questions."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Picture(models.Model):
    """A picture that questions show; its name is the hash of its bytes, so the same one is stored once."""

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    file = models.FileField(_("file"), upload_to="questions/", max_length=120)
    name = models.CharField(_("name it came with"), max_length=200, blank=True)
    content_type = models.CharField(max_length=40)
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("picture of a question")
        verbose_name_plural = _("pictures of questions")

    def __str__(self) -> str:
        return self.name or self.sha256
