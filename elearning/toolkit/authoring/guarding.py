"""What is said where a module is not ready to be published."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from ..models import ModulePage
from .reading_page import must_be_mended


def guard_publication(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The text is kept as a draft; the checklist says what to mend."""
    if not isinstance(page, ModulePage):
        return None
    state = page.current_workflow_state
    if state and state.requested_by_id == request.user.pk:
        messages.error(request, _("Saved, not published: you submitted this page, so somebody else approves it."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if rows := must_be_mended(page):
        _take_back(request, page)
        wrong = " ".join(row.wrong for row in rows[:3])
        messages.error(request, _("Saved, not published: %(wrong)s") % {"wrong": wrong})
        return redirect("authoring:checklist", page.pk)
    return None


def guard_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The same where wagtail-localize publishes a translation: it asks nobody, so it is asked about before its turn."""
    if request.method != "POST" or request.POST.get("action") != "publish" or page.specific_class is not ModulePage:
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None or not page.permissions_for_user(request.user).can_publish():
        return None  # an ordinary editor, or refused by wagtail-localize itself
    meant = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    return redirect("wagtailadmin_pages:edit", page.pk) if guard_publication(request, meant) else None


def _take_back(request: HttpRequest, page: Page) -> None:
    """Wagtail puts a page that is made and published in one go online before it asks anybody."""
    if request.resolver_match.view_name == "wagtailadmin_pages:add":
        page.live, page.has_unpublished_changes = False, True
        page.save(update_fields=["live", "has_unpublished_changes"])


def guard_publications(request: HttpRequest, action_type: str, objects: Iterable, action) -> HttpResponse | None:
    """The same for many pages at once: if one is not ready, none is published."""
    if action_type != "publish" or action.models != [Page]:
        return None
    pages = list(objects)
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [below for page in list(pages) for below in page.get_descendants().not_live()]
    for page in pages:
        newest = page.specific.get_latest_revision_as_object()
        if response := guard_publication(request, newest):
            return response
    return None
