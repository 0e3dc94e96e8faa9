"""The pages of imports: upload, what a file would do, apply it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elearning.spreadsheets import as_csv

from ..actions import Refused
from ..models import ImportRun
from ..rules import may_import
from .actions import begin, take_in
from .forms import ApplyForm, UploadForm
from .kinds import KINDS
from .showing import refused_table, shown, template_table

View = Callable[..., HttpResponse]


def for_importers(view: View) -> View:
    """Whoever may not import finds nothing here."""

    @login_required
    def guarded(request: HttpRequest, **names) -> HttpResponse:
        if not may_import(request.user):
            raise Http404
        return view(request, **names)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def imports(request: HttpRequest) -> HttpResponse:
    """The upload, and the files that came before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        run = take_in(data["file"], data["kind"], by=request.user, scans=data["scans"])
        return redirect("people:import_run", run.uuid)
    runs = ImportRun.objects.select_related("by").defer("refused", "counts")
    page = Paginator(runs, 20).get_page(request.GET.get("page"))
    kinds = [(kind.name, kind.label, kind.columns) for kind in KINDS.values()]
    return render(request, "people/importing/imports.html", {"form": form, "page_obj": page, "kinds": kinds})


@require_safe
@for_importers
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """A file with the headings and one line as an example."""
    if kind not in KINDS:
        raise Http404
    return _csv(template_table(kind), f"{kind}.csv")


@require_safe
@for_importers
def import_run(request: HttpRequest, uuid: str) -> HttpResponse:
    """What a file would do, or what it did."""
    run = get_object_or_404(ImportRun.objects.select_related("by"), uuid=uuid)
    return render(request, "people/importing/run.html", {**shown(run), "form": ApplyForm(run=run)})


@require_safe
@for_importers
def progress(request: HttpRequest, uuid: str) -> HttpResponse:
    """How far it is: a fragment for the page that asks again and again; once it is over, the whole page."""
    run = get_object_or_404(ImportRun.objects.select_related("by"), uuid=uuid)
    if not request.headers.get("HX-Request"):
        return redirect("people:import_run", run.uuid)
    context = shown(run)
    answer = render(request, "people/importing/_progress.html", context)
    if not context["works"]:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@for_importers
def apply(request: HttpRequest, uuid: str) -> HttpResponse:
    """Apply a file, or go on with it."""
    run = get_object_or_404(ImportRun, uuid=uuid)
    form = ApplyForm(request.POST, run=run)
    form.is_valid()
    try:
        begin(run, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The file is being applied. You may leave this page."))
    return redirect("people:import_run", run.uuid)


@require_safe
@for_importers
def refused(request: HttpRequest, uuid: str) -> HttpResponse:
    """All refused lines with their reasons."""
    return _csv(refused_table(get_object_or_404(ImportRun, uuid=uuid)), "refused.csv")


def _csv(table, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(as_csv(table), content_type="text/csv; charset=utf-8", headers=disposition)
