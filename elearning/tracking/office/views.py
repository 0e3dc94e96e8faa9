"""The page My office."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..pages import shared
from .choosing import Choice, chosen
from .page import TONES, page_of_office


def of_an_office(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is given the choice of office; 404 for who has none, sign-in for who is not signed in."""

    @never_cache
    @login_required
    @wraps(view)
    def seen(request: HttpRequest, **names) -> HttpResponse:
        return view(request, chosen(request), **names)

    return seen


def around(request: HttpRequest, choice: Choice, name: str) -> dict[str, Any]:
    """What each page of My office needs: the way to its other pages, the office that is open."""
    query = f"?office={choice.office.code}" if choice.office else ""
    return {**shared(request, name, query), "choice": choice, "here": reverse(name)}


@require_safe
@of_an_office
def my_office(request: HttpRequest, choice: Choice) -> HttpResponse:
    """Who is due, overdue, expiring; who comes, who goes; what waits for me."""
    context = around(request, choice, "tracking:my_office") | {"tones": TONES}
    if choice.office:
        asked = {"show": request.GET.get("show", ""), "number": request.GET.get("page")}
        context |= page_of_office(choice.office, request.user, **asked)
    return render(request, "tracking/office/my_office.html", context)
