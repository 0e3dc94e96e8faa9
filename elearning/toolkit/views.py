"""The toolkit on the web: its pages in the reader's language, answers to reflections, pictures."""

import mimetypes

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .actions import keep_note
from .contents import toolkits_for
from .forms import NoteForm
from .languages import address_of
from .models import Audience, ModulePage, ToolkitImage, ToolkitRendition
from .serving import serve

DAY = 86_400


def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """A page of the CMS; where it is not translated, the page that it would be a translation of."""
    return serve(request, path)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the front door in the reader's language."""
    return redirect(f"/{get_language()}/")


@require_safe
def toolkit(request: HttpRequest) -> HttpResponse:
    """To the toolkit, or to the front door where there is a choice of several, or none."""
    found = toolkits_for(request.user, get_language())
    return redirect(found[0].url) if len(found) == 1 else home(request)


@login_required
def keep(request: HttpRequest, page_id: int) -> HttpResponse:
    """Keep a note, and come back to where it was written."""
    module = get_object_or_404(ModulePage.objects.live().visible_to(request.user).select_related("locale"), id=page_id)
    if request.method != "POST":  # she signed in again on the way
        return redirect(address_of(module))
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Your note was not kept: it may hold 10,000 signs at most."))
        return redirect(address_of(module))
    keep_note(request.user, module_key=module.translation_key, **form.cleaned_data)
    messages.success(request, _("Your note is kept. Only you can read it."))
    return redirect(f"{address_of(module)}#{form.cleaned_data['key']}")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse:
    """A picture, for those who may see it. Nothing else in the media folder has an address of its own here."""
    picture = _picture(path)
    if picture is None or not ToolkitImage.objects.visible_to(request.user).filter(pk=picture.pk).exists():
        raise Http404
    try:
        file = default_storage.open(path)
    except (FileNotFoundError, SuspiciousFileOperation) as error:
        raise Http404 from error
    etag = quote_etag(path)  # what lies at a path never changes: a new picture gets a new name
    answer = FileResponse(file, content_type=mimetypes.guess_type(path)[0] or "application/octet-stream")
    if picture.audience == Audience.PUBLIC:
        answer["Cache-Control"] = f"public, max-age={DAY}"
    answer["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=answer)


def _picture(path: str) -> ToolkitImage | None:
    if "\0" in path:
        return None
    shown = ToolkitRendition.objects.filter(file=path).select_related("image").first()
    return shown.image if shown else ToolkitImage.objects.filter(file=path).first()
