"""Stopping mail of one kind by the link at its foot, without signing in (RFC 8058)."""

from time import time
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .actions import stop_mail
from .feet import read_token
from .kinds import SITE
from .planning import wish_of

MOST_A_MINUTE = 120  # of one address: an office has one line, and mail programs send many


@csrf_exempt  # mail programs press this button; the token says for whom, and it only ever takes mail away
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET, as scanners of mail do it, shows a button and changes nothing; POST stops the mail."""
    if _too_often(request):
        return render(request, "429.html", status=429)
    found = read_token(token)
    person = _reader(found[0]) if found else None
    if person is None:
        return render(request, "notices/stop_over.html", status=404)
    kind = found[1]
    if request.method == "POST":
        stop_mail(person, kind.name)
    context = {"words": kind.words, "stopped": wish_of(person, kind) == SITE}
    with translation.override(person.language or translation.get_language()):
        request.LANGUAGE_CODE = translation.get_language()
        return render(request, "notices/stop.html", context)


def _reader(pk: int) -> Any:
    """Whom the mail was for: whoever she became by a merge, since what she is told moved there; none who is closed."""
    person = get_user_model().objects.select_related("merged_into").filter(pk=pk).first()
    person = person and (person.merged_into or person)
    return person if person and person.is_active else None


def _too_often(request: HttpRequest) -> bool:
    key = f"stop:{int(time() // 60)}:{get_adapter(request).get_client_ip(request)}"
    cache.add(key, 0, 120)
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:  # it went away in between
        return False
