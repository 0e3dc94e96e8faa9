"""The pages of sheets: which there are, a new one, the paper itself, its scan."""

from itertools import groupby

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from elearning.people.actions.refusal import Refused

from ..actions.deciding import HELD
from ..actions.sheets import keep_scan, make_sheet
from ..attending import checkpoints_of
from ..models import Sheet, Workshop
from ..pages import shared
from ..papers.downloads import pdf_answer
from ..papers.guard import for_those_who
from ..rules import may_take_attendance
from .forms import MakeForm, ScanForm
from .paper import sheet_pdf
from .scans import MOST_BYTES, content_type

HERE = "workshops:sheets"


def sheet_of(workshop: Workshop, sheet: str) -> Sheet:
    """The sheet of this code with those who dealt with it, or "not found"."""
    known = workshop.sheets.select_related("printed_by", "typed_by", "verified_by")
    found = get_object_or_404(known, code=sheet.upper())
    found.workshop = workshop
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_take_attendance)
def sheets(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """All sheets with how far each is, and for each day a form that makes another."""
    days = {str(day): list(found) for day, found in groupby(checkpoints_of(workshop), key=lambda each: each.day)}
    groups = list(workshop.groups.all())
    forms = {day: _form(request, day, workshop=workshop, groups=groups, found=found) for day, found in days.items()}
    posted = forms.get(request.POST.get("day", "")) if request.method == "POST" else None
    if posted is not None and posted.is_valid() and (made := _made(request, workshop, posted, days)):
        return redirect("workshops:sheet_typing", workshop.code, made.code)
    context = {
        **shared(request, workshop, HERE),
        "sheets": workshop.sheets.select_related("typed_by", "verified_by"),
        "days": [(found[0].day, forms[day]) for day, found in days.items()],
        "held": workshop.state in HELD,
    }
    return render(request, "workshops/sheets/sheets.html", context)


def _form(request: HttpRequest, day: str, **about) -> MakeForm:
    data = request.POST if request.POST.get("day") == day else None
    return MakeForm(data, **about, auto_id=f"id_{day}_%s")


def _made(request: HttpRequest, workshop: Workshop, form: MakeForm, days: dict) -> Sheet | None:
    day = days[request.POST["day"]][0].day
    try:
        made = make_sheet(workshop, day, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        return None
    messages.success(
        request, _("Sheet %(code)s is ready. Download it, print it, and lay it out.") % {"code": made.code}
    )
    return made


@require_safe
@for_those_who(may_take_attendance)
def paper(request: HttpRequest, workshop: Workshop, sheet: str) -> HttpResponse:
    """The sheet as it was made, whatever has changed since."""
    found = sheet_of(workshop, sheet)
    return pdf_answer(sheet_pdf(found), f"{workshop.code}-{found.code}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_take_attendance)
def scan(request: HttpRequest, workshop: Workshop, sheet: str) -> HttpResponse:
    """The scan, for those who take attendance alone; a post keeps one."""
    found = sheet_of(workshop, sheet)
    if request.method == "POST":
        _keep(request, found)
        return redirect("workshops:sheet_typing", workshop.code, found.code)
    if not found.scan:
        raise Http404
    name = f"{workshop.code}-{found.code}.{found.scan.name.rpartition('.')[2]}"
    try:
        answer = FileResponse(found.scan.open(), content_type=content_type(found.scan.name), filename=name)
    except OSError:
        raise Http404 from None
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _keep(request: HttpRequest, sheet: Sheet) -> None:
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("No scan was kept: choose a file first, one that is not empty."))
        return
    try:
        keep_scan(sheet, form.cleaned_data["scan"].read(MOST_BYTES + 1), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The scan is kept with the sheet."))
