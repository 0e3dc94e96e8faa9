"""Keeps the pages of the desk from those who may not use them: for them they are not there."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from elearning.people.models import User

View = Callable[..., HttpResponse]


def only_if(may: Callable[[User], bool]) -> Callable[[View], View]:
    """A view for those whom the rule lets in; others get 404, and who is not signed in is asked to."""

    def guarded(view: View) -> View:
        @never_cache
        @login_required
        @wraps(view)
        def seen(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not may(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return seen

    return guarded
