"""The pages around the modules: home, the toolkit's front, a plain page; with what they share."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from elearning.fields import StreamField
from elearning.people.rules import audiences_of

from ..blocks import ModuleBlocks
from ..languages import languages_of, translations_of
from ..querysets import AudiencePageManager
from .audience import audience_field


class LanguagePage(Page):
    """A page that offers its other languages. Who may see it is a matter of its audience, not of Wagtail's privacy."""

    private_page_options = []

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        context |= {
            "language": language,
            "translations": translations_of(self),
            "shown_instead": language != get_language(),
        }
        return context


class AudiencePage(LanguagePage):
    """A page for one audience. Visitors of another are asked to sign in; people of another get a 404."""

    audience = audience_field()

    search_fields = [*Page.search_fields, index.FilterField("audience")]
    settings_panels = [FieldPanel("audience"), *Page.settings_panels]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.audience not in audiences_of(request.user):
            if request.user.is_authenticated:
                raise Http404
            return redirect_to_login(request.get_full_path())
        return super().serve(request, *args, **kwargs)


class HomePage(LanguagePage):
    """The front door, open to everybody."""

    intro = models.CharField(_("opening sentence"), max_length=200)
    lead = models.TextField(_("what one finds here"), max_length=600)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("lead")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["toolkit.ToolkitPage", "toolkit.PlainPage"]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        from ..contents import toolkits_for

        context = super().get_context(request, *args, **kwargs)
        context["toolkits"] = toolkits_for(request.user, self.locale.language_code)
        return context


class ToolkitPage(AudiencePage):
    """The front of one toolkit: what it is, and its modules in order."""

    summary = models.TextField(_("summary"), max_length=400)
    body = StreamField(ModuleBlocks(), verbose_name=_("text"), blank=True)

    objects = AudiencePageManager()

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types = ["toolkit.HomePage"]  # what may stand below says so itself: apps above have pages here too

    class Meta:
        verbose_name = _("toolkit")
        verbose_name_plural = _("toolkits")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        from ..contents import modules_of

        context = super().get_context(request, *args, **kwargs)
        context["modules"] = modules_of([self, *languages_of(self)], request.user)
        return context


class PlainPage(AudiencePage):
    """A page of text: about, help."""

    body = StreamField(ModuleBlocks(), verbose_name=_("text"))

    objects = AudiencePageManager()

    content_panels = [*Page.content_panels, FieldPanel("body")]
    parent_page_types = ["toolkit.HomePage", "toolkit.PlainPage"]
    subpage_types = ["toolkit.PlainPage"]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
