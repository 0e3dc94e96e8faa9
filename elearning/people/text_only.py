"""Whether pages are sent without pictures and films: of a person her account knows it, of a visitor her browser."""

from django.http import HttpRequest, HttpResponse

from .actions import change_person

COOKIE, YEAR = "text_only", 365 * 24 * 60 * 60


def is_text_only(request: HttpRequest) -> bool:
    """No query besides the one for the person herself, who is read for the header anyway.

    A page that refuses may be made before anybody asked who it is.
    """
    person = getattr(request, "user", None)
    return request.COOKIES.get(COOKIE) == "1" or bool(getattr(person, "text_only", False))


def keep_text_only(request: HttpRequest, response: HttpResponse, *, on: bool) -> HttpResponse:
    """From now on; who is signed in keeps it on every device, so this one needs no cookie."""
    known = request.user.is_authenticated
    if known and request.user.text_only != on:
        change_person(request.user, by=request.user, text_only=on)
    if on and not known:
        response.set_cookie(COOKIE, "1", max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    elif not on:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
