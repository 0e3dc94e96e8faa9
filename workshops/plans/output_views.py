"""What leaves the pages of plans: the shopping list as page, CSV and XLSX; the facilitator's guide as PDF."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from elearning.spreadsheets import as_csv

from ..pages import shared, workshop_or_404
from ..rules import may_build
from .guide import guide_pdf
from .lists import shopping_of, shopping_workbook, table_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def shopping_list(request: HttpRequest, code: str) -> HttpResponse:
    """What to bring: in all, and for each group in each language."""
    workshop = workshop_or_404(request, code, may_build)
    context = {**shared(request, workshop, "workshops:plans"), "list": shopping_of(workshop, request.GET.get("of", ""))}
    return render(request, "workshops/plans/shopping.html", context)


@login_required
def shopping_csv(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """The same as a table."""
    workshop = workshop_or_404(request, code, may_build)
    table = as_csv(table_of(shopping_of(workshop, request.GET.get("of", ""))))
    response = StreamingHttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{workshop.code}-shopping.csv"'
    return response


@login_required
def shopping_xlsx(request: HttpRequest, code: str) -> FileResponse:
    """The same as a workbook: a sheet by group and language, a sheet of totals."""
    workshop = workshop_or_404(request, code, may_build)
    book = shopping_workbook(shopping_of(workshop, request.GET.get("of", "")))
    return FileResponse(book, as_attachment=True, filename=f"{workshop.code}-shopping.xlsx", content_type=XLSX)


@login_required
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """The facilitator's guide in the reader's language; the plans in their own."""
    workshop = workshop_or_404(request, code, may_build)
    document = guide_pdf(workshop, asked=request.GET.get("of", ""), user=request.user)
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{workshop.code}-guide.pdf"'
    return response
