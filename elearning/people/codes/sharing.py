"""The session on a shared device: short, over when nobody touches it, and with the powers of a learner alone."""

from collections.abc import Callable
from time import time

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url

from ..models import SignInCode
from ..rules import may_see_board
from .powers import may_on_shared

CODE, UNTIL, SEEN = "shared_code", "shared_until", "shared_seen"
LASTS, IDLE, NOTED = 2 * 3600, 600, 30  # seconds; when she was last seen is written at most twice a minute
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FORGET = '"cache", "cookies", "storage"'


def begin_shared(request: HttpRequest, code: SignInCode) -> None:
    """Sign her in on this device; whoever sat here before is out."""
    logout(request)
    login(request, code.person, backend=BACKEND)
    now = int(time())
    request.session.update({CODE: code.pk, UNTIL: now + LASTS, SEEN: now})
    request.session.set_expiry(0)  # the cookie goes with the browser; the rest is held here


def end_shared(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Sign out, and tell the browser to forget all that it holds of this site."""
    logout(request)
    request.offline_is_over = False  # the header below does more
    response["Clear-Site-Data"] = FORGET
    response["Cache-Control"] = "no-store"
    return response


class SharedDeviceMiddleware:
    """Ends such a session in time, and keeps it to what a learner does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.shared_device = False
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or CODE not in request.session:
            return self.get_response(request)
        if not _goes_on(request):
            over = redirect("codes:over") if request.method == "GET" else redirect("codes:sign_in")
            return end_shared(request, over)
        request.shared_device = True
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"  # the next one shall not find it by going back
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.shared_device or may_on_shared(request.resolver_match.view_name):
            return None
        return render(
            request, "people/codes/not_here.html", {"day": resolve_url(settings.LOGIN_REDIRECT_URL)}, status=403
        )


def _goes_on(request: HttpRequest) -> bool:
    """Whether the two hours are not over, somebody was here, and the paper still opens her account."""
    session, now = request.session, int(time())
    if now >= session[UNTIL] or now - session[SEEN] >= IDLE:
        return False
    if not SignInCode.objects.live().filter(pk=session[CODE]).exists() or may_see_board(request.user):
        return False  # revoked, or she was given duties since: then she needs an account of her own
    if now - session[SEEN] >= NOTED:
        session[SEEN] = now
    return True
