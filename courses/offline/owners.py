"""Whose a device's kept things are: a name that says nothing of the person, in a header and on each page."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject

from elearning.people.models import User

# A cookie that the scripts write: the owners of what this device keeps, parted by dots; after a sign-out, GONE before
# them, until the next page has taken away what is to go. What others have not sent is still theirs.
COOKIE = "offline"
GONE = "gone"
HEADER = "X-Kept-For"
YEAR = 365 * 86_400
MOST = 20


def owner_of(user: User | AnonymousUser) -> str:
    """The name of the person on her devices; empty for nobody."""
    return salted_hmac("courses.offline.owner", str(user.pk)).hexdigest()[:16] if user.is_authenticated else ""


class OwnerMiddleware:
    """Says with every page whose it is, so that the worker of a device forgets what it kept for somebody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.offline_owner = SimpleLazyObject(lambda: owner_of(request.user))
        response = self.get_response(request)
        if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
            response[HEADER] = str(request.offline_owner) or "nobody"
        if getattr(request, "offline_is_over", False) and COOKIE in request.COOKIES:
            stay(request, response, GONE)
            response["Clear-Site-Data"] = '"cache"'
        return response


def stay(request: HttpRequest, response: HttpResponse, *first: str) -> None:
    """Let the cookie last: some browsers forget in a week what only a script has written."""
    there = re.findall(rf"\b(?:{GONE}|[0-9a-f]{{16}})\b", request.COOKIES.get(COOKIE, ""))
    value = ".".join(list(dict.fromkeys([*first, *there]))[:MOST])
    if value:
        response.set_cookie(COOKIE, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())


@receiver(user_logged_out)
def forget(sender: Any, *, request: HttpRequest | None, **kwargs: Any) -> None:
    """Whoever signs out takes what she kept from the device, with or without scripts."""
    if request is not None:
        request.offline_is_over = True
