"""Papers and tables as answers to keep: each private, none kept by a cache on the way."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from elearning.spreadsheets import as_csv, as_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf_answer(document: bytes, name: str) -> HttpResponse:
    """A PDF that the browser shows, under this name when it is kept."""
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def table_answer(table: Iterable[Sequence[Any]], kind: str, name: str, title: str) -> HttpResponse:
    """The table as `csv` or `xlsx`, under this name."""
    if kind == "xlsx":
        file = as_workbook((title, table))
        return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    answer = StreamingHttpResponse(as_csv(table), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
