"""What the site is called, and its logo."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from elearning.people.models import refuse_hidden_signs

from .audience import Audience
from .media import ToolkitImage


@register_setting(icon="site", order=600)
class SiteIdentity(BaseGenericSetting):
    """One row for the whole site, kept by administrators in the CMS; pages read its mirror, see elearning.identity."""

    name = models.CharField(
        _("name of the site"),
        max_length=60,
        blank=True,
        validators=[refuse_hidden_signs],
        help_text=_("As it stands at the head of each page and in mails. Empty: as the server is set up."),
    )
    logo = models.ForeignKey(
        ToolkitImage,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("logo"),
        related_name="+",
        help_text=_("It stands beside the name, so it needs no words of its own. Empty: the two circles."),
    )

    panels = [FieldPanel("name"), FieldPanel("logo")]

    class Meta:
        verbose_name = _("Name and logo")

    def __str__(self) -> str:
        return self.name or settings.SITE_NAME

    def clean(self) -> None:
        super().clean()
        if self.logo and self.logo.audience != Audience.PUBLIC:
            raise ValidationError({"logo": _("Choose a picture that everybody may see.")})
