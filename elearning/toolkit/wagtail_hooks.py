"""Registers the glossary in the CMS, and guards documents and modules."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .authoring import cms as authoring
from .authoring import updating
from .authoring.guarding import guard_publication, guard_publications, guard_translation
from .editions import cms as translations
from .films import film_part
from .keeping import reasons_to_keep
from .models import ToolkitDocument
from .papers.word import cms as word
from .viewsets import GlossaryViewSet

register_snippet(GlossaryViewSet)
hooks.register("register_admin_urls", translations.urls)
hooks.register("register_admin_urls", word.urls)
hooks.register("register_page_header_buttons", word.button)
hooks.register("register_admin_menu_item", translations.menu_item)
hooks.register("register_admin_urls", authoring.urls)
hooks.register("register_admin_urls", updating.urls, order=-1)  # before wagtail-localize's
hooks.register("register_admin_menu_item", authoring.menu_item)
hooks.register("register_page_header_buttons", authoring.header_buttons)
hooks.register("before_publish_page", guard_publication)
hooks.register("before_edit_page", guard_translation, order=-1)  # before wagtail-localize takes the request
hooks.register("before_bulk_action", guard_publications)


@hooks.register("register_admin_menu_item")
def questions_item() -> MenuItem:
    """To the page of authors, which lies outside the CMS."""
    return MenuItem(
        gettext_lazy("Questions and opinions"), reverse_lazy("toolkit:asked"), icon_name="comment", order=220
    )


@hooks.register("before_serve_document")
def guard_document(document: ToolkitDocument, request: HttpRequest) -> HttpResponse | None:
    if not ToolkitDocument.objects.visible_to(request.user).filter(pk=document.pk).exists():
        raise Http404
    return film_part(document, request) if document.file_extension.lower() == "mp4" else None


@hooks.register("before_delete_page")
def guard_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    if reasons := reasons_to_keep(page):
        messages.error(request, " ".join(reasons))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_bulk_action")
def guard_pages(request: HttpRequest, action_type: str, objects: list, action_class_instance) -> HttpResponse | None:
    if action_type != "delete" or action_class_instance.models != [Page]:
        return None
    if reasons := [reason for page in objects for reason in reasons_to_keep(page)]:
        messages.error(request, " ".join(reasons))
        return redirect("wagtailadmin_explore_root")
    return None
