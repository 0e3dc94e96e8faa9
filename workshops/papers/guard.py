"""Keeps each page of the papers for those whom its rule names; for the others it is not there."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from ..pages import May, workshop_or_404

View = Callable[..., HttpResponse]


def for_those_who(may: May) -> Callable[[View], View]:
    """A view that gets the workshop in place of its code; 404 if `may` says no, and the sign-in page for nobody."""

    def guarded(view: View) -> View:
        @never_cache
        @login_required
        @wraps(view)
        def seen(request: HttpRequest, code: str, **kwargs) -> HttpResponse:
            return view(request, workshop_or_404(request, code, may), **kwargs)

        return seen

    return guarded
