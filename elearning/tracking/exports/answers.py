"""An order as the answer to a request: logged, marked with its id, streamed."""

from typing import Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from elearning.people.models import User

from .actions import take
from .files import csv_of, json_of, xlsx_of
from .orders import Order

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_answer(what: str, kind: str, order: Order, *, why: str, by: User) -> HttpResponse:
    """The file; that it was taken is written down before its first line leaves."""
    export = take(what, kind, order.params, why=why, by=by)
    sheet, name = order.sheet(str(export.uuid)), f"{what}-{order.on}-{export.uuid}.{kind}"
    if kind == "xlsx":
        return FileResponse(xlsx_of(sheet), as_attachment=True, filename=name, content_type=XLSX)
    pieces: Any = csv_of(sheet) if kind == "csv" else json_of(sheet)
    media = "text/csv; charset=utf-8" if kind == "csv" else "application/json"
    answer = StreamingHttpResponse(pieces, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
