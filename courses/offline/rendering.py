"""A page as this reader's browser would get it, so that its size is known before it is fetched."""

import copy

from django.http import Http404, HttpRequest, QueryDict
from django.urls import resolve
from django.utils import translation

from .owners import COOKIE, owner_of


def page_bytes(request: HttpRequest, address: str, language: str) -> bytes | None:
    """The body of the page at this address in this language; None where it is not open to the reader."""
    with translation.override(language):
        asked = _asked(request, address, language)
        try:
            answer = asked.resolver_match.func(asked, *asked.resolver_match.args, **asked.resolver_match.kwargs)
        except Http404:
            return None
        if hasattr(answer, "render"):
            answer.render()
        return answer.content if answer.status_code == 200 else None


def _asked(request: HttpRequest, address: str, language: str) -> HttpRequest:
    """The request that a browser would make which keeps something for this person. No message is shown by it."""
    asked = copy.copy(request)
    asked.method, asked.path, asked.path_info = "GET", address, address
    asked.GET, asked.POST, asked._messages = QueryDict(), QueryDict(), []
    asked.META = {**request.META, "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": ""}
    asked.COOKIES = {**request.COOKIES, COOKIE: owner_of(request.user)}
    asked.LANGUAGE_CODE = language
    asked.user, asked.session = request.user, request.session
    asked.resolver_match = resolve(address)
    return asked
