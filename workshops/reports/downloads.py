"""The documents of an edition: PDF and XLSX for inside and outside, the data set, the audit file."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elearning.journal.actions import log

from ..models import Report, Workshop
from ..papers.downloads import XLSX, pdf_answer
from ..papers.guard import for_those_who
from ..rules import may_report
from .audit import audit_zip
from .copies import intact
from .dataset import canonical
from .document import OUTSIDE
from .pdf import report_pdf
from .views import edition_or_404, not_ours
from .workbook import report_xlsx


@require_safe
@for_those_who(may_report)
def report_file(
    request: HttpRequest, workshop: Workshop, number: int, copy: str, language: str, kind: str
) -> HttpResponse:
    """A copy of an edition as `pdf` or `xlsx`; that it was taken out is written down."""
    edition = edition_or_404(workshop, number)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    if not intact(edition):
        return not_ours(request, workshop, edition)
    name, outside = f"{edition}-{copy}-{language}", copy == OUTSIDE
    _taken_out(request, edition, f"{copy} {language} {kind}")
    if kind == "pdf":
        return pdf_answer(report_pdf(edition, outside=outside, language=language), name)
    book = report_xlsx(edition, outside=outside, language=language)
    return FileResponse(book, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


@require_safe
@for_those_who(may_report)
def report_dataset(request: HttpRequest, workshop: Workshop, number: int) -> HttpResponse:
    """The frozen data set, in the form whose SHA-256 the report names."""
    edition = edition_or_404(workshop, number)
    _taken_out(request, edition, "data set")
    return _file(canonical(edition.dataset), f"{edition}-dataset.json", "application/json")


@require_safe
@for_those_who(may_report)
def report_audit(request: HttpRequest, workshop: Workshop, number: int) -> HttpResponse:
    """The audit file."""
    edition = edition_or_404(workshop, number)
    if not intact(edition):
        return not_ours(request, workshop, edition)
    _taken_out(request, edition, "audit file")
    return _file(audit_zip(edition), f"{edition}-audit.zip", "application/zip")


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _taken_out(request: HttpRequest, report: Report, what: str) -> None:
    log(request.user, "workshop.report_taken_out", report, what=what)
