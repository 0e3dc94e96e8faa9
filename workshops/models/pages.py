"""The public face of a workshop in the CMS."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from elearning.fields import StreamField
from elearning.toolkit.blocks import ModuleBlocks
from elearning.toolkit.models.pages import AudiencePage

from ..querysets import WorkshopPageQuerySet
from .frame import Workshop


class WorkshopPageForm(WagtailAdminPageForm):
    """Offers the workshops that this editor may see, and the one that the page has: a draft's code is not for all."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        seen = Workshop.objects.visible_to(self.for_user or AnonymousUser()).values("pk")
        if "workshop" in self.fields:
            known = models.Q(pk__in=seen) | models.Q(pk=self.instance.workshop_id)
            self.fields["workshop"].queryset = Workshop.objects.filter(known)


class WorkshopPage(AudiencePage):
    """What is told of a workshop in one language; the facts are the workshop's own, one row for all languages.

    Who may not see the workshop (a draft) is not shown its page either.
    """

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="faces", verbose_name=_("workshop"))
    summary = models.TextField(_("summary"), max_length=400)
    body = StreamField(ModuleBlocks(), verbose_name=_("text"), blank=True)

    objects = PageManager.from_queryset(WorkshopPageQuerySet)()

    base_form_class = WorkshopPageForm
    content_panels = [*Page.content_panels, FieldPanel("workshop"), FieldPanel("summary"), FieldPanel("body")]
    search_fields = [
        *AudiencePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("code_words"),
        index.RelatedFields("workshop", [index.SearchField("code"), index.SearchField("venue")]),
    ]
    override_translatable_fields = [SynchronizedField("workshop", overridable=False)]
    parent_page_types = ["toolkit.ToolkitPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("workshop page")
        verbose_name_plural = _("workshop pages")

    def code_words(self) -> str:
        """The parts of the code: PostgreSQL's search asks for each, and reads `-2023` of the whole as a number."""
        return self.workshop.code.replace("-", " ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        from ..framing.showing import face_context

        return super().get_context(request, *args, **kwargs) | face_context(self.workshop, request.user)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not Workshop.objects.visible_to(request.user).filter(pk=self.workshop_id).exists():
            raise Http404
        return super().serve(request, *args, **kwargs)
