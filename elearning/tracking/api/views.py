"""The addresses from which other programs read."""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .actions import note_reading
from .answers import figures_answer, offices_answer, readiness_answer, requirements_answer
from .openapi import describe
from .reader import Problem, Reader, of_a_client


@require_safe
@cache_control(public=True, max_age=3600)
def description(request: HttpRequest) -> JsonResponse:
    """What can be asked, in OpenAPI 3.1; it holds no figures and everybody may read it."""
    return JsonResponse(describe(request.build_absolute_uri("/api/v1")))


@of_a_client
def requirements(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What is asked of whom."""
    return _answer(request, reader, "requirements", requirements_answer(_given(request)))


@of_a_client
def offices(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The offices that this client may ask about."""
    return _answer(request, reader, "offices", offices_answer(_given(request), reader))


@of_a_client
def readiness(request: HttpRequest, reader: Reader) -> HttpResponse:
    """How the people of each office stand towards a requirement."""
    return _answer(request, reader, "readiness", readiness_answer(_given(request), reader))


@of_a_client
def figures(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Persons, participations and hours."""
    return _answer(request, reader, "figures", figures_answer(request.GET, reader))


@of_a_client
def nothing(request: HttpRequest, reader: Reader, rest: str) -> HttpResponse:
    """What is not there is said in the same way as all else that is wrong."""
    raise Problem(404, _("There is nothing at this address. Look at /api/v1/openapi.json."))


nothing.takes_any_text = True


def _given(request: HttpRequest) -> dict[str, str]:
    """The parameters, each once."""
    if twice := [name for name in request.GET if len(request.GET.getlist(name)) > 1]:
        raise Problem(400, _("Give “%(name)s” once.") % {"name": twice[0][:40]}, parameter=twice[0][:40])
    return request.GET.dict()


def _answer(request: HttpRequest, reader: Reader, what: str, answer: dict[str, Any]) -> HttpResponse:
    """The answer, written down as taken; a client that holds the same bytes is told so instead."""
    note_reading(reader.client, what, request.GET.dict(), at=timezone.now())
    body = json.dumps(answer, ensure_ascii=False).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    said = HttpResponse(body, content_type="application/json", headers={"ETag": tag})
    said["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=tag, response=said)
