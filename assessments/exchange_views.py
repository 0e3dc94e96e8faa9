"""The pages of the CMS by which questions come from files and go into them."""

import functools
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from elearning.journal.models import LogEntry
from elearning.people.models import User

from .exchange import sheet_template
from .exchange.applying import Changed, NotDone, apply_plan
from .exchange.collecting import collect
from .exchange.deciding import Outcome
from .exchange.formats import FORMATS, read_file
from .exchange.planning import Plan, plan
from .exchange.uploads import Upload, drop, keep, take
from .exchange_forms import ExportForm, UploadForm
from .rules import may_write

View = Callable[..., HttpResponse]
MOST_SHOWN = 500
LOGGED = "questions.imported"


def may_exchange(user: User) -> bool:
    """Whether this person may bring in questions and take them out: whoever may both add and change them."""
    return may_write(user) and user.has_perm("assessments.add_question")


def for_exchange(view: View) -> View:
    """Lets only those in who may."""

    @never_cache
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_exchange(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


class ExchangeMenuItem(MenuItem):
    """Stands in the menu of assessments for those who may."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_exchange(request.user)


def import_menu_item() -> MenuItem:
    url = reverse("questions_cms:import")
    return ExchangeMenuItem(
        gettext_lazy("Import questions"), url, name="import-questions", icon_name="upload", order=90
    )


def export_menu_item() -> MenuItem:
    url = reverse("questions_cms:export")
    label = gettext_lazy("Export questions")
    return ExchangeMenuItem(label, url, name="export-questions", icon_name="download", order=91)


@for_exchange
def upload(request: HttpRequest) -> HttpResponse:
    """The first page of an import: a file, and where it goes."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        token = keep(form.upload(), form.data_of_file, by=request.user)
        return redirect(f"{reverse('questions_cms:import_check')}?{urlencode({'file': token})}")
    context = {"page_title": _("Import questions"), "form": form, "header_icon": "upload"}
    return render(request, "assessments/cms_import.html", context)


@for_exchange
def check(request: HttpRequest) -> HttpResponse:
    """The second page: what would become of each question; on POST it is done, if it is still what was shown."""
    found = take(request.GET.get("file", ""), by=request.user)
    if found is None:
        messages.error(request, _("The file is kept for a day, and for you alone: send it again."))
        return redirect("questions_cms:import")
    upload, data = found
    chosen, reading = read_file(upload.name, data, upload.language, upload.format)
    planned = plan(reading, bank=upload.bank, language=upload.language, state=upload.state)
    if request.method == "POST":
        return _apply(request, upload, planned)
    return _shown(request, upload, planned)


def _apply(request: HttpRequest, upload: Upload, planned: Plan) -> HttpResponse:
    try:
        if request.POST.get("digest") != planned.digest:
            raise Changed(planned)
        entry = apply_plan(planned, by=request.user, without_refused="without_refused" in request.POST)
    except NotDone as refusal:
        messages.error(request, str(refusal))
        return _shown(request, upload, getattr(refusal, "plan", planned))
    if entry is None:
        return _shown(request, upload, planned)
    drop(upload, by=request.user)
    return redirect("questions_cms:import_done", entry.pk)


def _shown(request: HttpRequest, upload: Upload, planned: Plan) -> HttpResponse:
    refused = len(planned.of(Outcome.REFUSED))
    context = {
        "page_title": _("Import questions"),
        "page_subtitle": upload.name,
        "header_icon": "upload",
        "upload": upload,
        "format": FORMATS[upload.format].label,
        "plan": planned,
        "sections": _sections(planned),
        "many": len(planned.writes),
        "refused": refused,
        "may_import": planned.writes and not planned.faults,
    }
    return render(request, "assessments/cms_import_check.html", context)


def _sections(planned: Plan) -> list[dict[str, Any]]:
    """What is listed under each heading; a very long list is cut, since the numbers above say it all."""
    noted = [item for item in planned.items if item.notes and item.outcome != Outcome.REFUSED]
    parts: Iterable[tuple[str, Any, list]] = (
        ("faults", _("Faults of the file"), planned.faults),
        ("refused", _("Refused"), planned.of(Outcome.REFUSED)),
        ("left-out", _("Left out: of no type that is known here"), planned.left_out),
        ("notes", _("What could not be taken over"), noted),
        ("changed", _("Changed"), planned.of(Outcome.CHANGED)),
        ("new", _("New"), planned.of(Outcome.NEW)),
        ("unchanged", _("Unchanged"), planned.of(Outcome.UNCHANGED)),
    )
    return [
        {"id": key, "title": title, "count": len(rows), "rows": rows[:MOST_SHOWN], "more": len(rows) - MOST_SHOWN}
        for key, title, rows in parts
        if rows
    ]


@for_exchange
@require_safe
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """What an import did."""
    entry = get_object_or_404(LogEntry.objects.select_related("actor"), pk=pk, action=LOGGED)
    context = {"page_title": _("Import questions"), "header_icon": "upload", "entry": entry, "counts": entry.detail}
    return render(request, "assessments/cms_import_done.html", context)


@for_exchange
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Our own sheet, with an example of each type and a sheet that explains the columns."""
    return _file(sheet_template.template(), "xlsx", _("questions"))


@for_exchange
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What to export; asked with its answers, the file."""
    form = ExportForm(request.GET if "format" in request.GET else None)
    context = {"page_title": _("Export questions"), "header_icon": "download", "form": form, "left_out": []}
    if form.is_valid():
        values = form.cleaned_data
        questions = collect(values["category"])
        data, context["left_out"] = FORMATS[values["format"]].write(questions, values["language"])
        context |= {"many": len(questions) - len(context["left_out"]), "query": request.GET.urlencode()}
        if not context["left_out"] or "anyway" in request.GET:
            return _file(data, values["format"], str(values["category"] or _("questions")))
    return render(request, "assessments/cms_export.html", context)


def _file(data: bytes, format_name: str, name: str) -> HttpResponse:
    chosen = FORMATS[format_name]
    answer = HttpResponse(data, content_type=chosen.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name) or "questions"}.{chosen.ending}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
