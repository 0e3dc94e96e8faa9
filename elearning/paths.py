"""Addresses that no page can have."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve


class PathMiddleware:
    """A path with a NUL byte is not there: PostgreSQL would refuse the very question (DataError).

    A view that has its own answer to any text says so by an attribute `takes_any_text`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info and not hasattr(resolve(request.path_info).func, "takes_any_text"):
            raise Http404
        return self.get_response(request)
