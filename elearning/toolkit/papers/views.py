"""Hands out the papers of a module to whoever may read it."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..languages import address_of
from ..models import ModulePage
from .keeping import KINDS, open_paper


@require_safe
def paper(request: HttpRequest, page_id: int, kind: str) -> HttpResponse:
    """The module as PDF or EPUB, as it is published now."""
    page = get_object_or_404(ModulePage.objects.live().visible_to(request.user).select_related("locale"), pk=page_id)
    if kind not in KINDS:
        raise Http404
    file = open_paper(page, kind)
    if file is None:
        messages.info(request, _("This text is new: its papers are being made. Try again in a few minutes."))
        return redirect(address_of(page))
    name = f"{page.code}-{page.locale.language_code}.{kind}"
    return FileResponse(file, content_type=KINDS[kind], as_attachment=True, filename=name)
