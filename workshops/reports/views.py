"""The pages of the report: its editions, one edition with its figures, its texts, its approval."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elearning.people.actions import Refused

from ..actions.reporting import approve_report, make_report, print_of, write_texts
from ..models import Report, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_approve_report, may_report
from .copies import Changed, copy_of
from .document import shown
from .forms import TextsForm
from .pdf import provenance
from .sections import sections_of


def edition_or_404(workshop: Workshop, number: int) -> Report:
    """One edition with who made and approved it; its workshop is the one that was found for the reader."""
    editions = Report.objects.select_related("made_by", "approved_by")
    report = get_object_or_404(editions, workshop=workshop, number=number)
    report.workshop = workshop
    return report


@for_those_who(may_report)
def reports(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The editions, the newest first, and the button that freezes the next one."""
    if request.method == "POST":
        try:
            report = make_report(workshop, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("workshops:reports", workshop.code)
        return redirect("workshops:report", workshop.code, report.number)
    editions = workshop.reports.select_related("made_by", "approved_by").defer("dataset")
    context = {**shared(request, workshop, "workshops:reports"), "editions": editions}
    return render(request, "workshops/reports/reports.html", context)


@require_safe
@for_those_who(may_report)
def report(request: HttpRequest, workshop: Workshop, number: int) -> HttpResponse:
    """One edition as a page: what its internal PDF says."""
    edition = edition_or_404(workshop, number)
    try:
        copy = copy_of(edition, outside=False, language=get_language())
    except Changed:
        return not_ours(request, workshop, edition)
    draft = edition.state == Report.State.DRAFT
    context = {
        **shared(request, workshop, "workshops:reports"),
        "report": edition,
        "draft": draft,
        "seen": print_of(edition.texts),
        "provenance": provenance(edition, copy),
        "parts": [_section(section) for section in sections_of(copy)],
        "languages": settings.LANGUAGES,
        "may_approve": draft and may_approve_report(request.user, workshop) and edition.made_by_id != request.user.pk,
    }
    return render(request, "workshops/reports/report.html", context)


def not_ours(request: HttpRequest, workshop: Workshop, edition: Report) -> HttpResponse:
    """The page that says that the stored data set was changed behind our back: nothing is drawn from it."""
    context = {**shared(request, workshop, "workshops:reports"), "report": edition}
    return render(request, "workshops/reports/changed.html", context, status=409)


def _section(section) -> dict:
    """A section with its values in words, and for each grid the bars beside its rows."""
    grids = []
    for grid in section.grids:
        lengths = grid.lengths()
        rows = []
        for place, row in enumerate(grid.rows):
            cells = [(shown(value), column == grid.bar and value is not None) for column, value in enumerate(row)]
            rows.append((cells, lengths[place] if lengths else 0))
        grids.append({"grid": grid, "rows": rows})
    tiles = [(label, shown(value)) for label, value in section.tiles]
    return {"section": section, "tiles": tiles, "grids": grids}


@for_those_who(may_report)
def report_texts(request: HttpRequest, workshop: Workshop, number: int, language: str) -> HttpResponse:
    """The texts of a draft in one language."""
    edition = edition_or_404(workshop, number)
    if language not in dict(settings.LANGUAGES) or edition.state != Report.State.DRAFT:
        raise Http404
    known = edition.texts.get(language, {})
    form = TextsForm(request.POST or None, initial={**known, "seen": print_of(known)})
    if request.method == "POST" and form.is_valid():
        try:
            write_texts(edition, language, form.cleaned_data, by=request.user, seen=form.cleaned_data["seen"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The texts are kept."))
            return redirect("workshops:report", workshop.code, number)
    context = {**shared(request, workshop, "workshops:reports"), "report": edition, "form": form}
    return render(request, "workshops/reports/texts.html", context | {"language": dict(settings.LANGUAGES)[language]})


@require_POST
@for_those_who(may_approve_report)
def approve(request: HttpRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Approve an edition; it stands for good."""
    try:
        seen = request.POST.get("seen", "")[:40]
        approve_report(edition_or_404(workshop, number), by=request.user, seen=seen)
        messages.success(request, _("The report is approved. This edition stays as it is."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workshops:report", workshop.code, number)
