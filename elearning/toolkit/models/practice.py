"""A good practice: what worked at an office, told under the module that it puts to use."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ..querysets import AudiencePageManager
from ..reading import stem
from ..weight_panel import WeightPanel
from .media import ToolkitImage
from .pages import AudiencePage

PARTS = ("context", "actors", "steps", "success", "limits", "inclusion", "replicability")


class GoodPracticePage(AudiencePage):
    """What an office did and what made it work; an ordinary page once it is published.

    Office and workshop are copied as they were told. A text may be in a language of which the module has no page:
    `written_in` says so.
    """

    office_name = models.CharField(_("office"), max_length=200, blank=True)
    workshop_title = models.CharField(_("told in the workshop"), max_length=200, blank=True)
    told_on = models.DateField(_("first day of the workshop"), null=True, blank=True)
    written_in = models.CharField(
        _("written in"),
        max_length=10,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Only where the text is in another language than the page."),
    )
    context = models.TextField(_("context"), blank=True)
    actors = models.TextField(_("who took part"), blank=True)
    steps = models.TextField(_("what was done, step by step"), blank=True)
    success = models.TextField(_("what made it work"), blank=True)
    limits = models.TextField(_("limits"), blank=True)
    inclusion = models.TextField(_("who was included, who was not"), blank=True)
    replicability = models.TextField(_("what others need to do it too"), blank=True)
    photo = models.ForeignKey(
        ToolkitImage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photograph")
    )
    photo_words = models.CharField(_("what the photograph shows"), max_length=200, blank=True)

    objects = AudiencePageManager()

    content_panels = [
        *Page.content_panels,
        *(FieldPanel(name) for name in PARTS),
        MultiFieldPanel([FieldPanel("photo"), FieldPanel("photo_words")], heading=_("Photograph")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("office_name", "workshop_title", "told_on", "written_in")],
            heading=_("Where it comes from"),
        ),
        WeightPanel(heading=_("What this page costs a reader")),
    ]
    search_fields = [*AudiencePage.search_fields, index.SearchField("stems")]
    override_translatable_fields = [
        SynchronizedField("office_name"),
        SynchronizedField("told_on"),
        SynchronizedField("photo"),
        SynchronizedField("written_in", overridable=True),
    ]
    parent_page_types = ["toolkit.ModulePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")

    @property
    def language(self) -> str:
        """The language that the text is really in."""
        return self.written_in or self.locale.language_code

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """Heading, text and place on the page of each part that is not empty."""
        names = (name for name in PARTS if getattr(self, name))
        return [(self._meta.get_field(name).verbose_name, getattr(self, name), f"part-{name}") for name in names]

    def clean(self) -> None:
        super().clean()
        if self.photo and self.photo.hidden_from(self.audience):
            raise ValidationError(
                _("Readers of this page could not open: %(titles)s. Widen the audience of these, or narrow the page's.")
                % {"titles": self.photo}
            )
        if self.photo and not self.photo_words:
            raise ValidationError({"photo_words": _("Say what the photograph shows, for those who cannot see it.")})

    def stems(self) -> str:
        """What search finds it by: the stems of its words, by the rules of its language."""
        texts = [self.title, self.office_name, self.workshop_title, *(text for _heading, text, _place in self.parts)]
        return stem(" ".join(texts), self.language)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        from ..contents import practice_context

        return super().get_context(request, *args, **kwargs) | practice_context(self, request.user)
