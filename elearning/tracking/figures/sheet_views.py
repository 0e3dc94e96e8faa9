"""The pages of figure sheets: all of them, the freezing of one, one with its papers and its check."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from elearning.journal.actions import log
from elearning.people.actions import Refused
from workshops.papers.downloads import pdf_answer

from ..models import FigureSheet
from ..pages import shared
from ..rules import may_freeze
from . import words
from .forms import QuestionForm
from .keeping import must_wait
from .paper import sheet_pdf
from .questions import read_question
from .reading import Within
from .sheet_forms import SheetForm
from .sheet_words import asked_of, provenance
from .sheets import compared, freeze, intact, sealed_file
from .showing import on_page, sections_of
from .views import asked_words

PAGE = 50


def for_headquarters(request: HttpRequest) -> None:
    """404 for anybody who may not answer donors."""
    if not may_freeze(request.user):
        raise Http404


@login_required
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """Every sheet, the newest first."""
    for_headquarters(request)
    page = Paginator(FigureSheet.objects.select_related("frozen_by").defer("result"), PAGE)
    context = {**shared(request, "tracking:sheets"), "page": page.get_page(request.GET.get("page"))}
    return render(request, "tracking/figures/sheets.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Freeze the question in the address, for a purpose."""
    for_headquarters(request)
    asked = QuestionForm(request.GET, reader=request.user)
    question = asked.question()
    if question is None or must_wait(request.user, question, Within()):
        return redirect(f"{reverse('tracking:figures')}?{request.GET.urlencode()}")
    form = SheetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = freeze(question, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.about or None, str(refusal))
        else:
            messages.success(request, _("The sheet is frozen."))
            return redirect("tracking:sheet", sheet)
    context = {"form": form, "question": question, "asked": asked_words(asked, question)}
    return render(request, "tracking/figures/sheet_new.html", {**shared(request, "tracking:sheets"), **context})


@login_required
@require_safe
def sheet(request: HttpRequest, number: tuple[int, int]) -> HttpResponse:
    """One sheet; with `?again` the same question is counted anew beside it."""
    found = sheet_or_404(request, number)
    whole = intact(found)
    context = {**shared(request, "tracking:sheets"), "sheet": found, "intact": whole}
    if whole:
        question = read_question(found.question)
        context |= {
            "asked": asked_of(question),
            "definitions": words.definitions(),
            "provenance": provenance(found),
            "parts": [on_page(section) for section in sections_of(found.result, question, whole=True)],
            "target": found.result["target"],
            **(_again(found) if "again" in request.GET else {}),
        }
    return render(request, "tracking/figures/sheet.html", context, status=200 if whole else 409)


def _again(found: FigureSheet) -> dict[str, Any]:
    try:
        return {"again": True, "differing": compared(found)}
    except Refused as refusal:
        return {"again": True, "refusal": str(refusal)}


@login_required
@require_safe
def pdf(request: HttpRequest, number: tuple[int, int]) -> HttpResponse:
    """The sheet on paper, in the reader's language."""
    found = sheet_or_404(request, number)
    if not intact(found):
        raise Http404
    log(request.user, "tracking.sheet_taken_out", found, what="pdf")
    return pdf_answer(sheet_pdf(found, get_language()), str(found))


@login_required
@require_safe
def sealed(request: HttpRequest, number: tuple[int, int]) -> HttpResponse:
    """The sealed file."""
    found = sheet_or_404(request, number)
    log(request.user, "tracking.sheet_taken_out", found, what="json")
    answer = HttpResponse(sealed_file(found), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{found}.json"'
    return answer


def sheet_or_404(request: HttpRequest, number: tuple[int, int]) -> FigureSheet:
    """The sheet of this year and number, for headquarters."""
    for_headquarters(request)
    year, place = number
    sheets = FigureSheet.objects.select_related("frozen_by", "target")
    return get_object_or_404(sheets, year=year, number=place)
