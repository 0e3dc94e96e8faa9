"""My notes: all that a reader keeps, to search, change, delete and take along."""

import re
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..forms import clean_query
from ..models import Highlight, Note
from .exporting import as_html, as_markdown
from .finding import back_to, module_or_404
from .forms import HerNoteForm, HighlightForm
from .highlights import change_note, keep_highlight
from .kept import kept_by
from .views import form_page, kept

MODULES_AT_ONCE = 10
PAGE_ID = re.compile(r"[0-9]{1,9}")
FILES = {"markdown": (as_markdown, "md", "text/markdown"), "html": (as_html, "html", "text/html")}


@login_required
@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """All that she keeps, by module; only what holds the words asked for."""
    words = clean_query(request.GET.get("q", ""))
    modules = kept_by(request.user, get_language(), words=words)
    page = Paginator(modules, MODULES_AT_ONCE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "query": urlencode({"q": words}) if words else ""}
    return render(request, "toolkit/notes.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, page_id: int) -> HttpResponse:
    """Keep a highlight or a note; the script of the page is answered with JSON."""
    page, form = module_or_404(request, page_id), HighlightForm(request.POST or None)
    by_script = request.headers.get("Accept") == "application/json"
    if request.method == "POST" and kept(form, partial(keep_highlight, request.user, page)):
        if by_script:
            return JsonResponse({"uuid": form.cleaned_data["uuid"]}, status=201)
        messages.success(request, _("Your note is kept. Only you can read it."))
        return redirect(back_to(page, "kept"))
    if by_script:
        faults = [fault for faults in form.errors.values() for fault in faults]
        return JsonResponse({"fault": " ".join(faults)}, status=422)
    return form_page(request, form, page, _("Add a note to this module"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The note of one highlight, written anew."""
    mark = get_object_or_404(Highlight.objects.visible_to(request.user), uuid=uuid)
    form = HerNoteForm(request.POST or None, initial={"note": mark.note})
    if request.method == "POST" and form.is_valid():
        change_note(mark, form.cleaned_data["note"])
        messages.success(request, _("Your note is kept. Only you can read it."))
        return redirect("toolkit:notes")
    return render(request, "toolkit/note.html", {"form": form, "mark": mark}, status=422 if form.errors else 200)


@login_required
@require_POST
def delete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Delete a highlight and its note; twice is once."""
    Highlight.objects.visible_to(request.user).filter(uuid=uuid).delete()
    return _gone(request)


@login_required
@require_POST
def delete_reflection(request: HttpRequest, note_id: int) -> HttpResponse:
    """Delete what she wrote for a reflection; twice is once."""
    Note.objects.visible_to(request.user).filter(pk=note_id).delete()
    return _gone(request)


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """All of it as one file, in her language."""
    if form not in FILES:
        raise Http404
    write, ending, media_type = FILES[form]
    answer = HttpResponse(write(kept_by(request.user, get_language())), content_type=f"{media_type}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="notes.{ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _gone(request: HttpRequest) -> HttpResponse:
    """Back to the module whose page asked for it, or to the notes."""
    messages.success(request, _("Deleted."))
    number = request.POST.get("page", "")
    if PAGE_ID.fullmatch(number):
        return redirect(back_to(module_or_404(request, int(number)), "kept"))
    return redirect("toolkit:notes")
