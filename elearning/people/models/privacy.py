"""The data protection notice, version by version, and who accepted which."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .user import User


class PrivacyNotice(models.Model):
    """One version of the notice, in each language; published when it is written, and frozen from then on."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    texts = models.JSONField(_("text, in each language"), default=dict)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("data protection notice")
        verbose_name_plural = _("data protection notices")
        ordering = ["-version"]

    def __str__(self) -> str:
        return _("Version %(number)d") % {"number": self.version}

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("A notice is frozen: write a new version.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A notice stays: people accepted it.")

    @property
    def language(self) -> str:
        """The language in which the reader gets it: hers, else the site's, else one that there is."""
        there = [code for code in (get_language(), settings.LANGUAGE_CODE, *self.texts) if self.texts.get(code)]
        return there[0] if there else settings.LANGUAGE_CODE

    @property
    def text(self) -> str:
        return self.texts.get(self.language, "")


class NoticeAccepted(models.Model):
    """A person accepted a version, on a day, as she read it."""

    person = models.ForeignKey(User, models.PROTECT, related_name="notices_accepted")
    notice = models.ForeignKey(PrivacyNotice, models.PROTECT, related_name="accepted")
    at = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=10)

    class Meta:
        verbose_name = _("accepted notice")
        verbose_name_plural = _("accepted notices")
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "notice"], name="people_notice_accepted_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.notice_id}"
