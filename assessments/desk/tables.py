"""Tables of the desk as files to keep."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import StreamingHttpResponse

from elearning.spreadsheets import as_csv


def csv_answer(table: Iterable[Sequence[Any]], name: str) -> StreamingHttpResponse:
    """The table as CSV, sent a piece at a time."""
    answer = StreamingHttpResponse(as_csv(table), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
