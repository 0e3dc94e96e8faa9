"""The module: one unit of reading."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from elearning.fields import StreamField

from ..blocks import ModuleBlocks, ObjectiveBlock
from ..querysets import AudiencePageManager
from ..reading import minutes_of, stems_of
from .pages import AudiencePage


class ModulePage(AudiencePage):
    """A module in one language; its languages share the translation key, on which progress hangs."""

    code = models.SlugField(_("code"), max_length=20, help_text=_("Like m1; the same in every language."))
    summary = models.TextField(_("summary"), max_length=400)
    objectives = StreamField([("objective", ObjectiveBlock())], verbose_name=_("objectives"), blank=True)
    body = StreamField(ModuleBlocks(), verbose_name=_("text"), blank=True)
    last_revised = models.DateField(
        _("last revised"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last went through the content."),
    )
    minutes = models.PositiveSmallIntegerField(_("reading time in minutes"), default=1, editable=False)

    objects = AudiencePageManager()

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("objectives"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("code"), FieldPanel("last_revised")], heading=_("About this module")),
    ]
    search_fields = [*AudiencePage.search_fields, index.SearchField("stems"), index.FilterField("code")]
    override_translatable_fields = [SynchronizedField("code", overridable=False)]
    parent_page_types = ["toolkit.ToolkitPage"]
    subpage_types = ["toolkit.GoodPracticePage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def clean(self) -> None:
        super().clean()
        if hidden := [str(thing) for thing in self.things() if thing.hidden_from(self.audience)]:
            raise ValidationError(
                _("Readers of this page could not open: %(titles)s. Widen the audience of these, or narrow the page's.")
                % {"titles": ", ".join(hidden)}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.minutes = minutes_of(self)
        super().save(*args, **kwargs)

    def things(self) -> list:
        """The pictures and documents that the text shows or offers."""
        found = []
        for block in self.body:
            if block.block_type == "figure":
                found.append(block.value["image"])
            elif block.block_type == "document":
                found.append(block.value["document"])
            elif block.block_type == "video":
                found += [block.value["film"], block.value["captions"]]
        return [thing for thing in found if thing]

    def stems(self) -> str:
        """What search finds the module by: the stems of its words."""
        return stems_of(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        from ..contents import module_context

        return super().get_context(request, *args, **kwargs) | module_context(self, request.user)
