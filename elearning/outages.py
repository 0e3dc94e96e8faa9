"""Answers 503 with Retry-After, not 500, while the database is away or locked."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def server_error(request: HttpRequest) -> HttpResponse:
    """The project's `handler500`: a lost database is a pause with a promise, anything else is our fault."""
    away = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    response = HttpResponse(render_to_string("503.html" if away else "500.html"), status=503 if away else 500)
    if away:
        response["Retry-After"] = "10"
    return response
