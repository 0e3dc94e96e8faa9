"""A program that reads, by the token in its header: what it may see, and how it is told what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from time import time
from types import SimpleNamespace
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from elearning.people.models import Office, Role

from ..models import ApiClient
from .actions import hash_token

SCHEME = "Bearer"
ASKS_A_MINUTE = 120


@dataclass(frozen=True)
class Reader:
    """A client in the place of a person: headquarters, or the focal point of its office."""

    client: ApiClient
    is_authenticated: bool = True

    @property
    def roles_today(self) -> list[SimpleNamespace]:
        office = self.client.office
        return [SimpleNamespace(kind=Role.Kind.FOCAL_POINT if office else Role.Kind.HEADQUARTERS, office=office)]

    def offices(self) -> QuerySet[Office]:
        return Office.objects.visible_to(self)


class Problem(Exception):
    """What is wrong with a request: a status of HTTP, and a sentence that says what to do."""

    def __init__(self, status: int, sentence: str, **more: Any):
        super().__init__(sentence)
        self.status, self.sentence, self.more = status, sentence, more


TITLES = {
    400: "Bad request",
    401: "No valid token",
    403: "Not any more",
    404: "Not found",
    405: "Method not allowed",
    429: "Too many requests",
}


def problem(found: Problem) -> HttpResponse:
    """The answer as RFC 9457 asks."""
    body = {"type": "about:blank", "title": TITLES[found.status], "status": found.status, "detail": found.sentence}
    answer = JsonResponse(body | found.more, status=found.status, content_type="application/problem+json")
    answer["Cache-Control"] = "no-store"
    if found.status == 401:
        answer["WWW-Authenticate"] = SCHEME
    if found.status == 405:
        answer["Allow"] = "GET, HEAD"
    if found.status == 429:
        answer["Retry-After"] = str(60 - int(time()) % 60)
    return answer


def of_a_client(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that gets the reader as its second argument. Cookies are not looked at: a session opens nothing here."""

    @csrf_exempt  # only the token in the header opens it, and no browser adds that
    @wraps(view)
    def known(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            if request.method not in ("GET", "HEAD"):
                raise Problem(405, _("This interface only reads: ask with GET."))
            answer = view(request, _reader_of(request), **kwargs)
        except Problem as found:
            answer = problem(found)
        patch_vary_headers(answer, ["Authorization", "Accept-Language"])
        return answer

    return known


def _reader_of(request: HttpRequest) -> Reader:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != SCHEME.lower() or not token.strip():
        raise Problem(401, _("Send your token in the header: “Authorization: Bearer …”."))
    client = ApiClient.objects.select_related("office").filter(token_hash=hash_token(token.strip())).first()
    if client is None:
        raise Problem(401, _("This token is not known. Ask headquarters for another."))
    if client.revoked_at or client.expires_on < timezone.now().date():
        raise Problem(403, _("This token was revoked or has expired. Ask headquarters for another."))
    if _too_often(client):
        raise Problem(429, _("More than %(most)s requests within this minute. Wait.") % {"most": ASKS_A_MINUTE})
    return Reader(client)


def _too_often(client: ApiClient) -> bool:
    """Whether it asked more often than it may within this minute of the clock."""
    key = f"api:{int(time() // 60)}:{client.pk}"
    cache.add(key, 0, 120)
    try:
        return cache.incr(key) > ASKS_A_MINUTE
    except ValueError:  # thrown out of a full cache in between
        return False
